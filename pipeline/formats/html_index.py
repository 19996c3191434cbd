"""The index of a dossier: one page that loads nothing, runs nothing, and opens every file beside it by its name."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import Struct

from pipeline.formats.html_links import relative_link
from pipeline.formats.html_page import PageError
from pipeline.model.pack import Enclosed, PackedClient, PackedSystem, Part
from pipeline.model.pack_words import PackWords

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_KILO, _UNITS = 1000, ("B", "kB", "MB", "GB")


class _Line(Struct, frozen=True):
    """One file as a row of the index."""

    title: str
    note: str
    state: str
    revision: int
    path: str
    source: str
    is_renamed: bool
    sha256: str
    size: int


def render_index(client: PackedClient, words: PackWords, template: str, style: str) -> bytes:
    """Make the index of a dossier.

    Args:
        client: what the dossier holds.
        words: of the page.
        template: of the page.
        style: of the page, which its policy admits by digest.

    Returns:
        The page in UTF-8; the same dossier gives the same bytes.

    Raises:
        PageError: the template names what is not there, or does what none may.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    try:
        made = _environment().from_string(template)
        text = made.render(
            client=client,
            words=words,
            style=Markup(style),  # noqa: S704 - a file of the template, held by the policy
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            is_draft=any(system.is_draft for system in client.systems),
            noun=_counted(len(client.files), words.index),
            facts=lambda system: tuple(_facts(system, words)),
            of=lambda files, part: tuple(_lines(files, part)),
        )
    except SecurityError as error:
        raise PageError(f"the template of the index does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise PageError(f"the template of the index cannot be used: {error}.") from error
    return text.encode()


def _counted(count: int, words: Mapping[str, str]) -> str:
    """Return the words of a count without its number, which stands before them in other type."""
    return (words["files_one"] if count == 1 else words["files_many"]).replace("{count}", "").strip("1 ")


def _facts(system: PackedSystem, words: PackWords) -> Iterator[tuple[str, str]]:
    said = (
        ("provider", system.provider),
        ("version", system.version),
        ("revision", str(system.revision) if system.revision else ""),
        ("edition", system.edition),
    )
    yield from ((words.index[name], text) for name, text in said if text)


def _lines(files: Iterable[Enclosed], part: Part) -> Iterator[_Line]:
    for file in files:
        if file.part == part:
            is_renamed = bool(file.source) and file.path.rpartition("/")[2] != file.source
            yield _Line(
                title=file.title,
                note=file.note,
                state=file.state or "",
                revision=file.revision,
                path=file.path,
                source=file.source,
                is_renamed=is_renamed and part is Part.EVIDENCE,
                sha256=file.sha256,
                size=file.size,
            )


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=True, finalize=_printable, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update({"length": len, "link": relative_link, "bytes": _bytes, "fill": _fill})
    return environment


def _fill(text: str, **values: object) -> str:
    """Put values into the braces of a text; what a value holds in braces stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


def _bytes(size: int) -> str:
    shown, unit = float(size), _UNITS[0]
    for larger in _UNITS[1:]:
        if shown < _KILO:
            break
        shown, unit = shown / _KILO, larger
    return f"{shown:.0f}\u00a0{unit}" if shown >= 10 or unit == _UNITS[0] else f"{shown:.1f}\u00a0{unit}"  # noqa: PLR2004 - two digits say enough


def _printable(value: object) -> object:
    """Return what stands in the page for a value, with a mark for each character that a page cannot hold."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNPRINTABLE.sub("\ufffd", value)

"""The page over many systems: one file that loads nothing, reads without scripts, and escapes every answer.

Looks, words and behaviour are files beside the template; the policy in the page admits exactly these by their digests.
"""

import base64
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date

import jinja2
from babel import Locale
from babel.dates import format_date
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup
from msgspec import ValidationError, convert

from pipeline.formats.html_figures import figures_of
from pipeline.formats.html_timeline import lay_out
from pipeline.model.citation import unbroken
from pipeline.model.page_words import PageWords
from pipeline.model.portfolio import PortfolioPage

TEMPLATE, STYLE, SCRIPT, WORDS = "page.html", "page.css", "page.js", "words.toml"
"""The files that make a page."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_ENDS_ELEMENT = re.compile(r"</(?:style|script)|<!--", re.IGNORECASE)


class PageError(Exception):
    """A page cannot be rendered; the message says why, in words for the author of its files."""


def render_page(page: PortfolioPage, files: Mapping[str, bytes]) -> bytes:
    """Make a page.

    Args:
        page: what it shows.
        files: the template with its style, script and words, by name.

    Returns:
        The page in UTF-8; the same page and files give the same bytes.

    Raises:
        PageError: a file is missing or unusable, or the template names what is not there or does what none may.
    """
    words = _words(files)
    style, script = _embedded(STYLE, files), _embedded(SCRIPT, files)
    policy = (
        f"default-src 'none'; style-src {_admitted(style)}; script-src {_admitted(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    figures = figures_of(page, words)
    try:
        template = _environment(words).from_string(_text(TEMPLATE, files))
        made = template.render(
            page=page,
            figures=figures,
            timeline=lay_out(figures.days, page.as_of),
            words=words,
            policy=policy,
            style=Markup(style),  # noqa: S704 - a file of the template, held by the policy
            script=Markup(script),  # noqa: S704 - as style
        )
    except jinja2.UndefinedError as error:
        raise PageError(f"{TEMPLATE} names something that is not known: {error}.") from error
    except SecurityError as error:
        raise PageError(f"{TEMPLATE} does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise PageError(f"{TEMPLATE} cannot be read: {error}.") from error
    return made.encode()


def _text(name: str, files: Mapping[str, bytes]) -> str:
    if name not in files:
        raise PageError(f"There is no {name}.")
    try:
        # A browser reads every line end as a line feed, and the digests are of what it reads.
        return files[name].decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise PageError(f"{name} is not in UTF-8.") from error


def _embedded(name: str, files: Mapping[str, bytes]) -> str:
    text = _text(name, files)
    if found := _ENDS_ELEMENT.search(text):
        raise PageError(f"{name} holds {found[0]}, which would end it within the page.")
    return text


def _admitted(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _words(files: Mapping[str, bytes]) -> PageWords:
    try:
        return convert(tomllib.loads(_text(WORDS, files)), PageWords)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise PageError(f"{WORDS} cannot be used: {error}.") from error


def _environment(words: PageWords) -> ImmutableSandboxedEnvironment:
    """Return the environment of pages: names, loops, conditions, and the filters that put words around figures."""
    environment = ImmutableSandboxedEnvironment(
        undefined=jinja2.StrictUndefined, autoescape=True, finalize=_printable, trim_blocks=True, lstrip_blocks=True
    )
    locale = Locale.parse(words.language, sep="-")

    def counted(number: int, name: str) -> str:
        return _form(number, words.count[name]).replace("{n}", str(number))

    def noun(number: int, name: str) -> str:
        """Return the words of a count without its number, which stands before them in other type."""
        return _form(number, words.count[name]).replace("{n}", "").strip()

    def named(code: str, group: str) -> str:
        names: Mapping[str, str] = getattr(words, group)
        return names.get(code, code)

    def day(text: str) -> str:
        try:
            return format_date(date.fromisoformat(text), format="d MMM y", locale=locale).replace(" ", "\u00a0")
        except ValueError:
            return text

    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(
        {"counted": counted, "noun": noun, "named": named, "day": day, "fill": _fill, "listed": _listed, "length": len}
    )
    return environment


def _form(number: int, forms: tuple[str, str]) -> str:
    return forms[0] if number == 1 else forms[1]


def _fill(text: str, **values: object) -> str:
    """Put values into the braces of a text; what a value holds in braces stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], found[0])), text)


def _listed(citations: Iterable[str]) -> str:
    return ", ".join(unbroken(citation) for citation in citations)


def _printable(value: object) -> object:
    """Return what stands in the page for a value, with a mark for each character that a page cannot hold."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return _UNPRINTABLE.sub("\ufffd", value)

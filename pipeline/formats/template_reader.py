"""A Word template read before it is rendered: its names with their places, its headings, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from msgspec.structs import replace

from pipeline.formats.docx_coverage import why_mended
from pipeline.formats.docx_dialect import text_markup
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.template_filters import FILTERS
from pipeline.formats.template_package import open_package
from pipeline.formats.template_parts import DOCUMENT, STYLES, Part, printed_parts
from pipeline.formats.template_places import check_places, check_properties, check_unprinted
from pipeline.formats.template_rendered import check_rendered
from pipeline.formats.template_state import check_state
from pipeline.formats.template_statements import Placed, Trouble, read_statements
from pipeline.formats.template_syntax import Fault
from pipeline.formats.template_tags import OPENERS, without_tags
from pipeline.formats.template_walk import heading_styles, pieces_of
from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import finding
from pipeline.model.template import Naming, Spot, TemplateReading
from pipeline.model.template_language_findings import OF_TAGS
from pipeline.model.template_place import place_of

MOST_TAGS = 20_000


def read_template(template: bytes, name: str) -> TemplateReading:
    """Read a template; no content makes this raise.

    Args:
        template: the .docx file.
        name: of the template, as findings show it.

    Returns:
        Names in the order of the parts and their text, headings, and findings with their spots.
    """
    try:
        return _read(template, name)
    except Exception as error:  # noqa: BLE001 - any bytes may come in; whatever they break is a finding, never a crash
        why = f"it cannot be understood ({type(error).__name__})"
        return _reading((), (), (Trouble(Fault("TPL002", (("why", why),)), Spot("")),), name)


def _read(template: bytes, name: str) -> TemplateReading:
    package = open_package(template)
    if not package.roots:
        return _reading((), (), package.troubles, name)
    ids = heading_styles(package.roots.get(STYLES))
    parts = printed_parts(package.roots)
    if sum(len(OPENERS.findall("".join(map(str, part.root.itertext())))) for part in parts) > MOST_TAGS:
        return _reading((), (), (Trouble(Fault("TPL028", (("most", f"{MOST_TAGS:,}"),)), Spot("")),), name)
    read = [(part, tuple(pieces_of(part, ids))) for part in parts]
    troubles = [*package.troubles, *check_properties(package.roots), *check_unprinted(package.roots, parts)]
    names: list[Naming] = []
    for part, pieces in read:
        tags = [Placed(tag, piece.spot_of(tag.start, tag.end)) for piece in pieces for tag in piece.tags]
        statements = read_statements(tags)
        wrong = (*check_places(part, pieces), *statements.troubles)
        names += statements.names
        troubles += wrong or (*check_rendered(part, tags), *_covered(part))
    headings = tuple(
        text for _, pieces in read for piece in pieces if piece.style in ids and (text := without_tags(piece.text))
    )
    troubles += check_state(package.roots, read)
    body = package.roots.get(DOCUMENT)
    zones = tuple(key for key, _ in zone_controls(body)) if body is not None else ()
    return replace(_reading(tuple(names), headings, troubles, name), zones=zones)


def _covered(part: Part) -> Iterator[Trouble]:
    """Yield what makes docxtpl look at each document again, where a body holds any."""
    if part.name == DOCUMENT and (what := why_mended(text_markup(part.root))):
        yield Trouble(Fault("TPL039", (("what", what),)), Spot(part.name, part.where))


def _reading(
    names: tuple[Naming, ...], headings: tuple[str, ...], troubles: Iterable[Trouble], name: str
) -> TemplateReading:
    kept = list(dict.fromkeys(troubles))
    findings = tuple(_finding(trouble, name) for trouble in kept)
    is_read = not any(trouble.fault.code in OF_TAGS for trouble in kept)
    return TemplateReading(names if is_read else (), headings, findings, tuple(trouble.spot for trouble in kept))


def _finding(trouble: Trouble, name: str) -> Finding:
    values: dict[str, object] = dict(trouble.fault.values)
    if trouble.fault.code == "TPL020":
        values["near"] = _near(str(values["name"]), FILTERS)
    return finding(trouble.fault.code, place_of(trouble.spot, name), (), **values)


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f". Did you mean {close[0]}?" if close else "."

"""A Word template read before it is rendered: its names with their places, its headings, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pipeline.formats.template_filters import FILTERS
from pipeline.formats.template_language import Fault
from pipeline.formats.template_package import Package, open_package
from pipeline.formats.template_parts import STYLES, Part, printed_parts
from pipeline.formats.template_statements import Placed, Statements, Trouble, read_statements
from pipeline.formats.template_tags import stray_piece, without_tags
from pipeline.formats.template_walk import Piece, heading_styles, pieces_of
from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import finding
from pipeline.model.template import Naming, TemplateReading
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
    package = open_package(template)
    if not package.roots:
        return _reading((), (), package.troubles, name)
    ids = heading_styles(package.roots.get(STYLES))
    read = [(part, tuple(pieces_of(part, ids))) for part in printed_parts(package.roots)]
    troubles = [*package.troubles]
    spoken = [_spoken(pieces) for _, pieces in read]
    for (_, pieces), statements in zip(read, spoken, strict=True):
        troubles += [*_strays(pieces), *statements.troubles]
    names = tuple(naming for statements in spoken for naming in statements.names)
    headings = tuple(
        text for _, pieces in read for piece in pieces if piece.style in ids and (text := without_tags(piece.text))
    )
    return _reading(names, headings, troubles, name)


def _spoken(pieces: Iterable[Piece]) -> Statements:
    return read_statements(Placed(tag, piece.spot_of(tag.start, tag.end)) for piece in pieces for tag in piece.tags)


def _strays(pieces: Iterable[Piece]) -> Iterator[Trouble]:
    for piece in pieces:
        if found := stray_piece(piece.text, piece.tags):
            at, written = found
            fault = Fault("TPL013", (("written", written), ("why", "is half a tag in its paragraph")))
            yield Trouble(fault, piece.spot_of(at, at + len(written)))


def _reading(
    names: tuple[Naming, ...], headings: tuple[str, ...], troubles: Iterable[Trouble], name: str
) -> TemplateReading:
    kept = list(dict.fromkeys(troubles))
    findings = tuple(_finding(trouble, name) for trouble in kept)
    is_read = not any(trouble.fault.code in OF_TAGS for trouble in kept)
    return TemplateReading(names if is_read else (), headings, findings, tuple(trouble.spot for trouble in kept))


def _finding(trouble: Trouble, name: str) -> Finding:
    values = dict(trouble.fault.values)
    if trouble.fault.code == "TPL020":
        values["near"] = _near(values["name"], FILTERS)
    return finding(trouble.fault.code, place_of(trouble.spot, name), **values)


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), 1)
    return f" Did you mean {close[0]}?" if close else ""

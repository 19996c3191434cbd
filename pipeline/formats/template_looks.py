"""How a template is made, beyond its tags: heads that repeat, words for pictures, language, contents."""

from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.template_package import open_package
from pipeline.formats.template_parts import STYLES, printed_parts
from pipeline.formats.template_tags import without_tags
from pipeline.formats.template_walk import Piece, excerpted, heading_styles, pieces_of
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.template import Spot
from pipeline.model.template_place import place_of

_DOCUMENT = "word/document.xml"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_LANGUAGE = f"{qn('docDefaults')}/{qn('rPrDefault')}/{qn('rPr')}/{qn('lang')}"


def look_over(template: bytes, name: str) -> tuple[Flaw, ...]:
    """Return what is wrong with the making of a template that could be read.

    Args:
        template: the .docx file.
        name: of the template, as findings show it.
    """
    roots = open_package(template).roots
    if _DOCUMENT not in roots:
        return ()
    ids = heading_styles(roots.get(STYLES))
    pieces = {part.name: tuple(pieces_of(part, ids)) for part in printed_parts(roots)}
    every = (piece for several in pieces.values() for piece in several)
    found = [
        *_heads(pieces[_DOCUMENT]),
        *_pictures(every),
        *_links(roots[_DOCUMENT], pieces[_DOCUMENT]),
        *_language(roots.get(STYLES)),
    ]
    return tuple(Flaw(finding(code, place_of(spot, name), (), **values), spot) for code, spot, values in found)


_Found = tuple[str, Spot, dict[str, str]]


def _heads(pieces: tuple[Piece, ...]) -> Iterator[_Found]:
    """Yield the tables that print each entry as one row below a head that is not repeated, or below none."""
    seen = set()
    for piece in pieces:
        loop = next(piece.element.iterancestors(qn("tr")), None)
        table = next(piece.element.iterancestors(qn("tbl")), None)
        if loop is None or table is None or table in seen or not piece.text.lstrip().startswith("{%tr for "):
            continue
        seen.add(table)
        rows = list(table.iterchildren(qn("tr")))
        if loop in rows and _rows_of_an_entry(rows[rows.index(loop) + 1 :]) == 1 and not _is_repeated(rows[0]):
            yield "TPL060", piece.spot_of(0, len(piece.text)), {}


def _rows_of_an_entry(rows: list[Element]) -> int:
    """Return how many rows stand up to the next row that is a tag."""
    count = 0
    for row in rows:
        if "".join(text.text or "" for text in row.iter(qn("t"))).lstrip().startswith("{%tr"):
            break
        count += 1
    return count


def _is_repeated(row: Element) -> bool:
    return row.find(f"{qn('trPr')}/{qn('tblHeader')}") is not None


def _pictures(pieces: Iterator[Piece]) -> Iterator[_Found]:
    for piece in pieces:
        for picture in piece.element.iter(_PICTURE):
            decorative = any(mark.get("val") in ("1", "true") for mark in picture.iter(_DECORATIVE))
            if not decorative and not (picture.get("descr") or "").strip():
                yield "TPL061", piece.spot, {"name": picture.get("name") or picture.get("id") or ""}


def _links(document: Element, pieces: tuple[Piece, ...]) -> Iterator[_Found]:
    anchors = {mark.get(qn("name")) for mark in document.iter(qn("bookmarkStart"))}
    for piece in pieces:
        for link in piece.element.iter(qn("hyperlink")):
            anchor = link.get(qn("anchor"))
            if anchor is not None and anchor not in anchors:
                spot = excerpted(piece.spot, piece.text, 0, len(piece.text))
                yield "TPL065", spot, {"text": " ".join(without_tags(piece.text).split()) or anchor}


def _language(styles: Element | None) -> Iterator[_Found]:
    language = styles.find(_LANGUAGE) if styles is not None else None
    if language is None or not language.get(qn("val")):
        yield "TPL062", Spot(""), {}

"""The state in which a template was left: tracked changes, comments, styles, and the end mark that proves it whole."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from pipeline.formats.docx_gaps import GAP_STYLE
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.template_parts import DOCUMENT, STYLES, Part
from pipeline.formats.template_statements import Trouble
from pipeline.formats.template_syntax import Fault
from pipeline.formats.template_walk import Piece
from pipeline.model.template import Spot

_CHANGES = tuple(
    qn(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange"),
        *("tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange"),
    )
)
_END_STYLE = "EndMark"
_NEEDED: Mapping[str, str] = {
    GAP_STYLE: "markers of missing facts are printed in it",
    "CommentReference": "comments at missing facts are printed in it",
    "CommentText": "comments at missing facts are printed in it",
}
_STYLED = {qn("pStyle"): "paragraph", qn("rStyle"): "character", qn("tblStyle"): "table"}


def check_state(roots: Mapping[str, Element], read: Sequence[tuple[Part, Sequence[Piece]]]) -> Iterator[Trouble]:
    """Yield what is left in a template that no document should hold, and what it lacks.

    Args:
        roots: the XML parts of the package, by name.
        read: the printed parts with their paragraphs.
    """
    changes = sum(1 for part, _ in read for _ in part.root.iter(*_CHANGES))
    if changes:
        yield Trouble(Fault("TPL029", (("count", str(changes)),)), Spot(DOCUMENT))
    comments = sum(1 for name, root in roots.items() if name.startswith("word/") for _ in root.iter(qn("comment")))
    if comments:
        yield Trouble(Fault("TPL030", (("count", str(comments)),)), Spot(DOCUMENT))
    yield from _styles(roots.get(STYLES), read)
    body = next((pieces for part, pieces in read if part.name == DOCUMENT), ())
    if not body or body[-1].style != _END_STYLE or not body[-1].text.strip():
        yield Trouble(Fault("TPL033"), body[-1].spot if body else Spot(DOCUMENT))
    if not any(piece.is_heading for piece in body):
        yield Trouble(Fault("TPL034"), Spot(DOCUMENT))


def _styles(styles: Element | None, read: Sequence[tuple[Part, Sequence[Piece]]]) -> Iterator[Trouble]:
    known = {style.get(qn("styleId")) or "" for style in styles.iter(qn("style"))} if styles is not None else set()
    for name, use in _NEEDED.items():
        if name not in known:
            yield Trouble(Fault("TPL032", (("name", name), ("use", use))), Spot(STYLES))
    told: set[str] = set()
    for part, pieces in read:
        spots = {id(piece.element): piece.spot for piece in pieces}
        for element in part.root.iter(*_STYLED):
            name = element.get(qn("val")) or ""
            if name in known or name in told:
                continue
            told.add(name)
            near = get_close_matches(name, known, 1)
            values = (("name", name), ("near", f"; did you mean {near[0]}?" if near else ""))
            yield Trouble(Fault("TPL031", values), _spot(element, spots, part))


def _spot(element: Element, spots: Mapping[int, Spot], part: Part) -> Spot:
    """Return the place of the paragraph that names a style, or of the first one in a table that does."""
    for around in element.iterancestors(qn("p"), qn("tbl")):
        paragraph = around if around.tag == qn("p") else next(around.iter(qn("p")), None)
        if paragraph is not None and id(paragraph) in spots:
            return spots[id(paragraph)]
    return Spot(part.name, part.where)

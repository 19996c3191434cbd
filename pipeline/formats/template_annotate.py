"""A template with remarks in it: a copy with a Word comment where something is wrong."""

import io
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document

from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_package import canonical
from pipeline.formats.template_parts import Part
from pipeline.formats.template_saved import settled
from pipeline.formats.template_walk import pieces_of
from pipeline.model.finding import Finding
from pipeline.model.flaw import Flaw

_DOCUMENT = "word/document.xml"
_AUTHOR, _INITIALS = "dossier", "D"
_STYLES = (("CommentText", "annotation text", "paragraph"), ("CommentReference", "annotation reference", "character"))
_BEGINS = (qn("pPr"), qn("commentRangeStart"))


def annotate(template: bytes, flaws: Iterable[Flaw]) -> bytes | None:
    """Return a template with a comment at the paragraph of each flaw.

    What stands in a head, a foot or a note, where Word admits no comment, and what is about the whole file, is said
    at the first paragraph.

    Args:
        template: the .docx file.
        flaws: with their spots.

    Returns:
        The copy; None where the file cannot be opened, or has no paragraph to put a comment at.
    """
    try:
        document = docx.Document(io.BytesIO(settled(template)))
    except Exception:  # noqa: BLE001 - a damaged file makes python-docx raise anything
        return None
    places = list(_paragraphs(document))
    if not places:
        return None
    _add_styles(document)
    for flaw in flaws:
        in_body = flaw.spot.part == _DOCUMENT and 0 < flaw.spot.paragraph <= len(places)
        target = places[flaw.spot.paragraph - 1] if in_body else places[0]
        _comment(document, target, _words(flaw.finding, is_here=in_body))
    written = io.BytesIO()
    document.save(written)
    return canonical(written.getvalue())


def _paragraphs(document: Document) -> Iterator[Element]:
    """Yield the elements that spots count; the reader counts them in the same way."""
    part = Part(_DOCUMENT, "body", document.element)
    return (piece.element for piece in pieces_of(part, frozenset()))


def _words(finding: Finding, *, is_here: bool) -> str:
    place = "" if is_here or not finding.at.paragraph else f"{finding.at.paragraph}: "
    law = f" ({', '.join(finding.cites)})" if finding.cites else ""
    said = f"{finding.message}{law}"
    return f"{finding.code}: {place}{said if said.endswith('?') else f'{said}.'} {finding.hint}"


def _comment(document: Document, target: Element, text: str) -> None:
    """Put a comment around all that a paragraph holds, behind the beginnings of those that are there already."""
    comment = document.comments.add_comment(text, _AUTHOR, _INITIALS)
    number = comment.comment_id
    # A day would make each check another file, and the remark is about the template as it was.
    comment._comment_elm.attrib.pop(qn("date"), "")  # noqa: SLF001 - python-docx writes the clock
    start = w("commentRangeStart", id=number)
    before = [child for child in target if child.tag in _BEGINS]
    if before:
        before[-1].addnext(start)
    else:
        target.insert(0, start)
    reference = w("r", w("rPr", w("rStyle", val="CommentReference")), w("commentReference", id=number))
    target.extend((w("commentRangeEnd", id=number), reference))


def _add_styles(document: Document) -> None:
    """Add the styles that comments are written in, where a template has none: a style that is missing is a fault."""
    styles = document.styles.element
    known = {style.get(qn("styleId")) for style in styles.iter(qn("style"))}
    for name, title, kind in _STYLES:
        if name not in known:
            styles.append(w("style", w("name", val=title), w("semiHidden"), type=kind, styleId=name))

"""A comment on text that a person wrote in a zone, where what stands beside it has changed."""

from collections.abc import Sequence

from pipeline.formats.docx_markup import XML_SPACE, Element, qn, w
from pipeline.formats.graft_notes import add_note, notes_of
from pipeline.formats.open_package import OpenPackage

_AUTHOR, _INITIALS = "dossier", "D"
_MODIFIED = "{http://purl.org/dc/terms/}modified"


def remark_on(package: OpenPackage, blocks: Sequence[Element], text: str) -> None:
    """Comment the first paragraph of a zone.

    Args:
        package: the document, which is changed.
        blocks: what stands in the zone, in the document.
        text: of the comment; each of its lines becomes a paragraph.
    """
    paragraph = next((each for block in blocks for each in block.iter(qn("p"))), None)
    if paragraph is None or _is_said(package, blocks, text):
        return
    name, root = notes_of(package, "comment")
    comment = w("comment", *map(_line, text.split("\n")), author=_AUTHOR, initials=_INITIALS)
    if day := _day(package):
        comment.set(qn("date"), day)
    number = add_note(package, name, root, comment)
    start, end = w("commentRangeStart", id=number), w("commentRangeEnd", id=number)
    properties = paragraph.find(qn("pPr"))
    paragraph.insert(0 if properties is None else 1, start)
    paragraph.extend((end, w("r", w("commentReference", id=number))))


def _is_said(package: OpenPackage, blocks: Sequence[Element], text: str) -> bool:
    """Tell whether a comment that was carried along says the same already."""
    ids = {each.get(qn("id")) for block in blocks for each in block.iter(qn("commentReference"))}
    if not ids:
        return False
    _, root = notes_of(package, "comment")
    said = [
        "\n".join("".join(piece.text or "" for piece in line.iter(qn("t"))) for line in each.iter(qn("p")))
        for each in root
        if each.get(qn("id")) in ids and each.get(qn("author")) == _AUTHOR
    ]
    return text in said


def _line(text: str) -> Element:
    content = w("t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    return w("p", w("r", content))


def _day(package: OpenPackage) -> str:
    """Return the day that the document says it was made on: nothing written depends on today."""
    for part in package.related("", "core-properties"):
        for said in package.root(part).iter(_MODIFIED) if part in package.parts else ():
            return said.text or ""
    return ""

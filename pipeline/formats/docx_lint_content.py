"""The rules of single elements: content controls, drawings, blanks at the edge of a text, settings."""

from collections.abc import Iterator, Sequence

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import XML_SPACE, Element, qn
from pipeline.formats.docx_story import Story, value_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_HIGHEST_PARA_ID = 0x80000000
_BETWEEN = frozenset({qn("tr"), qn("tbl")})
_TEXTS = ("t", "instrText", "delText")


def lint_content(stories: Sequence[Story]) -> Iterator[Complaint]:
    """Complain of elements that are wrong by themselves, or there twice in the whole document.

    Args:
        stories: the parts of the document.
    """
    for story in stories:
        yield from _lint_controls(story)
        yield from _lint_texts(story)
        for setting in story.all("updateFields"):
            if value_of(setting) not in ("0", "false", "off"):
                yield doubtful(story.name, "the document asks to update its fields when it is opened")
        for body in story.all("body"):
            last = body[-1] if len(body) else None
            sections = [child for child in body if child.tag == qn("sectPr")]
            if sections and sections[-1] is not last:
                yield Complaint(story.name, "something stands behind the last section of the body")
            if len(sections) > 1:
                yield Complaint(story.name, "the body has two last sections")
    drawings = [element for story in stories for element in story.tagged.get(_DRAWING, ())]
    yield from twice("", "drawing id", (element.get("id") for element in drawings), is_doubtful=True)
    for element in drawings:
        if not (element.get("id") or "").isdecimal() or element.get("name") is None:
            yield Complaint("", "a drawing has no number or no name")
    yield from _lint_paragraph_ids(stories)


def _lint_controls(story: Story) -> Iterator[Complaint]:
    ids = (control.find(f"{qn('sdtPr')}/{qn('id')}") for control in story.all("sdt"))
    yield from twice(
        story.name, "content control id", (value_of(found) for found in ids if found is not None), is_doubtful=True
    )
    for control in story.all("sdt"):
        content, parent = control.find(qn("sdtContent")), control.getparent()
        if content is None:
            yield doubtful(story.name, "a content control has no content")
            continue
        if (
            parent is not None
            and parent.tag in _BETWEEN
            and any(child.tag in (qn("p"), qn("r"), qn("tbl")) for child in content)
        ):
            yield Complaint(story.name, "a content control between rows or cells holds something else")
        elif parent is not None and parent.tag == qn("p") and content.find(qn("p")) is not None:
            yield Complaint(story.name, "a content control within a paragraph holds a paragraph")


def _lint_texts(story: Story) -> Iterator[Complaint]:
    for name in _TEXTS:
        for element in story.all(name):
            text = element.text or ""
            if len(element):
                yield Complaint(story.name, "a text holds an element")
            if text != text.strip(" \t\n\r") and not _keeps_blanks(element):
                yield doubtful(story.name, f"a blank at the edge of a text is lost: {text[:40]!r}")


def _keeps_blanks(element: Element) -> bool:
    said = element.get(XML_SPACE)
    if said is not None:
        return said == "preserve"
    return any(each.get(XML_SPACE) == "preserve" for each in element.iterancestors())


def _lint_paragraph_ids(stories: Sequence[Story]) -> Iterator[Complaint]:
    ids = [found for story in stories for each in story.all("p") if (found := each.get(_PARA_ID))]
    yield from twice("", "paragraph id", ids, is_doubtful=True)
    for found in ids:
        try:
            is_high = not 0 < int(found, 16) < _HIGHEST_PARA_ID
        except ValueError:
            is_high = True
        if is_high:
            yield Complaint("", f"the paragraph id {found} is none")

"""The rules of what begins in one place of a document and ends in another: bookmarks, comments, fields."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_story import Story, value_of

_REACHES_OUT = re.compile(
    r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|INCLUDE|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)
_CLOSED = frozenset(qn(name) for name in ("tc", "txbxContent", "comment", "footnote", "endnote", "hdr", "ftr", "body"))

_CODES = (qn("instrText"), qn("delInstrText"))
"""What tells a field what to show; the second stands in a field that a tracked change takes away."""


def lint_ranges(story: Story) -> Iterator[Complaint]:
    """Complain of beginnings without an end, ends without a beginning, and names that are there twice.

    Args:
        story: a part of the document.
    """
    yield from _lint_bookmarks(story)
    yield from _lint_comments(story)
    yield from _lint_fields(story)


def _lint_bookmarks(story: Story) -> Iterator[Complaint]:
    starts, ends = story.all("bookmarkStart"), story.all("bookmarkEnd")
    names = (value_of(start, "name") for start in starts)
    yield from twice(story.name, "bookmark name", (name.casefold() for name in names), is_doubtful=True)
    yield from twice(story.name, "bookmark id", (start.get(qn("id")) for start in starts), is_doubtful=True)
    ended, begun = Counter(value_of(end, "id") for end in ends), Counter(value_of(start, "id") for start in starts)
    for start in starts:
        if value_of(start, "id") not in ended:
            yield Complaint(story.name, f"the bookmark {value_of(start, 'name')} has no end")
    for number in ended:
        if number not in begun:
            yield doubtful(story.name, f"the end of a bookmark {number} has no beginning")
    yield from _lint_sequence(story, "bookmark", "bookmarkStart", "bookmarkEnd")


def _lint_comments(story: Story) -> Iterator[Complaint]:
    references = [value_of(each, "id") for each in story.all("commentReference")]
    starts = [value_of(each, "id") for each in story.all("commentRangeStart")]
    ends = [value_of(each, "id") for each in story.all("commentRangeEnd")]
    yield from twice(story.name, "reference to comment", references)
    yield from twice(story.name, "beginning of comment", starts)
    yield from twice(story.name, "end of comment", ends)
    for number in sorted({*starts} ^ {*ends}):
        yield Complaint(story.name, f"the range of comment {number} has a beginning or an end only")
    for number in sorted({*starts, *ends} - {*references}):
        yield Complaint(story.name, f"the range of comment {number} has no reference")
    yield from _lint_sequence(story, "comment", "commentRangeStart", "commentRangeEnd")


def _lint_sequence(story: Story, what: str, start: str, end: str) -> Iterator[Complaint]:
    """Complain of ends that stand before their beginning."""
    ids = {value_of(each, "id") for each in story.all(start)}
    if not ids:
        return
    begun = set()
    for element in story.root.iter(qn(start), qn(end)):
        number = value_of(element, "id")
        if element.tag == qn(start):
            begun.add(number)
        elif number in ids and number not in begun:
            yield doubtful(story.name, f"{what} {number} ends before it begins")


def _lint_fields(story: Story) -> Iterator[Complaint]:
    for simple in story.all("fldSimple"):
        yield from _lint_instruction(story, value_of(simple, "instr"))
    open_fields: list[_Field] = []
    for element in story.root.iter(qn("fldChar"), *_CODES) if story.all("fldChar") else ():
        kind = value_of(element, "fldCharType")
        if kind == "begin":
            open_fields.append(_Field(_enclosing(element)))
        elif element.tag in _CODES:
            yield from _lint_code(story, element, open_fields)
        elif not open_fields:
            yield Complaint(story.name, f"a field begins and does not end, or ends and does not begin: {kind} alone")
            return
        elif kind == "separate":
            yield from _lint_separator(story, open_fields[-1])
        elif kind == "end":
            yield from _lint_end(story, open_fields.pop(), element)
    if open_fields:
        yield Complaint(story.name, "a field begins and does not end, or ends and does not begin")


def _lint_separator(story: Story, field: "_Field") -> Iterator[Complaint]:
    if field.is_separated:
        yield Complaint(story.name, "a field has two results")
    field.is_separated = True


def _lint_end(story: Story, field: "_Field", end: Element) -> Iterator[Complaint]:
    yield from _lint_instruction(story, field.instruction)
    if field.within is not _enclosing(end):
        yield Complaint(story.name, "a field begins in one cell or box and ends in another")


def _lint_code(story: Story, element: Element, open_fields: "list[_Field]") -> Iterator[Complaint]:
    if not open_fields or open_fields[-1].is_separated:
        yield doubtful(story.name, "the instruction of a field stands outside of one")
    else:
        open_fields[-1].instruction += element.text or ""


class _Field:
    """A field that is open: what it stands in, its instruction so far, and whether its result has begun."""

    def __init__(self, within: Element | None) -> None:
        self.within = within
        self.instruction = ""
        self.is_separated = False


def _enclosing(element: Element) -> Element | None:
    return next((each for each in element.iterancestors() if each.tag in _CLOSED), None)


def _lint_instruction(story: Story, instruction: str) -> Iterator[Complaint]:
    if found := _REACHES_OUT.match(instruction):
        kind = found[1].upper()
        yield Complaint(story.name, f"a field reaches out of the document: {kind}", not kind.startswith("DDE"))
    elif not instruction.strip():
        yield doubtful(story.name, "a field has no instruction")

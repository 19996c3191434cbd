"""Comments on runs of the body, under the tool's own name and a day that does not depend on today."""

from collections.abc import Iterator
from datetime import date

from pipeline.formats.docx_markup import XML_SPACE, Element, qn, w
from pipeline.formats.graft_notes import notes_of
from pipeline.formats.open_package import OpenPackage

_AUTHOR, _INITIALS = "dossier", "D"
_TEXT_STYLE, _SIGN_STYLE = "CommentText", "CommentReference"


class Commenting:
    """Writes comments into one document, numbered on from those that are there."""

    def __init__(self, package: OpenPackage, day: date) -> None:
        """Hold the document, to which the part for comments is added with the first of them."""
        self._package, self._date = package, f"{day.isoformat()}T00:00:00Z"
        self._numbers: Iterator[int] | None = None

    def comment_on(self, run: Element, text: str) -> None:
        """Comment a run of the body.

        Args:
            run: in the document, where the comment's range is put around it.
            text: of the comment; each of its lines becomes a paragraph.
        """
        name, root = notes_of(self._package, "comment")
        if self._numbers is None:
            self._numbers = _free_numbers(root)
        number = next(self._numbers)
        lines = [*map(_line, text.split("\n"))]
        lines[0].insert(1, w("r", w("rPr", w("rStyle", val=_SIGN_STYLE)), w("annotationRef")))
        root.append(w("comment", *lines, id=number, author=_AUTHOR, initials=_INITIALS, date=self._date))
        self._package.put(name, root)
        sign = w("r", w("rPr", w("rStyle", val=_SIGN_STYLE)), w("commentReference", id=number))
        run.addprevious(w("commentRangeStart", id=number))
        run.addnext(sign)
        run.addnext(w("commentRangeEnd", id=number))


def _free_numbers(root: Element) -> Iterator[int]:
    """Yield the numbers after the highest that a comment has."""
    number = max((int(said) for each in root if (said := each.get(qn("id")) or "").isdecimal()), default=-1)
    while True:
        number += 1
        yield number


def _line(text: str) -> Element:
    content = w("t")
    content.text = text
    if text != text.strip():
        content.set(XML_SPACE, "preserve")
    return w("p", w("pPr", w("pStyle", val=_TEXT_STYLE)), w("r", content) if text else None)

"""Comments on runs of the body, under the tool's own name and a day that does not depend on today."""

import re
from datetime import date

from pipeline.formats.docx_escape import escaped
from pipeline.formats.docx_markup import serialise
from pipeline.formats.graft_notes import notes_of
from pipeline.formats.open_package import OpenPackage

NO_DAY = date(2000, 1, 1)
"""Stands where a document knows no date: nothing printed or stored depends on today."""

_SIGN = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
_STYLE = '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
_NUMBER = re.compile(rb'<w:comment [^>]*?w:id="(\d+)"')
_END = b"</w:comments>"


class Commenting:
    """Writes comments for one document, numbered on from those that are there."""

    def __init__(self, package: OpenPackage, day: date) -> None:
        """Hold the document, to which the part for comments is added with the first of them.

        Args:
            package: the document.
            day: that stands on the comments.
        """
        self._package, self._date = package, f"{day.isoformat()}T00:00:00Z"
        self._written: list[str] = []
        name = next((each for each in package.related(package.main, "comments") if each in package.parts), "")
        taken = _NUMBER.findall(package.parts[name]) if name else ()
        self._next = max(map(int, taken), default=-1) + 1

    def comment_on(self, run: str, text: str) -> str:
        """Return the markup of a run with a comment on it.

        Args:
            run: its markup.
            text: of the comment; each of its lines becomes a paragraph.
        """
        number, self._next = self._next, self._next + 1
        first, *rest = text.split("\n")
        sign = f"<w:r>{_SIGN}<w:annotationRef/></w:r>"
        lines = "".join((_line(sign, first), *(_line("", each) for each in rest)))
        about = f'w:id="{number}" w:author="dossier" w:initials="D" w:date="{self._date}"'
        self._written.append(f"<w:comment {about}>{lines}</w:comment>")
        reference = f'<w:r>{_SIGN}<w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>{run}<w:commentRangeEnd w:id="{number}"/>{reference}'

    def finish(self) -> None:
        """Put the comments into the document."""
        if not self._written:
            return
        name, root = notes_of(self._package, "comment")
        before = serialise(root).removesuffix(b"/>").removesuffix(_END)
        before = before if before.endswith(b">") else before + b">"
        self._package.replace(name, b"".join((before, "".join(self._written).encode(), _END)))


def _line(sign: str, text: str) -> str:
    space = ' xml:space="preserve"' if text != text.strip() else ""
    said = f"<w:r><w:t{space}>{escaped(text)}</w:t></w:r>" if text else ""
    return f"<w:p>{_STYLE}{sign}{said}</w:p>"

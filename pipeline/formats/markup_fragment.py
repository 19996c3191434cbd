"""A fragment of markup as a tree: a few paragraphs are taken out, changed as elements, and put back."""

import re

from lxml import etree

from pipeline.formats.docx_markup import Element
from pipeline.formats.docx_notes import strictly

_ROOT = re.compile(r"<w:\w+((?: [\w:]+=\"[^\"]*\")*)")
_NAMESPACE = re.compile(r" xmlns:\w+=\"[^\"]*\"")


class Fragment:
    """Whole elements that stand side by side in the markup of a part, from ``start`` to ``end``."""

    def __init__(self, markup: str, start: int, end: int) -> None:
        """Take a fragment out.

        Args:
            markup: of the part.
            start: where its first element begins.
            end: where its last element ends.
        """
        self.start, self.end = start, end
        root = _ROOT.search(markup)
        declared = "".join(_NAMESPACE.findall(root[1])) if root else ""
        self._root = strictly(f"<w:body{declared}>{markup[start:end]}</w:body>")

    @property
    def content(self) -> list[Element]:
        """Its elements, in order."""
        return list(self._root)

    def markup(self) -> str:
        """Return its markup as it is now, to be put where it was taken from."""
        written = etree.tostring(self._root, encoding="us-ascii").decode()
        return written[written.index(">") + 1 : written.rindex("</")]

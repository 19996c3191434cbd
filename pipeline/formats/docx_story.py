"""One part of a document as lint looks at it: its elements by name, what only old programs read left out."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from msgspec import Struct

from pipeline.formats.docx_markup import Element, W, qn

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset(
    qn(name) for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo", "smartTag")
)


class Story(Struct, frozen=True):
    """A part in the namespace of Word: its name, its root and its elements by name, in their order."""

    name: str
    root: Element
    tagged: Mapping[str, Sequence[Element]]

    @classmethod
    def of(cls, name: str, root: Element) -> "Story":
        """Look a part through once.

        Args:
            name: of the part.
            root: its root; what stands in it for programs that do not know its newer half repeats that half.
        """
        if next(root.iter(_FALLBACK), None) is not None:
            root = deepcopy(root)
            for repeated in list(root.iter(_FALLBACK)):
                parent = repeated.getparent()
                if parent is not None:
                    parent.remove(repeated)
        tagged: dict[str, list[Element]] = {}
        for element in root.iter("*"):
            tagged.setdefault(str(element.tag), []).append(element)
        return cls(name, root, tagged)

    def all(self, name: str) -> Sequence[Element]:
        """Return every element of a name of Word, in order."""
        return self.tagged.get(qn(name), ())


def stories_of(roots: Mapping[str, Element]) -> tuple[Story, ...]:
    """Return the parts in the namespace of Word."""
    return tuple(
        Story.of(name, root)
        for name, root in roots.items()
        if name.startswith("word/") and str(root.tag).startswith(f"{{{W}}}")
    )


def inner(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, those within content controls and tracked changes among them."""
    wanted = qn(name)
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from inner(child, name)


def value_of(element: Element | None, name: str = "val") -> str:
    """Return an attribute of Word; nothing where there is none."""
    return (element.get(qn(name)) or "") if element is not None else ""

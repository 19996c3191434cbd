"""What a template may name: every name that the context of a deliverable holds, and what its declaration needs."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from pipeline.model.fact import ROWS

SHADE = "shade"
"""The entry of a row that is a colour; it shades a cell and is not printed."""


class NameKind(StrEnum):
    """What stands behind a name.

    text: printed as it is; table: rows with entries; list: items; pictures: looped over and printed; switch: asked
    for, never printed.
    """

    TEXT = "text"
    TABLE = "table"
    LIST = "list"
    PICTURES = "pictures"
    SWITCH = "switch"


LOOP_VARIABLES = {NameKind.TABLE: "row", NameKind.LIST: "item", NameKind.PICTURES: "picture"}
"""What one entry is called in a loop, as the shipped templates do it."""


class Offered(Struct, frozen=True):
    """One name, its path as `Naming.path` has it, with all that an author of templates wants to know about it.

    ``question`` is its number in the form, ``who`` owes the answer. ``sections`` are those whose blocks bring it into
    the context: where none of them is printed the name is not there; a name without sections always is.
    ``may_be_asked``: a condition over it decides nothing about a fact, as it is empty or not and never missing.
    """

    path: str
    kind: NameKind
    label: str
    meaning: str = ""
    example: str = ""
    cites: tuple[str, ...] = ()
    question: str = ""
    who: str = ""
    sections: tuple[str, ...] = ()
    may_be_asked: bool = False

    @property
    def looped(self) -> str:
        """The name that has to be looped over to reach this one; nothing where it stands by itself."""
        return self.path.partition(ROWS)[0] if ROWS in self.path else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The tag, ready to be pasted: one line, or one for each paragraph or row that it takes."""
        if self.kind is NameKind.SWITCH:
            return f"{{%p if {self.path} %}}", "{%p endif %}"
        if self.kind is NameKind.TABLE:
            return f"{{%tr for row in {self.path} %}}", "{%tr endfor %}"
        if self.kind in LOOP_VARIABLES:
            name = LOOP_VARIABLES[self.kind]
            return f"{{%p for {name} in {self.path} %}}", f"{{{{ {name} }}}}", "{%p endfor %}"
        if not self.looped:
            return (f"{{{{ {self.path} }}}}",)
        entry = self.path.partition(ROWS)[2]
        if not entry:
            kind = NameKind.PICTURES if self.path.startswith("pictures.") else NameKind.LIST
            return (f"{{{{ {LOOP_VARIABLES[kind]} }}}}",)
        return (f"{{% cellbg row{entry} %}}" if entry == f".{SHADE}" else f"{{{{ row{entry} }}}}",)


class Need(Struct, frozen=True):
    """Something that a template has to print: one of the names in ``any_of``, in words ``what``.

    ``cites`` is the law that would be missing, ``section`` the id of the section that brings it, empty for what
    belongs to the whole document. What is not ``of_law`` keeps a document in order, and the law does not ask for it.
    """

    any_of: tuple[str, ...]
    what: str
    cites: tuple[str, ...] = ()
    section: str = ""
    of_law: bool = True


class Offer(Struct, frozen=True):
    """All names of a deliverable by path, and what of them its template needs."""

    names: Mapping[str, Offered]
    needs: tuple[Need, ...]

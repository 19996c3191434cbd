"""The tags of a part in their order: which loops stand around each, what each names, and what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.formats.template_language import OUTSIDE, Loop, Said, Scope, read_condition, read_loop, read_print
from pipeline.formats.template_syntax import Fault, RefusedTagError
from pipeline.formats.template_tags import Kind, Tag
from pipeline.model.template import Naming, Spot, Use

DEEPEST_LOOP = 3
_DEEPEST = 20
_ENDS = {"endfor": "for", "endif": "if"}
_TABLE_MARKS = ("colspan", "cellbg", "vm", "hm")
_ADVICE: Mapping[str, str] = {
    "set": "Nothing can be set; write the name itself where it is printed.",
    "raw": "Write braces with a blank between them.",
    "include": "Templates stand alone; copy the text in.",
    "extends": "A deliverable extends another in its deliverable.toml, not in the Word file.",
    "block": "A deliverable extends another in its deliverable.toml, not in the Word file.",
    "filter": "Put the filter behind the name, with a bar.",
    "with": "Write the whole name each time.",
    "p": "Behind p, tr, tc and r stands an ordinary blank.",
    "tr": "Behind p, tr, tc and r stands an ordinary blank.",
    "tc": "Behind p, tr, tc and r stands an ordinary blank.",
    "r": "Behind p, tr, tc and r stands an ordinary blank.",
}
_HOW = "Take it out: a template prints, repeats with for and asks with if."


class Placed(Struct, frozen=True):
    """A tag and where it stands."""

    tag: Tag
    spot: Spot


class Trouble(Struct, frozen=True):
    """What is wrong, and where."""

    fault: Fault
    spot: Spot


class _Open(Struct):
    """A block that is not closed yet: its first tag, the scope around it and within, whether its else was there."""

    opened: Placed
    kind: str
    outer: Scope
    scope: Scope
    has_else: bool = False


class Statements(Struct, frozen=True):
    """What the tags of a part name, and what is wrong with them."""

    names: tuple[Naming, ...]
    troubles: tuple[Trouble, ...]


def read_statements(tags: Iterable[Placed]) -> Statements:
    """Read the tags of one part in their order.

    Args:
        tags: with their places.
    """
    reader = _Reader()
    for placed in tags:
        reader.take(placed)
    reader.finish()
    return Statements(tuple(reader.names), tuple(reader.troubles))


class _Reader:
    """Follows the tags of a part with the blocks that are open."""

    def __init__(self) -> None:
        self.names: list[Naming] = []
        self.troubles: list[Trouble] = []
        self._open: list[_Open] = []
        self._strange: set[str] = set()

    @property
    def _scope(self) -> Scope:
        return self._open[-1].scope if self._open else OUTSIDE

    def take(self, placed: Placed) -> None:
        """Read one tag; what is wrong with it is kept, and reading goes on."""
        try:
            if placed.tag.kind is Kind.PRINT:
                self._print(placed)
            elif placed.tag.kind is Kind.STATEMENT:
                self._state(placed)
        except RefusedTagError as refusal:
            self.troubles.append(Trouble(refusal.fault, placed.spot))

    def finish(self) -> None:
        """Tell which blocks were never closed."""
        for block in self._open:
            fault = Fault("TPL013", (("written", block.opened.tag.written), ("why", f"has no end{block.kind}")))
            self.troubles.append(Trouble(fault, block.opened.spot))

    def _print(self, placed: Placed) -> None:
        if placed.tag.prefix not in {"", "r"}:
            raise RefusedTagError("TPL025", written=placed.tag.written, prefix=placed.tag.prefix)
        self._say(read_print(placed.tag.says, self._scope), Use.PRINTED, placed)

    def _state(self, placed: Placed) -> None:
        verb = placed.tag.verb
        match verb:
            case "for":
                self._begin_loop(placed)
            case "if":
                self._open.append(_Open(placed, "if", self._scope, self._scope))
                self._check_depth()
                self._say(read_condition(placed.tag.says, self._scope), Use.ASKED, placed)
            case "elif" | "else":
                self._turn(placed)
            case "endfor" | "endif":
                self._end(placed)
            case _ if verb in _TABLE_MARKS:
                self._mark(placed)
            case _ if verb.removeprefix("end") in self._strange and verb.startswith("end"):
                pass
            case _:
                self._strange.add(verb)
                raise RefusedTagError(
                    "TPL018", name=verb or "nothing", instead=_ADVICE.get(verb, _HOW), written=placed.tag.written
                )

    def _begin_loop(self, placed: Placed) -> None:
        outer = self._scope
        block = _Open(placed, "for", outer, outer)
        self._open.append(block)
        self._check_depth()
        try:
            loop: Loop = read_loop(placed.tag.says, outer)
        except RefusedTagError:
            block.scope = Scope(outer.paths, outer.depth + 1)
            raise
        block.scope = outer.inside(loop.name, loop.over.path)
        if block.scope.depth > DEEPEST_LOOP:
            raise RefusedTagError("TPL022", what=f"more than {DEEPEST_LOOP} loops around each other")
        self._say((loop.over,), Use.LOOPED, placed)

    def _check_depth(self) -> None:
        if len(self._open) > _DEEPEST:
            raise RefusedTagError("TPL014", why="it is nested too deep")

    def _turn(self, placed: Placed) -> None:
        verb, block = placed.tag.verb, self._open[-1] if self._open else None
        if block is None or block.has_else or (verb == "elif" and block.kind != "if"):
            raise RefusedTagError("TPL013", written=placed.tag.written, why="belongs to nothing that is open here")
        if verb == "else":
            if placed.tag.says != verb:
                raise RefusedTagError("TPL014", why="nothing stands behind else")
            block.has_else, block.scope = True, block.outer
        else:
            self._say(read_condition(placed.tag.says, block.scope), Use.ASKED, placed)

    def _end(self, placed: Placed) -> None:
        kind = _ENDS[placed.tag.verb]
        if not self._open:
            raise RefusedTagError("TPL013", written=placed.tag.written, why="closes nothing")
        block = self._open[-1]
        if block.kind != kind:
            why = f"stands where {block.opened.tag.written} is still open"
            if any(outer.kind == kind for outer in self._open):
                while self._open[-1].kind != kind:
                    self._open.pop()
                self._open.pop()
            raise RefusedTagError("TPL013", written=placed.tag.written, why=why)
        self._open.pop()
        if placed.tag.says != placed.tag.verb:
            raise RefusedTagError("TPL014", why=f"nothing stands behind {placed.tag.verb}")

    def _mark(self, placed: Placed) -> None:
        verb, _, rest = placed.tag.says.partition(" ")
        if not placed.spot.cell:
            raise RefusedTagError("TPL035", name=verb, where="in a cell of a table")
        if verb in {"vm", "hm"}:
            if not self._scope.depth:
                raise RefusedTagError("TPL035", name=verb, where="in a cell within a loop")
            if rest:
                raise RefusedTagError("TPL014", why=f"nothing stands behind {verb}")
        else:
            self._say(read_print(rest, self._scope), Use.PRINTED, placed)

    def _say(self, said: Iterable[Said], use: Use, placed: Placed) -> None:
        self.names.extend(_namings(said, use, placed.spot))


def _namings(said: Iterable[Said], use: Use, spot: Spot) -> Iterator[Naming]:
    for name in said:
        yield Naming(name.path, name.written, use, spot)

"""Deliverables as a firm declares them: laid over a shipped one, over one of its own, or whole."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from msgspec import Struct, field

from pipeline.library.overlay import lay_over
from pipeline.library.own_folder import DECLARATION, TEMPLATE
from pipeline.library.reading import Files, Reading

EXTENDS, AFTER = "extends", "after"


_MOST_BELOW = 20


def extended(shipped: Mapping[str, bytes], own: Sequence[Mapping[str, bytes]], reading: Reading) -> Files:
    """Return the content of every deliverable.toml with what it extends below it, by its path.

    Args:
        shipped: the shipped files by their deliverable's id.
        own: the files of each library by path, nearest first; the nearest declaration of an id counts.
        reading: takes the faults.

    Raises:
        DeclarationError: a file is no TOML.
    """
    levels: list[Mapping[str, bytes]] = [
        {f"{name}/{DECLARATION}": content for name, content in shipped.items()},
        *({name: each[name] for name in each if name.endswith(f"/{DECLARATION}")} for each in reversed(own)),
    ]
    shelf = _Shelf([reading.parse(level) for level in levels], reading.faults)
    names = sorted({name.partition("/")[0] for level in levels for name in level})
    _tell_strays(names, own, reading)
    return {f"{name}/{DECLARATION}": data for name in names if (data := shelf.resolve(name)) is not None}


class _Shelf(Struct):
    """The declarations level above level, the shipped ones at the bottom."""

    levels: Sequence[Files]
    faults: list[str] = field(default_factory=list)

    def resolve(self, name: str, below: int | None = None, trail: tuple[str, ...] = ()) -> dict[str, Any] | None:
        """Return the content of the nearest declaration of an id below a level, laid over what it extends."""
        file, top = f"{name}/{DECLARATION}", len(self.levels) if below is None else below
        level = next((place for place in reversed(range(top)) if file in self.levels[place]), None)
        if level is None:
            return None
        declared = self.levels[level][file]
        if EXTENDS not in declared:
            return declared
        parent = declared[EXTENDS]
        base = self._base(name, parent, level, (*trail, name))
        if base is None:
            return None
        laid = lay_over(base, {key: value for key, value in declared.items() if key != EXTENDS})
        return self._in_order(laid, file) | {"id": declared.get("id", name)}

    def _base(self, name: str, parent: object, level: int, trail: tuple[str, ...]) -> dict[str, Any] | None:
        lower = {file.partition("/")[0] for files in self.levels[:level] for file in files}
        known = {file.partition("/")[0] for files in self.levels for file in files}
        if not isinstance(parent, str):
            why = "is no id of a deliverable"
        elif parent == name:
            if name in lower:
                return self.resolve(name, level, trail[:-1])
            why = f"no library below this one, and nothing that is shipped, declares {name}"
        elif len(trail) > _MOST_BELOW:
            why = f"more than {_MOST_BELOW} deliverables extend one another"
        elif parent in trail:
            why = f"goes round in a circle: {', '.join((*trail, parent))}"
        elif parent in known:
            return self.resolve(parent, None, trail)
        else:
            why = f"no deliverable is called {parent}{_meant(parent, known)}"
        told = f"{name}/{DECLARATION}: {EXTENDS}: {why}"
        self.faults += [told] if told not in self.faults else []
        return None

    def _in_order(self, data: dict[str, Any], file: str) -> dict[str, Any]:
        """Put each section behind the one that it names with ``after`` and what belongs to that one by its level."""
        sections = data.get("section")
        if not isinstance(sections, list) or not all(isinstance(each, dict) for each in sections):
            return data
        placed = [each for each in sections if AFTER not in each]
        for each in (each for each in sections if AFTER in each):
            ids = [other.get("id") for other in placed]
            if each[AFTER] not in ids:
                self.faults.append(f"{file}: section {each.get('id')}: {AFTER}: no section is called {each[AFTER]}")
            else:
                moved = {key: value for key, value in each.items() if key != AFTER}
                place = ids.index(each[AFTER]) + 1
                while place < len(placed) and _is_below(placed[place], moved):
                    place += 1
                placed.insert(place, moved)
        return data | {"section": placed}


def _is_below(section: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    level, above = section.get("level"), other.get("level")
    return isinstance(level, int) and isinstance(above, int) and level > above


def _tell_strays(names: Iterable[str], own: Sequence[Mapping[str, bytes]], reading: Reading) -> None:
    known = list(names)
    for file in dict.fromkeys(name for each in own for name in each if name.endswith(f"/{TEMPLATE}")):
        name = file.partition("/")[0]
        if name not in known:
            reading.faults.append(f"{file}: no deliverable is called {name}{_meant(name, known)}")


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"; did you mean {near[0]}?" if near else ""

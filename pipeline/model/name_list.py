"""The names on offer as a document lists them: section by section, each with its ready-made loops."""

from msgspec import Struct

from pipeline.model.offer import Offered


class ReadyLoop(Struct, frozen=True):
    """A loop to be copied whole: its name, and the entries of a row with their labels; without entries, of items."""

    name: Offered
    entries: tuple[Offered, ...] = ()


class NameGroup(Struct, frozen=True):
    """The names of one section of a deliverable under its heading, with the law that it answers."""

    heading: str
    level: int
    cites: tuple[str, ...]
    names: tuple[Offered, ...]
    loops: tuple[ReadyLoop, ...]

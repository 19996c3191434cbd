"""How much is measured: as it counts, and a quick try of everything."""

from msgspec import Struct


class Sizes(Struct, frozen=True):
    """Rounds and amounts.

    ``rounds`` are those of work within a process, ``commands`` those of whole processes, which take longer.
    ``full`` systems are built with three documents and then left as they are; ``light`` ones with the declaration
    alone; ``shared`` ones by one process and by two, ``builds`` times. ``growth`` are the points of the picture.
    """

    rounds: int
    commands: int
    full: int
    light: int
    shared: int
    builds: int
    growth_systems: tuple[int, ...]
    growth_rows: tuple[int, ...]
    most_seconds: float
    """A point of the picture that would take longer is left out, and the page says so."""


WHOLE = Sizes(
    rounds=21,
    commands=15,
    full=1000,
    light=1500,
    shared=60,
    builds=3,
    growth_systems=(1, 10, 100, 1000, 10_000),
    growth_rows=(10, 100, 1000, 3000, 10_000),
    most_seconds=200,
)
QUICK = Sizes(
    rounds=5,
    commands=3,
    full=6,
    light=30,
    shared=4,
    builds=1,
    growth_systems=(1, 10, 30),
    growth_rows=(10, 100, 1000),
    most_seconds=30,
)

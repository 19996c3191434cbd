"""How often a process looks for objects that only hold each other."""

import gc

_NEW_OBJECTS = 10_000
"""Made and not freed since the last look. Python looks after 700; starting makes a hundred times as many, for good."""


def sweep_seldom() -> None:
    """Have this process look seldom: starting takes a twenty-fifth less, and two or three MiB more are held."""
    gc.set_threshold(_NEW_OBJECTS)

"""How often a process looks for objects that only hold each other."""

import gc

_NEW_OBJECTS = 10_000
"""Made since the last look. Python looks after some hundred; a document is made of thousands, and frees them itself."""


def sweep_seldom() -> None:
    """Have this process look seldom: a MiB or two more is held meanwhile, and a twentieth of the time saved."""
    gc.set_threshold(_NEW_OBJECTS)

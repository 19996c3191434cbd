"""How often a process looks for objects that only hold each other."""

import gc

_NEW_OBJECTS = 50_000
"""Made since the last look. Python looks after some hundred; a document is made of thousands, and frees them itself."""


def sweep_seldom() -> None:
    """Have this process look seldom: what is held meanwhile is a few MiB, what it saves a tenth of the time."""
    gc.set_threshold(_NEW_OBJECTS)

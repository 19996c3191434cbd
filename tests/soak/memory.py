"""Remembers what pure work came to, so that a thousand runs spend their time where the disk is touched."""

import hashlib
import pickle
from collections.abc import Callable
from importlib import import_module
from typing import Any

PURE = (
    ("pipeline.cli.build", "load_catalogue"),
    ("pipeline.cli.build", "load_templates"),
    ("pipeline.cli.build", "load_pages"),
    ("pipeline.build.glance", "read_answers"),
    ("pipeline.build.dispatch", "make_system"),
    ("pipeline.build.portfolio_pages", "render_page"),
)
"""Functions whose result follows from their arguments alone (the declarations do not change while we look), where they
are called from. They are what a run spends nearly all of its time with."""


def remember() -> None:
    """Have this process, and whatever it forks, work nothing out twice."""
    known: dict[int, bytes] = {}
    for module, name in PURE:
        place = import_module(module)
        setattr(place, name, _remembering(getattr(place, name), known))


def _remembering(work: Callable[..., Any], known: dict[int, bytes]) -> Callable[..., Any]:
    results: dict[bytes, Any] = {}

    def remembered(*given: Any, **named: Any) -> Any:
        key = b"".join(_digest(each, known) for each in (*given, *named.values()))
        if key not in results:
            results[key] = work(*given, **named)
            # What comes out of here goes in elsewhere: it is told by what it is, and looked through once.
            known[id(results[key])] = hashlib.sha256(key + work.__name__.encode()).digest()
        return results[key]

    return remembered


def _digest(value: Any, known: dict[int, bytes]) -> bytes:
    return known.get(id(value)) or hashlib.sha256(pickle.dumps(value)).digest()

"""A parser of arguments that sets itself up when it is called, and takes nothing for it that costs time."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

_USUAL = 80
"""Columns, where there is no terminal."""


class CommandParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments, as JSON too where JSON was asked for.

    Args:
        fill: adds the arguments, when they are needed.
        options: as for any parser.
    """

    def __init__(self, fill: Callable[[argparse.ArgumentParser], None] | None = None, **options: Any) -> None:
        super().__init__(formatter_class=_Help, **options)
        self._fill = fill

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Parse what is known, with the arguments that are set up now if they were not before."""
        if self._fill:
            fill, self._fill = self._fill, None
            fill(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end the program."""
        if "--json" in sys.argv:
            import json

            sys.stdout.write(json.dumps({"command": None, "error": message, "findings": []}) + "\n")
        super().error(message)


class _Help(argparse.HelpFormatter):
    """Knows the width of the terminal without a library: one is made for every argument that is declared."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(1).columns or _USUAL
    except OSError:
        return _USUAL

"""What arguments may be: days, numbers, spans of time; what is none is said in a sentence.

What is made of them is imported when one is read, since a page of help has to be there at once.
"""

import argparse
from typing import Any


def path(text: str) -> Any:
    """Read a path."""
    from pathlib import Path

    return Path(text)


def day(text: str) -> Any:
    """Read a day."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day written as 2026-11-26") from None


def count(text: str) -> int:
    """Read a number of at least one."""
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")


def seconds(text: str) -> float:
    """Read a span of time."""
    try:
        read = float(text)
    except ValueError:
        read = 0
    if 0 < read < float("inf"):
        return read
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")

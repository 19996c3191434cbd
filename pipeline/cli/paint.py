"""Colours for a person at a terminal, written without a library, because a command has to answer at once."""

import os
from typing import TextIO

_TONES = {
    "good": "1;32",
    "open": "1;33",
    "alarm": "1;31",
    "title": "1",
    "dim": "2",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
}


def is_coloured(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal whose person wants colours."""
    return stream.isatty() and "NO_COLOR" not in os.environ


def painted(text: str, tone: str, *, coloured: bool) -> str:
    """Return a text in a tone.

    Args:
        text: what is written.
        tone: good, open, alarm, title, dim, green, yellow or cyan.
        coloured: whether there is any colour.
    """
    return f"\x1b[{_TONES[tone]}m{text}\x1b[0m" if coloured and text else text

"""A page of plain text for a person in a terminal: heads, labelled lines, wrapped to the width.

Written without a library, because the command that prints it has to answer at once.
"""

import os
import textwrap
from typing import TextIO

from pipeline.cli.paint import is_coloured, painted

_LABEL, _NAME = 11, 37
_TIE = "\N{NO-BREAK SPACE}"
_NARROWEST, _USUAL, _WIDEST = 60, 100, 110


class Page:
    """Writes a page to a stream; in colour where the stream is a terminal that wants it."""

    def __init__(self, stream: TextIO) -> None:
        """Hold the stream."""
        self._stream = stream
        self._coloured = is_coloured(stream)
        self._width = min(max(_columns(stream), _NARROWEST), _WIDEST)

    def title(self, name: str, below: str) -> None:
        """Write what the page is about."""
        self._say(self._paint(name, "title"))
        self._say(self._paint(below, "dim"))

    def head(self, title: str, outcome: str, tone: str = "title") -> None:
        """Write the head of a topic with its outcome."""
        self._say("")
        shown = (
            f"{self._paint(title, 'title')}  {self._paint(outcome, tone)}" if outcome else self._paint(title, "title")
        )
        self._say(shown)

    def pair(self, name: str, said: str, more: str = "", tone: str = "title") -> None:
        """Write one line of an overview: a name, what is said of it, and more beside it or below."""
        room = self._width - _NAME - 3
        head, *rest = textwrap.wrap(said, room) or [""]
        below = textwrap.wrap(more, room)
        fits_beside = not rest and len(below) == 1 and len(head) + 2 + len(below[0]) <= room
        beside = f"  {self._paint(below.pop(), 'dim')}" if fits_beside else ""
        self._say(f"  {name.ljust(_NAME)} {self._paint(head, tone)}{beside}")
        for text in (*rest, *below):
            self._say(f"  {'':{_NAME}} {self._paint(text, 'dim')}")

    def line(self, label: str, text: str, at: str = "") -> None:
        """Write a labelled line, with the place that it speaks of at its end."""
        # A place is searched for on the page, so no line ends within it.
        tied = f" [{_TIE.join(at.split())}]" if at else ""
        wrapped = textwrap.wrap(" ".join(text.split()) + tied, self._width - _LABEL - 2, break_on_hyphens=False)
        lines = [each.replace(_TIE, " ") for each in wrapped] or [""]
        self._say(f"  {self._paint(label.ljust(_LABEL - 1), 'dim')} {lines[0]}")
        for more in lines[1:]:
            self._say(f"  {'':{_LABEL}}{more}")

    def note(self, text: str) -> None:
        """Write a closing remark."""
        self._say("")
        self._say(self._paint(text, "dim"))

    def _paint(self, text: str, tone: str) -> str:
        return painted(text, tone, coloured=self._coloured)

    def _say(self, text: str) -> None:
        self._stream.write(f"{text}\n")


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return _USUAL

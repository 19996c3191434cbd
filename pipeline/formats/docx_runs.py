"""Runs split at what stands for something else, so that text before and after keeps its own look."""

import re
from collections.abc import Callable, Iterator

from pipeline.formats.markup_places import run_around

_TEXT_END, _RUN_END = "</w:t>", "</w:r>"

Maker = Callable[[re.Match[str], str], str]
"""Makes the runs that stand for what was found, from the markup of the run properties of the text around it."""


def split_runs(markup: str, sign: str, found: re.Pattern[str], make: Maker) -> str:
    """Return markup in which every match in the text of runs is replaced by runs of its own.

    Args:
        markup: of a part.
        sign: what every match begins with.
        found: what is looked for in each text.
        make: what stands in its place.
    """
    if sign not in markup:
        return markup
    return "".join(_pieces(markup, sign, found, make))


def run_of(properties: str, content: str) -> str:
    """Return the markup of a run with run properties."""
    return f"<w:r>{properties}{content}{_RUN_END}"


def text_of(escaped: str) -> str:
    """Return the markup of the text of a run."""
    return f'<w:t xml:space="preserve">{escaped}{_TEXT_END}'


def _pieces(markup: str, sign: str, found: re.Pattern[str], make: Maker) -> Iterator[str]:
    done, at = 0, markup.find(sign)
    while at >= 0:
        start = markup.rfind("<", 0, at)
        if not markup.startswith(("<w:t>", "<w:t "), start):
            # Not in a text: nothing is made of it, and the check of the document complains.
            at = markup.find(sign, at + 1)
            continue
        inner, end = markup.index(">", start) + 1, markup.index(_TEXT_END, at)
        run = run_around(markup, start)
        matches = list(found.finditer(markup, inner, end))
        # A run that holds nothing yet is not begun at all.
        is_open = done > run.start or run.content < start
        yield markup[done : start if is_open else run.start]
        for match in matches:
            if inner < match.start():
                yield ("" if is_open else f"<w:r>{run.properties}") + text_of(markup[inner : match.start()])
                is_open = True
            yield _RUN_END if is_open else ""
            is_open = False
            yield make(match, run.properties)
            inner = match.end()
        if inner < end:
            yield ("" if is_open else f"<w:r>{run.properties}") + text_of(markup[inner:end])
            is_open = True
        done = end + len(_TEXT_END)
        if markup.startswith(_RUN_END, done) and not is_open:
            done += len(_RUN_END)
        elif not is_open:
            yield f"<w:r>{run.properties}"
        at = markup.find(sign, done)
    yield markup[done:]

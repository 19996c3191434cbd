"""Runs split at what stands for something else, so that text before and after keeps its own look."""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import cast

from lxml import etree

from pipeline.formats.docx_markup import XML_SPACE, Element, W, qn, w

_TEXTS = etree.XPath("descendant::w:t[contains(., $sign)]", namespaces={"w": W})

Maker = Callable[[re.Match[str], Element | None], Sequence[Element]]
"""Makes the runs that stand for what was found, from the run properties of the text around it."""


def split_runs(
    root: Element, sign: str, found: re.Pattern[str], make: Maker
) -> Iterator[tuple[re.Match[str], Sequence[Element]]]:
    """Replace every match in the text of runs by runs of its own.

    Args:
        root: of a part; changed in place.
        sign: what every match begins with.
        found: what is looked for in the text of one run.
        make: what stands in its place.

    Yields:
        Each match with the runs that stand for it.
    """
    runs = dict.fromkeys(run for text in _texts(root, sign) for run in text.iterancestors(qn("r")))
    for run in runs:
        yield from _split(run, found, make)


def run_like(properties: Element | None) -> Element:
    """Make an empty run with a copy of run properties."""
    return w("r", deepcopy(properties) if properties is not None else None)


def text_of(text: str) -> Element:
    """Make the element that holds the text of a run."""
    element = w("t")
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def _texts(root: Element, sign: str) -> list[Element]:
    """Return the texts that hold a sign: most parts have none, and they are looked through at once."""
    return cast("list[Element]", _TEXTS(root, sign=sign))


def _split(run: Element, found: re.Pattern[str], make: Maker) -> Iterator[tuple[re.Match[str], Sequence[Element]]]:
    properties = run.find(qn("rPr"))
    pieces, made = [run_like(properties)], []
    for child in list(run):
        if child is properties:
            continue
        text = child.text or ""
        matches = list(found.finditer(text)) if child.tag == qn("t") else []
        if not matches:
            pieces[-1].append(child)
            continue
        end = 0
        for match in matches:
            if match.start() > end:
                pieces[-1].append(text_of(text[end : match.start()]))
            stand_ins = make(match, properties)
            made.append((match, stand_ins))
            pieces += [*stand_ins, run_like(properties)]
            end = match.end()
        if end < len(text):
            pieces[-1].append(text_of(text[end:]))
    for piece in pieces:
        if any(child.tag != qn("rPr") for child in piece):
            run.addprevious(piece)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)
    yield from made

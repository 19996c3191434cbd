"""Holds the elements of a document against the tables of the schema: order, parents, values."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.formats.complaint import Complaint
from pipeline.formats.docx_markup import Element, W
from pipeline.formats.docx_schema import ANY, HOLDS, LEAVES, ORDER, RANGES, REPEATED, WITHIN
from pipeline.formats.docx_story import Story
from pipeline.formats.docx_values import PATTERNS, REQUIRED, VALUES

_OWN = f"{{{W}}}"
_COMPILED = {
    element: {attribute: re.compile(pattern) for attribute, pattern in patterns.items()}
    for element, patterns in PATTERNS.items()
}
# Word reads these in any order and without all that the schema asks for, and other programs count on it.
_LOOSE = frozenset({f"{_OWN}rPr", f"{_OWN}settings", f"{_OWN}style", f"{_OWN}zoom"})


def lint_order(story: Story) -> Iterator[Complaint]:
    """Complain of children that stand in the wrong order or the wrong place, and of values that there are not.

    Args:
        story: a part of the document.
    """
    for tag, elements in story.tagged.items():
        # A document repeats the same few orders and values thousands of times: each is looked at once.
        if tag in ORDER or tag in HOLDS or tag in LEAVES:
            holders = [element for element in elements if len(element)]
            for children in dict.fromkeys([tuple([str(child.tag) for child in holder]) for holder in holders]):
                yield from (Complaint(story.name, fault, tag in _LOOSE) for fault in _faults_of(tag, children))
        if tag in WITHIN:
            yield from _lint_parents(story.name, elements, WITHIN[tag])
        if tag in VALUES or tag in _COMPILED or tag in REQUIRED:
            for said in dict.fromkeys([tuple(element.items()) for element in elements]):
                yield from (Complaint(story.name, fault, tag in _LOOSE) for fault in _wrong_values(tag, said))


def _faults_of(tag: str, children: tuple[str, ...]) -> tuple[str, ...]:
    """Return what is wrong with the order of an element's children."""
    order, holds = ORDER.get(tag, {}), HOLDS.get(tag)
    reached, before, seen, rest, faults = -1, "", set(), order.get(ANY, 0), []
    for child in children:
        if not child.startswith(_OWN):
            continue
        if tag in LEAVES or (holds and child not in holds):
            faults.append(f"{_short(tag)} holds {_short(child)}")
            continue
        if child in RANGES:
            continue
        place = order.get(child, rest)
        if place < reached:
            faults.append(f"in {_short(tag)}, {_short(child)} stands behind {_short(before)}")
            break
        if child in order and child in seen and child not in REPEATED:
            faults.append(f"in {_short(tag)}, {_short(child)} is there twice")
        seen.add(child)
        reached, before = place, child
    return tuple(faults)


def _lint_parents(part: str, elements: Sequence[Element], allowed: set[str]) -> Iterator[Complaint]:
    for element in elements:
        parent = element.getparent()
        if parent is not None and parent.tag not in allowed and str(parent.tag).startswith(_OWN):
            yield Complaint(part, f"{_short(str(element.tag))} stands in {_short(str(parent.tag))}")


def _wrong_values(tag: str, attributes: tuple[tuple[Any, Any], ...]) -> tuple[str, ...]:
    """Return what is wrong with the attributes of an element."""
    said = dict(attributes)
    faults = [f"{_short(tag)} says no {_name(needed)}" for needed in REQUIRED.get(tag, ()) if needed not in said]
    for attribute, value in attributes:
        values, pattern = VALUES.get(tag, {}).get(attribute), _COMPILED.get(tag, {}).get(attribute)
        if (values and value not in values) or (pattern and not pattern.fullmatch(value)):
            faults.append(f"{_short(tag)} cannot have the {_name(attribute)} {value[:80]!r}")
    return tuple(faults)


def _short(tag: str) -> str:
    return f"w:{_name(tag)}" if tag.startswith(_OWN) else _name(tag)


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]

"""Rows of a table as boxes, with an arrow for each link that a row states and no other."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.model.deliverable import Block
from pipeline.model.figure import Diagram, Link, Node
from pipeline.stages.leaves import Leaves

MOST_NODES = 12
"""More boxes than this make no picture that is taken in at a glance: the table stands alone."""

MOST_LINKS = 30
"""More arrows than this cannot be followed."""

_MOST_OUTSIDE = 8
_LONGEST_LABEL, _LONGEST_DETAIL = 64, 32


def draw_diagram(block: Block, rows: Sequence[Mapping[str, Any]], leaves: Leaves) -> Diagram | str:
    """Draw the rows of a table as boxes.

    Args:
        block: names the columns of label, detail and links, and those of the second fact, whose rows stand outside.
        rows: of the table, one at least.
        leaves: prints the facts of the system.

    Returns:
        The diagram; of more rows than a picture holds, a sentence that says so.
    """
    path, wording = block.facts[0], leaves.wording
    if len(rows) > MOST_NODES:
        return wording.say("figure_too_many", count=len(rows), most=MOST_NODES)
    names = {row["id"]: _whole(path, row, block.draws, "label", leaves) or row["id"] for row in rows}
    told = {row["id"]: _told(path, row, block.draws, leaves) for row in rows}
    links = tuple(_links(block, rows, names, leaves))
    if len(links) > MOST_LINKS:
        return wording.say("figure_too_many_links", count=len(links), most=MOST_LINKS)
    outside_rows = [
        row for beyond in block.facts[1:] if leaves.asked(beyond).holds is not False for row in leaves.kept_rows(beyond)
    ]
    drawn_outside = outside_rows if len(outside_rows) <= _MOST_OUTSIDE else []
    outside = [_told(block.facts[1], row, block.outside, leaves) for row in drawn_outside]
    notes = [] if links else [wording.words["figure_no_links"]]
    if outside:
        notes.append(wording.words["figure_outside_unlinked"])
    if len(outside_rows) > len(drawn_outside):
        notes.append(wording.say("figure_outside_many", count=len(outside_rows)))
    return Diagram(
        title=leaves.plain("system.name"),
        nodes=tuple(_node(path, row, block.draws, leaves) for row in rows),
        links=links,
        outside_title=wording.words["figure_outside"],
        outside=tuple(_node(block.facts[1], row, block.outside, leaves) for row in drawn_outside),
        alt=_alt(told, names, links, outside, leaves),
        notes=tuple(notes),
    )


def _links(block: Block, rows: Sequence[Mapping[str, Any]], known: Mapping[str, str], leaves: Leaves) -> list[Link]:
    """Return each link that a row states to another row; one to itself draws nothing that the box does not say."""
    column = block.draws.get("links", "")
    telling = [row for row in rows if column and leaves.plain_cell(block.facts[0], row, column)]
    stated = (Link(row["id"], target) for row in telling for target in row[column])
    return [link for link in dict.fromkeys(stated) if link.target in known and link.target != link.source]


def _whole(path: str, row: Mapping[str, Any], draws: Mapping[str, str], part: str, leaves: Leaves) -> str:
    return " ".join(leaves.plain_cell(path, row, draws[part]).split()) if part in draws else ""


def _node(path: str, row: Mapping[str, Any], draws: Mapping[str, str], leaves: Leaves) -> Node:
    label = _whole(path, row, draws, "label", leaves) or row["id"]
    detail = _whole(path, row, draws, "detail", leaves)
    return Node(row["id"], _shortened(label, _LONGEST_LABEL), _shortened(detail, _LONGEST_DETAIL))


def _shortened(text: str, longest: int) -> str:
    """Return as much of a text as a box holds; the words of the figure and the table have all of it."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _told(path: str, row: Mapping[str, Any], draws: Mapping[str, str], leaves: Leaves) -> str:
    """Return all that a box says, in words: its name, and its id and second line behind it."""
    name = _whole(path, row, draws, "label", leaves)
    behind = ", ".join(part for part in (row["id"], _whole(path, row, draws, "detail", leaves)) if part)
    return f"{name} ({behind})" if name else behind


def _alt(
    told: Mapping[str, str],
    names: Mapping[str, str],
    links: Sequence[Link],
    outside: Sequence[str],
    leaves: Leaves,
) -> str:
    wording = leaves.wording
    targets: dict[str, list[str]] = {}
    for link in links:
        targets.setdefault(link.source, []).append(names[link.target])
    sentences = [
        wording.say("figure_feeds", name=name, targets="; ".join(targets[key]))
        if key in targets
        else wording.say("figure_feeds_none", name=name)
        for key, name in told.items()
    ]
    alt = wording.say("figure_diagram", count=len(told), told=" ".join(sentences))
    return f"{alt} {wording.say('figure_diagram_outside', names='; '.join(outside))}" if outside else alt

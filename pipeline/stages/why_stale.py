"""Why a document would be made anew: the facts, outcomes and files that it prints and that are others now."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.model.deliverable import Deliverable
from pipeline.model.document_part import Part
from pipeline.model.fact import asked_as
from pipeline.model.fact_change import ChangeKind, Differences, EvidenceChange, FactChange, OutcomeChange
from pipeline.stages.prints import Prints

LONGEST = 80
"""Characters of an answer that a reason quotes."""

_LEAD = 24
"""Characters before the first that differs, so that a reader finds the place."""


def why_stale(deliverable: Deliverable, differences: Differences, prints: Prints) -> tuple[str, ...]:
    """Say what of a document's contents changed, each change in one line.

    Args:
        deliverable: whose document it is.
        differences: between the state that it prints and the present one.
        prints: tells where documents print what.

    Returns:
        Nothing where no change touches the document as far as its declaration tells.
    """
    if deliverable.follows:
        # It tells every change there is.
        return tuple(_every(differences))
    parts = prints.parts(deliverable)
    # What comes between the answers and an outcome that people know is told where nothing else is.
    return tuple(_reasons(differences, parts, prints)) or tuple(map(_outcome, touched_outcomes(differences, parts)))


def touched_sections(parts: Sequence[Part], change: FactChange) -> tuple[Part, ...]:
    """Return the parts of a document that read otherwise, or may, because a fact changed."""
    return tuple(part for part in parts if part.shows(change))


def told(change: FactChange) -> str:
    """Return a change in one line: what it is, before, after, and where it is answered."""
    at = f" ({change.cell})" if change.cell else ""
    before, after = (" ".join(text.split()) for text in (change.before, change.after))
    start = _start(before, after)
    said = [quoted(text, start) for text in (before, after)]
    if change.kind is ChangeKind.ADDED:
        # What stands for a row that is not there is no answer.
        said[0] = before
    elif change.kind is ChangeKind.REMOVED:
        said[1] = after
    return f"{change.label}: {' -> '.join(said)}{at}"


def quoted(text: str, start: int = 0) -> str:
    """Return an answer in quotation marks, on one line and shortened to what begins at a place in it."""
    folded = " ".join(text.split())
    opening, shown = ("…", folded[start:]) if start else ("", folded)
    return f'"{opening}{shown}"' if len(shown) <= LONGEST else f'"{opening}{shown[: LONGEST - 1].rstrip()}…"'


def _start(before: str, after: str) -> int:
    """Return where to begin to quote two answers: some words before the first that differs, where that is far in."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    if same < LONGEST - _LEAD:
        return 0
    return before.rfind(" ", 0, same - _LEAD) + 1


def _reasons(differences: Differences, parts: Sequence[Part], prints: Prints) -> Iterator[str]:
    yield from (told(change) for change in differences.facts if touched_sections(parts, change))
    yield from (_outcome(change) for change in touched_outcomes(differences, parts) if change.topic)
    files = touched_files(differences, parts)
    yield from map(_file, files)
    for table in differences.reordered:
        if any(part.shows_rows_of(table) for part in parts):
            question = prints.questions.get(table)
            yield f"{question.label if question else table}: its rows stand in another order"


def _every(differences: Differences) -> Iterator[str]:
    yield from map(told, differences.facts)
    yield from (_outcome(change) for change in differences.outcomes if change.topic)
    yield from map(_file, differences.evidence)


def touched_outcomes(differences: Differences, parts: Sequence[Part]) -> tuple[OutcomeChange, ...]:
    """Return the outcomes of the law that are others now and on which a document hangs."""
    named = {name for part in parts for name in part.outcomes}
    return tuple(change for change in differences.outcomes if asked_as(change.outcome) in named)


def _outcome(change: OutcomeChange) -> str:
    return f"{change.label} (decided by the law): {quoted(change.before)} -> {quoted(change.after)}"


def _file(change: EvidenceChange) -> str:
    return f"evidence file {change.name}: {change.before} -> {change.after}"


def touched_files(differences: Differences, parts: Sequence[Part]) -> tuple[EvidenceChange, ...]:
    """Return the files of the evidence folder that are others now, where a document prints pictures or digests."""
    return tuple(change for change in differences.evidence if any(part.shows_file(change) for part in parts))

"""Why a document would be made anew: the facts, outcomes and files that it prints and that are others now."""

from collections.abc import Iterator, Sequence

from pipeline.model.deliverable import Deliverable
from pipeline.model.document_part import Part
from pipeline.model.fact import asked_as
from pipeline.model.fact_change import ChangeKind, Differences, EvidenceChange, FactChange, OutcomeChange
from pipeline.stages.prints import Prints

LONGEST = 80
"""Characters of an answer that a reason quotes."""

LEAD = 30
"""Characters before the first difference that a reason quotes of long answers which begin alike."""


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
    said = list(_set_apart(change.before, change.after))
    # What stands for a row that is not there is no answer.
    if change.kind is ChangeKind.ADDED:
        said[0] = change.before
    elif change.kind is ChangeKind.REMOVED:
        said[1] = change.after
    return f"{change.label}: {' -> '.join(said)}{at}"


def quoted(text: str) -> str:
    """Return an answer in quotation marks, on one line and shortened."""
    return _shortened(" ".join(text.split()))


def _set_apart(before: str, after: str) -> tuple[str, str]:
    """Return two answers, quoted from where they differ if they are too long to show it from their beginning."""
    texts = [" ".join(text.split()) for text in (before, after)]
    pairs = enumerate(zip(*texts, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), min(map(len, texts)))
    if max(map(len, texts)) <= LONGEST or alike < LONGEST - LEAD:
        return _shortened(texts[0]), _shortened(texts[1])
    # At the beginning of a word, unless that word is endless.
    start = max(texts[0].rfind(" ", 0, alike - LEAD) + 1, alike - 2 * LEAD)
    lead = "…" if start > 0 else ""
    return _shortened(texts[0][start:], lead), _shortened(texts[1][start:], lead)


def _shortened(text: str, lead: str = "") -> str:
    return f'"{lead}{text}"' if len(text) <= LONGEST else f'"{lead}{text[: LONGEST - 1].rstrip()}…"'


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

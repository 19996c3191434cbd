"""The entries that a row of each list of a context has, with the house style's word for each."""

from msgspec import Struct

from pipeline.model.deliverable import BlockKind
from pipeline.model.offer import SHADE


class ListEntries(Struct, frozen=True):
    """What a template reads of a row: the name of each entry, and which of the house style's words says what it is."""

    words: dict[str, str]
    is_shaded: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All entries, the colour last."""
        return (*self.words, *([SHADE] if self.is_shaded else []))


def _as(*names: str, **others: str) -> dict[str, str]:
    return {name: name for name in names} | others


REGISTERS_OF_A_DOCUMENT: dict[BlockKind, tuple[str, ListEntries]] = {
    BlockKind.REQUIREMENT_INDEX: (
        "requirement_index",
        ListEntries(_as("point", "requirement", "section", "evidence", "status"), is_shaded=True),
    ),
    BlockKind.EVIDENCE_REGISTER: (
        "evidence_register",
        ListEntries(_as("id", "title", "file", "digest", "date", "responsible", "supports")),
    ),
    BlockKind.REVISION_TABLE: ("revisions", ListEntries(_as("revision", "date", "change", "author", "approved"))),
}
"""By the kind of their block: the name of the list, and its entries."""

LISTS_OF_LAW: dict[BlockKind, ListEntries] = {
    BlockKind.OUTCOMES: ListEntries(
        {"topic": "topic", "outcome": "outcome", "from": "applies_from", "point": "points"}, is_shaded=True
    ),
    BlockKind.OUTCOME: ListEntries({"words": "outcome", "from": "applies_from", "point": "points"}),
    BlockKind.TESTS: ListEntries(_as("point", "tested", "result", "answers"), is_shaded=True),
    BlockKind.DUTIES: ListEntries(_as("point", "follows"), is_shaded=True),
    BlockKind.DATES: ListEntries({"date": "date", "duty": "applies", "point": "point", "act": "act"}, is_shaded=True),
    BlockKind.OPEN_QUESTIONS: ListEntries(
        {"question": "unsettled", "taken": "taken", "otherwise": "otherwise", "point": "point"}
    ),
    BlockKind.OPEN_ANSWERS: ListEntries({"number": "number_short"} | _as("question", "said", "topic", "who")),
}
"""By the kind of the block that prints them."""

OUTCOME_REASONS, OUTCOME_FACTS, OUTCOME_OPEN = "_because", "_facts", "_open"
"""End the names of the lists that stand beside that of one topic: its reasons, deciding answers, and open ones."""

DECIDING_ANSWERS = ListEntries({"number": "number_short", "question": "question", "answer": "answer"})

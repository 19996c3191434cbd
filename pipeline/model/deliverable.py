"""A deliverable as its folder declares it: sections tied to requirements, blocks from a closed list."""

import re
from enum import StrEnum

from msgspec import Struct, field

from pipeline.model.condition_text import ALWAYS, NEVER

FACT_IN_WORDS = re.compile(r"\{([a-z_.0-9]+)\}")
"""What fixed words name in braces: a fact, as in ``{system.name}``, or a section, as in ``{section.aiv_2_b}``."""

SECTION_IN_WORDS = "section."
"""Begins the name of a section among fixed words; they print its label, or its heading where it has none."""


_MARK_LIMIT = 40


class BlockKind(StrEnum):
    """What a section may hold."""

    TEXT = "text"
    FACTS = "facts"
    TABLE = "table"
    STATEMENT = "statement"
    LIST = "list"
    PICTURE = "picture"
    SIGNATURE = "signature"
    REQUIREMENT_INDEX = "requirement-index"
    EVIDENCE_REGISTER = "evidence-register"
    REVISION_TABLE = "revision-table"
    OUTCOMES = "outcomes"
    OUTCOME = "outcome"
    TESTS = "tests"
    DUTIES = "duties"
    DATES = "dates"
    OPEN_QUESTIONS = "open-questions"
    OPEN_ANSWERS = "open-answers"
    REGISTER = "register"
    CHART = "chart"
    DIAGRAM = "diagram"
    MATRIX = "matrix"
    ZONE = "zone"


FIGURES = {
    BlockKind.CHART: (frozenset({"category", "value"}), frozenset({"unit", "series"})),
    BlockKind.DIAGRAM: (frozenset({"label"}), frozenset({"detail", "links"})),
    BlockKind.MATRIX: (frozenset({"across", "down"}), frozenset({"after"})),
}
"""The blocks that are drawn: which parts a column has to be named for, and for which it may be."""


class RegisterColumn(Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a register: the name of its entry in each row, its heading, and its share of the width."""

    id: str
    label: str
    width: float


class Block(Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of a section.

    text: fixed ``words``, or the prose of one fact; facts: a two-column table of label and value; table: the
    rows of a table fact for which ``when`` is not known to fail, with ``columns`` (all where empty); statement: a
    legal statement ``words`` with an ``id``, made only where ``when`` is known to hold, and set apart where it is an
    ``alarm``; list: the items of a fact with several values, or the open preconditions; picture: the files of a fact.

    What the law makes of the system: outcomes: every topic with its outcome; outcome: the topic ``id`` with points,
    reasons, deciding and open answers; tests: every row of the tables that decide ``outcomes`` with its result;
    duties: the rows of them that hold; dates, open-questions and open-answers: all that concern the system.

    register: the rows of the register ``id``, with its own ``column`` for each of their entries that is printed, the
    column ``shaded`` in the colour of the row.

    chart, diagram and matrix are drawn from the rows of a table fact, as ``figures.<id>``; ``draws`` names the column
    for each part. chart: a bar of ``value`` for each ``category``, on axes of their own for each ``unit``, side by
    side for each ``series``; diagram: a box with ``label`` and ``detail`` for each row, an arrow to each row that
    ``links`` names, and boxes ``outside`` from the rows of a second fact; matrix: the ids of the rows where ``across``
    and ``down`` cross, and by what remains ``after``.

    zone: a frame in which a person writes, and which prints nothing while it is empty; ``words`` are its title. What
    is written in it goes along into every later version of the document that has a zone of its ``id``.
    """

    kind: BlockKind
    id: str = ""
    words: str = ""
    when: str = ALWAYS
    facts: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    caption: str = ""
    labelled: bool = True
    alarm: bool = False
    outcomes: tuple[str, ...] = ()
    column: tuple[RegisterColumn, ...] = ()
    shaded: str = ""
    draws: dict[str, str] = field(default_factory=dict)
    outside: dict[str, str] = field(default_factory=dict)

    @property
    def facts_in_words(self) -> tuple[str, ...]:
        """The facts that its fixed words name."""
        return tuple(name for name in FACT_IN_WORDS.findall(self.words) if not name.startswith(SECTION_IN_WORDS))

    @property
    def sections_in_words(self) -> tuple[str, ...]:
        """The ids of the sections that its fixed words name."""
        named = (name for name in FACT_IN_WORDS.findall(self.words) if name.startswith(SECTION_IN_WORDS))
        return tuple(name.removeprefix(SECTION_IN_WORDS) for name in named)


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """One heading of a document with its blocks; the label is the point of law that it answers.

    Where ``shown_when`` is known to fail, a sentence says why the section does not apply; where ``left_out_when`` is
    known to hold, there is not even the heading.
    """

    id: str
    heading: str
    level: int
    label: str = ""
    cites: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    shown_when: str = ALWAYS
    left_out_when: str = NEVER
    absence_note: str = ""
    landscape: bool = False
    block: tuple[Block, ...] = ()


class Precondition(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that has to be settled before a document can be signed."""

    id: str
    words: str
    settled_when: str
    cites: tuple[str, ...] = ()


class Deliverable(Struct, frozen=True, forbid_unknown_fields=True):
    """What a folder under templates/ declares; it is made ``despite`` the gates that it names.

    Where ``voluntary_when`` holds, nobody owes the document, and it says so. What ``follows`` reports on a revision
    of the other documents: it is made after them and opens no revision itself.
    """

    id: str
    title: str
    subtitle: str
    code: str
    document: str
    cites: tuple[str, ...]
    output: str
    scope: str
    languages: tuple[str, ...]
    due_when: str
    layout: str
    section: tuple[Section, ...]
    precondition: tuple[Precondition, ...] = ()
    despite: tuple[str, ...] = ()
    voluntary_when: str = NEVER
    follows: bool = False

    @property
    def file(self) -> str:
        """Name of the file that is made of it."""
        return f"{self.id}.{self.output}"

    @property
    def facts(self) -> frozenset[str]:
        """The facts that its blocks print, those among their words too."""
        blocks = [block for section in self.section for block in section.block]
        return frozenset(path for block in blocks for path in (*block.facts, *block.facts_in_words))

    @property
    def is_of_a_system(self) -> bool:
        """Whether it is made for each system, not for many at once."""
        return self.scope == "system"


def tag_name(name: str) -> str:
    """Return an id or the path of a fact as a template names it: with underscores for full stops and hyphens."""
    return re.sub(r"\W", "_", name)


def statement_id(section: Section, index: int, block: Block) -> str:
    """Return the name of a statement under ``statements``: the block's id, else its place in its section.

    Args:
        section: where the block stands.
        index: place of the block in the section, from 0.
        block: a statement, or a text with the path of a fact in braces among its words.
    """
    return tag_name(block.id or f"{section.id}_{index}")


def heading_mark(section: Section, number: int) -> str:
    """Return the name of the bookmark on the heading of the n-th section, from 1; Word admits 40 characters."""
    return f"s{number}_{tag_name(section.id)}"[:_MARK_LIMIT]


def label_mark(section: Section, number: int) -> str:
    """Return the name of the bookmark on what a reference to the n-th section, from 1, names: its label or heading."""
    return f"r{number}_{tag_name(section.id)}"[:_MARK_LIMIT]


def law_list(block: Block) -> str:
    """Return what a template loops over for a block of outcomes of the law, answers behind them or a register."""
    return tag_name("_".join((block.kind.value, block.id, *block.outcomes)).strip("_"))


def rows_name(path: str, block: Block) -> str:
    """Return what a template loops over for a table: its path, or a list of its own where rows are picked."""
    return path if block.when == ALWAYS else f"lists.{tag_name(block.id or path)}"


def figure_name(block: Block) -> str:
    """Return the name of a figure under ``figures``."""
    return tag_name(block.id)


def zone_key(section: Section, block: Block) -> str:
    """Return what a zone is known by in every version of a document: its own id, else that of its section."""
    return tag_name(block.id or section.id)[:_MARK_LIMIT]


def words_hold_facts(words: str) -> bool:
    """Tell whether fixed words name a fact in braces, as in ``{system.name}``."""
    return "{" in words

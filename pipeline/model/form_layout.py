"""What a form is as cells: the codes by which it is read back, and the records from which it is written.

How a written sheet is found again, whatever was inserted, moved or renamed:

* A block begins at a *codes row*: a row in which one cell is ``#id`` or begins with ``#rows:``. That cell's
  column is the block's mark column; every other filled cell of the row is the code of its column
  (``ColumnCode``, or the name of a column of the table). A block ends before the next codes row or at the
  end of the sheet. A question sheet has one block; a table sheet has two.
* Below ``#id`` each row is one question: the mark column holds its id, which is the path of the fact (on a
  table sheet one line only, the path of the table, for what is said about the whole table). Rows
  with nothing in the mark column are no questions.
* ``#rows:data.data_sets`` names the table; below it each row with nothing in the mark column and anything
  in a coded column is one item, whose id stands in the column ``id``.
* Below either, a row whose mark column begins with ``#`` is furniture (visible header, hints), never an answer.

``Start``, ``_meta`` and ``_lists`` hold no codes row. ``_meta`` holds keys in its first and values in its second
column; ``_lists`` holds vocabulary, code and label in its first three, under a row that begins with ``#``; a code
that begins with ``#`` is a state that the list offers too, not a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pipeline.model.form_words import FormWords
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import Kind

START_SHEET = "Start"
META_SHEET = "_meta"
LISTS_SHEET = "_lists"

LINE_MARK = "#id"
"""Begins the codes row above questions."""

ROWS_MARK = "#rows:"
"""Begins the codes row above the items of a table, followed by the table's path."""

FURNITURE = "#"
"""Begins the text in the mark column of every row that is no answer."""

SEPARATOR = "; "
"""Put between several choices, ids or file names in one cell; read back with or without the blank, or a line break."""

SHEET_TITLE_LIMIT = 31
"""Characters that Excel allows in the title of a sheet."""

YES_NO_LIST = "yes-no"
"""Vocabulary of yes-no cells in ``_lists``, with the codes ``yes`` and ``no``."""

PRODUCT = "dossier"


class ColumnCode(StrEnum):
    """The columns of a question sheet, and those that a table has beside its own."""

    NO = "no"
    QUESTION = "question"
    REQUIRED = "req"
    ANSWER = "answer"
    GUIDANCE = "guidance"
    LEGAL = "legal"
    EVIDENCE = "evidence"
    WHO = "who"
    COMMENT = "comment"
    STATUS = "status"
    ROW_ID = "id"


class MetaKey(StrEnum):
    """Keys of ``_meta``, and names of the same custom document properties."""

    PRODUCT = "product"
    FORM_ID = "form_id"
    FORM_VERSION = "form_version"
    LANGUAGE = "language"
    SYSTEM_ID = "system_id"


class Shown(StrEnum):
    """Whether a question is asked, as far as the answers settle it."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does-not-apply"
    UNDECIDED = "undecided"


class Status(StrEnum):
    """What the status column says of a question."""

    ANSWERED = "answered"
    MISSING = "missing"
    NOT_SURE = "not-sure"
    DOES_NOT_APPLY = "does-not-apply"
    OPTIONAL = "optional"


Content = str | int | float | date | None
"""What stands in a cell for an answer: text as it is read by people, a number, a day, or nothing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of guidance with the bold words that lead it in, if any."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a closed list: its code and its wording."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A closed list, written to ``_lists`` so that any language reads back to codes."""

    name: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class CellInput:
    """What may be typed into a cell: its kind, the list it is chosen from, and the message shown at it."""

    kind: Kind
    vocabulary: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question on its line, or what is said about a table as a whole (kind ``table``)."""

    id: str
    number: str
    label: str
    ask: str
    required: bool
    input: CellInput
    answer: Content
    status: Status
    guidance: tuple[Passage, ...] = ()
    legal: str = ""
    evidence: str = ""
    who: str = ""
    comment: str = ""
    shown: Shown = Shown.APPLIES

    @property
    def when_blank(self) -> Status:
        """Status that the line has while its answer is blank."""
        if self.shown is Shown.DOES_NOT_APPLY:
            return Status.DOES_NOT_APPLY
        return Status.MISSING if self.required else Status.OPTIONAL


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A line that only leads to the sheet of a table; it has no id, so that nothing is read twice."""

    line: QuestionLine
    sheet: str


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """One section of a form: a heading, and one line per question in order."""

    title: str
    heading: str
    intro: str
    lines: tuple[QuestionLine | LinkLine, ...]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a table; its id is the name of the field in the profile."""

    id: str
    label: str
    input: CellInput
    required: bool
    guidance: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRow:
    """One item of a table: its id, a content per column, and what stands beside."""

    id: str
    cells: tuple[Content, ...]
    evidence: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table: the question with its state line, its columns, its rows and the blank rows below."""

    title: str
    line: QuestionLine
    id_example: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    blank_rows: int
    has_evidence: bool = True
    below_section: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lines of a sheet have which status; the formulas of the start sheet count the same."""

    answered: int = 0
    missing: int = 0
    not_sure: int = 0
    does_not_apply: int = 0

    @property
    def share(self) -> float | None:
        """Share of the lines that count which need nothing more; nothing where none counts."""
        settled = self.answered + self.does_not_apply
        total = settled + self.missing + self.not_sure
        return settled / total if total else None


def tally(statuses: Sequence[Status]) -> Tally:
    """Count statuses; a blank optional line counts nowhere."""
    return Tally(
        answered=statuses.count(Status.ANSWERED),
        missing=statuses.count(Status.MISSING),
        not_sure=statuses.count(Status.NOT_SURE),
        does_not_apply=statuses.count(Status.DOES_NOT_APPLY),
    )


@dataclass(frozen=True, slots=True)
class FormWorkbook:
    """A whole form, ready to be written: a writer needs nothing else and decides nothing else."""

    form: Form
    version: str
    language: str
    client: str
    system: str
    system_id: str
    sheets: tuple[QuestionSheet | TableSheet, ...]
    vocabularies: tuple[Vocabulary, ...]
    words: FormWords

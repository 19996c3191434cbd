"""What a form is as cells: the records from which it is written."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from pipeline.model.finding import Severity
from pipeline.model.form_codes import Content
from pipeline.model.form_rule import ALWAYS_APPLIES, FormRule
from pipeline.model.form_words import FormWords
from pipeline.model.intake import LeftOver
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import Kind


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


class Passage(Struct, frozen=True):
    """A piece of guidance with the bold words that lead it in, if any."""

    lead: str
    text: str


class Option(Struct, frozen=True):
    """One entry of a closed list: its code and its wording."""

    code: str
    label: str


class Vocabulary(Struct, frozen=True):
    """A closed list, written to ``_lists`` so that any language reads back to codes."""

    name: str
    options: tuple[Option, ...]


class CellInput(Struct, frozen=True):
    """What may be typed into a cell: its kind, the list it is chosen from, and the message shown at it."""

    kind: Kind
    vocabulary: str = ""
    hint: str = ""


class QuestionLine(Struct, frozen=True):
    """One question on its line, or what is said about a table as a whole (kind ``table``).

    ``rule`` says when it applies, from the answers as they are filled in; ``shown`` what that comes to now.
    """

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
    confirm: str = ""
    shown: Shown = Shown.APPLIES
    rule: FormRule = ALWAYS_APPLIES

    @property
    def when_blank(self) -> Status:
        """Status that the line has while its answer is blank."""
        if self.shown is Shown.DOES_NOT_APPLY:
            return Status.DOES_NOT_APPLY
        return Status.MISSING if self.required else Status.OPTIONAL


class LinkLine(Struct, frozen=True):
    """A line that only leads to the sheet of a table; it has no id, so that nothing is read twice."""

    line: QuestionLine
    sheet: str


class QuestionSheet(Struct, frozen=True):
    """One section of a form: a heading, and one line per question in order."""

    title: str
    heading: str
    intro: str
    lines: tuple[QuestionLine | LinkLine, ...]


class TableColumn(Struct, frozen=True):
    """One column of a table; its id is the name of the field in the profile."""

    id: str
    label: str
    input: CellInput
    required: bool
    guidance: tuple[Passage, ...] = ()


class TableRow(Struct, frozen=True):
    """One item of a table: its id, a content per column, and what stands beside.

    ``given`` cells from the left, its id first among them, are those of a list: nobody has to type them. ``shown_id``
    stands in the cell of the id where a person typed something else there.
    """

    id: str
    cells: tuple[Content, ...]
    evidence: str = ""
    comment: str = ""
    given: int = 0
    shown_id: str | None = None

    @property
    def id_shown(self) -> str:
        """What stands in the cell of the id."""
        return self.id if self.shown_id is None else self.shown_id


class TableSheet(Struct, frozen=True):
    """One table: the question with its state line, its columns, its rows and the blank rows below.

    ``reference`` is the title of the sheet that explains it, if there is one.
    """

    title: str
    line: QuestionLine
    id_example: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    blank_rows: int
    has_evidence: bool = True
    below_section: bool = True
    reference: str = ""

    @property
    def given(self) -> int:
        """How many columns from the left hold what a list gives, and no answer."""
        return max((row.given for row in self.rows), default=0)


class ReferenceColumn(Struct, frozen=True):
    """One column of a reference sheet, with small words beneath its label if any."""

    label: str
    note: str = ""


class ReferenceSheet(Struct, frozen=True):
    """A sheet to look things up in while another is filled in; nothing is asked on it and nothing is read from it.

    ``explains`` is the title of that other sheet; each row has a text per column.
    """

    title: str
    heading: str
    intro: str
    explains: str
    columns: tuple[ReferenceColumn, ...]
    rows: tuple[tuple[str, ...], ...]


class Tally(Struct, frozen=True):
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


class Remark(Struct, frozen=True):
    """What a review says of an answer: at which place, how grave it is, what was noticed, what to do, by which law.

    ``path`` is that of the fact, of a row or of a cell, or the title of a sheet; nothing for the workbook as a whole.
    ``beside`` says it in short.
    """

    path: str
    severity: Severity
    message: str
    hint: str
    cites: tuple[str, ...] = ()
    beside: str = ""

    @property
    def sentence(self) -> str:
        """What was noticed, as a sentence."""
        return f"{self.message[:1].upper()}{self.message[1:].removesuffix('.')}."

    @property
    def text(self) -> str:
        """What stands beside the answer: in a row of many cells a word has to do."""
        return self.beside or f"{self.sentence} {self.hint}"


class Occasion(Struct, frozen=True):
    """For what a form is written: whom to ask and by when to send it back, and what was noticed in a review.

    ``with_organisation`` puts the organisation's sections into a system's form too.
    """

    with_organisation: bool = False
    contact: str = ""
    deadline: str = ""
    is_review: bool = False
    remarks: tuple[Remark, ...] = ()


class FormWorkbook(Struct, frozen=True):
    """A whole form, ready to be written: a writer needs nothing else and decides nothing else."""

    form: Form
    version: str
    language: str
    client: str
    system: str
    system_id: str
    sheets: tuple[QuestionSheet | TableSheet | ReferenceSheet, ...]
    vocabularies: tuple[Vocabulary, ...]
    words: FormWords
    occasion: Occasion = Occasion()
    left_over: tuple[LeftOver, ...] = ()

    @property
    def asks_again(self) -> bool:
        """Whether some answers were carried over, so that each has a column that says whether it still holds."""
        return any(self.confirmations())

    def confirmations(self) -> Iterator[str]:
        """Yield what is said of each answer that may have been carried over."""
        for sheet in self.sheets:
            if isinstance(sheet, QuestionSheet):
                yield from (line.confirm for line in sheet.lines if isinstance(line, QuestionLine))
            elif isinstance(sheet, TableSheet):
                yield sheet.line.confirm

"""The questionnaire: which questions are asked on which sheet, in words; types live in the profile."""

import re
from collections.abc import Container, Iterator
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from pipeline.model.answer_words import AnswerWords
from pipeline.model.condition_text import ALWAYS
from pipeline.model.declared import Declared
from pipeline.model.fact import ROWS, Fact, Facts, is_extra
from pipeline.model.fact_list import facts
from pipeline.model.form_change import FormChange, FormVersions
from pipeline.model.form_codes import SHEET_TITLE_LIMIT
from pipeline.model.form_words import FormWords
from pipeline.model.modification import Concern
from pipeline.model.scalar import Kind
from pipeline.model.wording import FindingWording

_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")

WHO = "who"
"""The list of those who owe answers, which no fact is chosen from."""


DECLARED_KINDS = tuple(kind.value for kind in Kind if kind not in (Kind.ID, Kind.TABLE))
"""What an answer to a firm's own question may be; a question with columns asks for a table."""

ROW_TITLE = "title"
"""The column of a table of listed rows that repeats the title of the entry, for people."""


ROW_UNIT = "unit"
"""The column of a table in which each row states the unit of its number."""


class RowsOf(StrEnum):
    """The lists that the rows of a table may be taken from."""

    CONTROLS = "controls"
    CLAUSES = "clauses"
    DUTIES = "duties"
    STEPS = "steps"


class Form(StrEnum):
    """Which workbook a sheet belongs to."""

    ORGANISATION = "organisation"
    SYSTEM = "system"


class Usage(StrEnum):
    """What a question is asked for."""

    SECTION = "section"
    DECISION = "decision"
    REGISTER = "register"


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """One column of a table question; of a firm's own table it declares what its cells are, as a question does.

    ``change`` is that of the question where the column says nothing of its own.
    """

    id: str
    label: str
    guidance: str = ""
    good: str = ""
    bad: str = ""
    optional: bool = False
    shown_if: str = ALWAYS
    change: Concern | None = None
    kind: str = ""
    unit: str = ""
    vocabulary: str = ""
    refers_to: str = ""


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the form; its id is the path of the fact that it asks for.

    ``number`` is given by the place in the form when the questionnaire is loaded. What is ``volatile`` may have changed
    by the next time: a form with the last answers asks whether they still hold. The rows of a table may be those of a
    list that is declared elsewhere, ``rows_of``: their ids then are the ids of its entries, a column ``title`` holds
    theirs, and where they are ``listed`` the form has a row for each. ``row_name`` says in the singular what a row is,
    as what changed in it is told: "data set DS-01, provenance". ``change`` says what another answer may bear on.

    What an answer is, the model says. Only a question whose id begins with ``extra.`` declares it: ``kind``, and what
    that kind needs of ``unit``, ``vocabulary`` (a list of the choices) and ``refers_to`` (the path of a table).
    """

    id: str
    label: str
    ask: str
    cites: tuple[str, ...]
    who: str
    used: tuple[Usage, ...]
    guidance: str = ""
    good: str = ""
    bad: str = ""
    shown_if: str = ALWAYS
    optional: bool = False
    volatile: bool = False
    change: Concern = Concern.NONE
    number: str = ""
    sheet: str = ""
    row_prefix: str = ""
    row_name: str = ""
    rows_of: str = ""
    listed: bool = False
    kind: str = ""
    unit: str = ""
    vocabulary: str = ""
    refers_to: str = ""
    column: tuple[Column, ...] = ()

    @property
    def own_sheet(self) -> str:
        """The title of the sheet that a table has to itself; nothing for a single question."""
        if not self.column:
            return ""
        return self.sheet or _NOT_IN_TITLES.sub(" ", self.label)[:SHEET_TITLE_LIMIT].strip(" '")

    def concern_of(self, column: str = "") -> Concern:
        """Return what another answer may bear on, in one column of a table or in the question as a whole."""
        own = next((entry.change for entry in self.column if entry.id == column), None)
        return self.change if own is None else own

    def own_facts(self) -> Iterator[Fact]:
        """Yield the facts that a question of a firm's own declares, a table before its columns."""
        if not is_extra(self.id):
            return
        if self.column:
            yield Fact(self.id, Kind.TABLE, columns=tuple(column.id for column in self.column))
            yield Fact(f"{self.id}{ROWS}.id", Kind.ID)
        single = (
            ((f"{self.id}{ROWS}.{column.id}", column) for column in self.column) if self.column else [(self.id, self)]
        )
        yield from (_own_fact(path, asked) for path, asked in single if asked.kind in DECLARED_KINDS)


class FormSection(Struct, frozen=True, forbid_unknown_fields=True):
    """One sheet of questions; each of its tables has a sheet of its own.

    Sheets without a counting number follow those that have one, in the order of their ``place``.
    """

    id: str
    number: str
    sheet: str
    title: str
    forms: tuple[Form, ...]
    intro: str
    question: tuple[Question, ...]
    place: int = 0


class UseExplained(Struct, frozen=True, forbid_unknown_fields=True):
    """A use that the law lists, in plain words: what makes it up, and an example on each side of the line."""

    point: str
    does: str
    counts: str
    does_not: str
    body: str = ""
    condition: str = ""
    exception: str = ""


class Contradiction(Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that cannot all be right: when that is so, and why.

    With ``each`` the condition is tried on every row of that table, whose cells it reads as ``table.column``.
    """

    id: str
    when: str
    words: str
    cites: tuple[str, ...]
    each: str = ""


class Questionnaire(Declared, frozen=True):
    """All sections of both forms, and the wording of the closed lists and of what stands around the questions.

    ``uses`` explains the entries of the list of uses by their codes; ``changes`` says what became of the questions of
    earlier versions; ``answers`` are words that are understood though the form does not offer them. In another
    language than English ``findings`` words the findings by their codes.
    """

    versions: FormVersions
    sections: tuple[FormSection, ...]
    choices: dict[str, dict[str, str]]
    words: FormWords
    uses: dict[str, UseExplained]
    contradictions: tuple[Contradiction, ...]
    changes: tuple[FormChange, ...] = ()
    language: str = "en"
    answers: AnswerWords = AnswerWords()
    findings: dict[str, FindingWording] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version of the form as it is asked today."""
        return self.versions.current

    @cached_property
    def facts(self) -> Facts:
        """All facts that may be asked for: those of the model, and those that a firm's own questions declare."""
        own = [fact for question in self.questions() for fact in question.own_facts()]
        return facts().and_also(own) if own else facts()

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Every question by its id, in the order of the sections."""
        return {question.id: question for question in self.questions()}

    def sections_of(self, form: Form) -> tuple[FormSection, ...]:
        """Return the sections that stand in a form, in order."""
        return tuple(section for section in self.sections if form in section.forms)

    def sheets_of(self, asked: Container[str]) -> frozenset[str]:
        """Return the titles of the sheets on which questions stand, which are named by their ids."""
        return frozenset(
            question.own_sheet or section.sheet
            for section in self.sections
            for question in section.question
            if question.id in asked
        )

    def questions(self) -> Iterator[Question]:
        """Yield every question of every section."""
        for section in self.sections:
            yield from section.question


def _own_fact(path: str, asked: Question | Column) -> Fact:
    fixed = {fact.vocabulary: fact.choices for fact in facts().values()}
    choices = fixed.get(asked.vocabulary, ()) if asked.vocabulary else ()
    return Fact(path, Kind(asked.kind), asked.unit, asked.refers_to, asked.vocabulary, choices)

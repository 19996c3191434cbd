"""What clients type into the answer cells of a form: labels in any spelling, several of them, states, anything else."""

from collections.abc import Mapping
from random import Random

from msgspec.structs import replace

from pipeline.model.fact import Fact
from pipeline.model.fact_list import facts
from pipeline.model.finding import Place
from pipeline.model.form_codes import YES_NO_LIST
from pipeline.model.form_layout import Vocabulary
from pipeline.model.intake import AnswerNote
from pipeline.model.questionnaire import Form, Question, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.model.sheet import CellError
from pipeline.rules.fact_base import FactBase
from pipeline.stages.cell import read_cell
from pipeline.stages.form_cells import FormCells
from pipeline.stages.reading import Asked
from pipeline.stages.tongue import Tongue
from tests.strategies import put

ERROR = "#N/A"
"""Stands for a cell that holds this error instead of a text."""

DECLINED = ("Does not apply", " does not apply : not here", "Does not apply – no", "Does not apply:", "Does not apply")
STATES = (
    "Not sure",
    "not sure: ask",
    "NOT SURE",
    "Does not apply",
    " does not apply : not here",
    "Does not apply – no",
)
OTHERS = (None, None, "", " ", "maybe", "n/a", "Does not applying", "Not surely", "Yes and no", "1", ERROR, ";", "x; y")
SEPARATORS = ("; ", ";", " ; ", "\n", ";\n", ";;")


def questions_of(questionnaire: Questionnaire, form: Form) -> tuple[Question, ...]:
    """Return all that one form asks."""
    return tuple(question for section in questionnaire.sections_of(form) for question in section.question)


def vocabularies_of(questionnaire: Questionnaire) -> tuple[Vocabulary, ...]:
    """Return the closed lists of a form."""
    return FormCells.of(questionnaire, questionnaire.words, {}).vocabularies()


def typed(fact: Fact, vocabularies: tuple[Vocabulary, ...], chance: Random) -> str | None:
    """Return what somebody may type into the cell of a fact that is chosen from a list."""
    if chance.random() < 0.4:
        return chance.choice(STATES + OTHERS)
    name = YES_NO_LIST if fact.kind is Kind.YES_NO else fact.vocabulary
    labels = [option.label for each in vocabularies if each.name == name for option in each.options]
    if fact.kind is not Kind.CHOICES:
        return _spelt(chance.choice(labels), chance)
    entries = [_spelt(chance.choice(labels), chance) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.2:
        entries.insert(chance.randint(0, len(entries)), chance.choice(["somebody else", "Not sure", "Does not apply"]))
    return chance.choice(SEPARATORS).join(entries)


def _spelt(label: str, chance: Random) -> str:
    spelt = chance.choice([label, label, label.partition(" (")[0]])
    spelt = chance.choice([spelt, spelt, spelt.upper(), spelt.lower()])
    return chance.choice(["", "", " "]) + spelt + chance.choice(["", "", "  "])


def commented(chance: Random) -> str:
    """Return what somebody may write beside an answer."""
    return chance.choice(["", "", " ", "we asked"])


def facts_read(
    answers: Mapping[str, str | None], comments: Mapping[str, str], lists: tuple[Vocabulary, ...]
) -> FactBase:
    """Return the facts that a build reads from answer cells and the comments beside them, by question."""
    labels = {each.name: {option.label: option.code for option in each.options} for each in lists}
    values: dict[str, object] = {}
    notes: dict[str, AnswerNote] = {}
    for question, text in answers.items():
        raw = CellError(text) if text == ERROR else text
        reading = read_cell(raw, Asked(facts()[question], Place(), (), Tongue(labels)))
        if reading.value is not None:
            put(values, question, reading.value)
        if note := reading.note:
            # As where a workbook is read: the comment beside a bare state is its reason.
            notes[question] = replace(note, reason=note.reason or comments[question].strip() or None)
    return FactBase(values, notes, {})

"""What clients type into the answer cells of a form: labels in any spelling, several of them, states, anything else."""

from collections.abc import Mapping
from functools import cached_property
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.fact import Fact
from pipeline.model.fact_list import facts
from pipeline.model.finding import Place
from pipeline.model.form_codes import FURNITURE, YES_NO_LIST
from pipeline.model.form_layout import Vocabulary
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.questionnaire import Form, Question, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.model.sheet import CellError
from pipeline.rules.fact_base import FactBase
from pipeline.stages.cell import read_cell
from pipeline.stages.form_cells import FormCells
from pipeline.stages.reading import Asked
from pipeline.stages.tongue import Tongue
from tests.strategies import put, questionnaire

ERROR = "#N/A"
"""Stands for a cell that holds this error instead of a text."""

OTHERS = (None, None, "", " ", "maybe", "n/a", "Not surely", "Yes and no", ERROR, ";", "y; z")
"""What is no answer: nobody takes it for one, whatever the language of the form."""

FOREIGN = (
    *(
        "yes",
        "no",
        "ja",
        "Nein",
        "oui",
        "non",
        "tak",
        "nie",
        "vale",
        "o",
        "x",
        "✓",
        "1",
        "0",
        "„Yes“",
        "nö",
        "Deployer.",
    ),
    *("Nicht sicher", "Trifft nicht zu: so", "Nie dotyczy – tak", "Does not apply: so", "deployer", "k. A.", "Ｙes"),
)
"""What the reader may understand though the form does not offer it."""

SEPARATORS = ("; ", ";", " ; ", "\n", ";\n", ";;")


def questions_of(questionnaire: Questionnaire, form: Form) -> tuple[Question, ...]:
    """Return all that one form asks."""
    return tuple(question for section in questionnaire.sections_of(form) for question in section.question)


def vocabularies_of(questionnaire: Questionnaire) -> tuple[Vocabulary, ...]:
    """Return the closed lists of a form."""
    return FormCells.of(questionnaire, questionnaire.words, {}).vocabularies()


class Client(Struct, frozen=True, dict=True):
    """Somebody who fills in a form in a language, and what a build reads of it."""

    questionnaire: Questionnaire

    @cached_property
    def lists(self) -> tuple[Vocabulary, ...]:
        """The closed lists of the form."""
        return vocabularies_of(self.questionnaire)

    @cached_property
    def tongue(self) -> Tongue:
        """What the form is read by: today's wording in English, its own, and words of all languages."""
        labels = {name: {label: code for code, label in of.items()} for name, of in questionnaire().choices.items()}
        labels[YES_NO_LIST] = {"Yes": "yes", "No": "no"}
        words = self.questionnaire.words
        states = {
            words.state_not_sure: f"{FURNITURE}{AnswerState.UNKNOWN}",
            words.state_does_not_apply: f"{FURNITURE}{AnswerState.NOT_APPLICABLE}",
        }
        for each in self.lists:
            own = {option.label: option.code for option in each.options}
            labels[each.name] = {**labels.get(each.name, {}), **own, **states}
        return Tongue(labels, questionnaire().answers, self.questionnaire.language)

    def types(self, fact: Fact, chance: Random) -> str | None:
        """Return what the client may type into the cell of a fact that is chosen from a list, in the form's words."""
        if chance.random() < 0.4:
            return chance.choice([*self._states(), *OTHERS])
        name = YES_NO_LIST if fact.kind is Kind.YES_NO else fact.vocabulary
        labels = [option.label for each in self.lists if each.name == name for option in each.options]
        if fact.kind is not Kind.CHOICES:
            return _spelt(chance.choice(labels), chance)
        entries = [_spelt(chance.choice(labels), chance) for _ in range(chance.randint(1, 4))]
        if chance.random() < 0.2:
            entries.insert(chance.randint(0, len(entries)), chance.choice(["somebody else", *self._states()]))
        return chance.choice(SEPARATORS).join(entries)

    def reads(self, answers: Mapping[str, str | None], comments: Mapping[str, str]) -> FactBase:
        """Return the facts that a build reads from answer cells and the comments beside them, by question."""
        values: dict[str, object] = {}
        notes: dict[str, AnswerNote] = {}
        for question, text in answers.items():
            raw = CellError(text) if text == ERROR else text
            reading = read_cell(raw, Asked(facts()[question], Place(), (), self.tongue))
            if reading.value is not None:
                put(values, question, reading.value)
            if note := reading.note:
                # As where a workbook is read: the comment beside a bare state is its reason.
                notes[question] = replace(note, reason=note.reason or comments[question].strip() or None)
        return FactBase(values, notes, {})

    def _states(self) -> list[str]:
        words = self.questionnaire.words
        spellings = ("{0}", "{0}: so", " {1} : so", "{0} – so", "{0}:", "{0}; so", "{0} so", "{0}e")
        states = (words.state_not_sure, words.state_does_not_apply, words.state_does_not_apply)
        return [spelling.format(state, state.lower()) for state in states for spelling in spellings]


def commented(chance: Random) -> str:
    """Return what somebody may write beside an answer."""
    return chance.choice(["", "", " ", "we asked"])


def _spelt(label: str, chance: Random) -> str:
    spelt = chance.choice([label, label, label.partition(" (")[0]])
    # A sharp s has no capital that every program knows.
    loud = spelt.upper() if "ß" not in spelt else spelt
    spelt = chance.choice([spelt, spelt, loud, spelt.lower()])
    return chance.choice(["", "", " "]) + spelt + chance.choice(["", "", "  "])

"""What holds of the classification whatever is answered: learning more turns nothing over, and everything is told."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.citation import Citation
from pipeline.model.explanation import Explained
from pipeline.model.fact import fact_at
from pipeline.model.fact_list import facts
from pipeline.model.intake import Intake
from pipeline.model.scalar import Kind
from pipeline.rules.decide import Decision
from pipeline.rules.evaluate import Absent, OpenSet
from pipeline.stages.classify import classify, reads_of, reclassify
from pipeline.stages.explain import explain, outcomes_of, words_for
from pipeline.stages.flips import flips
from tests.classified import cases, classified, read_law
from tests.partial import Answers, by_chance, partial_answers, read_facts
from tests.samples import look_up, with_answer
from tests.strategies import every_edition

SAME_EACH_RUN = settings(max_examples=60, derandomize=True)
EDITIONS = pytest.mark.parametrize("edition", [each.legislation.edition for each in every_edition()])


@EDITIONS
@SAME_EACH_RUN
@given(partial_answers(), st.integers(0, 2**32))
def test_an_answer_more_never_changes_what_was_settled(edition: str, answers: Answers, seed: int) -> None:
    law = read_law(edition).legislation
    before = classify(answers.intake(), law)
    after = classify(answers.completed(Random(seed), law).intake(), law)
    for output, decision in before.decisions.items():
        assert could_become(decision, after.decisions[output]), output


def could_become(before: Decision, after: Decision) -> bool:
    """Tell whether an outcome may have turned out as another: a settled one only as itself."""
    if isinstance(before.value, OpenSet):
        members = after.value.members
        return bool(before.value.members <= members <= before.value.members | before.value.possible)
    if before.is_settled:
        return bool(after.value == before.value)
    could_be = before.possible or {after.value}
    return after.value is Absent.UNKNOWN or after.value in could_be


@EDITIONS
@SAME_EACH_RUN
@given(partial_answers(), st.floats(0, 1), st.integers(0, 2**32))
def test_a_settled_outcome_says_why_and_which_law_says_so(
    edition: str, answers: Answers, share: float, seed: int
) -> None:
    for topic in topics_of(edition, answers, share, seed):
        assert topic.because or not topic.is_settled, topic.id
        assert topic.points or not topic.is_settled, topic.id
        assert all(because.strip() for because in topic.because), topic.id
        assert [str(Citation.parse(point)) for point in topic.points] == list(topic.points), topic.id
        assert not (topic.is_settled and (topic.unknowns or topic.possible)), topic.id


@EDITIONS
@SAME_EACH_RUN
@given(partial_answers(), st.floats(0, 1), st.integers(0, 2**32))
def test_an_open_outcome_names_what_to_answer_or_says_that_it_has_to_be_reviewed(
    edition: str, answers: Answers, share: float, seed: int
) -> None:
    for topic in topics_of(edition, answers, share, seed):
        reviewed = any("review" in because for because in topic.because)
        assert topic.is_settled or topic.unknowns or reviewed, topic.id


def topics_of(edition: str, answers: Answers, share: float, seed: int) -> tuple[Explained, ...]:
    """Return the topics of an explanation, about a share of what is open answered by chance."""
    catalogue = read_law(edition)
    intake = answers.completed(Random(seed), catalogue.legislation, share).intake()
    explanation = explain(intake, classify(intake, catalogue.legislation), catalogue)
    assert [topic.id for topic in explanation.topics] == [topic.id for topic in catalogue.legislation.topics]
    return explanation.topics


@EDITIONS
@settings(max_examples=40, derandomize=True)
@given(partial_answers())
def test_an_answer_that_is_said_to_change_an_outcome_changes_it_as_it_says(edition: str, answers: Answers) -> None:
    """Each deciding yes or no turned over among the answers gives what was told, and every other one nothing new."""
    catalogue, intake = read_law(edition), answers.intake()
    law, words = catalogue.legislation, catalogue.questionnaire.words
    classification = classify(intake, law)
    explanation = explain(intake, classification, catalogue)
    told = flips(explanation, intake, classification, catalogue)
    topics = {topic.id: topic for topic in law.topics if topic.id in told}
    for fact in dict.fromkeys(fact for name in topics for fact in explanation.of(name).facts):
        value = yes_or_no(intake, fact.path)
        said = {name: flip for name, several in told.items() for flip in several if flip.fact == fact}
        if value is None:
            assert said == {}, fact.path
            continue
        now = classify(with_answer(intake, fact.path, not value), law)
        for name, topic in topics.items():
            before, after = classification.decisions[topic.outcome], now.decisions[topic.outcome]
            assert before.is_settled
            changed = outcomes_of(after) != outcomes_of(before) and fact in explanation.of(name).facts
            assert changed is (name in said), f"{name}: {fact.path}"
            if changed:
                assert (said[name].outcomes, said[name].words) == (outcomes_of(after), words_for(topic, after))
                assert said[name].answer == (words.no_word if value else words.yes)


def yes_or_no(intake: Intake, path: str) -> bool | None:
    """Return the answer to a question of yes or no, of a cell too; None where there is none."""
    if facts()[fact_at(path)].kind is not Kind.YES_NO:
        return None
    table, _, rest = path.partition("[")
    row_id, _, column = rest.partition("].")
    held = look_up(intake.values, table)
    value = next((row.get(column) for row in held or () if row["id"] == row_id), None) if rest else held
    assert value is None or isinstance(value, bool)
    return value


@EDITIONS
@SAME_EACH_RUN
@given(partial_answers(), st.integers(0, 2**32))
def test_deciding_anew_what_depends_on_an_answer_gives_what_deciding_everything_gives(
    edition: str, answers: Answers, seed: int
) -> None:
    law, chance = read_law(edition).legislation, Random(seed)
    fact = chance.choice([fact for fact in read_facts() if fact.kind is not Kind.TABLE])
    before, after = answers.intake(), Answers({**answers.given, fact.path: by_chance(fact, chance)}).intake()
    again = reclassify(classify(before, law), after, fact.path, law, reads_of(law))
    assert again.decisions == classify(after, law).decisions


def test_a_review_behind_a_set_is_told_wherever_it_leaves_something_open() -> None:
    case = next(case for case in cases() if case.id == "scope-foreign-authority")
    for topic in classified(case.facts, read_law(case.edition, case.as_of)).explanation.topics:
        assert topic.is_settled or topic.unknowns or any("review" in because for because in topic.because), topic.id

"""Which single answers would change what the law makes of a system."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from pipeline.model.explanation import Explanation, Flip
from pipeline.model.fact import Facts, asked_as, fact_at
from pipeline.model.inquiry import Inquiry
from pipeline.model.intake import Intake
from pipeline.model.scalar import Kind
from pipeline.stages.classify import Classification, reads_of, reclassify, upstream
from pipeline.stages.explain import outcomes_of, words_for


def flips(
    explanation: Explanation, intake: Intake, classification: Classification, inquiry: Inquiry
) -> dict[str, tuple[Flip, ...]]:
    """Turn each deciding yes or no over, one at a time, and see which outcomes change.

    Args:
        explanation: the topics as they stand.
        intake: the answers behind it.
        classification: what they were classified as.
        inquiry: law and questionnaire.

    Returns:
        For each settled topic with one outcome the answers that would change it.
    """
    topics = [
        topic for topic in explanation.topics if topic.is_settled and len(topic.outcomes) == 1 and not topic.follows
    ]
    facts = inquiry.questionnaire.facts
    wanted = dict.fromkeys(fact for topic in topics for fact in topic.facts if _is_yes_no(fact.path, facts))
    found: dict[str, list[Flip]] = {topic.id: [] for topic in topics}
    words = inquiry.questionnaire.words
    law = inquiry.legislation
    declared = {topic.id: topic for topic in law.topics}
    reads = upstream(reads_of(law), (declared[topic.id].outcome for topic in topics))
    for fact in wanted:
        value = classification.facts.value_at(fact.path)
        if not isinstance(value, bool):
            continue
        other = replace(intake, values=_put(intake.values, fact.path, not value))
        now = reclassify(classification, other, asked_as(fact.path), law, reads)
        for topic in topics:
            decision = now.decisions[declared[topic.id].outcome]
            if fact in topic.facts and outcomes_of(decision) != topic.outcomes:
                answer = words.no_word if value else words.yes
                told = words_for(declared[topic.id], decision)
                found[topic.id].append(Flip(fact, answer, outcomes_of(decision), told))
    return {topic: tuple(several) for topic, several in found.items()}


def _is_yes_no(path: str, facts: Facts) -> bool:
    return facts[fact_at(path)].kind is Kind.YES_NO


def _put(values: Mapping[str, Any], path: str, value: object) -> Mapping[str, Any]:
    table, _, rest = path.partition("[")
    row_id, _, column = rest.partition("].")

    def put(node: Any, steps: list[str]) -> Any:
        if steps:
            return {**node, steps[0]: put(node[steps[0]], steps[1:])}
        return tuple({**row, column: value} if row["id"] == row_id else row for row in node) if rest else value

    changed: Mapping[str, Any] = put(values, table.split("."))
    return changed

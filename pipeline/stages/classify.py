"""What the law makes of the facts: every decision table in turn, with reasons and what is still open."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.model.intake import Intake
from pipeline.model.legislation import Legislation
from pipeline.rules.decide import Decision, decide
from pipeline.rules.evaluate import Absent
from pipeline.rules.fact_base import FactBase


@dataclass(frozen=True, slots=True)
class Classification:
    """The facts of a system with every outcome ``law.*`` beside them."""

    facts: FactBase
    decisions: dict[str, Decision]

    def asked_behind(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Trace outcomes back to the asked facts that leave them open, each once."""
        found: dict[str, None] = {}
        for path in paths:
            decision = self.decisions.get(path)
            found |= dict.fromkeys(self.asked_behind(decision.unknowns) if decision else (path,))
        return tuple(found)


def classify(intake: Intake, law: Legislation) -> Classification:
    """Decide every table over the facts of one system.

    Args:
        intake: the merged answers.
        law: the decision tables, each reading profile facts and earlier tables only.

    Returns:
        The facts with the outcomes; an open table leaves its outcome unknown.
    """
    facts = FactBase(intake.values, intake.notes, law.names)
    decisions: dict[str, Decision] = {}
    for table in law.tables:
        decision = decide(table, facts.look_up)
        decisions[table.output] = decision
        if decision.value is not Absent.UNKNOWN:
            facts = facts.with_derived({table.output: decision.value})
    return Classification(facts, decisions)

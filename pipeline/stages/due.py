"""Whether a document is owed, held back, or neither, and why."""

from collections.abc import Iterator

from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import COMPARED_WITH
from pipeline.model.deliverable import Deliverable
from pipeline.model.legislation import Gate, Legislation
from pipeline.stages.case import Case


def is_due(deliverable: Deliverable, case: Case) -> bool | None:
    """Tell whether a deliverable is owed for a system; None while open answers decide it."""
    return case.standings.facts.judge(deliverable.due_when).holds


def closed_gates(case: Case, law: Legislation) -> Iterator[Gate]:
    """Yield the gates whose condition is known to hold for a system."""
    return (gate for gate in law.gates if case.standings.facts.judge(gate.when).holds)


def held_by(deliverable: Deliverable, case: Case, law: Legislation) -> Gate | None:
    """Return the gate that holds a deliverable back, or None."""
    return next((gate for gate in closed_gates(case, law) if gate.holds and gate.id not in deliverable.despite), None)


def may_be_held(deliverable: Deliverable, case: Case, law: Legislation) -> bool:
    """Tell whether it is open that a gate holds a deliverable back."""
    gates = (gate for gate in law.gates if gate.holds and gate.id not in deliverable.despite)
    return any(case.standings.facts.judge(gate.when).holds is None for gate in gates)


def not_due_because(deliverable: Deliverable, case: Case, catalogue: Catalogue) -> str:
    """Say why a deliverable is not owed: the reasons of the outcomes that its condition reads."""
    read = case.standings.facts.judge(deliverable.due_when).reads
    if COMPARED_WITH in read:
        return catalogue.words["change_no_base"]
    topics = [topic for topic in catalogue.legislation.topics if topic.outcome in read]
    return " ".join(because for topic in topics for because in case.teller.topic(topic).because)

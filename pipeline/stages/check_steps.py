"""What is wrong with what people say of the steps towards the market."""

from collections.abc import Container, Iterator

from pipeline.model.fact import asked_as
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.workflow import StepLack, StepState, Workflow
from pipeline.stages.case import Case
from pipeline.stages.conform import STEPS

_SAID = frozenset({"progress", "responsible", "date", "note"})
_DONE = (StepState.RECORDED, StepState.CLAIMED)
_LACKS = {
    StepLack.FACTS: "facts that it needs are missing",
    StepLack.RESPONSIBLE: "nobody is named",
    StepLack.DAY: "the day is missing, or lies ahead",
    StepLack.EVIDENCE: "no evidence of this system that counts is named beside it",
}


def check_steps(case: Case, workflow: Workflow) -> Iterator[Finding]:
    """Yield the findings on steps that are said to be done.

    Args:
        case: the system.
        workflow: the steps.
    """
    titles = {status.step.id: status.step.title for status in case.steps}
    for status in case.steps:
        at, step = _at(case, status.path), status.step
        if status.state is StepState.CLAIMED:
            what = ", ".join(_LACKS[lack] for lack in status.lacks)
            yield finding("CFW001", at, step.cites, title=step.title, what=what)
        if status.state in _DONE and status.waits_for:
            earlier = "; ".join(titles[name] for name in status.waits_for)
            yield finding("CFW002", at, step.cites, title=step.title, steps=earlier)
    yield from _of_other_routes(case, workflow, titles)


def _of_other_routes(case: Case, workflow: Workflow, there: Container[str]) -> Iterator[Finding]:
    """Tell what is said of steps that do not apply to the system: no document prints it."""
    facts = case.standings.facts
    rows = facts.look_up(STEPS)
    said = {row["id"] for row in (rows if isinstance(rows, tuple) else ()) if row.keys() & _SAID}
    for step in workflow.steps:
        if step.id in said and step.id not in there:
            read = case.classification.asked_behind(facts.judge(step.applies_if).reads)
            numbers = ", ".join(dict.fromkeys(case.standings.questions[asked_as(path)].number for path in read))
            at = _at(case, f"{STEPS}[{step.id}]")
            yield finding("CFW003", at, step.cites, title=step.title, numbers=numbers)


def _at(case: Case, path: str) -> Place:
    return case.intake.cells.get(f"{path}.progress") or case.intake.place_of(path)

"""What is wrong with what people say of the steps towards the market."""

from collections.abc import Iterator

from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import finding
from pipeline.model.workflow import StepLack, StepState, Workflow
from pipeline.stages.case import Case
from pipeline.stages.conform import conform

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
    steps = conform(case, workflow)
    titles = {status.step.id: status.step.title for status in steps}
    for status in steps:
        at, step = case.intake.cells.get(f"{status.path}.progress") or case.intake.place_of(status.path), status.step
        if status.state is StepState.CLAIMED:
            what = ", ".join(_LACKS[lack] for lack in status.lacks)
            yield finding("CFW001", at, step.cites, title=step.title, what=what)
        if status.state in _DONE and status.waits_for:
            earlier = "; ".join(titles[name] for name in status.waits_for)
            yield finding("CFW002", at, step.cites, title=step.title, steps=earlier)

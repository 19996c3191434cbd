"""Steps towards the market as the registers of a document print them, phase by phase."""

from collections.abc import Iterator, Mapping

from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.model.fact import asked_as
from pipeline.model.workflow import StepState, StepStatus
from pipeline.stages.case import Case
from pipeline.stages.conform import before_market
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.wording import Wording

Shades = Mapping[str, str]

_TONES = {
    StepState.RECORDED: "good",
    StepState.CLAIMED: "gap",
    StepState.READY: "open",
    StepState.STARTED: "open",
    StepState.UNDECIDED: "open",
    StepState.OPEN: "plain",
}


def counted(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield each phase with how many of its steps stand how; phases without a step that may apply are left out."""
    del wording
    for phase in catalogue.workflow.phases:
        states = [status.state for status in case.steps if status.step.phase == phase.id]
        if states:
            counts = {state.value: str(states.count(state)) for state in StepState}
            shade = shades["good" if set(states) == {StepState.RECORDED} else "plain"]
            yield View({"phase": phase.title, **counts, "shade": shade})


def of_phase(phase: str, case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield the steps of one phase."""
    del catalogue
    titles = {status.step.id: status.step.title for status in case.steps}
    yield from (_row(status, titles, case, wording, shades) for status in case.steps if status.step.phase == phase)


def still_open(case: Case, catalogue: Catalogue, wording: Wording, shades: Shades) -> Iterator[View]:
    """Yield what is open before market entry: every step of it that is not recorded, with its phase."""
    titles = {status.step.id: status.step.title for status in case.steps}
    phases = {phase.id: phase.title for phase in catalogue.workflow.phases}
    for status in before_market(case.steps):
        row = _row(status, titles, case, wording, shades)
        yield View({"phase": phases[status.step.phase], **{name: getattr(row, name) for name in row}})


def _row(status: StepStatus, titles: Mapping[str, str], case: Case, wording: Wording, shades: Shades) -> View:
    step = status.step
    return View(
        {
            "id": step.id,
            "step": step.title,
            "what": unbroken(step.what.strip()),
            "point": points(step.cites),
            "state": wording.words[f"step_{status.state}"],
            "evidence": ", ".join(status.evidence) or NOTHING,
            "responsible": status.responsible or NOTHING,
            "date": wording.day(status.day) if status.day else NOTHING,
            "open": _open(status, titles, case, wording),
            "shade": shades[_TONES[status.state]],
        }
    )


def _open(status: StepStatus, titles: Mapping[str, str], case: Case, wording: Wording) -> str:
    """Say what is missing, what the step waits for and on which answers it depends, then what a person remarks."""
    said = []
    if status.undecided:
        said.append(wording.say("step_depends", numbers=_numbers(status.undecided, case)))
    elif status.state is not StepState.RECORDED:
        if status.missing:
            said.append(wording.say("gap_lacks_facts", numbers=_numbers(status.missing, case)))
        if status.state is StepState.CLAIMED:
            lacks = [wording.words[f"step_lacks_{lack}"] for lack in status.lacks]
            said.append(wording.say("step_lacks", lacks=", ".join(lacks)))
        if status.waits_for:
            said.append(wording.say("step_waits", steps="; ".join(titles[name] for name in status.waits_for)))
    return "\n".join(map(unbroken, [*said, *([status.note] if status.note else [])])) or NOTHING


def _numbers(paths: tuple[str, ...], case: Case) -> str:
    return ", ".join(dict.fromkeys(case.standings.questions[asked_as(path)].number for path in paths))

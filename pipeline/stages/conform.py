"""How each step towards the market stands for one system: nothing is ticked by default."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from pipeline.model.assessment import Standing
from pipeline.model.condition_text import AS_OF
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.vocabulary import StepProgress
from pipeline.model.workflow import Step, StepLack, StepState, StepStatus, Workflow
from pipeline.stages.classify import Classification
from pipeline.stages.evidence import Proof, proofs
from pipeline.stages.standing import Standings

STEPS = "conformity.steps"
"""Path of the table in which people say what is done."""


def conform(
    intake: Intake, classification: Classification, places: Standings, workflow: Workflow
) -> tuple[StepStatus, ...]:
    """Return every step that applies to a system, or may, in order.

    Args:
        intake: the merged answers.
        classification: facts and outcomes.
        places: how each fact stands.
        workflow: the steps.
    """
    rows = places.facts.look_up(STEPS)
    said = {row["id"]: row for row in (rows if isinstance(rows, tuple) else ())}
    walker = _Walker(intake.notes, classification, places, said, proofs(places.facts, intake.shared))
    found: dict[str, StepStatus] = {}
    for step in workflow.steps:
        if (status := walker.status(step, found)) is not None:
            found[step.id] = status
    return tuple(found.values())


def before_market(statuses: Iterable[StepStatus]) -> Iterator[StepStatus]:
    """Yield the steps that stand before market entry and are not recorded."""
    return (each for each in statuses if not each.step.ongoing and each.state is not StepState.RECORDED)


class _Walker(Struct, frozen=True):
    """What a step is judged with."""

    notes: Mapping[str, AnswerNote]
    classification: Classification
    places: Standings
    said: Mapping[str, Mapping[str, Any]]
    held: Mapping[str, Proof]

    def status(self, step: Step, before: Mapping[str, StepStatus]) -> StepStatus | None:
        """Judge one step after those before it; None where it is known not to apply."""
        verdict = self.places.facts.judge(step.applies_if)
        if verdict.holds is False:
            return None
        row, path = self.said.get(step.id, {}), f"{STEPS}[{step.id}]"
        note = self.notes.get(path)
        named = note.evidence if note else ()
        counting = tuple(name for name in named if name in self.held and self.held[name].counts)
        places = [place for fact in step.facts for place in self.places.of(fact)]
        missing = tuple(place.path for place in places if place.standing is Standing.MISSING)
        lacks = self._lacks(row, counting, missing)
        undecided = self.classification.asked_behind(verdict.unknowns) if verdict.holds is None else ()
        given = any(place.standing is Standing.ANSWERED for place in places)
        return StepStatus(
            step,
            StepState.UNDECIDED if verdict.holds is None else _state(row, lacks, given=given, needs=bool(step.facts)),
            path,
            responsible=row.get("responsible", ""),
            day=row.get("date"),
            evidence=counting,
            missing=missing,
            undecided=undecided,
            waits_for=tuple(
                name for name in step.after if name in before and before[name].state is not StepState.RECORDED
            ),
            lacks=lacks,
            note=row.get("note", ""),
        )

    def _lacks(
        self, row: Mapping[str, Any], counting: tuple[str, ...], missing: tuple[str, ...]
    ) -> tuple[StepLack, ...]:
        today, day = self.places.facts.look_up(AS_OF), row.get("date")
        dated = day is not None and not (isinstance(today, date) and day > today)
        there = {
            StepLack.FACTS: not missing,
            StepLack.RESPONSIBLE: bool(row.get("responsible")),
            StepLack.DAY: dated,
            StepLack.EVIDENCE: bool(counting),
        }
        return tuple(lack for lack, is_there in there.items() if not is_there)


def _state(row: Mapping[str, Any], lacks: tuple[StepLack, ...], *, given: bool, needs: bool) -> StepState:
    if row.get("progress") == StepProgress.DONE:
        return StepState.CLAIMED if lacks else StepState.RECORDED
    if needs and StepLack.FACTS not in lacks:
        return StepState.READY
    return StepState.STARTED if given or row.get("progress") == StepProgress.STARTED else StepState.OPEN

"""What a client keeps beside the facts: evidence, steps towards the market, and what is done about requirements."""

from typing import Annotated

from pipeline.model.field_types import Day, Entries, Files, Line, Number, Prose, RowId, YesNo
from pipeline.model.record import Row
from pipeline.model.scalar import Kind, Scalar
from pipeline.model.vocabulary import (
    ActionResponse,
    ActionState,
    Effort,
    EvidenceKind,
    StepProgress,
    Sufficiency,
    Verdict,
)

SystemRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="management.systems")]
WorkingDays = Annotated[Number, Scalar(Kind.NUMBER, unit="working days")]
ActionRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="actions")]


class Evidence(Row):
    """A document that proves an answer."""

    title: Line | None = None
    file: Files | None = None
    date: Day | None = None
    responsible: Line | None = None
    supports: Line | None = None
    kind: EvidenceKind | None = None
    version: Line | None = None
    valid_until: Day | None = None
    systems: SystemRefs | None = None
    sufficiency: Sufficiency | None = None
    reconstructed: YesNo | None = None
    location: Line | None = None


class ConformityStep(Row):
    """What a person says of one step towards the market; the id names the step."""

    title: Line | None = None
    progress: StepProgress | None = None
    responsible: Line | None = None
    date: Day | None = None
    note: Prose | None = None


class Action(Row):
    """What is done about one requirement or duty, and what a named person finds of it; the id names it."""

    title: Line | None = None
    verdict: Verdict | None = None
    reviewer: Line | None = None
    reviewed_on: Day | None = None
    response: ActionResponse | None = None
    state: ActionState | None = None
    owner: Line | None = None
    due: Day | None = None
    effort: Effort | None = None
    days_min: WorkingDays | None = None
    days_max: WorkingDays | None = None
    depends_on: ActionRefs | None = None
    acceptance: Prose | None = None

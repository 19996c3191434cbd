"""The client's management system for AI, asked once for all its systems."""

from typing import Annotated

from pipeline.model.field_types import Day, Entries, Line, Prose, RowId, YesNo
from pipeline.model.record import Row, Section
from pipeline.model.registers import SystemRefs
from pipeline.model.scalar import Kind, Scalar
from pipeline.model.vocabulary import ControlReason, Implementation, ManagementState, Maturity

ControlRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="management.controls")]


class CoveredSystem(Row):
    """One AI system of the client; the id is the system's own."""

    name: Line | None = None
    in_scope: YesNo | None = None
    note: Prose | None = None


class ClauseStatus(Row):
    """How far a clause of the standard is put into practice; the id is the clause."""

    title: Line | None = None
    status: Implementation | None = None
    maturity_now: Maturity | None = None
    maturity_target: Maturity | None = None
    owner: Line | None = None
    finding: Prose | None = None


class Control(Row):
    """One row of the statement of applicability; the id is the control."""

    title: Line | None = None
    applicable: YesNo | None = None
    reason_kind: ControlReason | None = None
    reason: Prose | None = None
    risk_refs: Line | None = None
    status: Implementation | None = None
    implementation: Prose | None = None
    maturity_now: Maturity | None = None
    maturity_target: Maturity | None = None
    owner: Line | None = None
    reviewer: Line | None = None
    approver: Line | None = None
    due: Day | None = None
    last_review: Day | None = None


class OwnControl(Row):
    """A control of the client's own, beyond those of the standard."""

    title: Line | None = None
    reason: Prose | None = None
    status: Implementation | None = None
    owner: Line | None = None


class ControlInSystem(Row):
    """How controls stand for single systems, where they stand there otherwise than for the organisation."""

    controls: ControlRefs | None = None
    systems: SystemRefs | None = None
    status: Implementation | None = None
    note: Prose | None = None


class ManagementSystem(Section):
    """The management system: its state, its certificate, what it covers, and how far it is put into practice."""

    state: ManagementState | None = None
    information_security: YesNo | None = None
    asked_for_by_customers: YesNo | None = None
    one_high_risk_system: YesNo | None = None
    several_systems: YesNo | None = None
    scope: Prose | None = None
    certificate: Line | None = None
    certification_body: Line | None = None
    accreditation: Line | None = None
    issued: Day | None = None
    expires: Day | None = None
    systems: Entries[CoveredSystem] | None = None
    clauses: Entries[ClauseStatus] | None = None
    controls: Entries[Control] | None = None
    own_controls: Entries[OwnControl] | None = None
    controls_in_systems: Entries[ControlInSystem] | None = None

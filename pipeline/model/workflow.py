"""The steps from a system to its place on the market, as data: who has to do what, by which law, on which route."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from pipeline.model.law_book import stands


class StepState(StrEnum):
    """How a step stands. Recorded needs a person with a day and evidence; nothing is recorded by default.

    recorded: a person says that it is done, when, and by which evidence; claimed: a person says that it is done, and
    something of that is missing; ready: the facts that it needs are all there; started: some are, or a person says
    so; open: nothing is there; undecided: whether it is to be done depends on open answers.
    """

    RECORDED = "recorded"
    CLAIMED = "claimed"
    READY = "ready"
    STARTED = "started"
    OPEN = "open"
    UNDECIDED = "undecided"


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """One step: when it has to be done, what it needs, and which steps go before.

    ``facts`` are the paths of the facts that have to be answered for it, ``after`` ids of earlier steps. What is
    ``ongoing`` goes on while the system is on the market, and does not stand before it.
    """

    id: str
    phase: str
    title: str
    what: str
    cites: tuple[str, ...]
    applies_if: str
    edition: str
    checked_on: str
    facts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    ongoing: bool = False
    since: str = ""
    until: str = ""


class StepLack(StrEnum):
    """What is missing before a step that is said to be done counts as recorded."""

    FACTS = "facts"
    RESPONSIBLE = "responsible"
    DAY = "day"
    EVIDENCE = "evidence"


class StepStatus(Struct, frozen=True):
    """One step as it stands for one system.

    ``missing`` and ``undecided`` are paths of facts, ``waits_for`` ids of earlier steps that are not recorded,
    ``evidence`` ids of what counts for the system; ``path`` leads to the row in which a person speaks of it.
    """

    step: Step
    state: StepState
    path: str
    responsible: str = ""
    day: date | None = None
    evidence: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    lacks: tuple[StepLack, ...] = ()
    note: str = ""


class Phase(Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the way that steps belong to, in order."""

    id: str
    title: str


class Workflow(Struct, frozen=True):
    """All phases and steps, in order."""

    phases: tuple[Phase, ...] = ()
    steps: tuple[Step, ...] = ()

    def read(self, state: str) -> "Workflow":
        """Return the steps that stand in the text of a day."""
        return Workflow(self.phases, tuple(step for step in self.steps if stands(step, state)))

"""What the registers of documents hang on: facts, how requirements stand, and outcomes of the law."""

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Block
from pipeline.model.document_part import Part
from pipeline.model.fact import ROWS
from pipeline.model.legislation import Requirement
from pipeline.stages.conform import STEPS
from pipeline.stages.evidence import REGISTER
from pipeline.stages.find_gaps import ACTIONS
from pipeline.stages.law_reads import LawReads
from pipeline.stages.lend import CLAUSES, CONTROLS, COVERED, IN_SYSTEMS

_CONTROLS_REGISTER, _SITUATIONS = "gap_controls", "gap_situations"
_OF_STEPS, _OF_CHANGES = "steps_", "changes_"
_FIXED = frozenset({"gap_beliefs", "gap_standards", "gap_sources"})
"""The registers that say the same of every system."""

_COUNTS = frozenset(f"{REGISTER}[].{name}" for name in ("date", "valid_until", "systems"))
"""What of a document in the evidence register says whether it counts."""

_PROVEN, _OF_STEP = frozenset({ACTIONS, CONTROLS, CLAUSES, IN_SYSTEMS}), frozenset({STEPS})
"""The tables beside whose rows evidence is named for what the registers tell."""

_WEIGHED = frozenset(
    {f"{CONTROLS}[].applicable", f"{CONTROLS}[].status", f"{CLAUSES}[].status", f"{COVERED}[].in_scope"}
    | {f"{IN_SYSTEMS}[].{name}" for name in ("controls", "systems", "status")}
)
"""What of the management system says how far it counts."""

_FOUND = frozenset(f"{ACTIONS}[].{name}" for name in ("verdict", "reviewer", "reviewed_on"))
"""What of an action says how its item stands."""

_PRINTED_OF = {
    "owner": ("owner",),
    "due": ("due",),
    "due_on": ("due",),
    "state": ("state",),
    "response": ("response",),
    "effort": ("effort",),
    "days_least": ("days_min",),
    "days_most": ("days_max",),
    "depends": ("depends_on",),
    "acceptance": ("acceptance",),
}
"""Which column of the actions a column of a register prints."""


class RegisterReads(Struct, frozen=True, dict=True):
    """Tells what the registers hang on that documents print."""

    catalogue: Catalogue
    reads: LawReads

    def of(self, block: Block) -> Part:
        """Return what the rows of a register hang on."""
        if block.id.startswith(_OF_STEPS):
            return self.steps()
        return Part() if block.id in _FIXED or block.id.startswith(_OF_CHANGES) else self._gaps(block)

    def index(self, requirements: Iterable[Requirement]) -> Part:
        """Return what a list of requirements hangs on that says how each stands."""
        taken = tuple(requirements)
        needed = frozenset(fact for each in taken for fact in each.facts)
        return _both(self.reads.part(*(each.applies_if for each in taken)), Part(standings=needed))

    def steps(self) -> Part:
        """Return what the steps towards the market hang on."""
        steps = self.catalogue.workflow.steps
        said = {f"{STEPS}{ROWS}.{name}" for name in self.catalogue.questionnaire.facts[STEPS].columns}
        needed = frozenset(fact for step in steps for fact in step.facts)
        return _both(
            self.reads.part(*(step.applies_if for step in steps)), Part(facts=_COUNTS | said, standings=needed)
        )

    def _gaps(self, block: Block) -> Part:
        printed = {f"{ACTIONS}{ROWS}.{name}" for column in block.column for name in _PRINTED_OF.get(column.id, ())}
        if block.id == _CONTROLS_REGISTER:
            printed |= {f"{CONTROLS}{ROWS}.{name}" for name in ("reason", "owner")}
        answers = Part()
        if block.id == _SITUATIONS:
            # A situation is printed with the answers that say so.
            situations = self.reads.read_by(*(each.when for each in self.catalogue.crosswalk.situations))
            answers = Part(facts=self.reads.behind(situations))
        return Part.joined("", "", (self._judged, Part(facts=frozenset(printed)), answers))

    @cached_property
    def _judged(self) -> Part:
        """What it hangs on how requirements and duties stand, and what the standard lends."""
        law, crosswalk = self.catalogue.legislation, self.catalogue.crosswalk
        read = self.reads.part(
            *(each.applies_if for each in law.requirements),
            *(each.applies_if for each in crosswalk.duties),
            *(each.when for each in crosswalk.situations),
            *(each.when for each in law.milestones),
        )
        needed = frozenset(fact for each in law.requirements for fact in each.facts)
        return _both(read, Part(facts=_WEIGHED | _FOUND | _COUNTS, standings=needed, proven=_PROVEN))


def _both(one: Part, other: Part) -> Part:
    return Part.joined("", "", (one, other))

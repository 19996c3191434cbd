"""What the registers of documents hang on: facts, how requirements stand, and outcomes of the law."""

from collections.abc import Iterable

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Block
from pipeline.model.document_part import Part
from pipeline.model.fact import ROWS
from pipeline.model.legislation import Requirement
from pipeline.stages.conform import STEPS
from pipeline.stages.evidence import REGISTER
from pipeline.stages.find_gaps import ACTIONS
from pipeline.stages.law_reads import LAW, LawReads
from pipeline.stages.lend import CLAUSES, CONTROLS, COVERED, IN_SYSTEMS

_OF_STEPS, _OF_CHANGES = "steps_", "changes_"
_FIXED = frozenset({"gap_beliefs", "gap_standards", "gap_sources"})
"""The registers that say the same of every system."""

_COUNTS = frozenset(f"{REGISTER}[].{name}" for name in ("date", "valid_until", "systems"))
"""What of a document in the evidence register says whether it counts."""

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


class RegisterReads(Struct, frozen=True):
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
        read = self.reads.read_by(*(each.applies_if for each in taken))
        return self._part(read, {fact for each in taken for fact in each.facts})

    def steps(self) -> Part:
        """Return what the steps towards the market hang on."""
        steps = self.catalogue.workflow.steps
        read = self.reads.read_by(*(step.applies_if for step in steps))
        standings = {fact for step in steps for fact in step.facts} | {STEPS}
        return self._part(read | self._columns(STEPS) | _COUNTS, standings)

    def _gaps(self, block: Block) -> Part:
        law, crosswalk = self.catalogue.legislation, self.catalogue.crosswalk
        read = self.reads.read_by(
            *(each.applies_if for each in law.requirements),
            *(each.applies_if for each in crosswalk.duties),
            *(each.when for each in crosswalk.situations),
            *(each.when for each in law.milestones),
        )
        printed = (name for column in block.column for name in _PRINTED_OF.get(column.id, ()))
        weighed = _WEIGHED | _FOUND | _COUNTS | {f"{ACTIONS}{ROWS}.{name}" for name in printed}
        if block.id == "gap_controls":
            weighed |= {f"{CONTROLS}{ROWS}.{name}" for name in ("reason", "owner")}
        standings = {fact for each in law.requirements for fact in each.facts} | {
            ACTIONS,
            CONTROLS,
            CLAUSES,
            IN_SYSTEMS,
        }
        return self._part(read | weighed, standings)

    def _part(self, read: frozenset[str], standings: Iterable[str]) -> Part:
        outcomes = frozenset(name for name in read if name.startswith(LAW))
        return Part(facts=read - outcomes, standings=frozenset(standings), outcomes=outcomes)

    def _columns(self, table: str) -> frozenset[str]:
        return frozenset(f"{table}{ROWS}.{column}" for column in self.catalogue.questionnaire.facts[table].columns)

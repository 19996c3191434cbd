"""One system with everything worked out about it: what documents are composed from."""

import hashlib
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.assessment import Assessment
from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import COMPARED_WITH, STEPS_OPEN
from pipeline.model.fact_change import ChangeSet
from pipeline.model.gap_report import GapReport
from pipeline.model.intake import Intake
from pipeline.model.manifest import Revision
from pipeline.model.workflow import StepStatus
from pipeline.stages.assess import assess, open_counts
from pipeline.stages.classify import Classification, classify
from pipeline.stages.conform import before_market, conform
from pipeline.stages.explain import Teller
from pipeline.stages.find_gaps import find_gaps
from pipeline.stages.standing import Standings, standings


class EvidenceFile(Struct, frozen=True):
    """A file of the evidence folder: its bytes and their digest."""

    content: bytes
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> "EvidenceFile":
        """Take bytes and work out their digest."""
        return cls(content, hashlib.sha256(content).hexdigest())


class Case(Struct, frozen=True):
    """A system's answers, their classification and assessment, what remains to be done, its steps and evidence files.

    ``changes`` is what became different since an earlier revision, where there is one to compare it with.
    """

    intake: Intake
    classification: Classification
    assessment: Assessment
    gaps: GapReport
    steps: tuple[StepStatus, ...]
    standings: Standings
    files: Mapping[str, EvidenceFile]
    teller: Teller
    changes: ChangeSet | None = None


class Issue(Struct, frozen=True):
    """Which revision a document is made in, and the revisions before it."""

    revision: Revision
    history: tuple[Revision, ...] = ()


def work_out(intake: Intake, catalogue: Catalogue, files: Mapping[str, EvidenceFile]) -> Case:
    """Classify and assess a system.

    Args:
        intake: merged and admitted answers.
        catalogue: law and questionnaire.
        files: evidence files by name.
    """
    law = catalogue.legislation
    classified = classify(intake, law)
    places = standings(classified.facts, catalogue.questionnaire)
    assessment = assess(classified, law, places)
    places = places.with_counts(open_counts(assessment, law) | {COMPARED_WITH: 0})
    settled = Classification(places.facts, classified.decisions)
    gaps = find_gaps(intake, settled, assessment, catalogue)
    steps = conform(intake, settled, places, catalogue.workflow)
    places = places.with_counts({STEPS_OPEN: len(tuple(before_market(steps)))})
    return Case(intake, settled, assessment, gaps, steps, places, files, Teller(intake, settled, catalogue))


def with_changes(case: Case, changes: ChangeSet | None) -> Case:
    """Return a system with what became different since an earlier revision, which reports on changes print.

    Args:
        case: the system.
        changes: None where there is no earlier revision to compare it with.
    """
    if changes is None:
        return case
    places = case.standings.with_counts({COMPARED_WITH: changes.before.revision})
    return replace(case, changes=changes, standings=places)

"""One system with everything worked out about it: what documents are composed from."""

import hashlib
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.assessment import Assessment
from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import COMPARED_WITH
from pipeline.model.fact_change import ChangeSet
from pipeline.model.gap_report import GapReport
from pipeline.model.intake import Intake
from pipeline.model.manifest import Revision
from pipeline.stages.assess import assess, open_counts
from pipeline.stages.classify import Classification, classify
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
    """A system's answers, their classification and assessment, what remains of it, and its evidence files by name.

    ``changes`` is what became different since an earlier revision, where there is one to compare it with.
    """

    intake: Intake
    classification: Classification
    assessment: Assessment
    gaps: GapReport
    standings: Standings
    files: Mapping[str, EvidenceFile]
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
    classification = classify(intake, catalogue.legislation)
    assessment = assess(classification, catalogue.legislation, catalogue.questionnaire)
    counts = open_counts(assessment, catalogue.legislation) | {COMPARED_WITH: 0}
    facts = classification.facts.with_derived(counts)
    settled = Classification(facts, classification.decisions)
    law, asked = catalogue.legislation, catalogue.questionnaire
    gaps = find_gaps(intake, settled, assessment, law, catalogue.crosswalk, asked.facts)
    return Case(intake, settled, assessment, gaps, standings(facts, asked), files)


def with_changes(case: Case, changes: ChangeSet | None) -> Case:
    """Return a system with what became different since an earlier revision, which reports on changes print.

    Args:
        case: the system.
        changes: None where there is no earlier revision to compare it with.
    """
    if changes is None:
        return case
    facts = case.standings.facts.with_derived({COMPARED_WITH: changes.before.revision})
    return replace(case, changes=changes, standings=replace(case.standings, facts=facts))

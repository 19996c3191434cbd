"""One system with its typed profile and its evidence: what documents are made from."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import SystemFiles, load_files, read_answers
from pipeline.build.plain_file import NotAFileError
from pipeline.build.scan import SystemSource
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import Facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake, value_at
from pipeline.model.profile import SystemProfile
from pipeline.model.scalar import Kind
from pipeline.stages.case import EvidenceFile
from pipeline.stages.listed import lists_of
from pipeline.stages.merge import admit


class GatheredSystem(Struct, frozen=True):
    """The answers of one system, its client and the evidence files that they name."""

    client: str
    profile: SystemProfile | None
    intake: Intake
    evidence: Mapping[str, EvidenceFile]

    @property
    def system(self) -> str | None:
        """Id of the system, or None where the workbook could not be used."""
        return self.profile.system.id if self.profile else None


def gather(files: SystemFiles, catalogue: Catalogue) -> GatheredSystem:
    """Read both workbooks, join them and admit what they say; every fault is a finding.

    Args:
        files: what was read from disk.
        catalogue: the questions of both forms, and the lists that rows are held against.

    Returns:
        The merged answers; no profile where the system workbook cannot be used.
    """
    joined, is_form = read_answers(files, catalogue.questionnaire, lists=catalogue.once(lists_of))
    if not is_form:
        return GatheredSystem(files.client, None, joined, {})
    profile, merged = admit(joined, catalogue.questionnaire.facts)
    evidence = {name: EvidenceFile.of(content) for name, content in files.evidence.items()}
    missing = tuple(_missing_files(merged, evidence, catalogue.questionnaire.facts))
    client = value_at(merged.values, "organisation.id") or files.client
    return GatheredSystem(client, profile, replace(merged, findings=merged.findings + missing), evidence)


def gather_safely(source: SystemSource, catalogue: Catalogue) -> GatheredSystem:
    """Read one system; a file that cannot be read, or a fault of ours, is a finding and does not stop a batch."""
    files = load_safely(source)
    if isinstance(files, Finding):
        return GatheredSystem(source.folder.resolve().name, None, Intake({}, findings=(files,)), {})
    try:
        return gather(files, catalogue)
    except Exception as error:  # noqa: BLE001 - one system that cannot be read must not stop the others
        told = finding("BLD002", Place(source.path), why=type(error).__name__)
    return GatheredSystem(source.folder.resolve().name, None, Intake({}, findings=(told,)), {})


def load_safely(source: SystemSource) -> SystemFiles | Finding:
    """Return the files of a system, or why they cannot be had."""
    try:
        return load_files(source)
    except NotAFileError:
        kind, remedy = "a folder, a pipe or a device", "Put the workbook itself in its place."
        return finding("INT001", Place(source.path), kind=kind, remedy=remedy)
    except OSError as error:
        return finding("INT002", Place(source.path), why=error.strerror or "it cannot be read")


def _missing_files(intake: Intake, evidence: Mapping[str, EvidenceFile], facts: Facts) -> Iterator[Finding]:
    for path, names in file_facts(intake.values, facts):
        for name in names:
            if name not in evidence:
                yield finding("INT033", intake.cells.get(path, Place(question=path)), name=name)


def file_facts(values: Mapping[str, Any], facts: Facts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the files that answers name, by the path of each answer.

    Args:
        values: the answers.
        facts: that may be asked for.
    """
    for fact in facts.values():
        if fact.kind is not Kind.FILES:
            continue
        table, _, column = fact.path.partition("[].")
        held = value_at(values, table) or ()
        if column:
            yield from ((f"{table}[{row['id']}].{column}", row.get(column, ())) for row in held)
        elif held:
            yield table, held

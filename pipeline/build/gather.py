"""Reads the files of one system and joins them: the bytes that a worker takes, and the answers in them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.build.scan import SystemSource
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.model.fact import facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import Intake
from pipeline.model.profile import SystemProfile
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.model.scalar import Kind
from pipeline.stages.case import EvidenceFile
from pipeline.stages.merge import merge
from pipeline.stages.read import read


@dataclass(frozen=True, slots=True)
class SystemFiles:
    """What was read for one system: workbooks and evidence, by name."""

    workbook: str
    client: str
    content: bytes
    organisation_name: str
    organisation: bytes | None
    evidence: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class GatheredSystem:
    """The answers of one system, its client and the evidence files that they name."""

    client: str
    profile: SystemProfile | None
    intake: Intake
    evidence: Mapping[str, EvidenceFile]

    @property
    def system(self) -> str | None:
        """Id of the system, or None where the workbook could not be used."""
        return self.profile.system.id if self.profile else None


def load_files(source: SystemSource) -> SystemFiles:
    """Read a system's workbook, its organisation's and the whole evidence folder.

    Raises:
        OSError: a file cannot be read.
    """
    organisation = source.organisation
    return SystemFiles(
        workbook=str(source.workbook),
        client=source.workbook.resolve().parent.name,
        content=source.workbook.read_bytes(),
        organisation_name=str(organisation) if organisation else "",
        organisation=organisation.read_bytes() if organisation else None,
        evidence=dict(_evidence(source.evidence)),
    )


def gather(files: SystemFiles, questionnaire: Questionnaire) -> GatheredSystem:
    """Read both workbooks and join them; every fault is a finding.

    Args:
        files: what was read from disk.
        questionnaire: the questions of both forms.

    Returns:
        The merged answers; no profile where the system workbook cannot be used.
    """
    system = _intake(files.workbook, files.content, questionnaire, Form.SYSTEM)
    organisation = None
    if files.organisation is not None:
        organisation = _intake(files.organisation_name, files.organisation, questionnaire, Form.ORGANISATION)
    if not system.cells:
        return GatheredSystem(files.client, None, system, {})
    findings = organisation.findings if organisation else ()
    profile, merged = merge(system, organisation, slug(Path(files.workbook).stem))
    evidence = {name: EvidenceFile.of(content) for name, content in files.evidence.items()}
    missing = tuple(_missing_files(merged, evidence))
    client = _value(merged.values, "organisation.id") or files.client
    whole = replace(merged, findings=merged.findings + findings + missing)
    return GatheredSystem(client, profile, whole, evidence)


def gather_safely(source: SystemSource, questionnaire: Questionnaire) -> GatheredSystem:
    """Read one system; a file that cannot be read, or a fault of ours, is a finding and does not stop a batch."""
    try:
        return gather(load_files(source), questionnaire)
    except OSError as error:
        told = finding("INT002", Place(str(source.workbook)), why=error.strerror or "it cannot be read")
    except Exception as error:  # noqa: BLE001 - one system that cannot be read must not stop the others
        told = finding("BLD002", Place(str(source.workbook)), why=type(error).__name__)
    return GatheredSystem(source.folder.resolve().name, None, Intake({}, findings=(told,)), {})


def slug(name: str) -> str:
    """Return a name as an id: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:40] or "system"


def _intake(name: str, content: bytes, questionnaire: Questionnaire, form: Form) -> Intake:
    workbook, refused = read_workbook(name, content)
    if workbook is None:
        return Intake({}, findings=refused)
    intake = read(workbook, questionnaire, form)
    return replace(intake, findings=refused + intake.findings)


def _evidence(folder: Path) -> Iterator[tuple[str, bytes]]:
    if folder.is_dir():
        for entry in sorted(folder.iterdir()):
            if entry.is_file() and not entry.name.startswith(".") and _is_text(entry.name):
                yield entry.name, entry.read_bytes()


def _is_text(name: str) -> bool:
    """Tell whether the name of a file can be written down; one that cannot is answered as a missing file."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _missing_files(intake: Intake, evidence: Mapping[str, EvidenceFile]) -> Iterator[Finding]:
    for path, names in _file_facts(intake.values):
        for name in names:
            if name not in evidence:
                yield finding("INT033", intake.cells.get(path, Place(question=path)), name=name)


def _file_facts(values: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for fact in facts().values():
        if fact.kind is not Kind.FILES:
            continue
        table, _, column = fact.path.partition("[].")
        held = _value(values, table) or ()
        if column:
            yield from ((f"{table}[{row['id']}].{column}", row.get(column, ())) for row in held)
        elif held:
            yield table, held


def _value(values: Mapping[str, Any], path: str) -> Any:
    node: Any = values
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node

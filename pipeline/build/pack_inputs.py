"""What a client answered, as a dossier encloses it: the workbooks, and the files that answers name."""

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from pipeline.build.answers import load_files, read_answers
from pipeline.build.gather import file_facts, gather_safely
from pipeline.build.pack_folder import PROFILE, Shelf
from pipeline.build.plain_file import NotAFileError, read_file
from pipeline.build.scan import SystemSource, scan
from pipeline.build.store import UnsafePathError, refuse_link, sha256_of
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import Facts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import value_at
from pipeline.model.questionnaire import Form
from pipeline.stages.evidence import REGISTER
from pipeline.stages.profile_json import to_profile_json

MOST_BYTES = 200 * 2**20
"""A larger file of evidence is not enclosed."""

_SYSTEM, _CLIENT = "system.id", "organisation.id"


class Proof(Struct, frozen=True):
    """One file that answers name: its name, who names it, and its bytes, or why it is not there.

    ``differs``: it is another file than the one whose digest the documents print.
    """

    name: str
    named: tuple[str, ...]
    content: bytes | None
    differs: bool = False


class Brought(Struct, frozen=True):
    """A workbook as it lies there."""

    name: str
    content: bytes


class Answers(Struct, frozen=True):
    """The workbook of one system, its organisation's, the files that its answers name, and its evidence register."""

    workbook: Brought | None
    organisation: Brought | None
    proofs: Mapping[str, Proof]
    register: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]

    def titles(self, words: Mapping[str, str]) -> dict[str, str]:
        """Return what each file is called in the evidence register, or that it is named elsewhere.

        Args:
            words: of files.
        """
        known = {row["id"]: row.get("title", "") for row in self.register}
        return {
            name: words["evidence"].format(id=proof.named[0], title=known[proof.named[0]]).strip()
            if proof.named[0] in known
            else words["attached"]
            for name, proof in self.proofs.items()
        }


def find_sources(inputs: Path, client: str, catalogue: Catalogue) -> dict[str, SystemSource] | None:
    """Return the workbooks of a client by the ids of their systems, or None where the client is not found.

    Args:
        inputs: folder of all inputs, or of this client alone.
        client: its id, which is the name of its folder or what its workbook answers.
        catalogue: with the questions.
    """
    if not inputs.is_dir():
        return None
    named = inputs / client
    several = scan([named]) if named.is_dir() else []
    if not several:
        several = [
            source for source in scan([inputs]) if client in (source.folder.name, _id(source, _CLIENT, catalogue))
        ]
    found: dict[str, SystemSource] = {}
    for source in several:
        found.setdefault(_id(source, _SYSTEM, catalogue), source)
    return found or None


def answers_of(shelf: Shelf, sources: Mapping[str, SystemSource], catalogue: Catalogue, inputs: Path) -> Answers:
    """Return what was answered for one system.

    Args:
        shelf: its documents, which say what they were made from.
        sources: the client's workbooks by the ids of their systems.
        catalogue: with the questions.
        inputs: as findings show it.
    """
    at, system = Place(document=str(shelf.folder)), shelf.manifest.system
    findings: list[Finding] = []
    source = sources.get(system)
    if source is None and sources:
        findings.append(finding("PCK010", at, system=system, inputs=inputs))
    elif source is not None and _says_other(source, shelf, catalogue):
        findings.append(finding("PCK011", Place(str(source.workbook)), system=system))
    folder = (source or next(iter(sources.values()))).evidence if sources else None
    proofs = {
        name: _proof(folder, name, named, shelf, findings)
        for name, named in named_files(shelf.values, catalogue.questionnaire.facts).items()
    }
    register = tuple(value_at(shelf.values, REGISTER) or ())
    workbook = _workbook(source.workbook if source else None, shelf, findings)
    organisation = _workbook(source.organisation if source else None, shelf, findings)
    return Answers(workbook, organisation, proofs, register, tuple(findings))


def named_files(values: Mapping[str, Any], facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the files that answers name, those of the evidence register first, each with what names it.

    Args:
        values: the answers, as a profile holds them.
        facts: that may be asked for.
    """
    named: dict[str, list[str]] = {}
    for row in value_at(values, REGISTER) or ():
        for name in row.get("file", ()):
            named.setdefault(name, []).append(row["id"])
    for path, names in file_facts(values, facts):
        if not path.startswith(f"{REGISTER}["):
            for name in names:
                named.setdefault(name, []).append(path)
    return {name: tuple(dict.fromkeys(several)) for name, several in named.items()}


def _workbook(path: Path | None, shelf: Shelf, findings: list[Finding]) -> Brought | None:
    if path is None:
        return None
    try:
        return Brought(path.name, _read(path))
    except (UnsafePathError, NotAFileError):
        at = Place(document=str(shelf.folder))
        findings.append(finding("PCK015", at, name=path.name, kind="a symbolic link"))
        return None


def _proof(folder: Path | None, name: str, named: Sequence[str], shelf: Shelf, findings: list[Finding]) -> Proof:
    ids, printed = tuple(named), shelf.digests.get(name, "")
    if folder is None:
        return Proof(name, ids, None)
    at = Place(document=str(shelf.folder), key=", ".join(ids))
    path = _in_folder(folder, name)
    try:
        content = _read(path) if path else None
    except (UnsafePathError, NotAFileError) as error:
        kind = "a symbolic link" if isinstance(error, UnsafePathError) else "a folder, a pipe or a device"
        findings.append(finding("PCK015", at, name=name, kind=kind))
        return Proof(name, ids, None)
    except OSError as error:
        why = error.strerror or f"is larger than {MOST_BYTES // 2**20} MB and is not enclosed"
        findings.append(finding("PCK022", at, name=name, why=why))
        return Proof(name, ids, None)
    if content is None:
        findings.append(finding("PCK012", at, name=name, named=", ".join(ids)))
        return Proof(name, ids, None)
    differs = bool(printed) and printed != sha256_of(content)
    if differs:
        findings.append(finding("PCK013", at, name=name, printed=printed))
    return Proof(name, ids, content, differs)


def _in_folder(folder: Path, name: str) -> Path | None:
    """Return the entry of a folder that has a name; names are compared, never followed."""
    if not folder.is_dir():
        return None
    entries = {entry.name: entry for entry in folder.iterdir()}
    composed = {unicodedata.normalize("NFC", each): entry for each, entry in entries.items()}
    return entries.get(name) or composed.get(unicodedata.normalize("NFC", name))


def _read(path: Path) -> bytes:
    refuse_link(path)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise OSError
    return read_file(path)


def _id(source: SystemSource, question: str, catalogue: Catalogue) -> str:
    try:
        files = load_files(source, with_evidence=False)
        intake, _ = read_answers(files, catalogue.questionnaire, frozenset({_SYSTEM, _CLIENT}))
    except OSError:
        return ""
    said = value_at(intake.values, question)
    return said if isinstance(said, str) else ""


def _says_other(source: SystemSource, shelf: Shelf, catalogue: Catalogue) -> bool:
    gathered = gather_safely(source, catalogue)
    if gathered.profile is None:
        return True
    today = to_profile_json(Form.SYSTEM, gathered.profile, gathered.intake.notes)
    return bool(msgspec.json.decode(msgspec.json.encode(today)) != msgspec.json.decode(shelf.records[PROFILE]))

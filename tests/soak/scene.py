"""What a run that is cut off finds and would have left: a folder as it stood, and as an undisturbed run leaves it."""

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.main import main
from pipeline.formats.docx_check import printed_text
from pipeline.formats.docx_package import read_parts
from pipeline.formats.office_lint import look_over
from pipeline.formats.xml_parts import parse_parts
from pipeline.library.load import load_catalogue
from tests.hand import said_in_zones, write_elsewhere, write_in_zone
from tests.samples import COMPLETE, INPUTS, answers_of, with_answers
from tests.workbooks import form_bytes

DAY = "1795651200"
"""Set as SOURCE_DATE_EPOCH: two runs write the same."""

DOCUMENT, PAGE = "instructions-for-use", "portfolio"
"""The document has zones of free text; the page is made after the systems."""

OWN, LATER = "Words of a person.", "By letter."
"""What a person wrote in a zone, and what was answered after the break."""

PERSONS = ("free-text", "edited")
"""Kinds of runs before which a person saved the document."""

Tree = Mapping[str, bytes]
Change = Callable[[Path], object]

FINDINGS = "lindenhof/tenorscore/findings.json"
"""What a run tells of a system."""

_APART = (".dossier.lock", ".dossier.index")
_COMING, _PART = "manifest.next.json", (".~", ".part")


@dataclass(frozen=True)
class Scene:
    """One kind of run: its inputs, the outputs that it begins with, and those that it ends with.

    ``settled`` is what one more run leaves, which tells less: what happened in the run before is no news to it.
    ``later`` are inputs that have changed once more since.
    """

    name: str
    inputs: Path
    before: Path
    old: Tree
    new: Tree
    settled: Tree
    later: Path

    def begin(self, outputs: Path) -> None:
        """Put the outputs there with which the run begins."""
        _replace(outputs, self.before)

    def faults_after_a_break(self, outputs: Path) -> Iterator[str]:
        """Yield what is wrong in a folder where a run was cut off: torn files, and such as no run writes."""
        for path, content in tree_of(outputs).items():
            if content in (self.old.get(path), self.new.get(path)) or _is_part(path):
                continue
            if path.endswith(_COMING):
                # The record of how everything will stand: it is gone when a run is done.
                yield from () if content.endswith(b"}\n") else (f"{path} is torn",)
                continue
            verdict = look_over(content) if path.endswith((".docx", ".xlsx", ".pdf")) else None
            how = "damaged" if verdict and (verdict.refused or verdict.complaints) else "of neither run"
            yield f"{path} is {how}"
        yield from (f"{path} is gone" for path in self.lasting() if not (outputs / path).is_file())

    def faults_after_the_next_run(self, outputs: Path) -> Iterator[str]:
        """Yield where a folder, built again, is not what an undisturbed run leaves, byte for byte."""
        found = tree_of(outputs)
        yield from (f"{path} is missing at last" for path in self.new.keys() - found.keys())
        yield from (f"{path} is left over at last" for path in found.keys() - self.new.keys())
        for path in sorted(found.keys() & self.new.keys()):
            if found[path] not in (self.new[path], self.settled[path]):
                yield f"{path} is another at last"

    def faults_after_another_change(self, outputs: Path) -> Iterator[str]:
        """Yield what is wrong in a folder, built from the inputs that have changed since the break."""
        found = tree_of(outputs)
        name = f"lindenhof/tenorscore/{DOCUMENT}"
        document, beside = f"{name}.docx", f"{name}.new.docx"
        is_kept = self.name == "edited"
        if is_kept and found.get(document) != self.old[document]:
            yield "the document that a person edited is another"
        if (beside in found) != is_kept:
            yield (
                "no version waits beside the edited one"
                if is_kept
                else "a document of ours was taken for an edited one"
            )
        newest = found.get(beside if is_kept else document, b"")
        if not newest or LATER not in printed_text(parse_parts(read_parts(newest))[0]):
            yield "the newest document does not say what was answered last"
        if self.name in PERSONS and self.old[document] not in found.values():
            yield "what a person saved is lost"
        if self.name == "free-text" and OWN not in said_in_zones(outputs / document).values():
            yield "free text is lost"
        yield from (f"{path} is left over" for path in found if _is_part(path) or path.endswith(_COMING))

    def lasting(self) -> Iterator[str]:
        """Yield the files that stand before the run and after it."""
        return (path for path in self.old if path in self.new)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return every file by its path; the lock, which stays, and the index, which is a cache, are left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _APART
    }


def arguments(inputs: Path, outputs: Path) -> list[str]:
    """Return the command line of a run."""
    return ["build", str(inputs), "-o", str(outputs), "--only", DOCUMENT, "--only", PAGE]


def make_scenes(folder: Path, outputs: Path) -> tuple[Scene, ...]:
    """Make every kind of run once, undisturbed.

    Args:
        folder: that does not exist yet.
        outputs: where the runs write, and where those write that something happens to: documents and findings name it.
    """
    inputs, changed, later = (folder / name / "lindenhof" for name in ("inputs", "changed", "later"))
    _write_inputs(inputs, {})
    _write_inputs(changed, {"logging.deployer_access": "By download.", "documents.change_note": "Access."})
    _write_inputs(later, {"logging.deployer_access": LATER, "documents.change_note": "Access again."})
    nothing, built = folder / "nothing", folder / "built"
    nothing.mkdir()
    _build(inputs, outputs)
    shutil.copytree(outputs, built)
    document = f"lindenhof/tenorscore/{DOCUMENT}.docx"

    def scene(name: str, inputs: Path, before: Path, change: Change | None = None) -> Scene:
        begun = folder / f"{name}-before"
        shutil.copytree(before, begun)
        if change:
            change(begun / document)
        _replace(outputs, begun)
        _build(inputs, outputs)
        new = tree_of(outputs)
        _build(inputs, outputs)
        settled = tree_of(outputs)
        assert {path for path in {*new, *settled} if new.get(path) != settled.get(path)} <= {FINDINGS}
        return Scene(name, inputs, begun, tree_of(begun), new, settled, later)

    return (
        scene("first", inputs, nothing),
        scene("changed", changed, built),
        scene("free-text", changed, built, lambda path: write_in_zone(path, OWN)),
        scene("edited", changed, built, write_elsewhere),
    )


def _build(inputs: Path, outputs: Path) -> None:
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        assert main(arguments(inputs, outputs)) == 0


def _replace(outputs: Path, begun: Path) -> None:
    shutil.rmtree(outputs, ignore_errors=True)
    shutil.copytree(begun, outputs)


def _write_inputs(folder: Path, answers: Mapping[str, object]) -> None:
    folder.mkdir(parents=True)
    source = INPUTS / "lindenhof"
    shutil.copytree(source / "evidence", folder / "evidence")
    shutil.copy(source / "organisation.xlsx", folder)
    content = form_bytes(load_catalogue(), with_answers(answers_of(COMPLETE), answers))
    (folder / "tenorscore.xlsx").write_bytes(content)


def _is_part(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith(_PART[0]) and name.endswith(_PART[1])

"""A client of its own for each test, and every sample built once."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.build.batch import SystemResult, Wish, run
from pipeline.build.scan import scan
from pipeline.build.templates import load_templates
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form
from tests.samples import COMPLETE, INPUTS, answers_of, with_answers
from tests.workbooks import form_bytes


@dataclass(frozen=True)
class Engagement:
    """The inputs of one client in a folder of the test's own, and where its documents go."""

    catalogue: object
    folder: Path
    outputs: Path

    def write(self, name: str, intake: Intake, form: Form = Form.SYSTEM) -> Path:
        """Write a workbook with answers."""
        path = self.folder / f"{name}.xlsx"
        path.write_bytes(form_bytes(self.catalogue, intake, form))
        return path

    def change(self, name: str, **answers: object) -> Path:
        """Write the complete sample's workbook with other answers; full stops of paths as double underscores."""
        given = {path.replace("__", "."): value for path, value in answers.items()}
        return self.write(name, with_answers(answers_of(COMPLETE), given))

    def build(self, *, only: tuple[str, ...] = (), force: bool = False, replace: bool = False) -> list[SystemResult]:
        """Build everything of the client."""
        templates = load_templates(self.catalogue, (), only)
        wish = Wish(self.catalogue, templates, force=force, replace_edited=replace)
        return list(run(scan([self.folder]), self.outputs, wish))

    def made(self, system: str = "tenorscore") -> Path:
        """Return the folder of a system's documents."""
        return self.outputs / "lindenhof" / system


@pytest.fixture(scope="session")
def complete_form(catalogue) -> bytes:
    return form_bytes(catalogue, answers_of(COMPLETE))


@pytest.fixture
def client(catalogue, complete_form, tmp_path) -> Engagement:
    """Return the complete sample in a folder of its own."""
    folder = tmp_path / "inputs" / "lindenhof"
    source = INPUTS / "lindenhof"
    shutil.copytree(source / "evidence", folder / "evidence")
    shutil.copy(source / "organisation.xlsx", folder)
    (folder / "tenorscore.xlsx").write_bytes(complete_form)
    return Engagement(catalogue, folder, tmp_path / "outputs")


@pytest.fixture(scope="session")
def built(catalogue, tmp_path_factory) -> Path:
    """Return a folder in which every sample was built."""
    outputs = tmp_path_factory.mktemp("built")
    results = list(run(scan([INPUTS]), outputs, Wish(catalogue, load_templates(catalogue, ()))))
    assert {each.state for result in results for each in result.deliverables} == {"built"}
    return outputs


@pytest.fixture
def bytes_of() -> Callable[[Path], dict[str, bytes]]:
    """Return every file under a folder by its path, the lock left out."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.endswith(".lock")
        }

    return read

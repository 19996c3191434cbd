"""A client of its own for each test, and every sample built once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.build.batch import Wish, run
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from tests.engagement import Engagement
from tests.samples import COMPLETE, INPUTS, REPORTS, answers_of
from tests.sharing import made_once
from tests.workbooks import form_bytes


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
def built(catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which every sample was built."""

    def build(outputs: Path) -> None:
        wish = Wish(catalogue, load_templates(catalogue, ()), load_pages(catalogue, ()))
        results = list(run(scan([INPUTS]), outputs, wish))
        systems = [result for result in results if isinstance(result, SystemResult)]
        of_first = [each for result in systems for each in result.deliverables if each.id not in REPORTS]
        assert {each.state for each in of_first} == {"built"}

    return made_once(tmp_path_factory, "built", build)


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

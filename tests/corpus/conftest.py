"""The filled form that every case is made from, and a desk at which workbooks are checked as a person checks them."""

import io
import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import main
from pipeline.model.catalogue import Catalogue
from pipeline.model.questionnaire import Form
from tests.corpus.case import SYSTEM, Filled
from tests.samples import COMPLETE, INPUTS, answers_of
from tests.workbooks import form_bytes, read_form


@dataclass(frozen=True)
class Checked:
    """What `dossier check --json` gave for one workbook."""

    code: int
    out: str
    err: str

    @property
    def system(self) -> Mapping[str, Any]:
        """What is said of the one system."""
        (system,) = json.loads(self.out)["systems"]
        assert isinstance(system, dict)
        return system

    @property
    def on_the_workbook(self) -> list[Mapping[str, Any]]:
        """Findings on files and cells; gaps and outcomes, which follow from the answers, are left out."""
        return [told for told in self.system["findings"] if told["code"].startswith(("INT", "PRO", "BLD"))]

    @cached_property
    def answers(self) -> dict[str, Any]:
        """Every answer by its path, and what is said beside it; nothing where the workbook was refused."""
        profile = self.system["profile"]
        if profile is None:
            return {}
        said = {f"{path}#": note for path, note in profile["answers"].items()}
        return dict(_leaves(profile["values"], "")) | said


def _leaves(node: Any, path: str) -> Any:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _leaves(value, f"{path}.{name}" if path else name)
    elif isinstance(node, list) and node and isinstance(node[0], dict):
        for row in node:
            yield f"{path}[{row['id']}]", row["id"]
            for name in row.keys() - {"id"}:
                yield f"{path}[{row['id']}].{name}", row[name]
    else:
        yield path, node


Check = Callable[[bytes], Checked]


def fill(catalogue: Catalogue) -> Filled:
    """Write the complete sample and its organisation as forms."""
    content = form_bytes(catalogue, answers_of(COMPLETE))
    organisation = form_bytes(catalogue, answers_of(COMPLETE, "organisation"), Form.ORGANISATION)
    intake = read_form(content, catalogue)
    assert intake.findings == ()
    return Filled(content, organisation, intake.cells)


@pytest.fixture(scope="session")
def filled(catalogue: Catalogue) -> Filled:
    return fill(catalogue)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, filled: Filled) -> Path:
    """Return a client's folder in which only the system's workbook is missing."""
    folder = tmp_path_factory.mktemp("corpus") / "lindenhof"
    shutil.copytree(INPUTS / "lindenhof" / "evidence", folder / "evidence")
    (folder / "organisation.xlsx").write_bytes(filled.organisation)
    return folder


@pytest.fixture(scope="session")
def check(folder: Path, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Check:
    """Put a workbook into the folder and check it with the command."""
    state = str(tmp_path_factory.mktemp("state"))

    def call(content: bytes) -> Checked:
        (folder / SYSTEM).write_bytes(content)
        out, err = io.StringIO(), io.StringIO()
        # For this call only: what stays in place until the session ends hides the libraries of all later tests.
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setattr("pipeline.cli.check.load_catalogue", lambda *_, **__: catalogue)
            patch.setenv("XDG_STATE_HOME", state)
            code = main(["check", str(folder), "--json"])
        return Checked(code, out.getvalue(), err.getvalue())

    return call


@pytest.fixture(scope="session")
def sound(check: Check, filled: Filled) -> Checked:
    """What is said of the form as it was filled in."""
    return check(filled.content)

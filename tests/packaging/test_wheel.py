"""What a user installs: the wheel carries the declarations and works from an empty folder."""

import json
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def test_it_holds_every_declaration_and_template_as_the_checkout_does(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.removeprefix("pipeline/_data/"): archive.read(name)
            for name in archive.namelist()
            if name.startswith("pipeline/_data/")
        }
    wanted = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("schemas", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert packed == wanted


def test_installed_it_runs_from_an_empty_folder(wheel, tmp_path):
    target, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    environment = {"PYTHONPATH": str(target), "PATH": "", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "pipeline", "templates", "list", "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=empty, env=environment)
    known = {entry["id"] for entry in json.loads(done.stdout)["deliverables"]}
    assert {"annex-iv", "declaration-of-conformity", "instructions-for-use"} <= known
    assert list(empty.iterdir()) == []


def test_no_other_distribution_ships_a_package_of_the_same_name():
    owners = set(metadata.packages_distributions().get("pipeline", []))
    assert owners <= {"ai-act-dossier"}

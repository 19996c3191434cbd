"""The wheel holds the law, the questions and the templates, and runs from nothing but itself and its dependencies."""

import hashlib
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.samples import ALL, ROOT
from tests.sharing import made_once


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build(folder: Path) -> None:
        command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
        subprocess.run(command, check=True, capture_output=True)

    (made,) = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def install(target: Path) -> None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
        subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True)

    return made_once(tmp_path_factory, "installed", install)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("~$", "."))
    }


@pytest.mark.parametrize("folder", ["templates", "schemas"])
def test_the_wheel_holds_every_declaration_as_it_is_in_the_checkout(wheel, folder):
    inside = f"pipeline/_data/{folder}/"
    with zipfile.ZipFile(wheel) as archive:
        held = {
            name.removeprefix("pipeline/_data/"): hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name.startswith(inside) and not name.rpartition("/")[2].startswith(("~$", "."))
        }
    assert held == digests(ROOT / folder)
    assert held


def test_the_wheel_holds_the_package_and_its_licence_and_no_tests(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.partition("/")[0] for name in names if "dist-info" not in name} == {"pipeline"}
    assert "pipeline/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_runs_outside_the_checkout(installed, tmp_path):
    # Without `site` no .pth file leads back to the checkout.
    places = [str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "pipeline", "templates", "list", "--json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert [each["id"] for each in json.loads(done.stdout)["deliverables"]] == list(ALL)
    where = subprocess.run(
        [sys.executable, "-S", "-c", "import pipeline; print(pipeline.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(installed)


def test_no_dependency_brings_a_package_of_our_name():
    brings = {
        distribution.name
        for distribution in distributions()
        for file in distribution.files or ()
        if file.parts[0] in {"pipeline", "pipeline.py"}
    }
    assert brings <= {"ai-act-dossier"}
    assert len(list(distributions())) > 20

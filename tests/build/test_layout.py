"""LibreOffice as a program that may be absent, break off, hang or make nothing; the other documents are printed."""

import shutil
import stat
import sys
from pathlib import Path

import pytest

from pipeline.build import office
from pipeline.build.layout import Paper, office_engine
from pipeline.build.office import find_office, name_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a script with a first line")

PROGRAM = f"""#!{sys.executable}
import os, pathlib, sys, time
here = pathlib.Path(__file__).parent
settings, into = sys.argv[1], pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
files = [pathlib.Path(name) for name in sys.argv[sys.argv.index("--outdir") + 2 :]]
profile = pathlib.Path(settings.partition("file://")[2])
with (here / "calls").open("a") as calls:
    print(len(files), profile.name, (profile / "user" / "registrymodifications.xcu").is_file(), file=calls)
for file in files:
    said = file.read_text()
    if said == "crash":
        os._exit(77)
    if said == "hang":
        (into / (file.stem + ".pdf")).write_text("%PDF-1.7 begun")
        time.sleep(600)
    if said == "nothing":
        continue
    (into / (file.stem + ".pdf")).write_text("%PDF-1.7 " + said + " %%EOF")
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "soffice"
    path.parent.mkdir()
    path.write_text(PROGRAM)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def calls(program: Path) -> list[list[str]]:
    return [line.split() for line in (program.parent / "calls").read_text().splitlines()]


def laid(program: Path, *documents: str, seconds: float = 60, workers: int = 1) -> tuple[Paper, ...]:
    with office_engine(program, seconds=seconds, workers=workers) as engine:
        assert engine is not None
        return engine.lay_out([document.encode() for document in documents])


def printed(*documents: str) -> list[bytes]:
    return [f"%PDF-1.7 {document} %%EOF".encode() if document else b"" for document in documents]


def test_many_documents_take_one_process_and_come_back_in_order(program):
    names = [f"d{number}" for number in range(12)]
    assert [paper.pdf for paper in laid(program, *names)] == printed(*names)
    assert calls(program) == [["12", "profile-0", "True"]]


def test_each_process_has_settings_of_its_own(program):
    names = [f"d{number}" for number in range(45)]
    assert [paper.pdf for paper in laid(program, *names, workers=3)] == printed(*names)
    found = calls(program)
    assert [count for count, *_ in found] == ["15", "15", "15"]
    assert {profile for _, profile, _ in found} <= {"profile-0", "profile-1", "profile-2"}


@pytest.mark.parametrize(
    ("broken", "why"),
    [("crash", "LibreOffice broke off (code 77)"), ("nothing", "LibreOffice made nothing of it")],
)
def test_one_that_fails_is_told_and_the_others_are_printed(program, broken, why):
    papers = laid(program, "a", broken, "b", "c")
    assert [paper.pdf for paper in papers] == printed("a", "", "b", "c")
    assert papers[1].why == why


def test_one_that_hangs_is_ended_and_what_it_began_is_no_pdf(program):
    papers = laid(program, "hang", seconds=2)
    assert papers == (Paper(why="LibreOffice took longer than 2 seconds"),)


def test_no_documents_start_nothing(program):
    assert laid(program) == ()
    assert not (program.parent / "calls").exists()


def test_nothing_of_a_run_stays_behind(program, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    laid(program, "a", "crash")
    assert list(place.iterdir()) == []


def test_its_settings_let_no_macro_run_and_reach_no_network(tmp_path):
    office.write_profile(tmp_path / "profile")
    said = (tmp_path / "profile" / "user" / "registrymodifications.xcu").read_text()
    for name, value in (("DisableMacrosExecution", "true"), ("Link", "0"), ("ooInetHTTPSProxyName", "127.0.0.1")):
        assert f'"{name}" oor:op="fuse"><value>{value}<' in said


def test_a_proxy_of_the_surroundings_is_not_handed_on(program, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:1")
    program.write_text(PROGRAM.replace("said = file", 'assert "HTTPS_PROXY" not in os.environ; said = file'))
    assert laid(program, "a")[0].pdf


class TestWhichOne:
    def test_none(self, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda _: None)
        monkeypatch.setattr(office, "_USUAL_PLACES", ("/nowhere/soffice",))
        assert find_office() is None
        with office_engine() as engine:
            assert engine is None

    def test_the_one_on_the_path_goes_before_the_usual_places(self, program, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
        assert find_office() == program

    def test_one_in_a_usual_place(self, program, monkeypatch):
        monkeypatch.setattr(shutil, "which", lambda _: None)
        monkeypatch.setattr(office, "_USUAL_PLACES", ("/nowhere/soffice", str(program)))
        assert find_office() == program

    @pytest.mark.parametrize("names", [("bootstraprc", "versionrc"), ("bootstrap.ini", "version.ini")])
    def test_its_name_and_build_are_read_and_nothing_is_started(self, program, names):
        (program.parent / names[0]).write_text("[Bootstrap]\nProductKey=LibreOffice 7.4\n")
        (program.parent / names[1]).write_text("[Version]\nbuildid=40(Build:2)\n")
        assert name_of(program) == "LibreOffice 7.4 40(Build:2)"
        assert not (program.parent / "calls").exists()

    def test_one_that_does_not_say_which_it_is(self, program):
        assert name_of(program) == "LibreOffice"

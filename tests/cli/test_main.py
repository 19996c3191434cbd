"""The command line: exit codes, one JSON object on standard output, everything for people on standard error."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from pipeline import __version__
from pipeline.build.lock import LOCK
from pipeline.library.reading import DeclarationError
from tests.samples import (
    ALL,
    AT_FIRST,
    COMPLETE,
    INPUTS,
    OF_A_SYSTEM,
    REPORTS,
    ROOT,
    answers_of,
    with_answers,
    workbook_of,
)
from tests.workbooks import form_bytes

SECRET = "Zeppelin Schwarzwald 4711"


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """Return a client's folder with the complete sample in it."""
    folder = tmp_path / "inputs" / "lindenhof"
    shutil.copytree(INPUTS / "lindenhof", folder)
    return folder


@pytest.fixture
def gaps(tmp_path: Path) -> Path:
    """Return a client's folder with a sample that has gaps: warnings, no errors."""
    folder = tmp_path / "inputs" / "techops"
    shutil.copytree(INPUTS / "techops", folder)
    return folder


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Return a client's folder with a file that is no workbook: one error."""
    folder = tmp_path / "inputs" / "acme"
    folder.mkdir(parents=True)
    (folder / "ranker.xlsx").write_bytes(b"no workbook")
    return folder


class TestExitCodes:
    """0 done, 1 findings, 2 could not run, 3 a bug, 74 disk, 75 locked, 130 interrupted."""

    def test_done(self, dossier, whole):
        assert dossier("check", whole).code == 0

    @pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
    @pytest.mark.parametrize("command", ["check", "build"])
    def test_warnings_count_from_the_level_that_was_asked_for(self, dossier, gaps, tmp_path, command, level, code):
        outputs = ("-o", tmp_path / "out") if command == "build" else ()
        assert dossier(command, gaps, *outputs, "--fail-on", level).code == code

    @pytest.mark.parametrize(("level", "code"), [("error", 1), ("warning", 1), ("note", 1), ("never", 0)])
    @pytest.mark.parametrize("command", ["check", "build"])
    def test_an_error_counts_unless_nothing_does(self, dossier, broken, tmp_path, command, level, code):
        outputs = ("-o", tmp_path / "out") if command == "build" else ()
        assert dossier(command, broken, *outputs, "--fail-on", level).code == code

    @pytest.mark.parametrize("level", ["error", "warning", "note"])
    def test_without_findings_no_level_fails(self, dossier, whole, level):
        assert dossier("check", whole, "--fail-on", level).code == 0

    @pytest.mark.parametrize(
        "arguments",
        [
            (),
            ("bake",),
            ("check",),
            ("check", "x", "--fail-on", "sometimes"),
            ("build",),
            ("templates",),
            ("templates", "new"),
            ("form", "a.xlsx", "--colour"),
        ],
    )
    @pytest.mark.parametrize("json_asked", [False, True])
    def test_arguments_that_make_no_command(self, dossier, arguments, json_asked):
        outcome = dossier(*arguments, *(["--json"] if json_asked else []))
        assert outcome.code == 2
        assert "usage:" in outcome.err
        if json_asked:
            assert set(outcome.data) == {"command", "error", "findings"}
        else:
            assert outcome.out == ""

    @pytest.mark.parametrize(
        "arguments",
        [
            ("check", "nowhere"),
            ("build", "nowhere"),
            ("form", "x.xlsx", "--from", "nowhere.json"),
            ("build", INPUTS, "--only", "no-such-document"),
            ("templates", "new", "nowhere"),
        ],
    )
    def test_a_path_or_name_that_is_not_there(self, dossier, tmp_path, monkeypatch, arguments):
        monkeypatch.chdir(tmp_path)
        outcome = dossier(*arguments, "--json")
        assert outcome.code == 2
        assert outcome.data["command"].startswith(arguments[0])
        assert str(arguments[-1]) in outcome.data["error"]
        assert outcome.err.startswith("dossier: ")

    def test_a_file_in_the_way(self, dossier, whole):
        before = (whole / "tenorscore.xlsx").read_bytes()
        outcome = dossier("form", whole / "tenorscore.xlsx")
        assert outcome.code == 2
        assert "nothing was written" in outcome.err
        assert (whole / "tenorscore.xlsx").read_bytes() == before

    def test_a_form_that_would_be_called_a_word_document(self, dossier, tmp_path):
        outcome = dossier("form", tmp_path / "x.docx", "--json")
        assert outcome.code == 2
        assert "x.docx does not end with .xlsx" in outcome.data["error"]
        assert not (tmp_path / "x.docx").exists()

    def test_a_library_that_does_not_load(self, dossier, whole, monkeypatch):
        def refuse(*_, **__):
            raise DeclarationError("questionnaire/01.toml: question.0.id: Field required")

        monkeypatch.setattr("pipeline.cli.check.load_catalogue", refuse)
        outcome = dossier("check", whole, "--json")
        assert outcome.code == 2
        assert "question.0.id" in outcome.data["error"]

    @pytest.mark.parametrize("command", ["check", "build", "status", "explain", "law", "form"])
    def test_a_day_of_the_run_that_is_none(self, dossier, whole, tmp_path, monkeypatch, command):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
        monkeypatch.chdir(tmp_path)
        places = {"explain": whole / "tenorscore.xlsx", "law": "Art 13", "form": tmp_path / "x.xlsx"}
        outcome = dossier(command, places.get(command, whole), "--json")
        assert outcome.code == 2
        assert outcome.data["error"].startswith("SOURCE_DATE_EPOCH is 'soon', which is no day")

    def test_an_output_folder_that_cannot_be_made(self, dossier, whole, tmp_path):
        (tmp_path / "file").touch()
        assert dossier("build", whole, "-o", tmp_path / "file" / "out", "--json").code == 2

    def test_a_full_disk(self, dossier, whole, tmp_path, monkeypatch):
        def refuse(*_):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(os, "fsync", refuse)
        outcome = dossier("build", whole, "-o", tmp_path / "out", "--json")
        assert outcome.code == 74
        assert "No space left" in outcome.data["error"]

    def test_a_folder_that_another_run_writes_to(self, dossier, whole, tmp_path):
        (tmp_path / "out").mkdir()
        with FileLock(tmp_path / "out" / LOCK):
            outcome = dossier("build", whole, "-o", tmp_path / "out", "--json")
        assert outcome.code == 75
        assert "another run" in outcome.data["error"]

    def test_an_interrupted_run(self, dossier, whole, tmp_path, monkeypatch):
        def interrupt(*_):
            raise KeyboardInterrupt

        monkeypatch.setattr("pipeline.build.task.produce", interrupt)
        outcome = dossier("build", whole, "-o", tmp_path / "out", "--json")
        assert outcome.code == 130
        assert outcome.data["error"] == "interrupted"


class TestBug:
    """A fault of the program: one sentence for the person, a traceback without answers in a log."""

    @pytest.fixture(name="fails")
    def failing_scan(self, monkeypatch):
        def fail(*_):
            raise RuntimeError(f"cannot read {SECRET}")

        monkeypatch.setattr("pipeline.cli.check.scan", fail)

    @pytest.mark.usefixtures("fails")
    def test_it_is_one_sentence_and_no_traceback(self, dossier, whole):
        outcome = dossier("check", whole, "--json")
        assert outcome.code == 3
        assert "fault of the program (RuntimeError)" in outcome.data["error"]
        assert outcome.err.count("\n") == 1
        assert "Traceback" not in outcome.err
        assert SECRET not in outcome.err + outcome.out

    @pytest.mark.usefixtures("fails")
    def test_its_log_says_where_and_quotes_no_answer(self, dossier, whole, own_places):
        outcome = dossier("check", whole)
        (log,) = own_places.rglob("crash.log")
        assert str(log) in outcome.err
        text = log.read_text(encoding="utf-8")
        assert "RuntimeError" in text
        assert "in check" in text
        assert SECRET not in text

    @pytest.mark.usefixtures("fails")
    def test_a_log_that_cannot_be_written_is_no_second_fault(self, dossier, whole, own_places, monkeypatch):
        blocked = own_places / "blocked"
        blocked.touch()
        monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
        outcome = dossier("check", whole)
        assert outcome.code == 3
        assert outcome.err.endswith("(RuntimeError)\n")

    def test_a_system_that_fails_leaves_no_answer_in_a_log(self, dossier, catalogue, tmp_path, own_places, monkeypatch):
        folder = tmp_path / "inputs" / "acme"
        folder.mkdir(parents=True)
        answers = with_answers(answers_of(COMPLETE), {"system.name": SECRET})
        (folder / "x.xlsx").write_bytes(form_bytes(catalogue, answers))

        def fail(*_):
            raise RuntimeError(SECRET)

        monkeypatch.setattr("pipeline.build.task.produce", fail)
        outcome = dossier("build", folder, "-o", tmp_path / "out", "--json")
        assert outcome.code == 1
        assert "BLD002" in {told["code"] for told in outcome.data["findings"]}
        for log in own_places.rglob("*.log"):
            assert SECRET not in log.read_text(encoding="utf-8")


class TestJson:
    """One object on standard output at any exit code, and nothing else there."""

    FINDING = frozenset({"code", "severity", "message", "at", "cites", "hint"})

    def test_check(self, dossier, gaps):
        data = dossier("check", gaps, "--json").data
        assert set(data) == {"command", "systems", "findings"}
        assert data["command"] == "check"
        (system,) = data["systems"]
        assert set(system) == {"system", "workbook", "profile", "findings"}
        assert (system["system"], system["workbook"]) == ("safesite-ai", str(gaps / "safesite-ai.xlsx"))
        assert set(system["profile"]) == {"schema", "form", "values", "answers"}
        assert data["findings"] == system["findings"]

    def test_build(self, dossier, gaps, tmp_path):
        data = dossier("build", gaps, "-o", tmp_path / "out", "--json").data
        assert set(data) == {"command", "systems", "shared", "summary", "findings"}
        assert (data["command"], data["summary"]) == ("build", {"built": len(AT_FIRST), "not-due": len(REPORTS)})
        assert [(page["id"], page["client"], page["state"]) for page in data["shared"]] == [
            ("portfolio", "techops", "built"),
            ("portfolio", None, "built"),
        ]
        (system,) = data["systems"]
        assert set(system) == {"system", "workbook", "client", "deliverables", "findings"}
        assert [each["id"] for each in system["deliverables"]] == list(OF_A_SYSTEM)
        for each in system["deliverables"]:
            assert set(each) == {"id", "state", "path", "revision", "because", "pdf"}
        for each in (each for each in system["deliverables"] if each["id"] in AT_FIRST):
            assert (each["state"], each["revision"], each["pdf"]) == ("built", 1, None)
            assert Path(each["path"]).is_file()
        again = dossier("build", gaps, "-o", tmp_path / "out", "--json").data
        assert again["summary"] == {"unchanged": len(AT_FIRST), "not-due": len(REPORTS)}

    def test_a_finding_has_the_keys_of_the_interface_and_no_empty_place(self, dossier, gaps):
        for told in dossier("check", gaps, "--json").data["findings"]:
            assert set(told) == self.FINDING
            assert told["severity"] in {"error", "warning", "note"}
            assert all(told["at"].values())
            assert told["message"]

    def test_a_missing_fact_is_told_at_its_cell(self, dossier, gaps):
        told = [each for each in dossier("check", gaps, "--json").data["findings"] if each["code"] == "REQ001"]
        assert told
        for each in told:
            assert {"workbook", "sheet", "cell", "question"} <= set(each["at"])
            assert each["cites"]
            assert "Owed by: " in each["hint"]

    def test_a_workbook_that_cannot_be_used(self, dossier, broken, tmp_path):
        check = dossier("check", broken, "--json").data
        assert [(each["system"], each["profile"]) for each in check["systems"]] == [(None, None)]
        build = dossier("build", broken, "-o", tmp_path / "out", "--json").data
        assert [(each["system"], each["deliverables"]) for each in build["systems"]] == [(None, [])]
        assert [told["code"] for told in build["findings"]] == ["INT001"]

    def test_a_folder_without_a_workbook(self, dossier, tmp_path):
        (tmp_path / "empty").mkdir()
        for command in ("check", "build"):
            outputs = ("-o", tmp_path / "out") if command == "build" else ()
            outcome = dossier(command, tmp_path / "empty", *outputs, "--json")
            assert [told["code"] for told in outcome.data["findings"]] == ["BLD003"]
            assert outcome.code == 1

    def test_form_init_and_templates(self, dossier, tmp_path):
        made = dossier("form", tmp_path / "x.xlsx", "--json").data
        assert made == {"command": "form", "path": str(tmp_path / "x.xlsx"), "findings": []}
        begun = dossier("init", tmp_path / "acme", "--client", "Acme GmbH", "--json").data
        assert [Path(path).name for path in begun["paths"]] == ["organisation.xlsx", "system.xlsx", "evidence"]
        known = dossier("templates", "list", "--json").data
        assert [each["id"] for each in known["deliverables"]] == list(ALL)
        folder = tmp_path / "annex-iv"
        folder.mkdir()
        written = dossier("templates", "new", folder, "--json").data
        assert written["paths"] == [str(folder / "template.docx")]
        assert (folder / "template.docx").read_bytes() == (ROOT / "templates/annex-iv/template.docx").read_bytes()

    def test_a_form_of_a_source_that_cannot_be_used(self, dossier, tmp_path):
        (tmp_path / "profile.json").write_text("{}", encoding="utf-8")
        outcome = dossier("form", tmp_path / "x.xlsx", "--from", tmp_path / "profile.json", "--json")
        assert outcome.code == 1
        assert [told["code"] for told in outcome.data["findings"]] == ["INT058"]
        assert not (tmp_path / "x.xlsx").exists()

    def test_the_round_trip_of_the_interface(self, dossier, whole, tmp_path):
        """`form --from profile.json` and then `check` give the same values and answers back."""
        dossier("build", whole, "-o", tmp_path / "out")
        profile = tmp_path / "out" / COMPLETE / "profile.json"
        (tmp_path / "other").mkdir()
        assert dossier("form", tmp_path / "other" / "x.xlsx", "--from", profile).code == 0
        data = dossier("check", tmp_path / "other" / "x.xlsx", "--json").data
        (system,) = data["systems"]
        expected = json.loads(profile.read_bytes())
        assert (system["profile"]["values"], system["profile"]["answers"]) == (expected["values"], expected["answers"])


class TestPeople:
    """What a person reads stands on standard error; without --json standard output stays empty."""

    def test_a_finding_says_place_severity_code_law_and_remedy(self, dossier, gaps):
        outcome = dossier("check", gaps)
        assert outcome.out == ""
        assert "safesite-ai.xlsx" in outcome.err
        assert "warning  REQ001" in outcome.err
        assert "law  Annex" in outcome.err or "law  Art" in outcome.err
        assert "Owed by" in outcome.err

    def test_a_build_prints_one_line_for_each_deliverable(self, dossier, gaps, tmp_path):
        outcome = dossier("build", gaps, "-o", tmp_path / "out")
        lines = outcome.err.splitlines()
        for name in AT_FIRST:
            assert sum(line.startswith("techops/safesite-ai") and f" {name} " in line for line in lines) == 1
        assert "facts missing" in outcome.err
        assert f"Look in {tmp_path / 'out'}" in outcome.err
        assert outcome.out == ""

    def test_brackets_in_names_are_no_markup(self, dossier, tmp_path):
        folder = tmp_path / "[red]acme"
        folder.mkdir()
        (folder / "[bold]x.xlsx").write_bytes(b"no workbook")
        outcome = dossier("check", folder)
        assert "[red]acme" in outcome.err
        assert "[bold]x.xlsx" in outcome.err

    def test_counts_are_in_words(self, dossier, broken, whole):
        assert "ranker.xlsx: 1 error\n" in dossier("check", broken).err
        assert "tenorscore.xlsx: no findings\n" in dossier("check", whole).err

    def test_the_commands_are_listed(self, dossier):
        outcome = dossier("--help")
        assert outcome.code == 0
        for command in ("init", "form", "check", "build", "templates"):
            assert command in outcome.out

    def test_the_version_is_that_of_the_package(self, dossier):
        assert dossier("--version").out == f"dossier {__version__}\n"

    def test_the_deliverables_are_listed(self, dossier):
        outcome = dossier("templates", "list")
        assert [line.split()[0] for line in outcome.err.splitlines()] == list(ALL)


class TestOptions:
    """Options that change what is built."""

    def test_only_and_force(self, dossier, whole, tmp_path):
        arguments = ("build", whole, "-o", tmp_path / "out", "--only", "instructions-for-use", "--json")
        assert dossier(*arguments).data["summary"] == {"built": 1}
        assert dossier(*arguments).data["summary"] == {"unchanged": 1}
        assert dossier(*arguments, "--force").data["summary"] == {"built": 1}

    def test_replace_edited(self, dossier, whole, tmp_path):
        arguments = ("build", whole, "-o", tmp_path / "out", "--only", "instructions-for-use", "--json")
        dossier(*arguments)
        document = tmp_path / "out" / COMPLETE / "instructions-for-use.docx"
        made = document.read_bytes()
        document.write_bytes(b"edited")
        assert dossier(*arguments).data["summary"] == {"kept-edited": 1}
        assert dossier(*arguments, "--replace-edited").data["summary"] == {"built": 1}
        assert document.read_bytes() == made

    def test_replace_overwrites_a_form(self, dossier, tmp_path):
        shutil.copy(workbook_of(COMPLETE), tmp_path / "x.xlsx")
        assert dossier("form", tmp_path / "x.xlsx", "--replace").code == 0
        assert (tmp_path / "x.xlsx").read_bytes() != workbook_of(COMPLETE).read_bytes()


def test_the_program_runs_as_a_module_and_as_a_command(tmp_path):
    command = Path(sys.executable).parent / "dossier"
    for call in ([sys.executable, "-m", "pipeline"], [str(command)]):
        done = subprocess.run(
            [*call, "check", str(workbook_of(COMPLETE)), "--json"], cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == 0
        assert json.loads(done.stdout)["systems"][0]["system"] == "tenorscore"
        assert done.stdout.count(b"\n") == 1


def test_help_imports_no_office_library():
    code = (
        "import sys\nfrom pipeline.cli.arguments import parser\nparser()\n"
        "print([name for name in ('docx', 'openpyxl', 'pydantic', 'rich', 'lxml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class TestPlugins:
    """A package beside ours that listens to what pydantic validates is not loaded."""

    @pytest.fixture
    def heard(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Install a plugin that leaves a trace when it is loaded, and return where."""
        installed, trace = tmp_path / "installed", tmp_path / "heard"
        about = installed / "listener-1.0.dist-info"
        about.mkdir(parents=True)
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: listener\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text("[pydantic]\nlistener = listener:plugin\n")
        (installed / "listener.py").write_text(f"open({str(trace)!r}, 'w').close()\nplugin = None\n")
        monkeypatch.setenv("PYTHONPATH", str(installed))
        monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
        return trace

    def test_a_plugin_that_is_installed_is_loaded_by_pydantic_itself(self, heard):
        subprocess.run([sys.executable, "-c", "import pydantic; pydantic.TypeAdapter(int)"], check=False)
        assert heard.exists()

    @pytest.mark.parametrize("command", ["check", "build"])
    def test_no_command_loads_it(self, heard, whole, tmp_path, command):
        more = (
            ["-o", tmp_path / "out", "--only", "declaration-of-conformity", "--jobs", "2"] if command == "build" else []
        )
        subprocess.run([sys.executable, "-m", "pipeline", command, whole, *more], check=True, capture_output=True)
        assert not heard.exists()

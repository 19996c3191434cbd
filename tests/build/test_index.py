"""What is known to be up to date: any change of whatever a system hangs on is seen, and only then it is read again."""

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.build import stamps
from pipeline.build.batch import Wish, run
from pipeline.build.gather import GatheredSystem, gather_safely
from pipeline.build.index import COMING, INDEX, RECORD, Index, Row, look, sealed
from pipeline.build.indexing import days_in, first_day_after
from pipeline.build.inputs import Inputs
from pipeline.build.journal import NEXT
from pipeline.build.produce import examine, keys_of
from pipeline.build.recall import recall
from pipeline.build.reports import assessment_json
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan, source_of
from pipeline.build.store import MANIFEST, to_json
from pipeline.build.template import Template
from pipeline.build.templates import load_pages, load_templates
from pipeline.build.verify import verify
from pipeline.library.load import load_declarations
from pipeline.model.catalogue import Declarations
from pipeline.model.questionnaire import Form
from pipeline.stages.profile_json import to_profile_json
from pipeline.stages.summarise import summarise
from pipeline.stages.wording import Wording
from tests.engagement import Engagement
from tests.samples import ROOT, SAMPLES, workbook_of

TODAY = "2026-11-30"
DAY = timedelta(days=1)
ONLY = ("declaration-of-conformity", "portfolio")


@pytest.fixture(autouse=True)
def _no_file_is_too_young(monkeypatch):
    """Have nothing be too young to be trusted, since here nobody writes to a file twice within a tick."""
    monkeypatch.setattr(stamps, "FINE", 0)
    monkeypatch.setattr(stamps, "COARSE", 0)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return the library of a firm, with a template of its own."""
    folder = tmp_path / "library"
    made = folder / "annex-iv"
    made.mkdir(parents=True)
    shutil.copy(ROOT / "templates" / "annex-iv" / "template.docx", made)
    return folder


def seen(
    client: Engagement, *, day: str = TODAY, only: tuple[str, ...] = ONLY, libraries: tuple[Path, ...] = ()
) -> Index:
    """Compare how everything looks with the index."""
    return look(scan([client.folder]), client.outputs, Inputs(only, libraries, day))


def build(client: Engagement, *, libraries: tuple[Path, ...] = (), day: str = TODAY) -> list[SystemResult | Row]:
    """Build what the index does not know to be up to date, and write it anew."""
    catalogue = client.catalogue
    wish = Wish(
        catalogue,
        load_templates(catalogue, (), ONLY),
        load_pages(catalogue, (), ONLY),
        index=seen(client, day=day, libraries=libraries),
    )
    results = run(scan([client.folder]), client.outputs, wish)
    return [result for result in results if isinstance(result, SystemResult | Row)]


def rewrite(path: Path) -> None:
    """Write a file anew with as many bytes, and set its time back as some programs do."""
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def swap(path: Path) -> None:
    """Put a copy in the place of a file, with the times of the first."""
    shutil.copy2(path, path.with_suffix(".copy"))
    path.with_suffix(".copy").replace(path)


def follow(path: Path) -> None:
    """Put a link in the place of a file, which leads to it."""
    path.replace(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


DOCUMENT, EVIDENCE = "declaration-of-conformity.docx", "evidence/risk-management-file.pdf"
CHANGES: dict[str, Callable[[Engagement, Path], object]] = {
    "the workbook is written anew": lambda client, _: rewrite(client.folder / "tenorscore.xlsx"),
    "another workbook is put in its place": lambda client, _: swap(client.folder / "tenorscore.xlsx"),
    "the workbook becomes a link": lambda client, _: follow(client.folder / "tenorscore.xlsx"),
    "the workbook is open": lambda client, _: (client.folder / "~$tenorscore.xlsx").touch(),
    "the organisation's workbook is open": lambda client, _: (client.folder / ".~lock.organisation.xlsx#").touch(),
    "the organisation's workbook is written anew": lambda client, _: rewrite(client.folder / "organisation.xlsx"),
    "the organisation's workbook is gone": lambda client, _: (client.folder / "organisation.xlsx").unlink(),
    "evidence is written anew": lambda client, _: rewrite(client.folder / EVIDENCE),
    "evidence is gone": lambda client, _: (client.folder / EVIDENCE).unlink(),
    "evidence has another name": lambda client, _: (client.folder / EVIDENCE).rename(client.folder / "evidence/b.pdf"),
    "there is new evidence": lambda client, _: (client.folder / "evidence/new.pdf").write_bytes(b"new"),
    "a document is edited": lambda client, _: rewrite(client.made() / DOCUMENT),
    "a document is gone": lambda client, _: (client.made() / DOCUMENT).unlink(),
    "another document is put in its place": lambda client, _: swap(client.made() / DOCUMENT),
    "a document has another name": lambda client, _: (client.made() / DOCUMENT).rename(client.made() / "other.docx"),
    "a document lies there that nobody made": lambda client, _: (client.made() / "annex-iv.docx").write_bytes(b"x"),
    "the record is gone": lambda client, _: (client.made() / "manifest.json").unlink(),
    "the record is edited": lambda client, _: rewrite(client.made() / "manifest.json"),
    "the findings are edited": lambda client, _: rewrite(client.made() / "findings.json"),
    "a run ended half-way": lambda client, _: (client.made() / "manifest.next.json").write_bytes(b"{}"),
    "a run ended while it wrote": lambda client, _: (client.made() / ".~x.part").write_bytes(b"x"),
    "a set was kept": lambda client, _: (client.made() / "revisions" / "2").mkdir(),
    "the folder is a link": lambda client, _: follow(client.made()),
    "the folder is gone": lambda client, _: shutil.rmtree(client.made()),
    "a template in the library": lambda _, library: rewrite(library / "annex-iv" / "template.docx"),
    "a declaration in the library": lambda _, library: (library / "firm.toml").write_bytes(b""),
    "a template in the library is gone": lambda _, library: (library / "annex-iv" / "template.docx").unlink(),
}
"""Whatever makes a system be looked at as a whole."""


class TestChanges:
    """A change is seen, whatever it is."""

    def test_what_nobody_changed_is_up_to_date_and_is_not_read(self, client, library, monkeypatch):
        build(client, libraries=(library,))
        index = seen(client, libraries=(library,))
        assert index.is_whole
        assert set(index.rows) == {str(client.folder / "tenorscore.xlsx")}
        monkeypatch.setattr("pipeline.build.glance.load_files", None)
        monkeypatch.setattr("pipeline.build.gather.load_files", None)
        (row,) = build(client, libraries=(library,))
        assert isinstance(row, Row)
        assert row.states == {"unchanged": 1}

    @pytest.mark.parametrize("change", CHANGES.values(), ids=[*CHANGES])
    def test_what_somebody_changed_is_not(self, client, library, change):
        build(client, libraries=(library,))
        change(client, library)
        index = seen(client, libraries=(library,))
        assert index.rows == {}
        assert not index.is_whole

    @pytest.mark.parametrize(
        "asked",
        [
            {"only": ("annex-iv",)},
            {"only": ()},
            {"libraries": "none"},
            {"day": "2026-11-29"},
        ],
        ids=["another document", "every document", "another library", "an earlier day"],
    )
    def test_what_was_asked_for_otherwise_is_not(self, client, library, asked):
        build(client, libraries=(library,))
        given = {"libraries": (library,)} | asked
        if given["libraries"] == "none":
            given["libraries"] = ()
        assert seen(client, **given).rows == {}

    def test_a_file_that_could_be_written_twice_within_a_tick_is_not_trusted(self, client, monkeypatch):
        for name in ("FINE", "COARSE"):
            monkeypatch.setattr(stamps, name, 3_600 * 10**9)
        build(client)
        for name in ("FINE", "COARSE"):
            monkeypatch.setattr(stamps, name, 0)
        assert seen(client).rows == {}

    def test_what_a_person_edits_while_a_run_goes_on_is_seen_by_the_next(self, client):
        catalogue = client.catalogue
        wish = Wish(catalogue, load_templates(catalogue, (), ONLY), index=seen(client))
        for result in run(scan([client.folder]), client.outputs, wish):
            assert isinstance(result, SystemResult)
            rewrite(client.made() / DOCUMENT)
        assert seen(client).rows == {}

    def test_what_is_saved_after_it_was_looked_at_is_read_again(self, client):
        build(client)
        rewrite(client.folder / "organisation.xlsx")
        real = scan([client.folder])
        index = seen(client)
        rewrite(client.folder / "organisation.xlsx")
        wish = Wish(client.catalogue, load_templates(client.catalogue, (), ONLY), index=index)
        list(run(real, client.outputs, wish))
        assert seen(client).rows == {}


class TestPages:
    """The pages over many systems are up to date as long as they show what all records say."""

    @pytest.fixture
    def beside(self, client: Engagement) -> Path:
        """Return the folder of a system of another client, which a run does not deal with."""
        build(client)
        other = client.outputs / "acme" / "ranker"
        shutil.copytree(client.made(), other)
        build(client)
        assert seen(client).is_whole
        return other

    @pytest.mark.parametrize("page", ["portfolio.html", "lindenhof/portfolio.html"])
    @pytest.mark.parametrize("change", [rewrite, Path.unlink], ids=["edited", "gone"])
    def test_a_page_that_somebody_changed_is_looked_at(self, client, page, change):
        build(client)
        assert seen(client).is_whole
        change(client.outputs / page)
        assert not seen(client).is_whole
        assert set(seen(client).rows) == {str(client.folder / "tenorscore.xlsx")}

    @pytest.mark.parametrize(
        "change",
        [
            lambda other: rewrite(other / "manifest.json"),
            shutil.rmtree,
            lambda other: (other / "manifest.next.json").write_bytes(b"{}"),
            lambda other: shutil.copytree(other, other.with_name("new")),
            lambda other: other.rename(other.with_name("new")),
        ],
        ids=["edited", "gone", "half-way", "new", "renamed"],
    )
    def test_a_system_of_another_client_is_on_the_page_too(self, client, beside, change):
        change(beside)
        assert not seen(client).is_whole

    def test_what_lies_about_is_swept_away_before_anything_is_said_to_be_whole(self, client):
        build(client)
        part = client.outputs / ".~x.part"
        part.write_bytes(b"x")
        assert not seen(client).is_whole
        build(client)
        assert not part.exists()
        assert seen(client).is_whole


class TestCache:
    """The index is a cache: whatever becomes of it costs time and nothing else."""

    @pytest.mark.parametrize(
        "damage",
        [
            lambda _: b"",
            lambda content: content[: len(content) // 2],
            lambda content: content[: content.index(b"\n")],
            lambda content: b"\0" * len(content),
            lambda content: content.replace(b"index/1", b"index/0"),
            lambda content: content.replace(b'{"unchanged": 1}', b"7"),
            lambda _: b"".join(sealed(["of another shape"])),
            lambda _: b"".join(sealed([["dossier/index/2", "", {}, {}, [], {}]])),
            lambda _: b"[" * 100_000,
            lambda _: b"[]\n[]\n",
            lambda content: content.splitlines(keepends=True)[0] + b"[1, 2]\n",
        ],
        ids=["empty", "half", "head", "zeros", "older", "shape", "sealed shape", "newer", "deep", "blank", "short row"],
    )
    def test_one_that_is_damaged_is_written_anew(self, client, damage):
        build(client)
        index = client.outputs / INDEX
        index.write_bytes(damage(index.read_bytes()))
        build(client)
        assert seen(client).is_whole

    def test_one_that_cannot_be_written_changes_nothing(self, client):
        (client.outputs / INDEX).mkdir(parents=True)
        (result,) = build(client)
        assert isinstance(result, SystemResult)
        assert result.states == {"built": 1}

    def test_it_is_no_document(self, client):
        build(client)
        assert INDEX not in {Path(each.path).name for each in verify([client.outputs])}

    def test_other_workbooks_stay_known(self, client, tmp_path):
        build(client)
        other = tmp_path / "inputs" / "acme"
        shutil.copytree(client.folder, other)
        build(Engagement(client.catalogue, other, client.outputs))
        assert set(seen(client).rows) == {str(client.folder / "tenorscore.xlsx")}

    def test_a_run_that_is_ended_keeps_what_it_has_done(self, client):
        catalogue = client.catalogue
        results = run(
            scan([client.folder]),
            client.outputs,
            Wish(catalogue, load_templates(catalogue, (), ONLY), load_pages(catalogue, (), ONLY), index=seen(client)),
        )
        next(results)
        results.close()
        assert set(seen(client).rows) == {str(client.folder / "tenorscore.xlsx")}
        assert not seen(client).is_whole


def test_the_names_of_records_are_those_of_the_writer():
    assert (RECORD, COMING) == (MANIFEST, NEXT)


class TestClashes:
    """A new workbook with the id of a system that is up to date is refused together with it."""

    def test_both_are_refused_and_the_old_one_is_known_again_once_the_new_one_is_gone(self, client):
        build(client)
        twin = client.folder / "twin.xlsx"
        shutil.copy(client.folder / "tenorscore.xlsx", twin)
        results = build(client)
        assert [isinstance(result, SystemResult) and result.findings[-1].code for result in results] == ["INT031"] * 2
        twin.unlink()
        build(client)
        assert seen(client).is_whole


class TestDays:
    """What is told holds until a day comes that it was compared with."""

    @pytest.mark.parametrize(
        ("today", "days", "before"),
        [
            ("2026-11-30", [], "9999-12-31"),
            ("2026-11-30", ["2026-11-29"], "9999-12-31"),
            ("2026-11-30", ["2026-11-30", "2027-08-02"], "2026-12-01"),
            ("2026-11-30", ["2027-08-02", "2026-12-24"], "2026-12-24"),
            ("2026-12-31", ["2026-12-31"], "2027-01-01"),
        ],
        ids=["none", "past", "today", "the next", "end of a year"],
    )
    def test_until_the_first_of_them_that_is_to_come_and_for_today_alone_if_one_is_today(self, today, days, before):
        assert first_day_after(today, days) == before

    def test_every_day_that_is_written_down_is_found(self):
        assert days_in(b'{"valid_until": "2027-01-31", "version": "12026-11-3", "when": "as_of < 2026-08-02"}') == {
            "2027-01-31",
            "2026-08-02",
        }

    def test_on_a_day_that_matters_a_system_is_looked_at_again(self, client):
        build(client)
        (row,) = seen(client).rows.values()
        days = sorted(days_in((client.made() / "profile.json").read_bytes()))
        assert row.before <= min((day for day in days if day > TODAY), default="9999-12-31")
        assert seen(client, day=row.since).rows
        assert not seen(client, day=row.before).rows


@pytest.fixture(scope="module")
def declared(tmp_path_factory) -> Declarations:
    return load_declarations(cache=tmp_path_factory.mktemp("cache"))


class TestBetweenDays:
    """The day of a run enters what is told only by being compared with days that are written down somewhere."""

    def told_on(self, day: date, system: GatheredSystem, declared: Declarations) -> list[object]:
        """Return everything that is told of a system on a day, and the keys of its documents."""
        catalogue = declared.read(day)
        case, findings = examine(system, catalogue)
        wording = Wording(catalogue.style.language, catalogue.words, catalogue.questionnaire.choices)
        templates = {each.id: Template(b"") for each in catalogue.of_systems}
        keys = keys_of([each for each in catalogue.of_systems if not each.follows], case, catalogue, templates)
        return [findings, assessment_json(case, catalogue), summarise(case, catalogue, wording), keys]

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_from_the_day_after_one_of_them_to_the_day_before_the_next_nothing_changes(self, declared, sample):
        system = gather_safely(source_of(workbook_of(sample)), declared.read(date.fromisoformat(TODAY)))
        assert system.profile is not None
        answers = to_json(to_profile_json(Form.SYSTEM, system.profile, system.intake.notes))
        known = days_in(msgspec.json.encode(declared.read(date.fromisoformat(TODAY)))) | days_in(answers)
        days = sorted(date.fromisoformat(day) for day in known if "2026-09" < day < "2032")
        gaps = [(one + DAY, other - DAY) for one, other in pairwise(days) if other - one > 2 * DAY]
        assert len(gaps) > 3
        for first, last in gaps[:4]:
            assert self.told_on(first, system, declared) == self.told_on(last, system, declared)


class TestRecall:
    """What is told of a system that was not looked at is what would be told of it otherwise."""

    @pytest.fixture
    def told(self, client) -> tuple[SystemResult, Row]:
        build(client)
        (row,) = seen(client).rows.values()
        catalogue = client.catalogue
        wish = Wish(catalogue, load_templates(catalogue, (), ONLY))
        (result,) = run(scan([client.folder]), client.outputs, wish)
        assert isinstance(result, SystemResult)
        return result, row

    def test_its_documents(self, client, told):
        result, row = told
        again, findings = recall(row, client.outputs, ["declaration-of-conformity"])
        assert again == replace(result, findings=())
        assert [each["code"] for each in findings] == [each.code for each in result.findings]

    def test_its_counts(self, told):
        result, row = told
        assert row.states == result.states
        assert row.findings == {"warning": len(result.findings)} if result.findings else row.findings == {}

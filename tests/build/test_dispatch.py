"""Systems handed out to workers: the same bytes as from the parent alone, and each loss on its own system by name."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.build import parcel as parcels
from pipeline.build.attempt import UnfitOrderError
from pipeline.build.batch import Wish, run
from pipeline.build.crew import Crew
from pipeline.build.parcel import pack, unpack
from pipeline.build.processes import local_crew
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from pipeline.cli.main import main
from tests import toil
from tests.many_systems import KEEPS_LIMITS, engagement_of
from tests.samples import INPUTS


@pytest.fixture(scope="module")
def wish(catalogue) -> Wish:
    return Wish(catalogue, load_templates(catalogue, (), ()), load_pages(catalogue, (), ()))


@pytest.mark.parametrize(
    "hire", [lambda: local_crew(4), lambda: Crew(toil.Shuffling, 2)], ids=["4 processes", "shuffled"]
)
def test_the_samples_have_the_same_bytes_whoever_builds_them(wish, hire, built, tmp_path, bytes_of):
    sources = scan([INPUTS])
    results = [each for each in run(sources, tmp_path, replace(wish, crew=hire())) if isinstance(each, SystemResult)]
    assert bytes_of(tmp_path) == bytes_of(built)
    assert [each.workbook for each in results] == [str(each.workbook) for each in sources]


def test_a_worker_refuses_what_another_version_packed(wish, monkeypatch):
    parcel = pack(wish.catalogue, wish.templates)
    assert unpack(parcel) is unpack(replace(parcel))
    monkeypatch.setattr(parcels, "MADE_BY", "another/1")
    unpack.cache_clear()
    with pytest.raises(UnfitOrderError, match="install the same version on every machine"):
        unpack(parcel)


@pytest.mark.skipif(not KEEPS_LIMITS, reason="this platform keeps no limit of memory")
def test_of_many_systems_exactly_the_poisoned_are_lost_by_name(tmp_path, capsys):
    expected = engagement_of(tmp_path / "in", systems=18, poisoned=6)
    asked = ["--executor", "tests.many_systems:tasters", "--deadline", "8", "--only", "declaration-of-conformity"]
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--json", *asked]) == 1
    systems = json.loads(capsys.readouterr().out)["systems"]
    named = {Path(each["workbook"]).stem: {told["code"] for told in each["findings"]} for each in systems}
    assert len(named) == 18
    assert {name: codes & {*expected.values()} for name, codes in named.items() if codes & {*expected.values()}} == {
        name: {code} for name, code in expected.items()
    }
    made = {path.parent.name for path in (tmp_path / "out").rglob("manifest.json")}
    assert made == {*named} - {*expected}

"""Odd and hostile workbooks through `dossier check`: each is told by name and place, and all the rest is read."""

from itertools import chain

import pytest

from pipeline.model.finding import Severity
from pipeline.model.finding_catalogue import CATALOGUE
from tests.corpus import additions, archives, contents, layouts, marked, markup, other_files, programs, sizes, tongues
from tests.corpus.case import SYSTEM, Case, Filled

MODULES = (other_files, archives, markup, contents, tongues, marked, layouts, sizes, programs, additions)
CASES: tuple[Case, ...] = tuple(chain.from_iterable(each.CASES for each in MODULES))


def test_every_case_has_a_name_of_its_own_and_names_codes_that_there_are():
    assert len({case.name for case in CASES}) == len(CASES) >= 120
    for case in CASES:
        grave = [code for code in case.told if CATALOGUE[code].severity is Severity.ERROR]
        assert case.exit_code == bool(grave), case.name


def test_the_form_as_it_was_filled_in_is_read_without_a_word(sound):
    assert (sound.code, sound.on_the_workbook) == (0, [])
    assert sound.answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_workbook_is_told_by_name_and_place_and_the_rest_is_read(case: Case, check, sound, filled: Filled):
    checked = check(case.build(filled))
    told = checked.on_the_workbook
    assert {each["code"] for each in told} == set(case.told)
    assert checked.code == case.exit_code
    assert "Traceback" not in checked.err
    assert all(each["at"]["workbook"].endswith(SYSTEM) for each in told)
    if case.told:
        first = next(each for each in told if each["code"] == case.told[0])
        assert case.says in first["message"]
        assert place_of(first["at"]) == place_in(case, filled)
    if case.reads is None:
        assert len(told) == 1
        assert checked.answers == {}
    else:
        left = {
            path: value for path, value in sound.answers.items() if not case.lost or sheet_of(path, filled) != case.lost
        }
        expected = case.reads(left) if callable(case.reads) else left | dict(case.reads)
        assert checked.answers == {path: value for path, value in expected.items() if value is not None}


def place_of(at: dict[str, str]) -> str:
    return "!".join(filter(None, (at.get("sheet", ""), at.get("cell", ""))))


def place_in(case: Case, filled: Filled) -> str:
    """Return sheet and cell that a case names, by the path of an answer or as they are."""
    return "!".join(filled.at(case.at)) if case.at in filled.cells else case.at


def sheet_of(path: str, filled: Filled) -> str:
    """Return the sheet that an answer stands on, or what is said beside it."""
    place = filled.cells.get(path.removesuffix("#"))
    return place.sheet if place else ""

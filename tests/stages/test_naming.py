"""Numbers and file names by a firm's patterns: what fills them, what is left out, what no computer could hold."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.manifest import Revision
from pipeline.model.name_pattern import FIELDS
from pipeline.model.portable_name import LONGEST_NAME
from pipeline.stages.case import work_out
from pipeline.stages.naming import document_number, issued_name, name_values, number_findings
from tests.documents import deliverable_of
from tests.samples import COMPLETE, merged, with_answer

VALUES = {
    "client": "lindenhof",
    "system": "tenorscore",
    "code": "AIV",
    "language": "en",
    "version": "3.2.0",
    "revision": "4",
    "date": "2026-11-25",
    "status": "approved",
}


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (NO_FIRM.number, "TENORSCORE-AIV"),
        ("WK/{system}/{code}/{revision}", "WK/TENORSCORE/AIV/4"),
        ("Doc. {code} of {system}", "Doc. AIV of TENORSCORE"),
        ("{client}.{system}.{code}.{version}", "LINDENHOF.TENORSCORE.AIV.3.2.0"),
        ("{system}-{code}-{language}", "TENORSCORE-AIV-EN"),
    ],
)
def test_a_number_is_what_fills_the_pattern_in_capitals(pattern: str, number: str) -> None:
    assert document_number(Firm(number=pattern), VALUES) == number


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{system}-{version}-{code}", "TENORSCORE-AIV"),
        ("{version}-{system}-{code}", "TENORSCORE-AIV"),
        ("{system}-{code}-{version}", "TENORSCORE-AIV"),
        ("{system}_{version}-{code}", "TENORSCORE_AIV"),
    ],
)
def test_where_a_field_holds_nothing_its_joint_falls_away(pattern: str, number: str) -> None:
    assert document_number(Firm(number=pattern), VALUES | {"version": ""}) == number


@pytest.fixture
def annex(catalogue):
    return deliverable_of(catalogue, "annex-iv")


def named(pattern: str, annex, values: Mapping[str, str] = VALUES):
    made = issued_name(Firm(file_name=pattern), annex, values)
    return made.name, [told.code for told in made.findings]


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({}, "lindenhof_tenorscore_AIV_en_3.2.0_2026-11-25_approved.docx"),
        ({"version": "3.2 (beta)/x"}, "lindenhof_tenorscore_AIV_en_3.2-beta-x_2026-11-25_approved.docx"),
        ({"version": "Größe 1"}, "lindenhof_tenorscore_AIV_en_Groesse-1_2026-11-25_approved.docx"),
        ({"version": "versão é"}, "lindenhof_tenorscore_AIV_en_versao-e_2026-11-25_approved.docx"),
    ],
)
def test_a_file_is_called_by_the_pattern_in_ascii(annex, changed: dict[str, str], name: str) -> None:
    assert named(NO_FIRM.file_name, annex, VALUES | changed) == (name, [])


@pytest.mark.parametrize(
    ("pattern", "changed", "name", "codes"),
    [
        (NO_FIRM.file_name, {"date": ""}, "lindenhof_tenorscore_AIV_en_3.2.0_approved.docx", ["FRM002"]),
        ("{version}", {"version": "版本"}, "annex-iv.docx", ["FRM003"]),
        ("{system}", {"system": "con"}, "annex-iv.docx", ["FRM003"]),
        ("{system}.{code}", {"system": "LPT1"}, "annex-iv.docx", ["FRM003"]),
        ("{system}-{code}", {"system": "con"}, "con-AIV.docx", []),
        ("{system}.", {}, "annex-iv.docx", ["FRM003"]),
        (".{system}", {}, "annex-iv.docx", ["FRM003"]),
        ("{system}-{code}", {"system": "x" * 111}, "x" * 111 + "-AIV.docx", []),
        ("{system}-{code}", {"system": "x" * 112}, "annex-iv.docx", ["FRM003"]),
    ],
)
def test_a_name_that_not_every_computer_holds_is_told_and_not_used(
    annex, pattern: str, changed: dict[str, str], name: str, codes: list[str]
) -> None:
    assert named(pattern, annex, VALUES | changed) == (name, codes)


@given(values=st.fixed_dictionaries(dict.fromkeys(FIELDS, st.text(max_size=40))))
def test_whatever_is_answered_the_name_is_one_that_every_computer_holds(annex_once, values: dict[str, str]) -> None:
    name, _ = named(NO_FIRM.file_name, annex_once, values)
    assert name.isascii()
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('<>:"/\\|?*')
    assert name.endswith(".docx")
    assert name[0] not in " .-"
    assert name.partition(".")[0].casefold() not in ("con", "prn", "aux", "nul", "com1", "lpt1", "")


@pytest.fixture(scope="module")
def annex_once(catalogue):
    return deliverable_of(catalogue, "annex-iv")


def test_the_values_are_those_of_the_system(catalogue, annex) -> None:
    case = work_out(merged(COMPLETE), catalogue, {})
    assert name_values(annex, case, Revision(4)) == VALUES


def test_a_number_that_names_what_is_not_answered_is_told_once_for_a_system(catalogue) -> None:
    firm = replace(catalogue, firm=Firm(number="{system}-{code}-{version}-{date}"))
    whole, without = (merged(COMPLETE), with_answer(merged(COMPLETE), "system.version", None))
    assert list(number_findings(work_out(whole, firm, {}), firm)) == []
    (told,) = number_findings(work_out(without, firm, {}), firm)
    assert (told.code, dict(told.values)["fields"]) == ("FRM001", "version")

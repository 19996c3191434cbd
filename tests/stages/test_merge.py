"""A system's answers and its organisation's become one profile: which answer goes before, and what is told."""

import pytest

from pipeline.model.fact_list import facts
from pipeline.model.finding import Place
from pipeline.model.intake import AnswerNote, Intake
from pipeline.stages.merge import merge
from tests.samples import COMPLETE, answers_of, look_up

NAMED = {"system": {"id": "ranker"}}


def at(workbook: str, cell: str) -> Place:
    return Place(workbook, "1 Identity", cell)


def codes(intake: Intake) -> list[str]:
    return [told.code for told in intake.findings]


def test_the_organisations_answer_goes_before_and_both_cells_are_told():
    system = Intake(
        NAMED | {"organisation": {"name": "Acme", "address": "Cork"}},
        cells={"organisation.name": at("ranker.xlsx", "E7"), "organisation.address": at("ranker.xlsx", "E8")},
    )
    organisation = Intake(
        {"organisation": {"name": "Acme Ltd", "address": "Cork"}},
        cells={"organisation.name": at("organisation.xlsx", "E6")},
    )
    profile, intake = merge(system, organisation, "fallback", facts())
    assert profile is not None
    assert profile.organisation is not None
    assert profile.organisation.name == "Acme Ltd"
    (told,) = intake.findings
    assert (told.code, told.at) == ("INT029", at("ranker.xlsx", "E7"))
    assert "organisation.xlsx 1 Identity!E6" in told.message


def test_an_answer_that_only_one_workbook_gives_is_used():
    system = Intake(NAMED | {"organisation": {"contact": "a@acme.example"}})
    profile, intake = merge(system, Intake({"organisation": {"name": "Acme Ltd"}}), "fallback", facts())
    assert profile is not None
    assert profile.organisation is not None
    assert (profile.organisation.contact, profile.organisation.name) == ("a@acme.example", "Acme Ltd")
    assert codes(intake) == []


def test_tables_of_both_workbooks_are_joined_by_the_ids_of_their_rows():
    system = Intake(NAMED | {"evidence": ({"id": "EV-01", "title": "Ours"}, {"id": "EV-02", "title": "Report"})})
    organisation = Intake({"evidence": ({"id": "EV-01", "title": "Theirs"}, {"id": "EV-03", "title": "Record"})})
    _, intake = merge(system, organisation, "fallback", facts())
    assert intake.values["evidence"] == (
        {"id": "EV-01", "title": "Theirs"},
        {"id": "EV-02", "title": "Report"},
        {"id": "EV-03", "title": "Record"},
    )
    assert codes(intake) == ["INT029"]


def test_without_an_organisation_there_is_one_warning_and_its_facts_are_unknown():
    profile, intake = merge(Intake(NAMED, cells={"system.id": at("ranker.xlsx", "E5")}), None, "fallback", facts())
    assert profile is not None
    assert profile.organisation is None
    assert [(told.code, told.severity, told.at) for told in intake.findings] == [
        ("INT030", "warning", Place("ranker.xlsx"))
    ]


def test_an_organisation_that_could_not_be_read_is_not_told_as_missing():
    assert codes(merge(Intake(NAMED), Intake({}), "fallback", facts())[1]) == []


def test_a_system_without_an_id_is_called_after_its_file_and_told():
    profile, intake = merge(
        Intake({"system": {"name": "Ranker"}}, cells={"system.id": at("Our Ranker.xlsx", "E5")}),
        Intake({}),
        "our-ranker",
        facts(),
    )
    assert profile is not None
    assert (profile.system.id, profile.system.name) == ("our-ranker", "Ranker")
    (told,) = intake.findings
    assert (told.code, told.at) == ("INT028", at("Our Ranker.xlsx", "E5"))
    assert '"our-ranker"' in told.message


@pytest.mark.parametrize(
    ("values", "path", "left"),
    [
        ({"system": {"id": "ranker", "name": "one\ntwo"}}, "system.name", {"system": {"id": "ranker"}}),
        (
            NAMED | {"risk": {"risks": ({"id": "RI-01", "hazard": "", "severity": "low"},)}},
            "risk.risks[RI-01].hazard",
            NAMED | {"risk": {"risks": ({"id": "RI-01", "severity": "low"},)}},
        ),
        (NAMED | {"purpose": {"colour": "blue"}}, "purpose.colour", NAMED | {"purpose": {}}),
    ],
)
def test_a_value_that_the_profile_refuses_is_told_at_its_cell_and_the_rest_is_used(values, path, left):
    profile, intake = merge(Intake(values, cells={path: at("ranker.xlsx", "E9")}), Intake({}), "fallback", facts())
    assert profile is not None
    assert [(told.code, told.at.cell) for told in intake.findings] == [("PRO002", "E9")]
    assert path in intake.findings[0].message
    assert intake.values == left


def test_values_that_no_repair_makes_admissible_give_no_profile():
    profile, intake = merge(Intake({"system": {"id": "not an id"}}), Intake({}), "fallback", facts())
    assert profile is None
    assert codes(intake) == ["PRO002"]
    assert intake.values == {}


@pytest.mark.parametrize(
    ("values", "notes", "told"),
    [
        ({"testing": {"tests": ({"id": "TS-01", "reports": ("EV-01", "EV-09")},)}}, {}, ['"EV-09"']),
        ({"performance": {"group_metrics": ({"id": "GM-01", "metric": ("ME-01",)},)}}, {}, ['"ME-01"']),
        ({}, {"system.name": AnswerNote(evidence=("EV-01", "EV-08"))}, ['"EV-08"']),
    ],
)
def test_an_id_that_names_no_row_is_told(values, notes, told):
    evidence = {"evidence": ({"id": "EV-01", "title": "Report"},)}
    _, intake = merge(Intake(NAMED | evidence | values, notes), Intake({}), "fallback", facts())
    assert [finding.message.partition(" ")[0] for finding in intake.findings] == told
    assert codes(intake) == ["INT025"] * len(told)


def test_notes_of_the_organisation_go_before_and_its_cells_are_named():
    system = Intake(NAMED, {"organisation.name": AnswerNote(comment="ours")}, {"system.id": at("ranker.xlsx", "E5")})
    organisation = Intake(
        {"organisation": {"name": "Acme Ltd"}},
        {"organisation.name": AnswerNote(comment="theirs")},
        {"organisation.name": at("organisation.xlsx", "E6")},
    )
    _, intake = merge(system, organisation, "fallback", facts())
    assert intake.notes["organisation.name"].comment == "theirs"
    assert intake.cells["organisation.name"] == at("organisation.xlsx", "E6")
    assert intake.cells["system.id"] == at("ranker.xlsx", "E5")


def test_the_complete_sample_merges_without_a_finding():
    _, intake = merge(answers_of(COMPLETE), answers_of(COMPLETE, "organisation"), "fallback", facts())
    assert intake.findings == ()
    assert look_up(intake.values, "organisation.id") == "lindenhof"

"""What is wrong in a management system's answers: each a finding with its cell, its rule and what to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.model.finding import Place
from pipeline.model.intake import AnswerNote, Intake
from pipeline.stages.case import work_out
from pipeline.stages.check_management import check_management
from tests.aims import PROOF, with_aims, with_rows, without_aims
from tests.samples import COMPLETE, merged, with_answers
from tests.strategies import declarations

CATALOGUE = declarations().read()
CONTROL = "A.6.2.8"
TABLES = (
    *("management.controls", "management.clauses", "management.own_controls", "management.controls_in_systems"),
    *("management.systems", "evidence", "actions"),
)
EARLIER, LATER = date(2020, 1, 1), date(2099, 1, 1)
WHOLE = with_aims(
    without_aims(merged(COMPLETE)), CATALOGUE.crosswalk, {"systems": ("tenorscore",), "valid_until": LATER}
)
CERTIFICATE = {
    "management.certificate": "X-1",
    "management.certification_body": "Body",
    "management.issued": EARLIER,
    "management.expires": LATER,
}


def told(intake: Intake) -> list[tuple[str, str]]:
    """Return the codes of the findings with the row or fact that each stands at."""
    cells = {path: Place("organisation.xlsx", "Sheet", path) for path in paths(intake)}
    case = work_out(replace(intake, cells=cells), CATALOGUE, {})
    findings = list(check_management(case))
    assert all(found.at.cell and found.hint and found.cites for found in findings)
    return [(found.code, found.at.cell) for found in findings]


def paths(intake: Intake) -> list[str]:
    rows = [
        (f"{table}[{row['id']}]", column)
        for table in TABLES
        for row in table_of(intake, table)
        for column in (
            *("applicable", "reason", "controls", "systems", "in_scope"),
            *("date", "valid_until", "verdict", "reviewed_on"),
        )
    ]
    beside = [f"{table}[{row['id']}]@evidence" for table in TABLES for row in table_of(intake, table)]
    simple = [f"management.{name}" for name in ("state", "issued", "expires", "certificate", "systems")]
    return [f"{row}.{column}" for row, column in rows] + beside + simple


def table_of(intake: Intake, table: str) -> tuple[Mapping[str, Any], ...]:
    node: Any = intake.values
    for name in table.split("."):
        node = node.get(name, {}) if isinstance(node, Mapping) else {}
    return tuple(node or ())


def control(**said: Any) -> Intake:
    row = {"id": CONTROL, "title": "x", "applicable": True, "reason": "r", "status": "implemented", **said}
    kept = {name: value for name, value in row.items() if value is not None}
    return with_rows(CERTIFIED, "management.controls", kept)


CERTIFIED = with_answers(WHOLE, CERTIFICATE)


def proof(**said: Any) -> Intake:
    return with_rows(CERTIFIED, "evidence", {"id": PROOF, "title": "Record", "systems": ("tenorscore",), **said})


def in_systems(**said: Any) -> Intake:
    return with_rows(CERTIFIED, "management.controls_in_systems", {"id": "CS-01", **said})


def without_evidence(path: str) -> Intake:
    return replace(CERTIFIED, notes={**CERTIFIED.notes, path: AnswerNote()})


def action(**said: Any) -> Intake:
    return with_rows(CERTIFIED, "actions", {"id": "risk-classification", **said})


REVIEWED = {"verdict": "met", "reviewer": "Ada Example", "reviewed_on": EARLIER}


def test_of_a_management_system_that_is_told_in_full_nothing_is_found() -> None:
    assert told(CERTIFIED) == []


def test_of_what_is_blank_nothing_is_found() -> None:
    assert told(without_aims(merged(COMPLETE))) == []


CASES = {
    "excluded without a reason": (
        control(applicable=False, reason=None, status=None),
        ("MGT001", f"management.controls[{CONTROL}].reason"),
    ),
    "applied without a reason": (control(reason=None), ("MGT002", f"management.controls[{CONTROL}].reason")),
    "control in practice without evidence": (
        without_evidence(f"management.controls[{CONTROL}]"),
        ("MGT003", f"management.controls[{CONTROL}]@evidence"),
    ),
    "clause in practice without evidence": (
        without_evidence("management.clauses[5.2]"),
        ("MGT003", "management.clauses[5.2]@evidence"),
    ),
    "evidence that has run out": (proof(valid_until=EARLIER), ("MGT004", f"evidence[{PROOF}].valid_until")),
    "evidence dated ahead": (proof(date=LATER), ("MGT004", f"evidence[{PROOF}].date")),
    "own control in practice without evidence": (
        with_rows(CERTIFIED, "management.own_controls", {"id": "OC-01", "title": "x", "status": "implemented"}),
        ("MGT003", "management.own_controls[OC-01]@evidence"),
    ),
    "control in one system without evidence": (
        in_systems(controls=(CONTROL,), systems=("tenorscore",), status="partial"),
        ("MGT003", "management.controls_in_systems[CS-01]@evidence"),
    ),
    "row on single systems that names none": (
        in_systems(controls=(CONTROL,)),
        ("MGT012", "management.controls_in_systems[CS-01].systems"),
    ),
    "row on single systems that names no control": (
        in_systems(systems=("tenorscore",)),
        ("MGT012", "management.controls_in_systems[CS-01].controls"),
    ),
    "finding dated ahead": (
        action(verdict="partly", reviewed_on=LATER),
        ("MGT011", "actions[risk-classification].reviewed_on"),
    ),
    "met on a day that lies ahead": (
        with_rows(
            CERTIFIED,
            "actions",
            {"id": "risk-classification", **REVIEWED, "reviewed_on": LATER},
            evidence=(PROOF,),
        ),
        ("MGT010", "actions[risk-classification].verdict"),
    ),
    "evidence that names no system": (proof(systems=()), ("MGT005", f"evidence[{PROOF}].systems")),
    "excluded though a duty leans on it": (
        control(applicable=False, status=None),
        ("MGT006", f"management.controls[{CONTROL}].applicable"),
    ),
    "system not listed": (
        with_answers(CERTIFIED, {"management.systems": ({"id": "other", "in_scope": True},)}),
        ("MGT007", "management.systems"),
    ),
    "system outside the scope": (
        with_answers(CERTIFIED, {"management.systems": ({"id": "tenorscore", "in_scope": False},)}),
        ("MGT007", "management.systems[tenorscore].in_scope"),
    ),
    "certificate that has run out": (
        with_answers(CERTIFIED, {"management.expires": EARLIER}),
        ("MGT008", "management.expires"),
    ),
    "certificate dated ahead": (
        with_answers(CERTIFIED, {"management.issued": LATER}),
        ("MGT008", "management.issued"),
    ),
    "certificate without a number": (
        with_answers(CERTIFIED, {"management.certificate": None}),
        ("MGT009", "management.certificate"),
    ),
    "met without a reviewer": (
        with_rows(CERTIFIED, "actions", {"id": "risk-classification", "verdict": "met"}, evidence=(PROOF,)),
        ("MGT010", "actions[risk-classification].verdict"),
    ),
    "met without evidence": (action(**REVIEWED), ("MGT010", "actions[risk-classification].verdict")),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_found_at_its_cell(case: str) -> None:
    intake, expected = CASES[case]
    assert expected in told(intake)
    assert {code for code, _ in told(intake)} <= {expected[0], "MGT006"}


@pytest.mark.parametrize(
    "intake",
    [
        with_rows(CERTIFIED, "actions", {"id": "risk-classification", **REVIEWED}, evidence=(PROOF,)),
        action(verdict="partly"),
        control(status="planned"),
        control(status=None),
        with_answers(CERTIFIED, {"management.systems": None}),
        with_answers(CERTIFIED, {"management.state": "planned", "management.expires": EARLIER}),
        with_answers(control(applicable=False, reason=None, status=None), {"management.state": "none"}),
    ],
    ids=[
        "met with all that it takes",
        "partly",
        "planned",
        "no status",
        "no list of systems",
        "no certificate claimed",
        "no management system",
    ],
)
def test_what_is_in_order_or_unknown_is_left_alone(intake: Intake) -> None:
    assert told(intake) == []

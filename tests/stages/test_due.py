"""Which documents are owed, held back, voluntary or none of it, and why, by what the law makes of the system."""

from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.model.finding import Severity
from pipeline.model.intake import Intake
from pipeline.stages.case import Case, work_out
from pipeline.stages.due import closed_gates, held_by, is_due, may_be_held, not_due_because
from pipeline.stages.tell import tell
from tests.answers import (
    DECLARATION,
    EVERY,
    EXEMPT,
    FILE,
    INSTRUCTIONS,
    INTIMATE,
    MANIPULATION,
    NO_USE,
    OTHERS,
    RECORD,
    SCORING,
    product,
)
from tests.documents import context_of, deliverable_of, evidence_of, printed
from tests.samples import COMPLETE, look_up, with_answers

VOLUNTARY = NO_USE | {"documents.voluntary_file": True}
VEHICLE = product("motor-vehicles")
OPEN_CLASS = {"scope.use_cases[UC-01].profiling": None}
OWED = dict.fromkeys(OTHERS, "owed")
NOT_OWED = dict.fromkeys(OTHERS, "not owed")
HELD = dict.fromkeys(OTHERS, "held by prohibited")
OPEN = dict.fromkeys(OTHERS, "open")
STATES: dict[str, tuple[Mapping[str, object], Mapping[str, str]]] = {
    "high-risk": ({}, OWED),
    "prohibited by (a)": (MANIPULATION, HELD),
    "prohibited by (c)": (SCORING, HELD),
    "prohibited and not high-risk": (SCORING | NO_USE, HELD | NOT_OWED),
    "prohibited and voluntary": (SCORING | VOLUNTARY, HELD | {DECLARATION: "not owed"}),
    "prohibited from a later day": (INTIMATE, OWED),
    "whether prohibited is open": ({"practices.manipulation": None}, OWED),
    "not high-risk": (NO_USE, NOT_OWED),
    "voluntary": (VOLUNTARY, {FILE: "owed", INSTRUCTIONS: "owed", DECLARATION: "not owed"}),
    "not voluntary": (NO_USE | {"documents.voluntary_file": False}, NOT_OWED),
    "Section B": (VEHICLE, NOT_OWED),
    "exempt": (EXEMPT, NOT_OWED),
    "out of scope": ({"scope.union_market": False, "scope.union_user": False}, NOT_OWED),
    "deployer": ({"system.roles": ("deployer",)}, NOT_OWED),
    "class open": (OPEN_CLASS, OPEN),
    "class open and voluntary": (
        OPEN_CLASS | {"documents.voluntary_file": True},
        {FILE: "owed", INSTRUCTIONS: "owed", DECLARATION: "open"},
    ),
    "nothing known": ({"scope": None, "system.roles": None, "practices": None}, OPEN),
}
"""What is answered otherwise than in the complete sample, and how the three documents then stand."""


@pytest.fixture(scope="module")
def case_of(catalogue, complete):
    """Return the complete sample with other answers, worked out."""

    def work(answers: Mapping[str, object]) -> Case:
        return work_out(with_answers(complete, answers), catalogue, {})

    return work


@pytest.fixture
def otherwise(complete):
    """Return the complete sample with other answers."""

    def answer(answers: Mapping[str, object]) -> Intake:
        return with_answers(complete, answers)

    return answer


@pytest.mark.parametrize("name", STATES)
def test_a_document_stands_as_the_law_says(catalogue, case_of, name):
    answers, wanted = STATES[name]
    case = case_of(answers)
    found = {}
    for deliverable in (deliverable_of(catalogue, each) for each in EVERY):
        due, gate = is_due(deliverable, case), held_by(deliverable, case, catalogue.legislation)
        state = {True: "owed", False: "not owed", None: "open"}[due]
        found[deliverable.id] = f"held by {gate.id}" if gate and due is not False else state
    assert found == {RECORD: "owed", **wanted}


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        (NO_USE, ["The system is not high-risk", "owed for high-risk systems only"]),
        (EXEMPT, ["not high-risk under Art 6(3)", "written assessment of Art 6(4) is owed"]),
        (VEHICLE, ["Annex I, Section B", "The product law governs", "Motor vehicles and their trailers"]),
        ({"scope.union_market": False, "scope.union_user": False}, ["outside the Act"]),
        ({"system.roles": ("deployer",)}, ["not the provider"]),
    ],
    ids=["not high-risk", "exempt", "Section B", "out of scope", "deployer"],
)
def test_it_is_said_why_a_document_is_not_owed(catalogue, case_of, answers, reasons):
    case = case_of(answers)
    for name in OTHERS:
        because = not_due_because(deliverable_of(catalogue, name), case, catalogue)
        assert [reason for reason in reasons if reason not in because] == []
    told = [found for found in tell(case, catalogue) if found.code == "CLS002" and found.at.document in OTHERS]
    assert [finding.at.document for finding in told] == list(OTHERS)
    assert all(finding.severity is Severity.NOTE and reasons[0] in finding.message for finding in told)


class TestGates:
    """A practice that Art 5 prohibits holds everything back but the record."""

    @pytest.mark.parametrize("answers", [MANIPULATION, SCORING], ids=["(a)", "(c)"])
    def test_what_is_held_back_is_told_once_at_an_answer_that_decides(self, catalogue, case_of, answers):
        case = case_of(answers)
        told = list(tell(case, catalogue))
        (held,) = [finding for finding in told if finding.code == "CLS005"]
        assert held.severity is Severity.WARNING
        assert held.at.question in case.classification.read_behind(["law.prohibited"])
        assert held.cites == ("Art 5(1)",)
        for name in OTHERS:
            assert deliverable_of(catalogue, name).title in held.message
        assert deliverable_of(catalogue, RECORD).title not in held.message
        # Nobody is asked to complete a document that is not made.
        assert {finding.code for finding in told} <= {"CLS005", "INT032"}

    def test_one_that_lies_ahead_is_told_and_holds_nothing(self, catalogue, case_of):
        case = case_of(INTIMATE)
        assert [gate.id for gate in closed_gates(case, catalogue.legislation)] == ["prohibited-ahead"]
        # The sample under it says that nothing is generated, which is told besides.
        contrary, told = (finding for finding in tell(case, catalogue) if finding.code.startswith("CLS"))
        assert (contrary.code, told.code, told.severity) == ("CLS003", "CLS004", Severity.WARNING)
        assert told.at.question in case.classification.read_behind(["law.prohibited"])
        assert told.cites == ("Art 5(1)", "Art 113")

    def test_while_it_is_open_nothing_is_held_but_may_be(self, catalogue, case_of):
        case, law = case_of({"practices.manipulation": None}), catalogue.legislation
        assert list(closed_gates(case, law)) == []
        may = {name: may_be_held(deliverable_of(catalogue, name), case, law) for name in EVERY}
        assert may == {RECORD: False, **dict.fromkeys(OTHERS, True)}

    def test_without_a_practice_no_gate_is_told(self, catalogue, case_of):
        assert list(closed_gates(case_of({}), catalogue.legislation)) == []


class TestDraft:
    """A document that may not be owed, or be held back, or of which something is open, is a draft though approved."""

    def mark(self, intake: Intake, name: str, catalogue) -> str:
        view: Any = context_of(intake, name, catalogue, evidence_of(COMPLETE)).values["document"]
        return str(view.draft_mark)

    def test_the_sample_is_approved(self, complete):
        assert look_up(complete.values, "documents.status") == "approved"

    @pytest.mark.parametrize("name", [RECORD, *OTHERS])
    @pytest.mark.parametrize(
        "answers",
        [OPEN_CLASS, {"practices.manipulation": None}, {"scope.infers": None}],
        ids=["class open", "prohibition open", "scope open"],
    )
    def test_while_an_outcome_is_open(self, catalogue, otherwise, name, answers):
        assert self.mark(otherwise(answers), name, catalogue) == "DRAFT"

    @pytest.mark.parametrize("name", [FILE, INSTRUCTIONS])
    @pytest.mark.parametrize("answers", [{}, VOLUNTARY], ids=["owed", "voluntary"])
    def test_not_where_everything_is_given_and_approved(self, catalogue, otherwise, name, answers):
        assert self.mark(otherwise(answers), name, catalogue) == ""

    def test_a_declaration_while_a_prohibition_lies_ahead(self, catalogue, otherwise):
        assert self.mark(otherwise(INTIMATE), DECLARATION, catalogue) == "DRAFT"


DECLARED = "The AI system identified above is in conformity with Regulation"
OPEN_BEFORE_SIGNATURE = {
    "scope.use_cases[UC-01].does_it": ["Classification of the system as high-risk", "Conformity assessment route"],
    "scope.use_cases[UC-01].profiling": ["Classification of the system as high-risk", "Conformity assessment route"],
    "scope.infers": ["Classification of the system as high-risk", "Conformity assessment route"],
    "market.transition": ["Conformity assessment route"],
    "system.roles": ["Role of the client as provider of the system"],
    "practices.manipulation": ["Whether Art 5 prohibits a practice of the system"],
    "testing.procedures": ["Mandatory requirements of the technical documentation"],
    "risk.process": ["Mandatory requirements of the technical documentation"],
    "data.data_sets[DS-02].provenance": ["Mandatory requirements of the technical documentation"],
    "logging.deployer_access": ["Mandatory requirements of the instructions for use"],
    "purpose.intended_purpose": [
        "Mandatory requirements of the technical documentation",
        "Mandatory requirements of the instructions for use",
    ],
    "data.personal_data": ["Whether personal data are processed, or the record of the data protection check"],
    "data.data_protection_check": ["Whether personal data are processed, or the record of the data protection check"],
    "conformity.procedure": ["Conformity assessment procedure"],
    "conformity.notified_body": ["Whether a notified body takes part, or its name, number or certificate"],
    "documents.approved_by": ["Approval of the set of documents by a named person"],
}
"""By an answer that is taken away from the complete sample: what is then open before signature."""


class TestDeclaration:
    """It declares nothing until route, file and data protection check are closed."""

    def test_with_every_answer_it_is_final(self, catalogue, complete):
        document = printed(complete, DECLARATION, catalogue, evidence_of(COMPLETE))
        assert "DRAFT" not in document.text
        assert "Open before signature" not in document.headings
        assert DECLARED in document.section("4 Conformity")

    @pytest.mark.parametrize("path", OPEN_BEFORE_SIGNATURE)
    def test_without_one_answer_it_is_a_draft_and_says_what_is_open(self, catalogue, otherwise, path):
        document = printed(otherwise({path: None}), DECLARATION, catalogue, evidence_of(COMPLETE))
        assert "DRAFT" in document.text
        conformity = document.section("4 Conformity")
        assert conformity.startswith("To be declared once nothing below is open")
        assert DECLARED not in conformity
        waiting = document.section("Open before signature")
        assert [words for words in OPEN_BEFORE_SIGNATURE[path] if words not in waiting] == []
        assert waiting

    @pytest.mark.parametrize("path", ["data.personal_data", "data.data_protection_check"])
    def test_it_declares_nothing_on_personal_data_before_the_check(self, catalogue, otherwise, path):
        document = printed(otherwise({path: None}), DECLARATION, catalogue, evidence_of(COMPLETE))
        stated = "The AI system involves the processing of personal data and complies with"
        assert not any(line.startswith(stated) for line in document.lines)


class TestVoluntary:
    """A file that nobody asks for says so, on the cover and in the text."""

    ON_COVER = "Prepared voluntarily: the Regulation does not ask for this document"

    @pytest.mark.parametrize(("name", "words"), [(FILE, "This file is voluntary"), (INSTRUCTIONS, "are voluntary")])
    def test_it_says_so_on_the_cover_and_in_the_text(self, catalogue, otherwise, name, words):
        document = printed(otherwise(VOLUNTARY), name, catalogue, evidence_of(COMPLETE))
        cover = document.text.partition(document.headings[0])[0]
        assert f"Not classified as high-risk on the answers given. {self.ON_COVER}" in cover
        assert any(words in text for _, text in document.sections)

    @pytest.mark.parametrize("name", [FILE, INSTRUCTIONS])
    @pytest.mark.parametrize(
        "answers",
        [{}, {"documents.voluntary_file": True}, OPEN_CLASS | {"documents.voluntary_file": True}],
        ids=["owed", "owed and wished for", "open"],
    )
    def test_one_that_is_owed_or_may_be_says_nothing_of_it(self, catalogue, otherwise, name, answers):
        document = printed(otherwise(answers), name, catalogue, evidence_of(COMPLETE))
        assert self.ON_COVER not in document.text
        assert "voluntary" not in document.text.casefold()

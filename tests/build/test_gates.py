"""What `build` makes of a system that is prohibited, not high-risk, exempt, under a product law, or not settled."""

from collections.abc import Mapping

import pytest

from pipeline.build.place import Written
from pipeline.build.result import SystemResult
from pipeline.model.finding import Severity
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
from tests.documents import Printed
from tests.engagement import Engagement
from tests.samples import COMPLETE, answers_of, with_answers

RECORDS_OF_A_SYSTEM = {"profile.json", "assessment.json", "findings.json", "manifest.json", "revisions"}

VEHICLE = product("motor-vehicles")
PROHIBITED = {"Art 5(1)(a)": MANIPULATION, "Art 5(1)(c)": SCORING}


def built(client: Engagement, answers: Mapping[str, object], only: tuple[str, ...] = ()) -> SystemResult:
    """Build the complete sample with other answers."""
    client.write("tenorscore", with_answers(answers_of(COMPLETE), answers))
    (result,) = client.build(only=only)
    return result


def states(result: SystemResult) -> dict[str, str]:
    return {each.id: each.state for each in result.deliverables if each.id in EVERY}


def of(result: SystemResult, name: str) -> Written:
    return next(each for each in result.deliverables if each.id == name)


def text_of(client: Engagement, name: str) -> Printed:
    return Printed((client.made() / f"{name}.docx").read_bytes())


def codes(result: SystemResult) -> set[str]:
    """Return the codes of what is told above notes."""
    return {told.code for told in result.findings if told.severity is not Severity.NOTE}


def files_in(client: Engagement) -> set[str]:
    return {path.name for path in client.made().iterdir()}


@pytest.mark.parametrize("point", PROHIBITED)
class TestProhibited:
    """The classification record is made, and nothing else."""

    def test_everything_but_the_record_is_blocked_and_says_why(self, client, point):
        result = built(client, PROHIBITED[point])
        assert states(result) == {RECORD: "built"} | dict.fromkeys(OTHERS, "blocked")
        (gate,) = [gate for gate in client.catalogue.legislation.gates if gate.id == "prohibited"]
        for name in OTHERS:
            blocked = of(result, name)
            assert blocked.because == f"{gate.words} ({', '.join(gate.cites)})"
            assert (blocked.path, blocked.revision) == ("", None)
        assert files_in(client) == {f"{RECORD}.docx"} | RECORDS_OF_A_SYSTEM

    def test_it_is_a_warning_with_a_remedy_and_no_error(self, client, point):
        result = built(client, PROHIBITED[point])
        assert codes(result) == {"CLS005"}
        (told,) = [told for told in result.findings if told.code == "CLS005"]
        assert "lawyer" in told.hint
        assert told.at.cell

    def test_the_record_names_the_practice(self, client, point):
        built(client, PROHIBITED[point])
        result = text_of(client, RECORD).section("1 Result")
        assert result.startswith("STOP.")
        assert point in result

    def test_a_document_that_is_asked_for_alone_is_blocked_too(self, client, point):
        assert states(built(client, PROHIBITED[point], only=(FILE,))) == {FILE: "blocked"}
        assert files_in(client) == RECORDS_OF_A_SYSTEM - {"revisions"}


class TestBeside:
    """A gate belongs to one system."""

    def test_another_system_of_the_client_is_built(self, client):
        answers = with_answers(answers_of(COMPLETE), {"system.id": "other", **PROHIBITED["Art 5(1)(a)"]})
        client.write("other", answers)
        found = {result.system: states(result) for result in client.build()}
        assert found["other"] == {RECORD: "built"} | dict.fromkeys(OTHERS, "blocked")
        assert set(found["tenorscore"].values()) == {"built"}

    def test_answers_that_are_corrected_open_it(self, client):
        built(client, PROHIBITED["Art 5(1)(a)"])
        assert states(built(client, {})) == dict.fromkeys((RECORD, *OTHERS), "built")

    def test_what_was_made_before_is_not_said_to_be_there(self, client):
        built(client, {})
        blocked = of(built(client, PROHIBITED["Art 5(1)(a)"]), FILE)
        assert (blocked.state, blocked.path) == ("blocked", "")


class TestAhead:
    """A practice that is prohibited from a later day stops nothing yet and is told."""

    def test_all_documents_are_made_and_a_warning_is_told(self, client):
        result = built(client, INTIMATE)
        assert states(result) == dict.fromkeys((RECORD, *OTHERS), "built")
        # The sample under it says that nothing is generated, which is told besides.
        assert codes(result) == {"CLS003", "CLS004"}
        (told,) = [told for told in result.findings if told.code == "CLS004"]
        assert told.severity is Severity.WARNING

    def test_the_record_calls_attention_and_names_the_day(self, client):
        built(client, INTIMATE)
        record = text_of(client, RECORD)
        assert record.section("1 Result").startswith("ATTENTION.")
        assert "2 December 2026" in record.section("14 Dates")

    def test_nothing_is_declared(self, client):
        built(client, INTIMATE)
        declaration = text_of(client, DECLARATION)
        assert "DRAFT" in declaration.text
        assert "Whether Art 5 prohibits a practice" in declaration.section("Open before signature")


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        (NO_USE, ["The system is not high-risk"]),
        (VEHICLE, ["Annex I, Section B", "Motor vehicles and their trailers", "The product law governs"]),
        (EXEMPT, ["not high-risk under Art 6(3)", "The written assessment of Art 6(4) is owed"]),
    ],
    ids=["not high-risk", "Section B", "exempt"],
)
def test_what_is_not_owed_is_not_made_and_says_why(client, answers, reasons):
    result = built(client, answers)
    assert states(result) == {RECORD: "built"} | dict.fromkeys(OTHERS, "not-due")
    for name in OTHERS:
        because = of(result, name).because
        assert [reason for reason in reasons if reason not in because] == []
    assert codes(result) == set()
    of_own_accord = {"action-plan.xlsx", "conformity-record.docx", "gap-analysis.docx"}
    assert files_in(client) - of_own_accord == {f"{RECORD}.docx"} | RECORDS_OF_A_SYSTEM


def test_a_class_that_a_person_has_to_review_still_prints_its_drafts(client):
    """Both sections of Annex I at once: no answer settles that, and no document may fail for it."""
    result = built(client, product("medical-devices", "machinery"))
    assert set(states(result).values()) == {"built"}
    assert codes(result) & {"CLS001", "CLS006"} == {"CLS006"}, "no answer is asked for that is given"
    assert "has to be reviewed" in text_of(client, RECORD).section("8.2 Conformity assessment")


@pytest.mark.parametrize("asked", ["scope.special_purpose", "scope.infers"])
def test_a_complete_practice_holds_everything_back_while_it_is_open_whether_the_act_reaches_it(client, asked):
    answers = (
        PROHIBITED["Art 5(1)(c)"] | {asked: None} | ({"scope.conclusions_inside": None} if "infers" in asked else {})
    )
    result = built(client, answers)
    assert states(result) == {RECORD: "built"} | dict.fromkeys(OTHERS, "blocked")
    (told,) = [told for told in result.findings if told.code == "CLS005"]
    assert "open is only whether the Act reaches the system" in told.message


def test_an_exempt_system_has_its_written_assessment(client):
    built(client, EXEMPT)
    record = text_of(client, RECORD)
    assert record.section("1 Result").startswith("This record is the written assessment of Art 6(4)")
    assert "DRAFT" not in record.text


class TestVoluntary:
    """File and instructions are made on request, and say that nobody asks for them."""

    def test_they_are_made_without_a_declaration(self, client):
        result = built(client, NO_USE | {"documents.voluntary_file": True})
        assert states(result) == {RECORD: "built", FILE: "built", INSTRUCTIONS: "built", DECLARATION: "not-due"}
        for name, words in ((FILE, "This file is voluntary"), (INSTRUCTIONS, "These instructions are voluntary")):
            document = text_of(client, name)
            assert "Prepared voluntarily: the Regulation does not ask for this document" in document.text
            assert words in document.text
        assert codes(result) == set()

    def test_not_for_a_prohibited_system(self, client):
        answers = NO_USE | PROHIBITED["Art 5(1)(c)"] | {"documents.voluntary_file": True}
        result = built(client, answers)
        assert {FILE: "blocked", INSTRUCTIONS: "blocked"}.items() <= states(result).items()


class TestOpenClass:
    """While the class is open everything is prepared, as a draft."""

    def test_all_documents_are_made_and_marked_though_approved(self, client):
        result = built(client, {"scope.use_cases[UC-01].profiling": None})
        assert states(result) == dict.fromkeys((RECORD, *OTHERS), "built")
        for name in (RECORD, *OTHERS):
            document = text_of(client, name)
            assert "DRAFT" in document.text, name
        for name in (RECORD, FILE, INSTRUCTIONS):
            document = text_of(client, name)
            assert "Approved, with facts missing" in document.text, name
            assert "Not settled: it depends on Q 2.22" in document.text, name

    def test_it_is_told_which_answer_they_wait_for(self, client):
        result = built(client, {"scope.use_cases[UC-01].profiling": None})
        (told,) = [told for told in result.findings if told.code == "CLS001"]
        assert "drafts are prepared" in told.message
        assert told.at.question == "scope.use_cases[UC-01].profiling"
        assert told.at.sheet == "Uses"

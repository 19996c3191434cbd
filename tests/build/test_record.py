"""The classification record: what it prints of outcomes, practices, uses, answers, dates and open points."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.table import Table

from tests.classified import AS_OF, cases, classified, intake_of, read_law
from tests.documents import Printed, blocks_of, folded, printed
from tests.samples import COMPLETE, SAMPLES, merged
from tests.strategies import questionnaire

RECORD = "classification-record"
FACTS = {case.id: case.facts for case in cases()}

HEADINGS = [
    "1 Result",
    "2 Answers still open",
    "3 The system",
    "4 Scope and roles",
    "4.1 Scope",
    "4.2 Roles of the client",
    "5 Prohibited practices",
    "6 High-risk",
    "6.1 Products",
    "6.2 Uses",
    "7 Transparency",
    "8 Before the market entry",
    "8.1 Requirements and duties",
    "8.2 Conformity assessment",
    "8.3 Declaration and CE marking",
    "8.4 Authorised representative",
    "8.5 Changes",
    "9 Registration",
    "10 Deployers",
    "11 After the market entry",
    "12 Keeping and languages",
    "13 Fines",
    "14 Dates",
    "15 Not settled in law",
    "16 Review and decision",
]
PROHIBITED = [heading for heading in HEADINGS if not re.match("(6|7|8|9|10|11|12)[. ]", heading)]
"""What would follow for a system that may not be used is left out."""
OPEN_BEFORE = "Open before approval"

PRACTICES = [
    "Art 5(1)(a)",
    "Art 5(1)(b)",
    "Art 5(1)(c)",
    "Art 5(1)(c)",
    "Art 5(1)(d)",
    "Art 5(1)(e)",
    "Art 5(1)(f)",
    "Art 5(1)(g)",
    "Art 5(1)(h)",
    "Art 5(1)(ba)",
    "Art 5(1)(bb)",
]
"""Social scoring has two limbs, of which each is looked at."""

Rows = list[list[str]]


@pytest.fixture(scope="module")
def record(catalogue) -> Callable[[str], Printed]:
    """Return the record of a case, which is printed once."""
    made: dict[str, Printed] = {}

    def print_once(name: str) -> Printed:
        if name not in made:
            intake = merged(name) if name in SAMPLES else intake_of(FACTS[name])
            made[name] = printed(intake, RECORD, catalogue)
        return made[name]

    return print_once


def tables_of(document: Printed) -> Iterator[tuple[str, Rows]]:
    """Yield each table of the body with the heading that it stands below."""
    heading = ""
    for block in blocks_of(document.document):
        if isinstance(block, Table):
            yield heading, [[folded(cell.text) for cell in row.cells] for row in block.rows]
        elif folded(block.text) in document.headings:
            heading = folded(block.text)


def below(document: Printed, heading: str, *head: str) -> Rows:
    """Return the rows of the one table below a heading whose first row begins so, without that row."""
    (found,) = [rows for at, rows in tables_of(document) if at == heading and rows[0][: len(head)] == list(head)]
    return found[1:]


def explained(name: str) -> Any:
    return classified(FACTS[name], read_law(as_of=AS_OF)).explanation


class TestSections:
    """The same sections for every system that is not prohibited; what does not apply says so."""

    @pytest.mark.parametrize(
        ("name", "wanted"),
        [
            ("exemption-a-holds", HEADINGS),
            ("prohibited-ba-before", HEADINGS),
            ("prohibited-a", PROHIBITED),
            ("annex-i-b-motor-vehicles", HEADINGS),
            (COMPLETE, HEADINGS),
        ],
    )
    def test_they_stand_in_order(self, record, name, wanted):
        headings = [heading for heading in record(name).headings if heading != OPEN_BEFORE]
        assert headings == wanted

    @pytest.mark.parametrize("sample", SAMPLES)
    def test_every_sample_has_a_record_of_them(self, built, sample):
        document = Printed((Path(built) / sample / f"{RECORD}.docx").read_bytes())
        assert [heading for heading in document.headings if heading != OPEN_BEFORE] == HEADINGS

    @pytest.mark.parametrize(
        ("name", "heading", "because"),
        [
            ("prohibited-a", "2 Answers still open", "every answer that decides an outcome or a duty is given"),
            ("prohibited-none", "6.1 Products", "belongs to no product"),
            ("prohibited-none", "6.2 Uses", "for no use in the fields of Annex III"),
            ("prohibited-none", "8.1 Requirements and duties", "presuppose a high-risk system"),
            ("exemption-a-holds", "8.3 Declaration and CE marking", "only for high-risk systems"),
            ("annex-i-b-motor-vehicles", "8.3 Declaration and CE marking", "only for high-risk systems"),
            ("annex-i-b-motor-vehicles", "11 After the market entry", "presuppose a high-risk system"),
        ],
    )
    def test_one_that_does_not_apply_says_why(self, record, name, heading, because):
        text = record(name).section(heading)
        assert "Does not apply: " in text
        assert because in text

    def test_approval_closes_it(self, record):
        assert OPEN_BEFORE not in record(COMPLETE).headings
        assert "DRAFT" not in record(COMPLETE).text

    def test_what_is_open_before_approval_is_listed(self, record):
        document = record("exemption-a-profiling-open")
        assert "DRAFT" in document.text
        assert document.section(OPEN_BEFORE).split("\n")[:2] == [
            "Classification (Art 6)",
            "Approval by a named person (Art 17(1)(m))",
        ]

    def test_it_states_no_conformity(self, record):
        text = record(COMPLETE).text
        assert "prepares a decision and states no conformity" in text
        assert "compliant" not in text.casefold()
        assert "in conformity with" not in record(COMPLETE).section("1 Result")


STATEMENTS = {
    "prohibited-a": "STOP. On the answers given Art 5 prohibits a practice of this system.",
    "prohibited-ba-before": "ATTENTION. On the answers given Art 5 will prohibit a practice",
    "exemption-a-holds": "This record is the written assessment of Art 6(4)",
    "annex-iii-4a-yes": "On the answers given the system is a high-risk AI system.",
    "annex-i-b-motor-vehicles": "On the answers given the system is high-risk through a product under a law of Annex I",
    "prohibited-none": "On the answers given the system is in scope and not high-risk.",
}


class TestResult:
    """What it comes to stands first, then every outcome with its points of law."""

    @pytest.mark.parametrize("name", STATEMENTS)
    def test_the_statement_of_the_outcome_stands_first_and_alone(self, record, name):
        result = record(name).section("1 Result")
        assert result.startswith(STATEMENTS[name])
        assert [words for words in STATEMENTS.values() if words in result] == [STATEMENTS[name]]

    def test_a_system_that_the_law_does_not_reach(self, catalogue):
        facts = {**FACTS["prohibited-none"], "scope.union_market": False, "scope.union_user": False}
        document = printed(intake_of(facts), RECORD, catalogue)
        assert document.section("1 Result").startswith("On the answers given this Regulation does not reach the system")

    def test_a_prohibited_system_that_is_high_risk_is_told_to_stop_first(self, catalogue):
        facts = FACTS["annex-iii-4a-yes"] | {
            path: value for path, value in FACTS["prohibited-a"].items() if path.startswith("practices.")
        }
        result = printed(intake_of(facts), RECORD, catalogue).section("1 Result")
        assert result.startswith("STOP.")
        assert "the system is a high-risk AI system" not in result
        rows = below(printed(intake_of(facts), RECORD, catalogue), "1 Result", "Question of law")
        assert dict(row[:2] for row in rows)["Is the system high-risk?"] == "High-risk"

    @pytest.mark.parametrize(
        ("name", "outcomes"),
        [
            (
                COMPLETE,
                {
                    "Does the Act reach the system?": ("In scope", "Art 2(1)(a); Art 2(1)(b)"),
                    "What is the client for this system?": ("Provider", "Art 3(3)"),
                    "Does Art 5 prohibit the system or its use?": ("No prohibited practice found", "Art 5(1)"),
                    "Is the system high-risk?": ("High-risk", "Annex III(5)(b)"),
                    "By which procedure is conformity assessed?": (
                        "Internal control (Annex VI)",
                        "Art 43(2); Annex VI",
                    ),
                    "Where is the system registered?": ("EU database, public section", "Art 49(1); Art 71(4)"),
                },
            ),
            (
                "exemption-a-holds",
                {
                    "Is the system high-risk?": ("Not high-risk: exempt under Art 6(3)", "Annex III(3)(a)"),
                    "Where is the system registered?": ("EU database, public section", "Art 49(2); Art 6(4)"),
                },
            ),
            ("prohibited-a", {"Does Art 5 prohibit the system or its use?": ("Prohibited", "Art 5(1)(a)")}),
            ("annex-i-b-motor-vehicles", {"Is the system high-risk?": ("High-risk", "Annex I(B)(18)")}),
        ],
    )
    def test_the_table_of_outcomes_names_each_with_its_points(self, record, name, outcomes):
        rows = below(record(name), "1 Result", "Question of law", "Outcome", "From", "Points of law")
        found = {asked: (outcome, points) for asked, outcome, _, points in rows}
        assert {asked: found[asked] for asked in outcomes} == outcomes

    @pytest.mark.parametrize(
        ("name", "days"),
        [
            (COMPLETE, {"High-risk": "2 December 2027", "No prohibited practice found": "2 February 2025"}),
            ("exemption-a-holds", {"None under this Act": "–", "EU database, public section": "2 December 2027"}),
            ("annex-i-b-motor-vehicles", {"High-risk": "2 August 2028", "No registration under this Act": "–"}),
            ("prohibited-ba-before", {"Prohibited from a later day": "2 February 2025; 2 December 2026"}),
            ("exemption-a-profiling-open", {"Not settled": "2 December 2027, if it applies"}),
        ],
    )
    def test_it_says_from_when_an_outcome_matters(self, record, name, days):
        rows = below(record(name), "1 Result", "Question of law")
        found = [(outcome, day) for _, outcome, day, _ in rows]
        assert [each for each in days.items() if each not in found] == []

    def test_a_prohibition_that_lies_ahead_names_its_day_on_the_cover(self, record):
        front = record("prohibited-ba-before").text.partition("Document control")[0]
        assert "Prohibited practice from 2 December 2026 on: Art 5(1)(ba)" in folded(front)

    @pytest.mark.parametrize("name", ["prohibited-screen-open-manipulation", "ai-cards/proctify"])
    def test_a_practice_that_is_not_settled_is_told_before_everything_else(self, record, name):
        assert record(name).section("1 Result").startswith("NOT SETTLED: whether Art 5 prohibits a practice")

    @pytest.mark.parametrize("name", [*STATEMENTS, "exemption-a-profiling-open"])
    def test_the_table_has_a_row_for_each_question_that_decides(self, catalogue, record, name):
        rows = below(record(name), "1 Result", "Question of law")
        assert [row[0] for row in rows] == [topic.asks for topic in catalogue.legislation.topics if not topic.follows]
        assert all(cell for row in rows for cell in row)

    def test_an_outcome_that_is_open_is_said_to_be(self, record):
        rows = below(record("exemption-a-profiling-open"), "1 Result", "Question of law")
        assert dict(row[:2] for row in rows)["Is the system high-risk?"] == "Not settled"


class TestPractices:
    """Every practice of Art 5, with what was looked at, the result and the answers behind it."""

    def rows(self, document: Printed) -> Rows:
        return below(document, "5 Prohibited practices", "Point", "What was looked at", "Result", "Answers")

    @pytest.mark.parametrize("name", ["prohibited-none", "prohibited-a", "exemption-a-profiling-open", *SAMPLES])
    def test_there_are_eleven_rows(self, record, name):
        rows = self.rows(record(name))
        assert [row[0] for row in rows] == PRACTICES
        assert {row[2] for row in rows} <= {"Given", "Not given", "Open"}
        assert all(row[1] and row[3] for row in rows)

    @pytest.mark.parametrize(
        ("name", "results"),
        [
            ("prohibited-none", {}),
            ("prohibited-a", {"Art 5(1)(a)": "Given"}),
            ("prohibited-a-no-technique", {}),
            ("prohibited-ba-before", {"Art 5(1)(ba)": "Given"}),
            ("prohibited-screen-open-manipulation", {"Art 5(1)(a)": "Open"}),
            ("prohibited-ba-consent-open", {"Art 5(1)(ba)": "Open"}),
        ],
    )
    def test_a_result_is_that_of_the_answers(self, record, name, results):
        found = {row[0]: row[2] for row in self.rows(record(name)) if row[2] != "Not given"}
        assert found == results

    def test_an_answer_that_settles_a_row_stands_beside_it(self, record):
        rows = {row[0]: row[3] for row in self.rows(record("prohibited-a-no-technique"))}
        assert rows["Art 5(1)(a)"].endswith(": No")
        assert "Hidden or manipulative technique" in rows["Art 5(1)(a)"]
        assert "Covert influence: open" in self.rows(record("prohibited-screen-open-manipulation"))[0][3]


class TestUses:
    """Each use that is claimed, with its elements, its exception and its exemption."""

    def test_a_use_is_printed_with_the_answers_of_its_row(self, record):
        ((at, rows),) = [
            (heading, rows) for heading, rows in tables_of(record("exemption-a-holds")) if heading == "6.2 Uses"
        ]
        told = " | ".join(cell for row in rows for cell in row)
        assert at
        assert rows[0][0] == "UC-01"
        choices = questionnaire().choices
        assert choices["Use"]["admission"] in told
        assert choices["Exemption"]["narrow-task"] in told
        for label, answer in (("System does this", "Yes"), ("Profiles people", "No"), ("Could sway decisions", "No")):
            assert f"{label} | {answer}" in told, label
        assert "Exception fits | Does not apply" in told

    def test_an_answer_that_is_missing_has_its_marker(self, record):
        assert "Profiles people" in record("exemption-a-profiling-open").section("6.2 Uses")
        assert "MISSING" in record("exemption-a-profiling-open").section("6.2 Uses")


class TestAnswers:
    """The answers that decide, and those that are open with who owes them."""

    @pytest.mark.parametrize(
        ("heading", "topic"),
        [("4.1 Scope", "scope"), ("5 Prohibited practices", "prohibited"), ("6 High-risk", "high_risk")],
    )
    @pytest.mark.parametrize("name", ["exemption-a-holds", "prohibited-ba-before", "annex-i-b-motor-vehicles"])
    def test_the_answers_that_decide_are_listed_with_their_numbers(self, record, name, heading, topic):
        rows = below(record(name), heading, "No.", "Question", "Answer")
        facts = explained(name).of(topic).facts
        assert rows == [[fact.number, folded(fact.label), folded(fact.answer)] for fact in facts]
        assert rows

    def test_open_answers_are_listed_with_what_they_decide_and_who_owes_them(self, record):
        name = "exemption-a-profiling-open"
        rows = below(
            record(name), "2 Answers still open", "No.", "Question", "Said so far", "Question of law", "Owed by"
        )
        decide = explained(name).unknowns
        unknowns = dict.fromkeys((*decide, *(fact for topic in explained(name).topics for fact in topic.unknowns)))
        assert len(unknowns) > len(decide)
        assert [row[:2] for row in rows] == [[fact.number, fact.label] for fact in unknowns]
        asked = {question.id: question for question in questionnaire().questions()}
        who = questionnaire().choices["who"]
        owners = [who[asked[fact.path.partition("[")[0]].who] for fact in unknowns]
        assert [row[4] for row in rows] == owners
        assert rows[0][1:4] == ["Profiles people (UC-01)", "–", "High-risk, and 3 more"]
        assert "Answers still open 2.22 Profiles people (UC-01)" in folded(record(name).section("6 High-risk"))
        assert "nothing is treated as if the answer were no" in record(name).section("2 Answers still open")

    @pytest.mark.parametrize("name", ["exemption-a-profiling-open", "ai-cards/proctify"])
    def test_a_duty_that_may_follow_is_printed_as_open_with_the_answers_that_it_waits_for(self, record, name):
        ceilings = dict(below(record(name), "13 Fines", "Point", "What follows"))
        settled = [words for words in ceilings.values() if not words.startswith("Open, depends on ")]
        assert 0 < len(settled) < len(ceilings)
        if name == "ai-cards/proctify":
            assert re.match(
                r"Open, depends on Q\s2A\.\d+, .*: For a practice that Art 5 prohibits", ceilings["Art 99(3)"]
            )

    def test_a_duty_that_waits_for_many_answers_says_only_how_many(self, record):
        rows = dict(below(record("techops/safesite-ai"), "13 Fines", "Point", "What follows"))
        assert re.match(r"Open, depends on \d+ answers still open: For wrong, incomplete", rows["Art 99(5)"])

    def test_a_table_of_duties_without_any_answer_is_open_and_not_empty(self, catalogue):
        rows = below(printed(intake_of({}), RECORD, catalogue), "13 Fines", "Point", "What follows")
        assert rows
        assert all(words.startswith("Open") for _, words in rows)

    def test_without_any_answer_it_can_be_printed(self, catalogue):
        document = printed(intake_of({}), RECORD, catalogue)
        assert document.headings[-2:] == (HEADINGS[-1], OPEN_BEFORE)
        results = {row[2] for row in below(document, "5 Prohibited practices", "Point", "What was looked at")}
        assert results == {"Open"}


class TestLaw:
    """Dates with the act that set them, and what is not settled in law."""

    @pytest.mark.parametrize("name", ["annex-iii-4a-yes", "prohibited-ba-before", "annex-i-b-motor-vehicles"])
    def test_dates_are_those_of_the_explanation_with_point_and_act(self, record, name):
        rows = below(record(name), "14 Dates", "Date", "What applies", "Point", "Set by")
        dates = explained(name).dates
        days = [f"{(day := date.fromisoformat(entry.milestone.date)).day} {day:%B %Y}" for entry in dates]
        assert [row[0] for row in rows] == days
        told = [entry.milestone for entry in dates]
        assert [row[2:] for row in rows] == [["; ".join(entry.cites), entry.act] for entry in told]
        for row, entry in zip(rows, dates, strict=True):
            assert row[1].endswith(folded(entry.milestone.duty))
            assert row[1].startswith("Open, ") is not entry.is_settled

    def test_a_date_is_printed_as_open_while_it_depends_on_an_answer(self, catalogue):
        facts = FACTS["annex-iii-4a-yes"] | {"market.transition": "unknown"}
        rows = below(printed(intake_of(facts), RECORD, catalogue), "14 Dates", "Date")
        ((_, duty, *_),) = [row for row in rows if row[0] == "2 December 2027"]
        assert re.match(r"Open, depends on Q\s2C\.1, .*: Arts 6 to 27 apply", duty)

    def test_an_amended_date_names_the_act_that_amended_it(self, record):
        rows = below(record("annex-iii-4a-yes"), "14 Dates", "Date")
        assert ["2 December 2027", "Reg (EU) 2026/1744"] in [[row[0], row[3]] for row in rows]

    def test_a_point_that_is_not_settled_stands_once_with_both_readings(self, record):
        document = record("annex-iii-4a-yes")
        rows = below(document, "15 Not settled in law", "Not settled in law", "Taken here", "Otherwise", "Point")
        entries = {entry.id: entry for topic in explained("annex-iii-4a-yes").topics for entry in topic.open_questions}
        assert rows == [
            [folded(entry.question), folded(entry.default), folded(entry.alternative), "; ".join(entry.cites)]
            for entry in entries.values()
        ]
        assert rows

    def test_the_edition_and_the_day_of_checking_stand_in_front(self, record):
        front = record(COMPLETE).text.partition("Contents")[0]
        assert (
            "Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744, text in force on 27 July 2026" in front
        )
        assert "23 November 2026" in front

"""A rule as an expression: short enough for Excel, right with odd labels, and left out where nothing can change it."""

import pytest

from pipeline.formats.xlsx_rule import EXPRESSION_LIMIT, NESTING_LIMIT, AnswerCells, nesting, quoted
from pipeline.model.form_rule import ALWAYS_APPLIES, NEVER_APPLIES, UNDECIDED, AllOf, Answered, Contrary, Fixed
from pipeline.model.questionnaire import Form
from pipeline.stages.form_rules import form_rules
from tests.typed import questions_of, vocabularies_of

EXCEL_LIMIT, EXCEL_NESTING, EXCEL_LITERAL = 8_192, 64, 255
ROLE = Answered("roles", ("Yes",), ("No",), several=True)


def cells_of(*questions: str) -> AnswerCells:
    return AnswerCells(
        {name: f"'12 Development’s'!$E${row}" for row, name in enumerate(questions, 100)},
        {name: f"'12 Development’s'!$J${row}" for row, name in enumerate(questions, 100)},
        "Does not apply",
    )


def test_the_limits_leave_room_for_the_status_around() -> None:
    assert EXPRESSION_LIMIT <= EXCEL_LIMIT - 600
    assert NESTING_LIMIT <= EXCEL_NESTING - 5


@pytest.mark.parametrize("form", Form)
def test_every_shipped_condition_fits_into_a_formula(catalogue, form, record_property) -> None:
    questions = questions_of(catalogue.questionnaire, form)
    rules = form_rules(questions, vocabularies_of(catalogue.questionnaire))
    live = [each.id for each in questions if not isinstance(rules[each.id], Fixed)]
    cells = cells_of(*(each.id for each in questions))
    written = {name: cells.worth(rules[name]) for name in live}
    assert [name for name, expression in written.items() if expression == "0.5"] == []
    longest = max(map(len, written.values()))
    record_property("counted", f"{form} form: {len(live)} questions follow answers live, {longest} characters at most")


@pytest.mark.parametrize("rule", [ALWAYS_APPLIES, UNDECIDED])
def test_a_question_that_nothing_takes_away_gets_no_formula(rule) -> None:
    assert cells_of().where_asked(rule, '"missing"', '"does not apply"') == '"missing"'


def test_a_question_that_nothing_brings_back_gets_none_either() -> None:
    assert cells_of().where_asked(NEVER_APPLIES, '"missing"', '"does not apply"') == '"does not apply"'


def test_a_question_shows_the_one_word_only_where_its_rule_is_worth_nothing() -> None:
    cells = cells_of("any")
    rule = Answered("any", ("Yes",), ("No",))
    assert cells.where_asked(rule, '"missing"', '"n/a"') == f'IF({cells.worth(rule)}=0,"n/a","missing")'


@pytest.mark.parametrize(
    "rule",
    [
        AllOf(tuple(Answered("roles", (f"Label {number} {'x' * 100}",), ()) for number in range(60))),
        Answered(
            "roles", tuple(f"L{number}" for number in range(40)), tuple(f"M{number}" for number in range(20)), True
        ),
    ],
    ids=["too long", "too deep"],
)
def test_what_excel_would_refuse_leaves_the_question_undecided(rule) -> None:
    assert cells_of("roles").worth(rule) == "0.5"


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("1", 0),
        ("(1-MAX(0,1))", 2),
        ('FIND("((((",A1)', 1),
        ("TRIM('a ((''( b'!A1)", 1),
        ('IF(A1="a""((",1,MIN(1))', 2),
    ],
)
def test_brackets_in_texts_and_in_names_of_sheets_nest_nothing(text, depth) -> None:
    assert nesting(text) == depth


@pytest.mark.parametrize(("text", "expression"), [("", '""'), ("Yes", '"Yes"'), ('a "b"', '"a ""b"""')])
def test_a_text_is_quoted(text, expression) -> None:
    assert quoted(text) == expression


def test_a_long_text_is_quoted_in_pieces_that_excel_takes() -> None:
    pieces = quoted("x" * 600).split("&")
    assert "".join(piece.strip('"') for piece in pieces) == "x" * 600
    assert max(map(len, pieces)) <= EXCEL_LITERAL


def test_the_contrary_of_a_part_is_what_is_left_to_one() -> None:
    cells = cells_of("roles")
    assert cells.worth(Contrary(ROLE)) == f"(1-{cells.worth(ROLE)})"

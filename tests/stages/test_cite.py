"""Citations as people type them, what lies below them and above them, and their order."""

import pytest

from pipeline.stages.cite import in_order, is_at_or_below, points_above, read_citation


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Art 11(1)", "Art 11(1)"),
        ("art 11 (1)", "Art 11(1)"),
        ("ARTICLE 13 (3) (B) (II)", "Art 13(3)(b)(ii)"),
        ("Art. 13", "Art 13"),
        ("art4A(1)(b)", "Art 4a(1)(b)"),
        ("Art\u00a013(3)", "Art 13(3)"),
        ("annex iv(2)(d)", "Annex IV(2)(d)"),
        ("Annex  IV (2) (D)", "Annex IV(2)(d)"),
        ("ANNEX I(A)(11)", "Annex I(A)(11)"),
        ("annex vii(4.6)", "Annex VII(4.6)"),
        ("annexiii", "Annex III"),
        ("Art 13 ( 3 ) ( b )", "Art 13(3)(b)"),
        ("reg (eu) 2019/881", "Reg (EU) 2019/881"),
        ("Directive (EU) 2016/680 Article 12(1)", "Dir (EU) 2016/680 Art 12(1)"),
    ],
)
def test_blanks_and_letter_case_are_forgiven(typed, meant):
    assert str(read_citation(typed)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Art",
        "Annex",
        "Art 0",
        "Art 13(",
        "Art 13 3",
        "Art 1 3",
        "Annex I V",
        "Article thirteen",
        "Annex 4",
        "AIV-2-d.1",
        "high-risk",
        "(3)",
    ],
)
def test_what_the_grammar_does_not_know_is_no_citation(text):
    assert read_citation(text) is None


@pytest.mark.parametrize(
    ("cited", "point", "lies"),
    [
        ("Art 13(3)(b)", "Art 13", True),
        ("Art 13(3)(b)", "Art 13(3)(b)", True),
        ("Art 13(3)(b)(ii)", "Art 13(3)(b)", True),
        ("Art 13", "Art 13(3)", False),
        ("Art 13(1)", "Art 1", False),
        ("Art 4a(1)", "Art 4", False),
        ("Art 5(1)(ba)", "Art 5(1)(b)", False),
        ("Art 5(1a)", "Art 5(1)", False),
        ("Annex IV(2)", "Annex I", False),
        ("Annex VIII(A)(1)", "Annex VIII(a)", True),
        ("Annex VII(3.1)(a)", "Annex VII(3)", True),
        ("Annex VII(3.1)(a)", "Annex VII(3.1)", True),
        ("Annex VII(3)", "Annex VII(3.1)", False),
        ("Reg (EU) 2024/2847 Art 12(1)", "Reg (EU) 2024/2847", True),
        ("Dir (EU) 2016/680", "Dir (EU) 2016/68", False),
    ],
)
def test_a_point_holds_what_lies_below_it_and_nothing_that_only_begins_like_it(cited, point, lies):
    assert is_at_or_below(cited, point) is lies


@pytest.mark.parametrize(
    ("point", "above"),
    [
        ("Art 13(3)(b)(ii)", ["Art 13(3)(b)", "Art 13(3)", "Art 13"]),
        ("Annex III(4)(a)", ["Annex III(4)", "Annex III"]),
        ("Art 13", []),
    ],
)
def test_the_points_above_come_nearest_first(point, above):
    assert list(points_above(point)) == above


def test_citations_are_put_in_order_as_numbers_and_a_firm_s_own_are_left_out():
    order = sorted(in_order(["Annex IV(2)", "Art 13(3)", "house rule 7", "Art 4a(1)", "Art 4(1)"]))
    assert list(map(str, order)) == ["Art 4(1)", "Art 4a(1)", "Art 13(3)", "Annex IV(2)"]

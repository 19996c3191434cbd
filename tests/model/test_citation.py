"""Citations: what the grammar takes, what it refuses, and the order of the Act."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.citation import Citation, in_ranges

IN_ORDER = (
    "Art 4",
    "Art 4(1)",
    "Art 4a",
    "Art 4a(1)(b)",
    "Art 4a(1)(c)",
    "Art 5(1)",
    "Art 5(1)(b)",
    "Art 5(1)(ba)",
    "Art 5(1)(bb)",
    "Art 5(1)(c)",
    "Art 5(1)(h)(iii)",
    "Art 5(1a)",
    "Art 5(1a)(i)",
    "Art 5(2)",
    "Art 5(10)",
    "Art 11(1)",
    "Art 13(3)(b)(ii)",
    "Art 13(3)(b)(iv)",
    "Art 13(3)(b)(v)",
    "Art 13(3)(b)(ix)",
    "Art 13(3)(b)(x)",
    "Art 16",
    "Art 16(b)",
    "Art 16(i)",
    "Art 16(l)",
    "Art 75d(1)",
    "Art 100",
    "Annex I(A)(2)",
    "Annex I(A)(11)",
    "Annex I(B)(1)",
    "Annex III(1)(a)",
    "Annex IV",
    "Annex IV(1)(a)",
    "Annex IV(2)(d)",
    "Annex V(8)",
    "Annex VII(4)",
    "Annex VII(4.2)(a)",
    "Annex VII(4.6)",
    "Annex VII(5)",
    "Annex VIII(A)",
    "Annex VIII(A)(5)",
    "Annex IX(1)",
    "Annex XII(1)(a)(i)",
    "Annex XIII(a)",
    "Annex XIV(2a)",
    "Annex XIX",
    "Annex XX",
    "Dir (EU) 2016/680",
    "Dir (EU) 2016/680 Art 27",
    "Reg (EU) 2016/679",
    "Reg (EU) 2019/88",
    "Reg (EU) 2019/881",
    "Reg (EU) 2024/2847 Art 12(1)",
    "Reg (EU) 2024/2847 Art 12(2)",
)

REFUSED = (
    "",
    "Art",
    "Art 0",
    "Art 011(1)",
    "Art 1000",
    "Art 11 (1)",
    "Art 11(1) ",
    " Art 11(1)",
    "Art 11(1)\n",
    "Art 11()",
    "Art 11(0)",
    "Art 11(1",
    "Art 11(1)(2)",
    "Art 11(4.6)",
    "Art 11(A)",
    "Art 9(1)-(2)",
    "Art 13(3)(b)(iiii)",
    "Art 13(3)(b)(vx)",
    "Art 13(3)(b)(2)",
    "Art \u0661\u0661",
    "Art. 11(1)",
    "Article 11(1)",
    "art 11(1)",
    "Annex",
    "Annex 4",
    "Annex iv",
    "Annex IIII",
    "Annex IV, point 2(d)",
    "Annex IV (2)",
    "Annex VIII(AB)(5)",
    "Annex VIII(A)(5)(b)(ii)(c)",
    "Annex VII(4.0)",
    "Reg 2019/881",
    "Reg (EC) 765/2008",
    "Reg (EU) 765/2008",
    "Reg (EU) 2019/0881",
    "Reg (EU) 2019/881 ",
    "Reg (EU) 2019/881 Annex I",
    "Dir (EU) 2016/680Art 1",
)

UNITS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
ROMANS = [tens + units for tens in ("", "x", "xx", "xxx") for units in UNITS if tens + units]


def optional(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | part.map("({})".format)


def joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


numbers = st.integers(1, 999).map(str)
insertions = st.sampled_from(["", "a", "b", "i"])
romans = st.sampled_from(ROMANS)
letters = st.sampled_from(["a", "i", "v", "ba", "zz"])
points = st.just("") | joined(letters.map("({})".format), optional(romans))
articles = joined(st.just("Art "), numbers, insertions, optional(joined(numbers, insertions)), points)
annexes = joined(
    st.just("Annex "),
    romans.map(str.upper),
    optional(st.sampled_from("ABC")),
    optional(joined(numbers, insertions | numbers.map(".{}".format))),
    points,
)
acts = joined(
    st.sampled_from(["Reg (EU) ", "Dir (EU) "]),
    st.integers(2000, 2099).map(str),
    st.integers(1, 99999).map("/{}".format),
    st.just("") | articles.map(" {}".format),
)
citations = articles | annexes | acts


@pytest.mark.parametrize("text", IN_ORDER)
def test_a_citation_prints_back_what_was_read(text: str) -> None:
    assert str(Citation.parse(text)) == text


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_in_the_grammar_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValueError, match="not a citation") as refusal:
        Citation.parse(text)
    assert repr(text) in str(refusal.value)


def test_citations_sort_in_the_order_of_the_act() -> None:
    alphabetical = sorted(IN_ORDER)
    assert tuple(alphabetical) != IN_ORDER
    assert tuple(map(str, sorted(map(Citation.parse, alphabetical)))) == IN_ORDER


@given(citations, citations)
def test_any_citation_survives_the_round_trip_and_has_one_place_in_the_order(one: str, other: str) -> None:
    first, second = Citation.parse(one), Citation.parse(other)
    assert Citation.parse(str(first)) == first
    assert str(first) == one
    assert [first < second, first == second, first > second].count(True) == 1
    assert (first == second) is (one == other)


@pytest.mark.parametrize(
    ("cites", "printed"),
    [
        (("Art 47(1)", "Art 47(2)", "Art 47(3)", "Art 47(4)"), ("Art 47(1)-(4)",)),
        (("Art 17(1)(b)", "Art 17(1)(c)", "Art 17(1)(f)"), ("Art 17(1)(b)-(c)", "Art 17(1)(f)")),
        (("Art 47(1)", "Art 47(2)", "Annex V(1)", "Annex V(2)"), ("Art 47(1)-(2)", "Annex V(1)-(2)")),
        (("Annex IV(9)", "Annex IV(10)"), ("Annex IV(9)-(10)",)),
        (("Art 5(1)(b)", "Art 5(1)(ba)", "Art 5(1)(c)"), ("Art 5(1)(b)", "Art 5(1)(ba)", "Art 5(1)(c)")),
        (("Art 9", "Art 10"), ("Art 9", "Art 10")),
        (("Art 9(2)", "Art 9(1)"), ("Art 9(2)", "Art 9(1)")),
        (("Art 9(1)", "Art 10(2)"), ("Art 9(1)", "Art 10(2)")),
        ((), ()),
    ],
)
def test_citations_that_follow_each_other_are_printed_as_a_range(
    cites: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    assert in_ranges(cites) == printed

"""The name that was meant: slips of the keyboard are counted, and a misspelled part finds its siblings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.stages.nearest import nearest, slips_between

WORDS = st.text("abcde_", max_size=12)


@given(WORDS, WORDS)
def test_slips_are_the_same_both_ways_and_none_only_between_equals(left: str, right: str) -> None:
    assert slips_between(left, right) == slips_between(right, left)
    assert (slips_between(left, right) == 0) is (left == right)
    assert abs(len(left) - len(right)) <= slips_between(left, right) <= max(len(left), len(right))


@given(WORDS.filter(bool), st.data())
def test_one_slip_is_one(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    assert slips_between(word, word[:place] + word[place + 1 :]) == 1
    assert slips_between(word, word[:place] + "z" + word[place:]) == 1
    assert slips_between(word, word[:place] + "z" + word[place + 1 :]) == 1
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    assert slips_between(word, swapped) == (swapped != word)


KNOWN = ("purpose.context", "purpose.conditions", "system.context_of_law", "data.sets", "data", "oversight.needs")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("purpose.context", "purpose.context"),
        ("purpose.contxt", "purpose.context"),
        ("purpsoe.context", "purpose.context"),
        ("purpsoe.contxt", "purpose.context"),
        ("system.context", "purpose.context"),
        ("other.needs", "oversight.needs"),
        ("needs", "oversight.needs"),
        ("dta", "data"),
        ("nothing.alike", ""),
    ],
)
def test_the_nearest_name_is_near_in_every_part_or_has_the_same_end(written: str, meant: str) -> None:
    assert nearest(written, KNOWN) == meant


def test_where_nothing_is_known_nothing_is_near() -> None:
    assert nearest("purpose.context", ()) == ""

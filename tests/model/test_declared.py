"""What hangs on a declaration alone is worked out once, and goes with the declaration."""

import pickle

from msgspec.structs import replace

from pipeline.model.declared import Declared


class Letters(Declared, frozen=True):
    text: str


def spelled(letters: Letters) -> list[str]:
    return list(letters.text)


def length(letters: Letters) -> int:
    return len(letters.text)


def test_a_function_is_called_once_for_a_declaration_and_each_function_gives_its_own() -> None:
    word = Letters("law")
    assert word.once(spelled) == ["l", "a", "w"]
    assert word.once(spelled) is word.once(spelled)
    assert word.once(length) == 3


def test_another_declaration_has_nothing_of_the_first_though_it_is_made_of_it() -> None:
    word = Letters("law")
    made = word.once(spelled)
    for other in (replace(word), replace(word, text="act"), pickle.loads(pickle.dumps(word))):  # noqa: S301 - our own
        assert other.once(spelled) is not made
        assert other.once(spelled) == list(other.text)


def test_what_was_worked_out_makes_no_declaration_another_one() -> None:
    word = Letters("law")
    word.once(spelled)
    assert word == Letters("law")
    assert hash(word) == hash(Letters("law"))

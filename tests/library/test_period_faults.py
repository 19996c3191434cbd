"""Faults in the periods for which documents are kept, as a firm's own file may bring them in."""

import pytest

from pipeline.library.declarations import read_inquiry
from pipeline.library.reading import DeclarationError
from tests.library.test_declarations import LAW, SCHEMAS

FILE = f"{LAW}/keeping.toml"


def overlay(keys: str) -> list[dict[str, bytes]]:
    return [{FILE: f'[[period]]\nid = "file"\n{keys}\n'.encode()}]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('counted_from = "system.name"', "counted_from: system.name is no day that is asked for"),
        ('counted_from = "system.stamp"', "counted_from: system.stamp is no day that is asked for"),
        ('not_before = "scope.products"', "not_before: scope.products is no day that is asked for"),
        ('counted_from = ""', "years: a day to count from and a number of years belong together"),
        ("years = 0", "years: a day to count from and a number of years belong together"),
        ('open_question = "nobody"', "open_question: nobody is none"),
        ('words = { dated = "until {end}" }', "words.dated: may name in braces day, years, start, number"),
        ('words = { undated = "until {day}" }', "words.undated: may name in braces years, number"),
        ('words = { unsettled = "open {" }', "words.unsettled: may name in braces id"),
        ('words = { undecided = "on {numbers.first}" }', "words.undecided: may name in braces numbers"),
        ('when = "law.keeping"', "when: law.keeping is neither asked for nor decided"),
        ('cites = ["Artikel 18"]', "cites: not a citation: 'Artikel 18'"),
        ("until = 2025-01-01", "until: 2025-01-01 is the text_state of no edition"),
    ],
)
def test_a_fault_is_told_with_the_period_and_the_key(keys: str, told: str) -> None:
    with pytest.raises(DeclarationError) as error:
        read_inquiry(SCHEMAS, overlay(full(keys)))
    assert f"{FILE} file: {told}" in str(error.value)


def full(keys: str) -> str:
    """Return keys, with all sentences where one is among them: a period has those of the head, or its own."""
    if not keys.startswith("words"):
        return keys
    named = keys.removeprefix("words = { ").removesuffix(" }")
    rest = [name for name in ("dated", "undated", "at_least", "undecided", "unsettled") if not named.startswith(name)]
    return "words = { " + ", ".join([named, *(f'{name} = "so"' for name in rest)]) + " }"


def test_a_firm_counts_longer() -> None:
    (file, *_) = read_inquiry(SCHEMAS, overlay("years = 15")).law.periods
    assert (file.years, file.counted_from, file.cites) == (15, "system.last_supply", ("Art 18(1)", "Art 47(1)"))

"""Faults in what a firm says of its clients' own files: told with file and entry, before anything is read."""

from functools import cache

import pytest

from pipeline.library.declarations import check_documents, read_documents, read_inquiry
from pipeline.library.reading import DeclarationError
from pipeline.model.imports import Imports
from pipeline.model.inquiry import InquiryBook
from tests.library.test_declarations import SCHEMAS, SHARED

CARD, OWN = "imports/model-card.toml", "imports/inventory.toml"


@cache
def shipped() -> InquiryBook:
    return read_inquiry(SCHEMAS)


def read(text: str, file: str = CARD) -> Imports:
    documents = read_documents({}, SHARED, [{file: text.encode()}])
    check_documents(documents, shipped())
    return documents.imports


def entry(keys: str, name: str = "limitations") -> str:
    return f'[[entry]]\nid = "{name}"\n{keys}\n'


COLUMN = '[[entry.column]]\nid = "name"\nkeys = ["k"]\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (entry('fact = "performance.limits"'), "limitations: fact: performance.limits is asked for by no question"),
        (entry('fact = "law.class"'), "limitations: fact: law.class is asked for by no question"),
        (entry('fact = "data.data_sets[].name"'), "limitations: fact: data.data_sets[].name is asked for by no"),
        (entry("headings = []"), "limitations: keys: neither keys nor headings are named"),
        (entry('fact = "architecture.diagram"'), "limitations: architecture.diagram names files or rows of ours"),
        (entry("codes = {a = 'b'}"), "limitations: codes: performance.limitations has no choices"),
        (entry(f"{COLUMN}"), "limitations: column: performance.limitations is no table"),
        (entry('headings = ["a"]', "metrics"), "metrics: headings: those of a table stand at its columns"),
        (entry('codes = {a = "b"}', "metrics"), "metrics: codes: those of a table stand at its columns"),
        (
            entry(COLUMN.replace("name", "mark"), "metrics"),
            "metrics: column mark: performance.metrics has no such column",
        ),
        (
            entry(COLUMN.replace("name", "data_sets"), "metrics"),
            "metrics: column data_sets: performance.metrics[].data_sets names files or rows of ours",
        ),
        (entry(f'{COLUMN}words = "on"', "metrics"), "metrics: column name: words: hold {} in a text"),
        (
            entry(f'{COLUMN.replace("name", "value")}words = "on {{}}"', "metrics"),
            "metrics: column value: words: hold {} in a text",
        ),
        (
            entry(f'{COLUMN}[[entry.column]]\nid = "used_for"\nvalue = "fun"', "data-sets"),
            "data-sets: column used_for: value: fun is none of its choices",
        ),
        (
            entry(f'{COLUMN.replace("name", "measures")}codes = {{a = "speed"}}', "metrics"),
            "metrics: column measures: codes: speed is none of the choices of performance.metrics[].measures",
        ),
        (entry('fact = "conformity.steps"', "metrics"), "metrics: fact: the rows of conformity.steps are those of a"),
        (entry('of = ["pdf"]'), "limitations: of[0]: pdf is no value for it; known are model-card, json"),
        (entry('heading = ["a"]'), "limitations: there is no key heading here"),
    ],
)
def test_a_fault_is_told_with_file_and_entry(text: str, told: str) -> None:
    with pytest.raises(DeclarationError) as error:
        read(text)
    assert f"{CARD} {told}" in str(error.value).splitlines()[0]


def test_an_id_that_stands_in_two_files_is_told() -> None:
    with pytest.raises(DeclarationError, match=f"{OWN} limitations: id: stands twice"):
        read('[source]\nof = ["json"]\n' + entry('fact = "system.name"\nkeys = ["n"]'), OWN)


def test_a_firm_adds_entries_in_files_of_its_own_and_lays_others_over_the_shipped_ones() -> None:
    added = read('[source]\nof = ["json"]\n' + entry('fact = "system.name"\nkeys = ["app"]', "own"), OWN)
    assert [each.keys for each in added.entries if each.file == OWN] == [("app",)]
    changed = read(entry('headings = ["Grenzen"]'))
    assert [each.headings for each in changed.entries if each.id == "limitations"] == [("Grenzen",)]
    told = read('[[placeholder]]\nid = "folgt"\nwords = "Folgt noch"', "imports/placeholders.toml")
    assert told.placeholders[-1].words == "Folgt noch"

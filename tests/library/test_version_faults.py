"""What is said of the questions of earlier forms leads to a question of today, and is told where it does not."""

import pytest

from pipeline.library.declarations import read_inquiry
from pipeline.library.reading import DeclarationError
from tests.library.test_declarations import SCHEMAS

NAME = "questionnaire/versions.toml"


def change(keys: str, old: str = "system.old") -> str:
    return f'[[change]]\nid = "{old}"\nbrought_by = "2"\nwhy = "W."\n{keys}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (change('to = [{id = "system.nme"}]'), "system.old: to: system.nme is asked by no question"),
        (
            change('to = [{id = "data.data_sets[].origin"}]', "data.data_sets[].source"),
            "data.data_sets[].source: to: data.data_sets[].origin is asked by no question",
        ),
        (
            change('to = [{id = "data.trains_models", values = {own = "maybe"}}]'),
            "system.old: to: data.trains_models: maybe is no answer to it",
        ),
        (
            change('to = [{id = "system.roles", values = {maker = "boss"}}]'),
            "system.old: to: system.roles: boss is no answer to it",
        ),
        (change("", "system.name"), "system.name: is asked today; an old id is not used again"),
        (
            change("").replace('"2"', '"7"'),
            "system.old: brought_by: '7' is none of the versions after the first: 2",
        ),
    ],
)
def test_a_change_that_leads_nowhere_is_told_with_file_and_entry(text: str, told: str) -> None:
    with pytest.raises(DeclarationError) as error:
        read_inquiry(SCHEMAS, [{NAME: text.encode()}])
    assert str(error.value).splitlines() == [f"{NAME}: {told}"]


@pytest.mark.parametrize(
    "text",
    [
        change('to = [{id = "system.name"}]'),
        change('to = [{id = "data.trains_models", values = {own = "yes", none = "no"}}]'),
        change('to = [{id = "scope.product_law"}]'),
        change(""),
    ],
)
def test_a_change_that_leads_to_a_question_or_on_to_another_change_is_read(text: str) -> None:
    book = read_inquiry(SCHEMAS, [{NAME: text.encode()}])
    assert "system.old" in {each.id for each in book.questionnaire.changes}

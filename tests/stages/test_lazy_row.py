"""A row of a register works out what is asked for, and nothing else."""

from functools import partial

import pytest

from pipeline.stages.lazy_row import LazyRow


def test_an_entry_is_worked_out_when_it_is_asked_for_and_no_other_is() -> None:
    asked: list[str] = []

    def entry(name: str) -> str:
        asked.append(name)
        return name.upper()

    row = LazyRow({name: partial(entry, name) for name in ("id", "title")})
    assert list(row) == ["id", "title"]
    assert asked == []
    assert row.title == "TITLE"
    assert asked == ["title"]


def test_what_a_row_does_not_have_is_told_as_of_any_view() -> None:
    with pytest.raises(AttributeError):
        _ = LazyRow({}).title

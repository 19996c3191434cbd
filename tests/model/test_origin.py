"""Where a document comes from, as it says itself."""

import pytest

from pipeline.model.origin import Origin, read_origin

ORIGIN = Origin("ranker", "annex-iv", 3, "a" * 64, "b" * 64)


def test_what_is_written_is_read_again():
    assert read_origin(str(ORIGIN)) == ORIGIN


@pytest.mark.parametrize(
    "text",
    ["", "ranker", str(ORIGIN).replace(" 3 ", " three "), f"{ORIGIN} more", str(ORIGIN).replace("ranker", "")],
    ids=["nothing", "too little", "no number", "too much", "a gap"],
)
def test_anything_else_is_no_origin(text):
    assert read_origin(text) is None

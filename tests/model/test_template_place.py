import pytest

from pipeline.model.template import Spot
from pipeline.model.template_place import place_of

PART = "word/document.xml"


@pytest.mark.parametrize(
    ("spot", "told"),
    [
        (Spot(""), ""),
        (Spot(PART), "body"),
        (Spot("word/footer1.xml", "footer", paragraph=1), "footer, paragraph 1"),
        (Spot(PART, heading="Data", paragraph=40, below=2), 'body, heading "Data", paragraph 2'),
        (Spot(PART, table=3), "body, table 3"),
        (Spot(PART, table=3, row=2), "body, table 3, row 2"),
        (Spot(PART, heading="Data", table=3, row=2, cell=1), 'body, heading "Data", table 3, row 2, cell 1'),
    ],
)
def test_a_spot_is_told_from_the_part_down_to_the_cell_or_paragraph(spot: Spot, told: str) -> None:
    assert place_of(spot, "t.docx").paragraph == told


def test_a_place_keeps_template_part_and_text() -> None:
    place = place_of(Spot(PART, excerpt="{{ x }}"), "t.docx")
    assert (place.template, place.part, place.excerpt) == ("t.docx", PART, "{{ x }}")

"""Every point of law that the three documents answer is found in the documents of every sample, in order."""

import re

import pytest

from tests.documents import Printed
from tests.samples import SAMPLES

ANNEX_IV = (
    "1",
    *(f"1({letter})" for letter in "abcdefgh"),
    "2",
    *(f"2({letter})" for letter in "abcdefgh"),
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
)
ARTICLE_13 = (
    "(a)",
    "(b)",
    *(f"(b)({numeral})" for numeral in ("i", "ii", "iii", "iv", "v", "vi", "vii")),
    "(c)",
    "(d)",
    "(e)",
    "(f)",
)
ANNEX_V = tuple(str(point) for point in range(1, 9))

POINTS = {"annex-iv": ANNEX_IV, "instructions-for-use": ARTICLE_13, "declaration-of-conformity": ANNEX_V}


def labels_of(document: Printed, points: tuple[str, ...]) -> list[str]:
    """Return the points that head a section, in the order of the document."""
    labels = [heading.partition(" ")[0] for heading in document.headings]
    return [label for label in labels if label in points]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", POINTS)
def test_each_point_heads_a_section_in_order(built, sample, name):
    document = Printed((built / sample / f"{name}.docx").read_bytes())
    assert labels_of(document, POINTS[name]) == list(POINTS[name])


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", POINTS)
def test_under_each_heading_stands_something(built, sample, name):
    """Either words, a table, or a deeper heading: no heading ends a document or stands above its equal, bare."""
    document = Printed((built / sample / f"{name}.docx").read_bytes())
    empty = [heading for heading in document.headings if not document.section(heading)]
    # A point that has only parts has their headings under it.
    following = dict(zip(document.headings, [*document.headings[1:], ""], strict=True))
    points = [heading.partition(" ")[0] for heading in empty]
    parts = [following[heading].partition(" ")[0] for heading in empty]
    assert [(point, part) for point, part in zip(points, parts, strict=True) if not part.startswith(point[:1])] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_requirement_index_names_each_point_of_annex_iv(built, sample):
    document = Printed((built / sample / "annex-iv.docx").read_bytes())
    index = document.section("Requirement index")
    for point in ANNEX_IV:
        if re.fullmatch(r"[12]", point):
            continue  # points of which only the parts ask for anything
        cite = re.sub(r"^(\d)", r"Annex IV(\1)", point)
        assert cite in index


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", POINTS)
def test_a_document_says_what_it_is_and_ends_as_it_should(built, sample, name):
    document = Printed((built / sample / f"{name}.docx").read_bytes())
    assert document.lines[-1].startswith("End of document")
    assert document.document.core_properties.title
    assert document.document.core_properties.language == "en"
    number = re.search(r"[A-Z0-9-]+-(AIV|IFU|DOC)", document.text + document.running)
    assert number is not None
    assert "Regulation (EU) 2024/1689" in document.text

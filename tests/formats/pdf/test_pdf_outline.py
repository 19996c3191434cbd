"""Headings are found in a PDF's outline by their words and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.docx_contents import Heading
from pipeline.formats.pdf_outline import OutlineEntry, laid_out, match
from tests.papers import outline, paper


def headings(*texts: str) -> tuple[Heading, ...]:
    return tuple(Heading(text, (f"b{number}",)) for number, text in enumerate(texts))


def entries(*pairs: tuple[str, int]) -> tuple[OutlineEntry, ...]:
    return tuple(OutlineEntry(title, page) for title, page in pairs)


@pytest.mark.parametrize(
    ("ours", "theirs", "pages"),
    [
        pytest.param(("A", "B"), (("A", 1), ("B", 4)), (1, 4), id="as they are"),
        pytest.param(("1\tScope",), (("1 Scope", 3),), (3,), id="a tab is a blank"),
        pytest.param(("Art\u00a010(1)\tData",), (("Art 10(1)Data", 3),), (3,), id="no-break blank, tab that is gone"),
        pytest.param(("Line\none",), (("Line one", 3),), (3,), id="a line break"),
        pytest.param(("Data", "Data", "Data"), (("Data", 2), ("Data", 5), ("Data", 5)), (2, 5, 5), id="the same words"),
        pytest.param(("A", "Data", "B", "Data"), (("A", 1), ("B", 3), ("Data", 4)), (1, 0, 3, 4), id="one is missing"),
        pytest.param(("A", "B"), (("Cover", 1), ("A", 2), ("Aside", 2), ("B", 3)), (2, 3), id="one too many"),
        pytest.param(("A",), (), (0,), id="no outline"),
        pytest.param((), (("A", 1),), (), id="no headings"),
    ],
)
def test_each_heading_gets_the_page_of_its_entry(ours, theirs, pages):
    assert match(headings(*ours), entries(*theirs)) == pages


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 9)), max_size=30))
def test_an_outline_of_all_headings_is_matched_whole(pairs):
    ours = headings(*(title for title, _ in pairs))
    assert match(ours, entries(*pairs)) == tuple(page for _, page in pairs)


def test_pages_are_read_from_a_file_with_entries_of_any_level():
    pdf = paper([("A", 2), ("B", 2), ("A", 4)], count=6)
    assert [entry.page for entry in outline(pdf)] == [2, 2, 4]
    laid = laid_out(pdf, headings("A", "B", "A"))
    assert (laid.pages, laid.count) == ({"b0": 2, "b1": 2, "b2": 4}, 6)


def test_every_bookmark_on_a_heading_has_its_page():
    laid = laid_out(paper([("A", 2)]), (Heading("A", ("_Toc1", "s1_a")),))
    assert laid.pages == {"_Toc1": 2, "s1_a": 2}


@pytest.mark.parametrize("name", ["t_1", "t5F1"])
def test_a_bookmark_elsewhere_is_found_where_the_file_names_its_place(name):
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper([("A", 1)], count=3))))
    writer.add_named_destination(title=name, page_number=2)
    made = io.BytesIO()
    writer.write(made)
    assert laid_out(made.getvalue(), headings("A"), ("t_1", "b0")).pages == {"t_1": 3, "b0": 1}

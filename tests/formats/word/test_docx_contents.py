"""Page numbers in a document: each entry and each named page gets its own, once or twice gives the same bytes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.formats.docx_contents import headings_of, pages_wanted, write_pages
from pipeline.formats.docx_fields import fields_of
from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_markup import field, qn, serialise, w, words
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.fact_list import facts

BODY = "word/document.xml"
END = '<w:p><w:pPr><w:pStyle w:val="EndMark"/>'
BOOKMARKS = ("s1_index", "s2_general", "s3_data", "s4_pictures", "s5_evidence", "s6_signed")


@pytest.fixture(scope="module")
def template(file, labels, style) -> bytes:
    return build_template(file, labels, style, facts())


@pytest.fixture
def document(template, context_of) -> bytes:
    return render(template, context_of())


@pytest.fixture
def without_pictures(template, context_of) -> bytes:
    return render(template, context_of(shown=False))


def body_of(document: bytes):
    return etree.fromstring(read_parts(document)[BODY])


def entries(document: bytes) -> list[str]:
    """Return the entries of the contents list as a reader sees them, a tab for each tab."""
    found = []
    for link in body_of(document).iter(qn("hyperlink")):
        pieces = link.iter(qn("t"), qn("tab"))
        found.append("".join(piece.text or "" if piece.tag == qn("t") else "\t" for piece in pieces))
    return found


def complaints(document: bytes) -> tuple[str, ...]:
    parts = read_parts(document)
    roots, broken = parse_parts(parts)
    return broken or lint(parts, roots)


class TestTheListAsItIsMade:
    def test_it_is_a_field_that_word_can_count_anew_and_asks_nobody(self, document):
        made = fields_of(body_of(document))
        assert [one.instruction.strip() for one in made if one.kind == "TOC"] == ['TOC \\o "1-3" \\h \\z \\u']
        settings = read_parts(document)["word/settings.xml"].decode()
        assert "updateFields" not in settings
        assert "dirty" not in read_parts(document)[BODY].decode()

    def test_its_entries_have_neither_numbers_nor_a_tab_towards_them(self, document):
        assert entries(document) == [
            "Requirement index",
            "1\tGeneral description",
            "2(d)\tData sets",
            "Pictures",
            "Evidence register",
            "Signature",
        ]

    def test_an_entry_of_a_section_that_is_left_out_goes_and_the_field_still_ends(self, without_pictures):
        assert "Pictures" not in entries(without_pictures)
        assert complaints(without_pictures) == ()

    def test_it_begins_and_ends_although_its_first_and_last_sections_are_left_out(
        self, file, labels, style, context_of
    ):
        from msgspec.structs import replace

        ends = tuple(replace(section, left_out_when="true") for section in (file.section[0], file.section[-1]))
        shortened = replace(file, section=(ends[0], *file.section[1:-1], ends[1]))
        made = render(build_template(shortened, labels, style, facts()), context_of(shown=False))
        assert complaints(made) == ()
        assert entries(made) == ["1\tGeneral description", "2(d)\tData sets", "Evidence register"]
        contents = next(one for one in fields_of(body_of(made)) if one.kind == "TOC")
        assert len(list(contents.between(qn("hyperlink")))) == 3

    def test_a_certificate_has_none(self, certificate, labels, style):
        made = fields_of(body_of(build_template(certificate, labels, style, facts())))
        assert not [one for one in made if one.kind == "TOC"]


class TestHeadings:
    def test_they_stand_in_order_with_their_bookmarks(self, document):
        found = headings_of(document)
        assert [heading.bookmarks[0] for heading in found] == list(BOOKMARKS)
        assert [heading.text for heading in found][1:3] == ["1 General description", "2(d) Data sets"]

    def test_a_level_may_come_from_the_style_a_style_is_based_on(self, document):
        parts = read_parts(document)
        own = (
            '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="Heading1"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:basedOn w:val="B"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/></w:style></w:styles>'
        )
        styles = parts["word/styles.xml"].decode().replace("</w:styles>", own).encode()
        body = parts[BODY].decode().replace('w:pStyle w:val="Heading1"', 'w:pStyle w:val="Own"', 1).encode()
        assert headings_of(write_parts({**parts, "word/styles.xml": styles, BODY: body})) == headings_of(document)

    def test_a_bookmark_between_paragraphs_belongs_to_the_next_one(self, document, with_body):
        mark = '<w:bookmarkStart w:id="90" w:name="_Toc1"/><w:bookmarkEnd w:id="90"/>'
        at = '<w:p><w:pPr><w:pStyle w:val="Heading2"/>'
        assert headings_of(with_body(document, at, mark + at))[2].bookmarks[:2] == ("_Toc1", "s3_data")

    def test_a_heading_without_words_is_none(self, document, with_body):
        empty = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:p>'
        assert headings_of(with_body(document, END, f"{empty}{END}")) == headings_of(document)


class TestNumbers:
    def test_each_entry_ends_with_its_page_as_a_field(self, document):
        pages = {name: number for number, name in enumerate(BOOKMARKS, 4)}
        numbered = write_pages(document, pages, 12)
        assert [line.rpartition("\t")[2] for line in entries(numbered)] == ["4", "5", "6", "7", "8", "9"]
        assert [line.rpartition("\t")[0] for line in entries(numbered)] == entries(document)
        asked = [one.instruction.strip() for one in fields_of(body_of(numbered)) if one.kind == "PAGEREF"]
        assert asked == [f"PAGEREF {name} \\h" for name in BOOKMARKS]
        assert complaints(numbered) == ()

    def test_other_pages_take_the_place_of_the_first(self, document):
        once = write_pages(document, dict.fromkeys(BOOKMARKS, 5), 12)
        assert write_pages(once, dict.fromkeys(BOOKMARKS, 7), 9) == write_pages(
            document, dict.fromkeys(BOOKMARKS, 7), 9
        )

    def test_the_foot_of_the_page_says_how_many_there_are(self, document):
        numbered = read_parts(write_pages(document, {}, 417))
        for name in ("word/footer1.xml", "word/footer2.xml"):
            results = {one.kind: one for one in fields_of(etree.fromstring(numbered[name]))}
            assert set(results) == {"PAGE", "NUMPAGES"}
            assert ">417<" in numbered[name].decode()

    def test_what_has_no_known_page_stays_as_it_is(self, document):
        numbered = write_pages(document, {"s2_general": 8}, 12)
        assert entries(numbered)[:2] == ["Requirement index", "1\tGeneral description\t8"]

    def test_a_page_that_is_named_in_the_text_is_written_too(self, document, with_body):
        named = serialise(w("p", words("page "), *field("PAGEREF s3_data \\h"))).partition(b"?>")[2].decode()
        asking = with_body(document, END, f"{named}{END}")
        paragraphs = list(body_of(write_pages(asking, {"s3_data": 31}, 40)).iter(qn("p")))
        assert "".join(piece.text or "" for piece in paragraphs[-2].iter(qn("t"))) == "page 31"

    def test_all_that_is_wanted_is_what_the_list_leads_to(self, document):
        assert pages_wanted(document) == BOOKMARKS
        assert pages_wanted(write_pages(document, dict.fromkeys(BOOKMARKS, 5), 12)) == BOOKMARKS

    @given(
        st.dictionaries(st.sampled_from(BOOKMARKS), st.integers(1, 9999)),
        st.dictionaries(st.sampled_from(BOOKMARKS), st.integers(1, 9999)),
        st.integers(1, 9999),
    )
    def test_numbers_written_twice_are_those_written_once(self, template, earlier, pages, count):
        once = write_pages(template, pages, count)
        assert write_pages(once, pages, count) == once
        assert write_pages(write_pages(once, earlier, 1), pages, count) == write_pages(
            write_pages(template, earlier, 1), pages, count
        )
        stripped = re.sub(r"\t\d+$", "", "\n".join(entries(once)), flags=re.MULTILINE)
        assert stripped == "\n".join(entries(template))

"""What a person writes in zones goes into the next version with all that belongs to it, and no character is lost."""

import io
from typing import TypeVar, cast

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.text.run import CT_R
from docx.text.run import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_outside import outside
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.docx_zone_carry import carry_zones
from pipeline.formats.docx_zones import zones_in
from pipeline.formats.open_package import NoDocumentError
from pipeline.model.context import Gap
from pipeline.model.fact_list import facts
from tests.formats.word.conftest import png
from tests.formats.word.saved_by_word import as_word_saves
from tests.formats.word.test_docx_outside import by_libreoffice
from tests.formats.word.zones import (
    NAMES,
    complaints,
    content_of,
    edited,
    edited_zones,
    framed,
    moves,
    par,
    run,
    saved,
    table,
    with_zones,
    words_in,
    words_of,
    writes,
)

Thing = TypeVar("Thing")


def there(thing: Thing | None) -> Thing:
    """Return what has to be there."""
    assert thing is not None
    return thing


BODY = "word/document.xml"


@pytest.fixture(scope="module")
def zoned(file):
    return with_zones(file, "general", "data", "evidence")


@pytest.fixture(scope="module")
def template(zoned, labels, style) -> bytes:
    return build_template(zoned, labels, style, facts())


@pytest.fixture
def old(template, context_of) -> bytes:
    return render(template, context_of())


@pytest.fixture
def new(template, context_of) -> bytes:
    """The next version: another answer, another revision, a section that no longer applies."""
    return render(template, context_of(purpose="Sorts letters."))


def body_of(document: bytes):
    return etree.fromstring(read_parts(document)[BODY])


def zone_of(document: bytes, key: str):
    return docx.Document(io.BytesIO(document)), content_of(docx.Document(io.BytesIO(document)), key)


class TestZones:
    def test_they_stand_where_they_are_declared_under_their_heading(self, old):
        assert [(zone.key, zone.title, zone.is_written) for zone in zones_in(old).values()] == [
            ("general", "Free text: General description", False),
            ("data", "Free text: Data sets", False),
            ("evidence", "Free text: Evidence register", False),
        ]
        assert edited_zones(old) == ()
        assert complaints(old) == ()

    def test_a_zone_stays_where_its_section_does_not_apply(self, template, context_of):
        document = render(template, context_of(shown=False))
        assert "data" in zones_in(document)
        assert complaints(document) == ()

    def test_a_long_title_leaves_room_for_the_key(self, file, labels, style):
        section = replace(file.section[1], heading="Wide " * 30)
        long = with_zones(replace(file, section=(section, *file.section[2:])), "general")
        (control,) = body_of(build_template(long, labels, style, facts())).iter(qn("alias"))
        assert len(control.get(qn("val"))) <= 64
        assert control.get(qn("val")).endswith("… [zone:general]")

    def test_the_key_is_read_from_the_title_or_from_the_tag(self, old, with_body):
        without_tag = with_body(old, '<w:tag w:val="zone:general"/>', "")
        without_title = with_body(old, '<w:alias w:val="Free text: General description [zone:general]"/>', "")
        assert [*zones_in(without_tag)] == [*zones_in(without_title)] == ["general", "data", "evidence"]

    @pytest.mark.parametrize(
        ("blocks", "text"),
        [
            ([par(run("Mine"))], "Mine"),
            ([par(run("Two ")), par(run("lines"))], "Two \nlines"),
            ([par(run("a"), "<w:r><w:tab/></w:r>", run("b"))], "a b"),
            ([par(run("\u200b"))], ""),
            ([par(run("  "))], ""),
            ([par()], ""),
        ],
    )
    def test_what_is_written_is_told(self, old, blocks, text):
        written = edited(old, writes("general", *blocks))
        zone = zones_in(written)["general"]
        assert zone.text.strip() == text.strip()
        assert (edited_zones(written) == ("general",)) is bool(text)

    def test_the_prompt_that_word_shows_is_not_written(self, old):
        def prompt(document):
            document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
            writes("general", par(run("Click here.", '<w:rStyle w:val="PlaceholderText"/>')))(document)
            there(there(content_of(document, "general").getparent()).find(qn("sdtPr"))).append(
                docx.oxml.OxmlElement("w:showingPlcHdr")
            )

        assert edited_zones(edited(old, prompt)) == ()
        # A program may leave the mark of a prompt where somebody has written.
        assert edited_zones(edited(old, prompt, writes("general", par(run("Mine"))))) == ("general",)

    def test_what_is_no_document_is_told(self, old):
        for call in (
            zones_in,
            edited_zones,
            lambda content: carry_zones(old, content),
            lambda content: carry_zones(content, old),
        ):
            with pytest.raises(NoDocumentError):
                call(b"PK")


class TestCarrying:
    def test_nothing_written_gives_the_very_bytes(self, old, new):
        assert carry_zones(new, old) == replace(carry_zones(new, old), document=new, carried=(), orphans=None)

    def test_text_goes_with_its_looks_and_nothing_else_changes(self, old, new):
        written = edited(old, writes("general", par(run("Plain "), run("bold", "<w:b/>"))))
        made = carry_zones(new, written)
        assert made.carried == ("general",)
        assert made.orphans is None
        assert zones_in(made.document)["general"].text == "Plain bold"
        _, content = zone_of(made.document, "general")
        assert [run_.find(f"{qn('rPr')}/{qn('b')}") is not None for run_ in content.iter(qn("r"))] == [False, True]
        assert outside(made.document) == outside(new)
        assert complaints(made.document) == ()

    def test_equal_input_gives_equal_bytes(self, old, new):
        written = edited(old, writes("general", par(run("Mine"))), moves("data", lambda d: d.add_table(2, 2)))
        remarks = {"general": "The facts beside this text changed."}
        assert carry_zones(new, written, remarks) == carry_zones(new, written, remarks)

    def test_carrying_again_loses_and_gathers_nothing(self, old, new):
        written = edited(old, writes("general", par(run("Mine"))))
        once = carry_zones(new, written, {"general": "Changed."}).document
        again = carry_zones(new, once, {"general": "Changed."}).document
        assert zones_in(again) == zones_in(once)
        assert read_parts(again)["word/comments.xml"].count(b"Changed.") == 1

    def test_a_table_is_followed_by_a_line_to_write_on(self, old, new):
        made = carry_zones(new, edited(old, moves("data", lambda d: d.add_table(1, 2)))).document
        _, content = zone_of(made, "data")
        assert content[-1].tag == qn("p")
        assert complaints(made) == ()

    def test_a_picture_goes_along_with_its_part(self, old, new):
        picture = png(11, 7)

        def add(document):
            paragraph = document.add_paragraph("Seen: ")
            paragraph.add_run().add_picture(io.BytesIO(picture))
            return paragraph

        made = carry_zones(new, edited(old, moves("general", add), moves("data", add))).document
        parts = read_parts(made)
        assert [content for name, content in parts.items() if name.startswith("word/media/")].count(picture) == 1
        opened, content = zone_of(made, "general")
        (blip,) = content.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
        link = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
        assert opened.part.related_parts[link].blob == picture
        assert complaints(made) == ()

    def test_a_link_goes_along(self, old, new):
        def link(document):
            name = document.part.relate_to("https://example.org/a?b=1&c=2", LINK, is_external=True)
            writes("general", par(f'<w:hyperlink r:id="{name}">{run("there")}</w:hyperlink>'))(document)

        made = carry_zones(new, edited(old, link)).document
        opened, content = zone_of(made, "general")
        (found,) = content.iter(qn("hyperlink"))
        link_id = found.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        assert opened.part.rels[link_id].target_ref == "https://example.org/a?b=1&c=2"
        assert complaints(made) == ()

    def test_lists_are_counted_on_their_own_with_their_own_signs(self, old, new):
        made = carry_zones(new, edited(old, numbered)).document
        _, content = zone_of(made, "general")
        numbers = {each.get(qn("val")) for each in content.iter(qn("numId"))}
        numbering = etree.fromstring(read_parts(made)["word/numbering.xml"])
        listed = {
            each.get(qn("numId")): there(each.find(qn("abstractNumId"))).get(qn("val"))
            for each in numbering.iter(qn("num"))
        }
        formats = {
            each.get(qn("abstractNumId")): there(each.find(f"{qn('lvl')}/{qn('numFmt')}")).get(qn("val"))
            for each in numbering.iter(qn("abstractNum"))
        }
        assert len(numbers) == 1
        assert formats[listed[numbers.pop()]] == "upperRoman"
        assert complaints(made) == ()

    def test_a_style_of_the_person_goes_along_and_a_house_style_is_found_by_its_name(self, old, new):
        def styled(document):
            document.styles.add_style("Mine", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["heading 2"]
            document.styles["heading 1"].element.set(qn("styleId"), "berschrift1")
            blocks = (
                par(run("a"), properties='<w:pStyle w:val="Mine"/>'),
                par(run("b"), properties='<w:pStyle w:val="berschrift1"/>'),
            )
            writes("general", *blocks, par(run("c"), properties='<w:pStyle w:val="Nowhere"/>'))(document)

        made = carry_zones(new, edited(old, styled)).document
        opened, content = zone_of(made, "general")
        named = [
            style.get(qn("val")) if (style := p.find(f"{qn('pPr')}/{qn('pStyle')}")) is not None else ""
            for p in content
        ]
        assert named == ["Mine", "Heading1", ""]
        assert opened.styles["Mine"].base_style.style_id == "Heading2"
        assert complaints(made) == ()

    def test_a_comment_of_a_person_goes_along(self, old, new):
        def comment(document):
            writes("general", par(run("Mine")))(document)
            (made,) = content_of(document, "general").iter(qn("r"))
            document.add_comment(Run(cast("CT_R", made), document), "Really?", author="Eve")

        made = carry_zones(new, edited(old, comment), {"general": "Changed."}).document
        said = {(each.author, each.text) for each in docx.Document(io.BytesIO(made)).comments}
        assert {("Eve", "Really?"), ("dossier", "Changed.")} <= said
        assert complaints(made) == ()

    def test_a_footnote_goes_along(self, old, new):
        written = carry_zones(new, footnoted(edited(old, writes("general", par(run("Mine"), FOOTNOTE))))).document
        parts = read_parts(written)
        assert "The note." in parts["word/footnotes.xml"].decode()
        assert complaints(written) == ()
        again = carry_zones(new, written).document
        assert read_parts(again)["word/footnotes.xml"].decode().count("The note.") == 1

    def test_tracked_changes_stay_tracked_and_moves_become_such(self, old, new):
        blocks = par(
            f'<w:ins w:id="1" w:author="E">{run("in")}</w:ins>',
            '<w:del w:id="2" w:author="E"><w:r><w:delText>out</w:delText></w:r></w:del>',
            f'<w:moveFrom w:id="3" w:author="E">{run("from")}</w:moveFrom>',
            f'<w:moveTo w:id="4" w:author="E">{run("to")}</w:moveTo>',
        )
        made = carry_zones(new, edited(old, writes("general", blocks))).document
        _, content = zone_of(made, "general")
        assert [(each.tag.rpartition("}")[2], words_of(each)) for each in content[0]] == [
            ("ins", "in"),
            ("del", "out"),
            ("del", "from"),
            ("ins", "to"),
        ]
        assert complaints(made) == ()

    def test_a_zone_within_a_zone_becomes_part_of_it(self, old, new):
        inner = (
            '<w:sdt><w:sdtPr><w:alias w:val="x [zone:data]"/></w:sdtPr><w:sdtContent>'
            + par(run("in"))
            + "</w:sdtContent></w:sdt>"
        )
        made = carry_zones(new, edited(old, writes("general", par(run("out")), inner))).document
        assert words_in(made, "general") == "outin"
        assert words_in(made, "data") == ""

    def test_what_stands_in_the_zone_of_a_firms_template_and_was_left_is_not_carried(
        self, template, context_of, with_body
    ):
        preset = with_body(
            template,
            '<w:sdtContent><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>',
            f"<w:sdtContent>{par(run('Preset'))}",
        )
        before, after = render(preset, context_of()), render(preset, context_of(purpose="Other."))
        assert carry_zones(after, before).carried == ()
        bolder = edited(before, writes("general", par(run("Preset", "<w:b/>"))))
        assert carry_zones(after, bolder).carried == ("general",)


LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FOOTNOTE = '<w:r><w:footnoteReference w:id="5"/></w:r>'


def numbered(document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {NAMES} w:abstractNumId="44"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {NAMES} w:numId="77"><w:abstractNumId w:val="44"/></w:num>'))
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'
    writes(
        "general",
        par(run("one"), properties=item),
        par(run("two"), properties=item),
        par(run("?"), properties='<w:numPr><w:numId w:val="99"/></w:numPr>'),
    )(document)


def footnoted(document: bytes) -> bytes:
    parts = read_parts(document)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    note = par(run("The note."), FOOTNOTE)
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="5">{note}</w:footnote></w:footnotes>'
    types = (
        parts["[Content_Types].xml"]
        .decode()
        .replace("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>')
    )
    links = parts["word/_rels/document.xml.rels"].decode()
    led = LINK.replace("hyperlink", "footnotes")
    own = f'<Relationship Id="rId900" Type="{led}" Target="footnotes.xml"/></Relationships>'
    return write_parts(
        {
            **parts,
            "word/footnotes.xml": notes.encode(),
            "[Content_Types].xml": types.encode(),
            "word/_rels/document.xml.rels": links.replace("</Relationships>", own).encode(),
        }
    )


class TestRemarks:
    def test_facts_that_changed_beside_a_text_are_commented_at_it(self, old, new):
        written = edited(old, writes("general", par(run("Mine"))))
        made = carry_zones(new, written, {"general": "The facts changed:\nname", "data": "not carried"}).document
        (comment,) = docx.Document(io.BytesIO(made)).comments
        assert (comment.author, comment.text, there(comment.timestamp).date().isoformat()) == (
            "dossier",
            "The facts changed:\nname",
            "2026-11-23",
        )
        _, content = zone_of(made, "general")
        assert [each.tag for each in content[0]] == [qn("commentRangeStart"), qn("r"), qn("commentRangeEnd"), qn("r")]
        assert outside(made) == outside(new)
        assert complaints(made) == ()

    def test_they_stand_beside_those_at_gaps(self, zoned, labels, style, context_of):
        gap = Gap(1, "purpose.intended_purpose", "[MISSING]", "Question 1.")
        gapped = render(build_template(zoned, labels, style, facts()), context_of(purpose=gap, gaps=(gap,)))
        written = edited(gapped, writes("general", par(run("Mine"))))
        made = carry_zones(gapped, written, {"general": "Changed."}).document
        assert [each.text for each in docx.Document(io.BytesIO(made)).comments] == ["Question 1.", "Changed."]
        assert complaints(made) == ()


class TestOrphans:
    def test_a_zone_that_is_no_longer_there_is_kept_in_a_document_of_its_own(
        self, old, file, labels, style, context_of
    ):
        fewer = build_template(with_zones(file, "data"), labels, style, facts())
        written = edited(old, numbered, writes("data", par(run("Stays"))))
        made = carry_zones(render(fewer, context_of()), written)
        assert made.carried == ("data",)
        assert {key: zone.text for key, zone in zones_in(there(made.orphans)).items()} == {"general": "one\ntwo\n?"}
        assert "Free text: General description [zone:general]" in [
            p.text for p in docx.Document(io.BytesIO(there(made.orphans))).paragraphs
        ]
        assert complaints(there(made.orphans)) == ()

    def test_it_can_be_carried_from_there(self, old, new, file, labels, style, context_of):
        none = render(build_template(file, labels, style, facts()), context_of())
        kept = carry_zones(none, edited(old, writes("general", par(run("Mine"))))).orphans
        assert zones_in(carry_zones(new, there(kept)).document)["general"].text == "Mine"

    def test_a_zone_that_nobody_wrote_in_is_no_orphan(self, old, file, labels, style, context_of):
        assert carry_zones(render(build_template(file, labels, style, facts()), context_of()), old).orphans is None


class TestSavedByOthers:
    def test_by_word(self, old, new):
        made = carry_zones(new, as_word_saves(edited(old, writes("general", par(run("Written in Word")))))).document
        assert zones_in(made)["general"].text == "Written in Word"
        assert b"rsid" not in read_parts(made)[BODY]
        assert complaints(made) == ()

    @pytest.mark.parametrize("as_run", [True, False], ids=["among runs", "around blocks"])
    def test_a_frame_may_stand_among_runs(self, old, new, as_run):
        """LibreOffice makes such frames of some, and Word of one that is put in while text is selected."""

        def inline(document):
            control = there(content_of(document, "general").getparent())
            holder = docx.oxml.OxmlElement("w:p")
            control.addprevious(holder)
            holder.append(control)
            there(control.find(qn("sdtContent")))[:] = [parse_xml(run("Mine").replace("<w:r>", f"<w:r {NAMES}>"))]

        frame, text = (inline, ()) if as_run else ((lambda _: None), (writes("general", par(run("Mine"))),))
        written = edited(old, frame, *text)
        assert zones_in(written)["general"].text == "Mine"
        made = carry_zones(new, written).document
        assert words_in(made, "general") == "Mine"
        # And the other way round: a firm's template may have the frame among runs.
        back = carry_zones(
            edited(new, inline), edited(old, writes("general", par(run("One")), par(run("Two"))))
        ).document
        assert zones_in(back)["general"].text == "One\nTwo"
        assert complaints(back) == ()

    @pytest.mark.office
    def test_by_libreoffice(self, old, new, tmp_path):
        blocks = (par(run("Written in "), run("LibreOffice", "<w:b/>")), par(run("and more")))
        written = by_libreoffice(edited(old, writes("general", *blocks)), tmp_path)
        assert b'zone:general"' not in read_parts(written)[BODY].replace(b'[zone:general]"', b"")
        assert [*zones_in(written)] == ["general", "data", "evidence"]
        assert outside(written) == outside(old)
        made = carry_zones(new, written).document
        assert zones_in(made)["general"].text == "Written in LibreOffice\nand more"
        assert outside(made) == outside(new)
        assert complaints(made) == ()


# ------------------------------------------------------------------ no character is lost

SIGNS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
LOOKS = st.sampled_from(
    [
        "",
        "<w:b/>",
        "<w:i/><w:b/>",
        '<w:rStyle w:val="Gap"/>',
        '<w:rStyle w:val="Nowhere"/>',
        '<w:highlight w:val="yellow"/>',
    ]
)
MARKS = st.sampled_from(
    [
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="3" w:name="mine"/>',
        '<w:bookmarkEnd w:id="3"/>',
        '<w:bookmarkStart w:id="4" w:name="s2_general"/>',
        '<w:commentRangeStart w:id="7"/>',
        '<w:commentRangeEnd w:id="7"/>',
        '<w:r><w:commentReference w:id="7"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        '<w:permStart w:id="5" w:edGrp="everyone"/>',
        '<w:moveFromRangeStart w:id="6" w:name="m"/>',
        FOOTNOTE,
    ]
)
RUNS = st.builds(run, SIGNS, LOOKS)
WRAPPED = st.builds(
    lambda around, inner: around.format(inner),
    st.sampled_from(
        [
            '<w:ins w:id="1" w:author="E">{}</w:ins>',
            '<w:moveTo w:id="2" w:author="E">{}</w:moveTo>',
            '<w:moveFrom w:id="2" w:author="E">{}</w:moveFrom>',
            '<w:hyperlink w:anchor="s2_general">{}</w:hyperlink>',
            '<w:hyperlink r:id="rId999">{}</w:hyperlink>',
            framed("a [zone:data]", "{}"),
            "<w:smartTag>{}</w:smartTag>",
        ]
    ),
    RUNS,
)
DELETED = st.builds(
    lambda text: '<w:del w:id="8" w:author="E">{}</w:del>'.format(run(text).replace("w:t", "w:delText")), SIGNS
)
PIECES = st.lists(st.one_of(RUNS, WRAPPED, DELETED, MARKS), max_size=6)
PROPERTIES = st.sampled_from(
    [
        "",
        '<w:pStyle w:val="Heading1"/>',
        '<w:pStyle w:val="Nowhere"/>',
        '<w:numPr><w:numId w:val="77"/></w:numPr>',
        '<w:sectPr><w:headerReference r:id="rId998" w:type="default"/></w:sectPr>',
        '<w:jc w:val="center"/><w:keepNext/>',
    ]
)
PARAGRAPHS = st.builds(lambda pieces, properties: par(*pieces, properties=properties), PIECES, PROPERTIES)
TABLES = st.builds(table, PARAGRAPHS, PARAGRAPHS)
BLOCKS = st.lists(st.one_of(PARAGRAPHS, TABLES), min_size=1, max_size=5)


class Versions:
    """The former version, the next one and one without zones; its name is all that an example shows of it."""

    def __init__(self, old: bytes, new: bytes, without: bytes) -> None:
        self.old, self.new, self.without = old, new, without


@pytest.fixture
def versions(old, new, file, labels, style, context_of) -> Versions:
    return Versions(old, new, render(build_template(file, labels, style, facts()), context_of()))


@given(blocks=BLOCKS, others=BLOCKS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_character_of_a_zone_is_lost(blocks, others, versions):
    written = edited(versions.old, writes("general", *blocks), writes("evidence", *others))
    made = carry_zones(versions.new, written)
    assert made.carried == edited_zones(written)
    for key in made.carried:
        assert words_in(made.document, key) == words_in(written, key)
    assert outside(made.document) == outside(versions.new)
    assert complaints(made.document) == ()


@given(blocks=BLOCKS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_character_of_an_orphan_is_lost(blocks, versions):
    written = edited(versions.old, writes("general", *blocks))
    kept = carry_zones(versions.without, written).orphans
    assert (kept is not None) is bool(edited_zones(written))
    if kept is not None:
        assert words_in(kept, "general") == words_in(written, "general")
        assert complaints(kept) == ()


def test_python_docx_keeps_a_document_with_zones_as_it_is(old, new):
    made = carry_zones(new, edited(old, writes("general", par(run("Mine"))))).document
    assert zones_in(saved(docx.Document(io.BytesIO(made)))) == zones_in(made)

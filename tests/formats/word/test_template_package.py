"""What the package of a template must not hold, each refused or told by name."""

import io
import zipfile

import pytest

from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts
from pipeline.formats.docx_renderer import TemplateError, render
from pipeline.formats.template_reader import read_template
from pipeline.model.finding import Severity
from tests.formats.word.contexts import firm_context
from tests.formats.word.firm import firm_template, p, with_text

LINKS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"


def told(template: bytes) -> list[tuple[str, str]]:
    return [(found.code, found.message) for found in read_template(template, "t.docx").findings]


def codes(template: bytes) -> list[str]:
    return [code for code, _ in told(template)]


def linked(kind: str, target: str, *, external: bool, base: str = OFFICE) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    link = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    return with_text(firm_template(), LINKS, "</Relationships>", link)


def field(*pieces: str) -> str:
    code = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return f"<w:p>{begin}{code}{end}</w:p>"


def test_a_firms_template_as_it_should_be_is_read_without_a_word():
    reading = read_template(firm_template(p("{{ document.title }}")), "t.docx")
    assert reading.findings == ()
    assert [naming.path for naming in reading.names] == ["document.title", "document.number"]
    assert reading.headings == ("Data governance",)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://example.com/pixel.png"),
        ("image", "file://server/share/x.png"),
        ("attachedTemplate", "https://example.com/evil.dotm"),
        ("attachedTemplate", "file:///C:/Firm.dotx"),
        ("frame", "https://example.com"),
        ("hyperlink", "file:///etc/passwd"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "\\\\server\\share"),
        ("mailMergeSource", "file:///C:/clients.xlsx"),
        ("video", "https://example.com/video"),
    ],
)
def test_a_link_outside_the_file_is_refused(kind, target):
    assert [code for code, _ in told(linked(kind, target, external=True))] == ["TPL006"]
    with pytest.raises(TemplateError, match="reaches for something outside itself"):
        render(linked(kind, target, external=True), firm_context())


@pytest.mark.parametrize("target", ["https://example.com", "http://example.com/a?b", "mailto:a@example.com"])
def test_a_link_for_readers_is_welcome(target):
    assert told(linked("hyperlink", target, external=True)) == []


@pytest.mark.parametrize(
    ("kind", "base", "code"),
    [
        ("oleObject", OFFICE, "TPL008"),
        ("package", OFFICE, "TPL008"),
        ("control", OFFICE, "TPL008"),
        ("aFChunk", OFFICE, "TPL008"),
        ("subDocument", OFFICE, "TPL008"),
        ("vbaProject", MICROSOFT, "TPL005"),
        ("webextensiontaskpanes", MICROSOFT, "TPL009"),
        ("printerSettings", OFFICE, "TPL009"),
    ],
)
def test_a_part_that_no_document_needs_is_refused(kind, base, code):
    assert code in codes(linked(kind, "x.bin", external=False, base=base))


@pytest.mark.parametrize(
    "markup",
    [
        '<w:altChunk r:id="rId1"/>',
        '<w:p><w:subDoc r:id="rId1"/></w:p>',
        '<w:p><w:r><w:object><o:OLEObject Type="Embed"/></w:object></w:r></w:p>',
        '<w:p><w:r><w:control r:id="rId1"/></w:r></w:p>',
    ],
)
def test_an_embedded_object_is_refused(markup):
    assert "TPL008" in codes(firm_template(markup))


def test_an_embedded_workbook_is_refused():
    assert "TPL008" in codes(firm_template(more={"word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"PK"}))


def test_a_drawing_of_the_old_kind_that_fetches_its_picture_is_refused():
    drawn = '<w:p><w:r><w:pict><v:shape><v:imagedata src="https://example.com/x.png"/></v:shape></w:pict></w:r></w:p>'
    assert codes(firm_template(drawn)) == ["TPL006"]


@pytest.mark.parametrize(
    "pieces",
    [
        ("DDE excel x y",),
        ("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",),
        (" D", "DE", "AUTO x"),
        ("ddeauto x",),
        ('INCLUDETEXT "https://example.com/x.docx"',),
        ('INCLUDEPICTURE "https://example.com/x.png" \\d',),
        ("LINK Excel.Sheet.8 x",),
        ("IMPORT x.png",),
        ("QUOTE 68 68 69",),
        ("MACROBUTTON Evil click",),
        ("ADDIN x",),
        ("AUTOTEXT x",),
        ("GLOSSARY x",),
        ("DATABASE \\d x",),
        ("EMBED Package",),
        ("FILLIN x",),
        ("ASK x y",),
        ("SET x y",),
        ("MERGEFIELD x",),
        ("PRINT x",),
        ("DOCVARIABLE x",),
        ("HTMLACTIVEX x",),
        ('HYPERLINK "file:///etc/passwd"',),
        ('HYPERLINK "\\\\\\\\server\\\\x"',),
        ('hyperlink "javascript:x"',),
    ],
)
def test_a_field_that_fetches_runs_or_hides_is_refused(pieces):
    assert codes(firm_template(field(*pieces))) == ["TPL007"]
    simple = "".join(pieces).replace('"', "&quot;")
    assert codes(firm_template(footer=f'<w:p><w:fldSimple w:instr="{simple}"/></w:p>'))[:1] == ["TPL007"]


def test_a_field_within_a_field_is_looked_at_by_itself():
    inner = field("DDEAUTO x").removeprefix("<w:p>").removesuffix("</w:p>")
    outer = field("IF 1 = 1 ").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{inner}", 1)
    assert codes(firm_template(outer)) == ["TPL007"]


@pytest.mark.parametrize("around", [("DAT", "E"), ("HYPERLINK ", ""), ('HYPERLINK "', '"')])
def test_a_field_whose_command_or_target_another_one_makes_is_refused(around):
    before, after = (f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in around)
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    inner = f"{begin}<w:r><w:instrText>REF a</w:instrText></w:r>{end}"
    assert codes(firm_template(f"<w:p>{begin}{before}{inner}{after}{end}</w:p>")) == ["TPL007"]


def test_a_field_in_the_result_of_a_link_is_none_of_its_address():
    begin, end = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    link = '<w:r><w:instrText>HYPERLINK \\l "_Toc1"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    inner = f"{begin}<w:r><w:instrText>PAGEREF _Toc1</w:instrText></w:r>{end}"
    assert codes(firm_template(f"<w:p>{begin}{link}{inner}{end}</w:p>")) == []


def test_links_outside_are_refused_however_their_part_is_spelt():
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
        ' Type="http://x/attachedTemplate" Target="http://example.com/x.dotm" TargetMode="External"/></Relationships>'
    )
    assert codes(firm_template(more={"word/_rels/header9.xml.RELS": links.encode()})) == ["TPL006"]


@pytest.mark.parametrize(
    "code",
    [
        " PAGE ",
        "NUMPAGES \\* MERGEFORMAT",
        'TOC \\o "1-3" \\h',
        "PAGEREF _Toc1 \\h",
        "REF x",
        "SEQ Table",
        'HYPERLINK "https://example.com"',
        'HYPERLINK \\l "_Toc1"',
        "STYLEREF 1",
    ],
)
def test_a_field_that_prints_of_the_document_itself_is_welcome(code):
    assert told(firm_template(field(code))) == []


def test_a_field_that_prints_today_is_told():
    (found,) = read_template(firm_template(field("DATE \\@ yyyy")), "t").findings
    assert (found.code, found.severity) == ("TPL036", Severity.WARNING)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/theme/theme1.xml", "docProps/app.xml"])
def test_a_document_type_is_refused_in_any_part(part):
    content = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for written in (content, content.decode().encode("utf-16")):
        parts = read_parts(firm_template())
        template = write_parts({**parts, part: written})
        assert codes(template) == ["TPL010"]


def test_what_is_no_word_document_is_told_by_its_kind():
    kinds = {
        b"": "an empty file",
        b"%PDF-1.7": "a PDF document",
        b"{\\rtf1": "a rich text document",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Office file of an old kind",
        write_parts({"xl/workbook.xml": b"<x/>"}): "an Excel workbook",
        write_parts({"ppt/presentation.xml": b"<x/>"}): "a PowerPoint presentation",
        write_parts({"content.xml": b"<x/>"}): "an OpenDocument file",
    }
    for content, kind in kinds.items():
        ((code, message),) = told(content)
        assert code == "TPL001"
        assert kind in message


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", "TPL005"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "TPL001"),
    ],
)
def test_a_document_of_another_kind_is_refused(kind, code):
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert codes(with_text(firm_template(), CONTENT_TYPES, main, kind)) == [code]


def test_what_is_damaged_or_hostile_as_an_archive_is_refused():
    good = firm_template()
    assert codes(good[: len(good) // 2]) == ["TPL002"]
    assert codes(write_parts({**read_parts(good), "word/document.xml": b"<w:document>"})) == ["TPL002"]
    assert codes(write_parts({**read_parts(good), "word/vbaProject.bin": b"x"})) == ["TPL005"]
    assert codes(write_parts({**read_parts(good), "../evil.xml": b"<x/>"})) == ["TPL005"]


def test_a_bomb_is_refused_before_it_is_read():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in read_parts(firm_template()).items():
            archive.writestr(name, content)
        archive.writestr("word/media/x.xml", b" " * (50 * 2**20 + 1))
    assert codes(bomb.getvalue()) == ["TPL004"]
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"word/{number}.xml", b"<x/>")
    assert codes(many.getvalue()) == ["TPL004"]


def test_tracked_changes_and_comments_are_told_and_keep_nothing_from_being_made():
    inserted = '<w:p><w:ins w:id="9" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    comments = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:comment w:id="0"><w:p/></w:comment></w:comments>'
    )
    findings = read_template(firm_template(inserted, more={"word/comments.xml": comments}), "t").findings
    assert [(found.code, found.severity) for found in findings] == [
        ("TPL029", Severity.WARNING),
        ("TPL030", Severity.WARNING),
    ]
    assert render(firm_template(inserted), firm_context())


def test_styles_that_are_not_there_are_named_with_the_nearest():
    reading = read_template(firm_template(p("x", "Heading11")), "t")
    (found,) = reading.findings
    assert found.message == "the style Heading11 is used, but not defined; did you mean Heading1?"
    assert reading.spots[0].paragraph == 2
    without = with_text(firm_template(), "word/styles.xml", 'w:styleId="Gap"', 'w:styleId="Other"')
    without = with_text(without, "word/styles.xml", 'w:name w:val="Gap"', 'w:name w:val="Other"')
    assert "TPL032" in codes(without)


def test_a_template_without_end_mark_or_headings_is_told():
    assert codes(with_text(firm_template(), "word/document.xml", 'w:val="EndMark"', 'w:val="Normal"')) == ["TPL033"]
    assert codes(with_text(firm_template(), "word/document.xml", 'w:val="Heading1"', 'w:val="Normal"')) == ["TPL034"]

import pytest

from pipeline.formats.docx_check import check_document
from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.model.fact_list import facts

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
ANCHOR = "<w:sectPr>"


@pytest.fixture(scope="module")
def template(file, labels, style):
    return build_template(file, labels, style, facts())


@pytest.fixture
def context(context_of):
    return context_of(printed=("Ranks letters.", "R&D <x> GmbH"))


@pytest.fixture
def document(template, context):
    return render(template, context)


def damaged(document: bytes, old: str, new: str) -> bytes:
    parts = read_parts(document)
    body = parts["word/document.xml"].decode()
    assert old in body
    head, _, tail = body.rpartition(old)
    return write_parts({**parts, "word/document.xml": f"{head}{new}{tail}".encode()})


def inserted(document: bytes, markup: str) -> bytes:
    """Put markup before the first paragraph of the body."""
    parts = read_parts(document)
    body = parts["word/document.xml"].decode()
    return write_parts({**parts, "word/document.xml": body.replace("<w:body>", f"<w:body>{markup}", 1).encode()})


def test_a_whole_document_has_nothing_to_complain_of(document, context):
    assert check_document(document, context) == ()


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (P.format("{{ left }}"), "a template tag is left: '{{ left }}'"),
        (P.format("{% endif %}"), "a template tag is left"),
        (P.format("\ufdd03\ufdd1"), "a placeholder is left: U+FDD0"),
        ("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>", "a table has no rows"),
        ("<w:tbl><w:tblPr/><w:tblGrid/><w:tr/></w:tbl>", "a row has no cells"),
        (
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc/></w:tr></w:tbl>",
            "a cell does not end with a paragraph",
        ),
        (
            (
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>"
                "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
            ),
            "does not fill the 1 columns",
        ),
        (
            (
                "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
                "<w:tc><w:p/></w:tc></w:tr></w:tbl>"
            ),
            "a head and nothing below it",
        ),
        ("<w:bookmarkStart w:id='1' w:name='x'/><w:bookmarkEnd w:id='1'/>", "bookmark id 1 is there 2 times"),
        ("<w:bookmarkStart w:id='99' w:name='x'/>", "the bookmark x has no end"),
        ("<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr></w:sdt>" * 2, "content control id 5 is there 2 times"),
        ("<w:sdt/>", "a content control has no content"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>", "a field begins and does not end"),
        ("<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>", "a field begins and does not end"),
        ("<w:p><w:pPr><w:pStyle w:val='Nope'/></w:pPr></w:p>", "names the style Nope"),
        ("<w:p><w:r><w:commentReference w:id='4'/></w:r></w:p>", "names comment 4"),
        ("<w:p><w:hyperlink w:anchor='nowhere'/></w:p>", "links to the bookmark nowhere"),
        ("<w:p><w:hyperlink r:id='rId99'/></w:p>", "uses the relationship rId99"),
    ],
)
def test_damage_is_named(markup, complaint, document, context):
    found = check_document(inserted(document, markup), context)
    assert any(complaint in said for said in found), found


def test_lost_text_is_named(document, context):
    found = check_document(damaged(document, "Ranks letters.", ""), context)
    assert found == ("a value is missing: 'Ranks letters.'",)


def test_a_heading_that_only_the_contents_list_repeats_is_missing(document, context):
    found = check_document(damaged(document, ">General description<", ">Something else<"), context)
    assert found == ("the heading 'General description' is missing",)


def test_a_document_cut_off_before_its_end_is_named(document, context):
    found = check_document(damaged(document, "EndMark", "Normal"), context)
    assert found == ("the end mark is not the last paragraph: the document may have been cut off",)


def test_braces_that_an_answer_holds_are_no_tag(template, context_of):
    context = context_of(purpose="Write {{ 7*7 }}\nand {% so on %}.")
    assert check_document(render(template, context), context) == ()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("word/styles.xml", b"<w:styles", "word/styles.xml is not well-formed"),
        ("word/document.xml", b"<!DOCTYPE x><x/>", "declares a document type"),
        ("word/picture.xyz", b"x", "word/picture.xyz has no content type"),
        (
            "word/_rels/header1.xml.rels",
            (
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                b'<Relationship Id="rId1" Type="t" Target="file:///x" TargetMode="External"/>'
                b'<Relationship Id="rId2" Type="t" Target="https://x.example" TargetMode="External"/>'
                b'<Relationship Id="rId3" Type="t" Target="/word/none.xml"/></Relationships>'
            ),
            "points outside the document: file:///x",
        ),
    ],
)
def test_a_damaged_package_is_named(name, content, complaint, document, context):
    found = check_document(write_parts({**read_parts(document), name: content}), context)
    assert any(complaint in said for said in found), found


def test_what_is_no_package_is_named(document, context):
    assert "no ZIP file" in check_document(b"nonsense", context)[0]
    parts = read_parts(document)
    del parts["word/footer1.xml"], parts[CONTENT_TYPES]
    found = check_document(write_parts(parts), context)
    assert "the package has no [Content_Types].xml" in found
    assert any("word/footer1.xml, which is not there" in said for said in found)


def test_what_python_docx_cannot_open_is_named(document, context):
    parts = read_parts(document)
    relations = parts["_rels/.rels"].replace(b"relationships/officeDocument", b"relationships/somethingElse")
    (said,) = check_document(write_parts({**parts, "_rels/.rels": relations}), context)
    assert said.startswith("the document cannot be opened: ")


def test_what_is_doubtful_and_comes_from_the_template_is_no_complaint(template, context_of, with_body):
    control = "<w:sdt/>"
    doubtful = with_body(template, "<w:body>", f"<w:body>{control}")
    made = render(doubtful, context_of())
    assert check_document(made, context_of()) == ("word/document.xml: a content control has no content",)
    assert check_document(made, context_of(), doubtful) == ()

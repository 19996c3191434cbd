"""The whole document, broken in one place at a time."""

from tests.validity.broken import Broken, added, swapped, with_member, without
from tests.validity.whole_document import (
    CHART,
    COMMENTS,
    CORE,
    DOCUMENT,
    FOOTNOTES,
    HEADER,
    NUMBERING,
    PEOPLE,
    PICTURE,
    RELATIONS,
    ROOT_RELATIONS,
    SETTINGS,
    STYLES,
    THREADS,
    TYPES,
)

_INNER = "<w:p><w:r><w:t>Inner</w:t></w:r></w:p>"
_BELOW = "<w:p><w:r><w:t>Below</w:t></w:r></w:p>"
_LEFT = "<w:p><w:r><w:t>Left</w:t></w:r></w:p>"
_ZONE = "<w:p><w:r><w:t>Zone</w:t></w:r></w:p>"
_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_KIND = "application/vnd.openxmlformats-officedocument"


def _body(name: str, old: str, new: str, complaint: str, *, is_doubtful: bool = False) -> Broken:
    return Broken(name, swapped(DOCUMENT, old, new), complaint, is_doubtful)


TABLES = (
    _body("cell without a paragraph", _INNER, "", "a cell does not end with a paragraph"),
    _body("cell that ends with a table", _BELOW, "", "a cell does not end with a paragraph"),
    _body("cell that is empty", f"<w:tc>{_INNER}</w:tc>", "<w:tc/>", "a cell does not end with a paragraph"),
    _body("row without a cell", f"<w:tc>{_INNER}</w:tc>", "", "a row has no cells"),
    _body("table without a row", f"<w:tr><w:tc>{_INNER}</w:tc></w:tr>", "", "a table has no rows"),
    _body("table without a grid", '<w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>', "", "a table has no grid"),
    _body("64 columns", '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="64"/>', "a row has 64 columns"),
    _body("row too short", '<w:gridSpan w:val="2"/>', "", "does not fill the 2 columns", is_doubtful=True),
    _body("text between cells", f"<w:tc>{_INNER}</w:tc>", f"{_INNER}<w:tc>{_INNER}</w:tc>", "w:p stands in w:tr"),
)

RANGES = (
    _body("bookmark without an end", '<w:bookmarkEnd w:id="1"/>', "", "the bookmark first has no end"),
    _body(
        "end of no bookmark",
        "<w:sectPr>",
        '<w:p><w:bookmarkEnd w:id="7"/></w:p><w:sectPr>',
        "the end of a bookmark 7 has no beginning",
        is_doubtful=True,
    ),
    _body(
        "bookmark name twice",
        "<w:sectPr>",
        '<w:p><w:bookmarkStart w:id="2" w:name="first"/><w:bookmarkEnd w:id="2"/></w:p><w:sectPr>',
        "the bookmark name first is there 2 times",
        is_doubtful=True,
    ),
    _body(
        "bookmark id twice",
        "<w:sectPr>",
        '<w:p><w:bookmarkStart w:id="1" w:name="other"/><w:bookmarkEnd w:id="1"/></w:p><w:sectPr>',
        "the bookmark id 1 is there 2 times",
        is_doubtful=True,
    ),
    _body(
        "bookmark name too long", 'w:name="first"/>', f'w:name="{"x" * 41}"/>', "w:bookmarkStart cannot have the name"
    ),
    _body("field without an end", _END, "", "a field begins and does not end"),
    _body("field without a beginning", _BEGIN, "", "separate alone"),
    _body("field with two results", _SEPARATE, _SEPARATE * 2, "a field has two results"),
    _body("result outside of a field", _END, f"{_END}{_SEPARATE}", "separate alone"),
    _body(
        "field that leaves its cell",
        _LEFT,
        f"<w:p>{_BEGIN}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:tc>"
        f"<w:tc><w:p>{_END}</w:p></w:tc></w:tr><w:tr><w:tc>{_LEFT}",
        "a field begins in one cell or box and ends in another",
    ),
    _body("field that runs a program", " REF first ", ' DDEAUTO c "x" ', "reaches out of the document: DDEAUTO"),
    _body("simple field that runs a program", '" PAGE "', '"DDE a b"', "reaches out of the document: DDE"),
    _body("field that fetches a text", " REF first ", ' INCLUDETEXT "x" ', "INCLUDETEXT", is_doubtful=True),
    _body("field without an instruction", " REF first ", " ", "a field has no instruction", is_doubtful=True),
    _body("remark without an end", '<w:commentRangeEnd w:id="0"/>', "", "has a beginning or an end only"),
    _body("remark without a reference", '<w:r><w:commentReference w:id="0"/></w:r>', "", "has no reference"),
    _body("remark that is not there", '<w:commentReference w:id="0"/>', '<w:commentReference w:id="9"/>', "comment 9"),
)

REFERENCES = (
    _body("style of a paragraph", '"Heading1"/>', '"Nope"/>', "names the style Nope", is_doubtful=True),
    _body("style of a run", '<w:rStyle w:val="Link"/>', '<w:rStyle w:val="No"/>', "the style No", is_doubtful=True),
    _body("style of a table", '<w:tblStyle w:val="Grid"/>', '<w:tblStyle w:val="No"/>', "style No", is_doubtful=True),
    _body("style of another kind", '"Heading1"/>', '"Link"/>', "taken for one of a paragraph", is_doubtful=True),
    _body("list that is not there", '<w:numId w:val="1"/>', '<w:numId w:val="9"/>', "list 9 is not", is_doubtful=True),
    _body("footnote that is not there", 'Reference w:id="2"', 'Reference w:id="9"', "footnote 9, which is not there"),
    _body("link to no bookmark", 'w:anchor="first"', 'w:anchor="last"', "bookmark last", is_doubtful=True),
    _body("link to no relationship", 'r:id="rIdLink"', 'r:id="rId99"', "uses the relationship rId99"),
    _body("picture that is none", 'r:embed="rIdPicture"', 'r:embed="rIdStyles"', "for image, which it is not"),
    _body("chart that is none", 'r:id="rIdChart"', 'r:id="rIdPicture"', "for chart, which it is not"),
    _body("header that is none", 'r:id="rIdHeader"', 'r:id="rIdComments"', "for header, which it is not"),
    Broken(
        "style based on none",
        swapped(STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Nope"/>'),
        "says basedOn Nope",
        is_doubtful=True,
    ),
    Broken(
        "style based on itself",
        swapped(STYLES, '<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Heading1"/>'),
        "is based on itself",
        is_doubtful=True,
    ),
    Broken("style twice", swapped(STYLES, 'w:styleId="Link"', 'w:styleId="Normal"'), "the style Normal is there 2"),
    Broken(
        "list without a definition",
        swapped(NUMBERING, '<w:abstractNumId w:val="0"/>', '<w:abstractNumId w:val="5"/>'),
        "has no definition 5",
    ),
    Broken(
        "remark twice",
        swapped(COMMENTS, "</w:comments>", f'<w:comment w:id="0" w:author="B">{_BELOW}</w:comment></w:comments>'),
        "the comment 0 is there 2",
    ),
    Broken(
        "remark that stands nowhere",
        swapped(COMMENTS, "</w:comments>", f'<w:comment w:id="5" w:author="B">{_BELOW}</w:comment></w:comments>'),
        "the comment 5 stands nowhere",
        is_doubtful=True,
    ),
    Broken("remark by nobody", swapped(COMMENTS, ' w:author="Ada"', ""), "w:comment says no author"),
    Broken("remark of no day", swapped(COMMENTS, "2026-01-02T", "2026-1-2 "), "cannot have the date"),
    Broken(
        "answer to no remark", swapped(THREADS, "00000A01", "00000B01"), "00000B01 is in no comment", is_doubtful=True
    ),
    Broken(
        "person twice", swapped(PEOPLE, "</w15:people>", '<w15:person w15:author="Ada"/></w15:people>'), "person Ada"
    ),
    Broken("footnote twice", swapped(FOOTNOTES, 'w:id="1"', 'w:id="0"'), "the footnote 0 is there 2 times"),
)

ELEMENTS = (
    _body("control id twice", '<w:id w:val="12"/>', '<w:id w:val="11"/>', "control id 11 is there 2", is_doubtful=True),
    _body("control without content", f"<w:sdtContent>{_ZONE}</w:sdtContent>", "", "has no content", is_doubtful=True),
    _body(
        "control in a line that holds a paragraph",
        "<w:sdtContent><w:r><w:t>word</w:t></w:r></w:sdtContent>",
        f"<w:sdtContent>{_ZONE}</w:sdtContent>",
        "within a paragraph holds a paragraph",
    ),
    _body(
        "control between rows that holds a paragraph",
        f"<w:tr><w:tc>{_INNER}",
        f"<w:sdt><w:sdtContent>{_INNER}</w:sdtContent></w:sdt><w:tr><w:tc>{_INNER}",
        "between rows or cells",
    ),
    _body("tag too long", '"free:1"', f'"{"x" * 65}"', "w:tag cannot have the val"),
    _body("drawing id twice", 'id="2" name="Chart"', 'id="1" name="Chart"', "drawing id 1 is there", is_doubtful=True),
    _body("drawing without a name", ' name="Chart"', "", "a drawing has no number or no name"),
    _body("blank that is lost", ' xml:space="preserve"> and', "> and", "a blank at the edge", is_doubtful=True),
    _body("paragraph behind the last section", "</w:body>", "<w:p/></w:body>", "stands behind the last section"),
    _body("paragraph within a paragraph", "<w:p><w:hyperlink", "<w:p><w:p/><w:hyperlink", "w:p stands in w:p"),
    _body("text outside of a run", "<w:r><w:t>First</w:t></w:r>", "<w:t>First</w:t>", "w:t stands in w:p"),
    _body(
        "properties behind the text", "<w:p><w:r><w:t>Left", "<w:p><w:r/><w:pPr/><w:r><w:t>Left", "w:pPr stands behind"
    ),
    _body("properties twice", "<w:p><w:pPr><w:num", "<w:p><w:pPr/><w:pPr><w:num", "w:pPr is there twice"),
    _body(
        "order of a paragraph",
        '<w:keepNext/><w:spacing w:after="120"/>',
        '<w:spacing w:after="120"/><w:keepNext/>',
        "w:keepNext stands behind",
    ),
    _body(
        "order of a run",
        '<w:b/><w:color w:val="FF0000"/>',
        '<w:color w:val="FF0000"/><w:b/>',
        "w:b stands behind",
        is_doubtful=True,
    ),
    _body(
        "order of a cell",
        '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/>',
        '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/><w:gridSpan w:val="2"/>',
        "w:gridSpan stands behind",
    ),
    _body(
        "order of a table",
        '<w:tblStyle w:val="Grid"/><w:tblW w:w="9000" w:type="dxa"/>',
        '<w:tblW w:w="9000" w:type="dxa"/><w:tblStyle w:val="Grid"/>',
        "w:tblStyle stands behind",
    ),
    _body(
        "order of a section",
        '<w:cols w:space="708"/><w:titlePg/>',
        '<w:titlePg/><w:cols w:space="708"/>',
        "w:cols stands behind",
    ),
    _body("unknown property", "<w:keepNext/>", "<w:keepTogether/>", "w:pPr holds w:keepTogether"),
    _body(
        "alignment there is not", '<w:jc w:val="left"/>', '<w:jc w:val="middle"/>', "w:jc cannot have the val 'middle'"
    ),
    _body("colour there is not", '"FF0000"', '"red"', "w:color cannot have the val 'red'"),
    _body("size there is not", '<w:sz w:val="22"/>', '<w:sz w:val="big"/>', "w:sz cannot have the val 'big'"),
    _body("width of no kind", 'w:w="9000" w:type="dxa"', 'w:w="9000" w:type="cm"', "cannot have the type 'cm'"),
    _body(
        "prefix nobody declared", 'mc:Ignorable="w14 w15"', 'mc:Ignorable="w14 w15 w16"', "requires w16 of its reader"
    ),
    _body("choice nobody declared", 'Requires="w14"', 'Requires="w77"', "requires w77 of its reader"),
    Broken(
        "style of no kind",
        swapped(STYLES, 'w:type="table"', 'w:type="tabular"'),
        "the type 'tabular'",
        is_doubtful=True,
    ),
    Broken(
        "style in the wrong order",
        swapped(
            STYLES,
            '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/>',
            '<w:next w:val="Normal"/><w:basedOn w:val="Normal"/>',
        ),
        "w:basedOn stands behind",
        is_doubtful=True,
    ),
    Broken(
        "list in the wrong order",
        swapped(NUMBERING, '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>', ""),
        "the list 1 is not there",
        is_doubtful=True,
    ),
    Broken(
        "definition behind its list",
        swapped(NUMBERING, "</w:numbering>", '<w:abstractNum w:abstractNumId="1"/></w:numbering>'),
        "w:abstractNum stands behind",
    ),
    Broken(
        "fields to be counted at the start",
        swapped(SETTINGS, "</w:settings>", '<w:updateFields w:val="true"/></w:settings>'),
        "update its fields",
        is_doubtful=True,
    ),
    Broken("zoom of no size", swapped(SETTINGS, ' w:percent="100"', ""), "w:zoom says no percent", is_doubtful=True),
)

PACKAGE = (
    Broken("no content types", without(TYPES), "the package has no [Content_Types].xml"),
    Broken("no document", without(DOCUMENT), "the file is"),
    Broken("header that is gone", without(HEADER), "word/header1.xml, which is not there"),
    Broken("picture that is gone", without(PICTURE), "word/media/image1.png, which is not there"),
    Broken("chart that is gone", without(CHART), "word/charts/chart1.xml, which is not there"),
    Broken("picture of another kind", added({PICTURE: b"GIF89a"}), "is no picture of the kind image/png"),
    Broken("part without a type", added({"word/picture.xyz": b"x"}), "word/picture.xyz has no content type"),
    Broken(
        "type of a part twice",
        swapped(TYPES, "</Types>", f'<Override PartName="/{STYLES}" ContentType="a/b"/></Types>'),
        "content type of the part word/styles.xml",
    ),
    Broken(
        "type of an ending twice",
        swapped(TYPES, "</Types>", '<Default Extension="PNG" ContentType="image/png"/></Types>'),
        "content type of the ending png",
    ),
    Broken(
        "type of no part",
        swapped(TYPES, "</Types>", '<Override PartName="/word/none.xml" ContentType="a/b"/></Types>'),
        "names word/none.xml",
        is_doubtful=True,
    ),
    Broken("document of the wrong type", swapped(TYPES, "document.main+xml", "styles+xml"), "for officeDocument"),
    Broken(
        "styles of the wrong type",
        swapped(TYPES, f"{_KIND}.wordprocessingml.styles+xml", "application/xml"),
        "for styles",
    ),
    Broken("relationship id twice", swapped(RELATIONS, '"rIdChart"', '"rIdStyles"'), "relationship id rIdStyles"),
    Broken("relationship of another kind", swapped(RELATIONS, '/chart"', '/image"'), "charts/chart1.xml for image"),
    Broken(
        "relationship that leads nowhere",
        swapped(RELATIONS, 'Target="styles.xml"', 'Target="stylez.xml"'),
        "word/stylez.xml",
    ),
    Broken(
        "picture from outside",
        swapped(RELATIONS, 'Target="media/image1.png"', 'Target="https://example.org/a.png" TargetMode="External"'),
        "points outside",
        is_doubtful=True,
    ),
    Broken(
        "link to a file",
        swapped(RELATIONS, "https://example.org/", "file:///etc/passwd"),
        "points outside",
        is_doubtful=True,
    ),
    Broken(
        "template from outside",
        swapped(
            RELATIONS,
            "</Relationships>",
            '<Relationship Id="x" Type="a/attachedTemplate" Target="https://a.org/a" TargetMode="External"/>'
            "</Relationships>",
        ),
        "a template to be fetched",
        is_doubtful=True,
    ),
    Broken(
        "macros",
        swapped(
            RELATIONS,
            "</Relationships>",
            '<Relationship Id="x" Type="a/vbaProject" Target="vbaProject.bin"/></Relationships>',
        ),
        "leads to macros",
        is_doubtful=True,
    ),
    Broken("member twice", with_member(STYLES, b"<x/>"), "the member word/styles.xml is there 2 times"),
    Broken("member twice but for its case", with_member("word/Styles.xml", b"<x/>"), "the member word/styles.xml"),
    Broken("member that climbs", with_member("../evil.xml", b"<x/>"), "leads out of the package"),
    Broken("member from the root", with_member("/etc/evil.xml", b"<x/>"), "leads out of the package"),
    Broken(
        "member by backslash", with_member("word\\evil.xml", b"<x/>"), "is not named as a package", is_doubtful=True
    ),
    Broken("part cut off", added({STYLES: b"<w:styles"}), "word/styles.xml is not well-formed"),
    Broken("sign that XML has not", swapped(DOCUMENT, ">Left<", ">\x0b<"), "word/document.xml is not well-formed"),
    Broken("number of a sign that XML has not", swapped(DOCUMENT, ">Left<", ">&#x1;<"), "is not well-formed"),
    Broken("sign that is half a sign", swapped(DOCUMENT, ">Left<", ">&#xD800;<"), "is not well-formed"),
    Broken(
        "entities",
        swapped(DOCUMENT, "<w:document", "<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"),
        "declares a document type",
    ),
    Broken(
        "day that is none",
        swapped(CORE, "2026-01-02T03:04:05Z</dcterms:created>", "02.01.2026</dcterms:created>"),
        "created is no date",
    ),
    Broken("day that does not say so", swapped(CORE, ' xsi:type="dcterms:W3CDTF"', ""), "does not say that it is one"),
    Broken(
        "day twice",
        swapped(
            CORE,
            "</cp:coreProperties>",
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02</dcterms:created></cp:coreProperties>',
        ),
        "created is there 2 times",
    ),
    Broken("no relationships at all", without(ROOT_RELATIONS), "the package has no _rels/.rels"),
)

CHARTS = (
    Broken(
        "axis that is not there",
        swapped(CHART, '<c:axId val="2"/></c:barChart>', '<c:axId val="9"/></c:barChart>'),
        "names the axis 9",
    ),
    Broken(
        "axis that crosses none",
        swapped(CHART, '<c:crossAx val="2"/>', '<c:crossAx val="7"/>'),
        "crosses one that is not",
    ),
    Broken(
        "point beyond the others",
        swapped(CHART, '<c:pt idx="0"><c:v>0.5', '<c:pt idx="3"><c:v>0.5'),
        "beyond the 1 that there are",
    ),
    Broken("point that is no number", swapped(CHART, "<c:v>0.5", "<c:v>nan"), "a point is no number"),
    Broken("point that is endless", swapped(CHART, "<c:v>0.5", "<c:v>inf"), "a point is no number"),
)

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

RARER = (
    Broken(
        "chart without an area",
        added({CHART: b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'}),
        "no area to plot in",
    ),
    Broken(
        "number of a series twice", swapped(CHART, "</c:ser>", '</c:ser><c:ser><c:idx val="0"/></c:ser>'), "a series 0"
    ),
    Broken("document of no body", added({DOCUMENT: b"<x/>"}), "it is no document with a body"),
    Broken(
        "document of the strict kind",
        swapped(DOCUMENT, _MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "of the strict kind",
        is_doubtful=True,
    ),
    _body("paragraph id that is none", "<w:sectPr>", '<w:p w14:paraId="F0000001"/><w:sectPr>', "F0000001 is none"),
    _body("paragraph id in words", "<w:sectPr>", '<w:p w14:paraId="first"/><w:sectPr>', "first is none"),
    _body(
        "remark that ends before it begins",
        '<w:commentRangeStart w:id="0"/><w:r><w:t>Remarked</w:t></w:r><w:commentRangeEnd w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/><w:r><w:t>Remarked</w:t></w:r><w:commentRangeStart w:id="0"/>',
        "comment 0 ends before it begins",
        is_doubtful=True,
    ),
    _body(
        "table of a head alone",
        "<w:tr><w:tc>" + _INNER,
        "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" + _INNER,
        "a head and nothing below it",
        is_doubtful=True,
    ),
    _body("choice of nothing", '<mc:Choice Requires="w14"><w:t>new</w:t></mc:Choice>', "", "offers no choice"),
    Broken(
        "remark without a paragraph",
        swapped(COMMENTS, '<w:p w14:paraId="00000A01"><w:r><w:t>Why?</w:t></w:r></w:p>', ""),
        "has no paragraph",
    ),
    Broken("no styles at all", without(STYLES), "word/styles.xml, which is not there"),
    Broken(
        "relationships of no part", added({"word/_rels/none.xml.rels": b"<Relationships/>"}), "belongs to word/none.xml"
    ),
)

BROKEN_DOCUMENTS = (*TABLES, *RANGES, *REFERENCES, *ELEMENTS, *PACKAGE, *CHARTS, *RARER)

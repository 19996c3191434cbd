"""A Word document that holds one of everything that lint looks at, and nothing that is wrong."""

import struct
import zlib
from functools import cache

from pipeline.formats.docx_package import write_parts

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument"

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, COMMENTS, FOOTNOTES = "word/settings.xml", "word/comments.xml", "word/footnotes.xml"
THREADS, PEOPLE, HEADER, CHART = (
    "word/commentsExtended.xml",
    "word/people.xml",
    "word/header1.xml",
    "word/charts/chart1.xml",
)
TYPES, RELATIONS, CORE, PICTURE = (
    "[Content_Types].xml",
    "word/_rels/document.xml.rels",
    "docProps/core.xml",
    "word/media/image1.png",
)
ROOT_RELATIONS = "_rels/.rels"


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def _part(tag: str, content: str) -> str:
    return f"{_HEAD}<w:{tag} {_NAMES}>{content}</w:{tag}>"


_FRAME = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="900000"/>'
    '<wp:docPr id="{id}" name="{name}" descr="What is to be seen"/>'
    "<wp:cNvGraphicFramePr/>{graphic}</wp:inline></w:drawing>"
)
_PIC = (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
)
_GRAPH = (
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="rIdChart"/></a:graphicData></a:graphic>'
)

_BODY = (
    '<w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/><w:keepNext/><w:spacing w:after="120"/>'
    '<w:jc w:val="left"/></w:pPr>'
    '<w:bookmarkStart w:id="1" w:name="first"/><w:r><w:t>First</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    '<w:p><w:hyperlink w:anchor="first" w:history="1"><w:r><w:rPr><w:rStyle w:val="Link"/><w:b/>'
    '<w:color w:val="FF0000"/>'
    '<w:sz w:val="22"/></w:rPr><w:t>To it</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rIdLink"><w:r><w:t xml:space="preserve"> and out</w:t></w:r></w:hyperlink></w:p>'
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    '<w:instrText xml:space="preserve"> REF first </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>First</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:commentRangeStart w:id="0"/>'
    '<w:r><w:t>Remarked</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
    '<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/>'
    '<w:gridSpan w:val="2"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="EEEEEE"/></w:tcPr><w:p><w:r><w:t>Head</w:t></w:r></w:p></w:tc></w:tr>'
    '<w:tr><w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>Left</w:t></w:r></w:p></w:tc>'
    '<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>'
    "<w:tr><w:tc><w:p><w:r><w:t>Inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:t>Below</w:t>"
    "</w:r></w:p></w:tc></w:tr>"
    "</w:tbl>"
    '<w:sdt><w:sdtPr><w:alias w:val="Free text"/><w:tag w:val="free:1"/><w:id w:val="11"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>Zone</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    '<w:p><w:sdt><w:sdtPr><w:id w:val="12"/></w:sdtPr><w:sdtContent><w:r><w:t>word</w:t></w:r>'
    "</w:sdtContent></w:sdt></w:p>"
    f"<w:p><w:r>{_FRAME.format(id=1, name='Picture', graphic=_PIC)}</w:r></w:p>"
    f"<w:p><w:r>{_FRAME.format(id=2, name='Chart', graphic=_GRAPH)}</w:r></w:p>"
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="w14"><w:t>new</w:t></mc:Choice>'
    "<mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    '<w:cols w:space="708"/><w:titlePg/></w:sectPr></w:body>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Link"><w:name w:val="Hyperlink"/><w:rPr>'
    '<w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    "</w:tblBorders></w:tblPr></w:style>"
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_COMMENT = (
    '<w:comment w:id="0" w:author="Ada" w:date="2026-01-02T03:04:05Z" w:initials="A">'
    '<w:p w14:paraId="00000A01"><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>'
)
_FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Note</w:t>'
    "</w:r></w:p></w:footnote>"
)
_AXES = (
    '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="b"/><c:crossAx val="2"/></c:catAx>'
    '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:crossAx val="1"/></c:valAx>'
)
_CHART = (
    f'{_HEAD}<c:chartSpace {_NAMES}><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
    '<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
    '<c:cat><c:strLit><c:ptCount val="1"/><c:pt idx="0"><c:v>a</c:v></c:pt></c:strLit></c:cat>'
    '<c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/>'
    '<c:pt idx="0"><c:v>0.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>'
    f'<c:axId val="1"/><c:axId val="2"/></c:barChart>{_AXES}</c:plotArea></c:chart></c:chartSpace>'
)
_WORD_PARTS = {
    "styles": (STYLES, "wordprocessingml.styles+xml"),
    "numbering": (NUMBERING, "wordprocessingml.numbering+xml"),
    "settings": (SETTINGS, "wordprocessingml.settings+xml"),
    "comments": (COMMENTS, "wordprocessingml.comments+xml"),
    "footnotes": (FOOTNOTES, "wordprocessingml.footnotes+xml"),
    "header": (HEADER, "wordprocessingml.header+xml"),
    "chart": (CHART, "drawingml.chart+xml"),
}


def _types() -> str:
    named = "".join(
        f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}"/>' for part, kind in _WORD_PARTS.values()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{DOCUMENT}" ContentType="{_KIND}.wordprocessingml.document.main+xml"/>{named}'
        f'<Override PartName="/{THREADS}" ContentType="{_KIND}.wordprocessingml.commentsExtended+xml"/>'
        f'<Override PartName="/{PEOPLE}" ContentType="{_KIND}.wordprocessingml.people+xml"/>'
        f'<Override PartName="/{CORE}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )


def _relations(*entries: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def _relation(name: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{more}/>'


@cache
def whole_document() -> bytes:
    """Return the document as its file."""
    own = [
        _relation(f"rId{name.capitalize()}", f"{_OFFICE}/{name}", part.removeprefix("word/"))
        for name, (part, _) in _WORD_PARTS.items()
    ]
    newer = "http://schemas.microsoft.com/office/2011/relationships"
    texts = {
        TYPES: _types(),
        ROOT_RELATIONS: _relations(
            _relation("rId1", f"{_OFFICE}/officeDocument", DOCUMENT),
            _relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", CORE),
        ),
        RELATIONS: _relations(
            *own,
            _relation("rIdPicture", f"{_OFFICE}/image", "media/image1.png"),
            _relation("rIdLink", f"{_OFFICE}/hyperlink", "https://example.org/", ' TargetMode="External"'),
            _relation("rIdThreads", f"{newer}/commentsExtended", "commentsExtended.xml"),
            _relation("rIdPeople", f"{newer}/people", "people.xml"),
        ),
        CORE: (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            "<dc:title>Whole</dc:title>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:created>'
            '<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified></cp:coreProperties>'
        ),
        DOCUMENT: _part("document", _BODY),
        STYLES: _part("styles", _STYLES),
        NUMBERING: _part("numbering", _NUMBERING),
        SETTINGS: _part("settings", '<w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'),
        COMMENTS: _part("comments", _COMMENT),
        THREADS: f'{_HEAD}<w15:commentsEx {_NAMES}><w15:commentEx w15:paraId="00000A01" w15:done="0"/>'
        "</w15:commentsEx>",
        PEOPLE: f'{_HEAD}<w15:people {_NAMES}><w15:person w15:author="Ada"/></w15:people>',
        FOOTNOTES: _part("footnotes", _FOOTNOTES),
        HEADER: _part("hdr", "<w:p><w:r><w:t>Above</w:t></w:r></w:p>"),
        CHART: _CHART,
    }
    return write_parts({name: text.encode() for name, text in texts.items()} | {PICTURE: _png()})

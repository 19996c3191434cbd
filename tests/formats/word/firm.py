"""A firm's own template: a small Word file with every kind of part, into which a test writes what it is about."""

from pathlib import Path

from pipeline.formats.docx_package import CONTENT_TYPES, read_parts, write_parts

_SHIPPED = Path(__file__).parents[3] / "templates" / "instructions-for-use" / "template.docx"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def p(text: str, style: str = "Normal", properties: str = "") -> str:
    """Return a paragraph of one run."""
    looks = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def cell(content: str, properties: str = "") -> str:
    """Return a cell; bare text is put into a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def row(*cells: str) -> str:
    """Return a row of cells, given as markup or as text."""
    return f"<w:tr>{''.join(one if one.startswith('<w:tc>') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str, columns: int) -> str:
    """Return a table."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>{p('after')}"


def box(content: str) -> str:
    """Return a paragraph with a text box, as Word writes it for this and for older versions."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        '<wp:extent cx="1" cy="1"/><wp:docPr id="7" name="box"/><a:graphic><a:graphicData'
        ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def control(content: str) -> str:
    """Return a content control around paragraphs."""
    return f'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def firm_template(
    body: str = "",
    *,
    header: str = "",
    footer: str = "",
    footnote: str = "",
    endnote: str = "",
    chart: str = "",
    more: dict[str, bytes] | None = None,
) -> bytes:
    """Return a template with the styles of a shipped one.

    Args:
        body: markup of paragraphs and tables, without the end mark.
        header: markup of its paragraphs; so footer, footnote and endnote.
        chart: text of the chart's title.
        more: further parts, or others in place of these.
    """
    parts = read_parts(_SHIPPED.read_bytes())
    end = p("End {{ document.number }}", "EndMark")
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    notes = reference if footnote or endnote else ""
    section = parts["word/document.xml"].decode().rpartition("<w:sectPr")[2].partition("</w:sectPr>")[0]
    heading = p("Data governance", "Heading1")
    parts["word/document.xml"] = _part(
        "document", f"<w:body>{heading}{body}{notes}{end}<w:sectPr{section}</w:sectPr></w:body>"
    )
    types, links = parts[CONTENT_TYPES].decode(), parts["word/_rels/document.xml.rels"].decode()
    for name, root in (("header", "hdr"), ("footer", "ftr")):
        text = {"header": header, "footer": footer}[name]
        for part in [part for part in parts if part.startswith(f"word/{name}")]:
            parts[part] = _part(root, text or p(f"The {name}"))
    for name, inner, each in (("footnotes", footnote, "footnote"), ("endnotes", endnote, "endnote")):
        parts[f"word/{name}.xml"] = _part(name, f'<w:{each} w:id="2">{inner or p("A note.")}</w:{each}>')
        types = _added(types, f"word/{name}.xml", f"{_WORD}.{name}+xml")
        links = _linked(links, name, f"{name}.xml")
    parts["word/charts/chart1.xml"] = (
        f"<c:chartSpace {_SPACES}><c:chart><c:title><c:tx><c:rich><a:bodyPr/>"
        f"<a:p>{chart or '<a:r><a:t>A chart</a:t></a:r>'}</a:p></c:rich></c:tx></c:title>"
        "<c:plotArea><c:barChart><c:ser><c:idx val='0'/><c:order val='0'/></c:ser></c:barChart></c:plotArea>"
        "</c:chart></c:chartSpace>"
    ).encode()
    types, links = _added(types, "word/charts/chart1.xml", _CHART), _linked(links, "chart", "charts/chart1.xml")
    parts[CONTENT_TYPES], parts["word/_rels/document.xml.rels"] = types.encode(), links.encode()
    return write_parts({**parts, **(more or {})})


def _part(root: str, inner: str) -> bytes:
    return f"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><w:{root} {_SPACES}>{inner}</w:{root}>".encode()


def _added(types: str, name: str, content: str) -> str:
    return types.replace("</Types>", f'<Override PartName="/{name}" ContentType="{content}"/></Types>')


def _linked(links: str, kind: str, target: str) -> str:
    one = f'<Relationship Id="rId{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return links.replace("</Relationships>", f"{one}</Relationships>")


def with_text(template: bytes, part: str, old: str, new: str) -> bytes:
    """Return a template with a piece of one part replaced."""
    parts = read_parts(template)
    text = parts[part].decode()
    assert old in text
    return write_parts({**parts, part: text.replace(old, new, 1).encode()})

"""What a sheet shows beside its values: strikes, hidden rows, merged cells, notes, pictures, links to other files."""

import copy
from collections.abc import Callable

from lxml import etree

from tests.corpus.case import LINE, NUMBER, PROSE, YES, Case, Filled, cell, changed, faulty, read, refused
from tests.corpus.package import STRINGS, STYLES, WORKBOOK, Package, letters_of, q, split

_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape/></xml>'
)
_PURPOSE, _ROWS = "3 Purpose", "Data sets"


def style_of(package: Package, title: str, name: str, *, font: str = "", code: int | None = None) -> str:
    """Return a format as that of a cell, with something more in its font or another format of numbers."""
    styles = package.markup(STYLES)
    formats, fonts = (styles.find(q(tag)) for tag in ("cellXfs", "fonts"))
    assert formats is not None
    assert fonts is not None
    made = copy.deepcopy(formats[int(package.cell(title, name).get("s", "0"))])
    if font:
        own = copy.deepcopy(fonts[int(made.get("fontId", "0"))])
        own.insert(0, etree.Element(q(font)))
        fonts.append(own)
        made.set("fontId", str(len(fonts) - 1))
    if code is not None:
        made.set("numFmtId", str(code))
    formats.append(made)
    return str(len(formats) - 1)


def _struck(path: str) -> Callable[[Package, Filled], None]:
    def change(package: Package, form: Filled) -> None:
        sheet, name = form.at(path)
        package.cell(sheet, name).set("s", style_of(package, sheet, name, font="strike"))

    return change


def _run(content: str, font: str = "") -> str:
    return f'<r><rPr>{font}<sz val="10"/></rPr><t xml:space="preserve">{content}</t></r>'


def _half_struck(*, shared: bool) -> Callable[[Package, Filled], None]:
    runs = _run("Credit decisions") + _run(" of last year", "<strike/>")

    def change(package: Package, form: Filled) -> None:
        if not shared:
            package.put(*form.at(PROSE), f"<is>{runs}</is>", "inlineStr")
            return
        table = package.markup(STRINGS)
        package.replace(STRINGS, "</sst>", f"<si>{runs}</si></sst>")
        package.put(*form.at(PROSE), f"<v>{len(table)}</v>", "s")

    return change


def _hidden_row(path: str, **how: str) -> Callable[[Package, Filled], None]:
    def change(package: Package, form: Filled) -> None:
        sheet, name = form.at(path)
        for attribute, value in (how or {"hidden": "1"}).items():
            package.row(sheet, split(name)[0]).set(attribute, value)

    return change


def _hidden_column(path: str) -> Callable[[Package, Filled], None]:
    def change(package: Package, form: Filled) -> None:
        sheet, name = form.at(path)
        for column in package.sheet(sheet).iter(q("col")):
            if int(column.get("min", "0")) <= split(name)[1] <= int(column.get("max", "0")):
                column.set("hidden", "1")

    return change


def _sheet_state(title: str, state: str) -> Callable[[Package, Filled], None]:
    def change(package: Package, _: Filled) -> None:
        (sheet,) = (each for each in package.markup(WORKBOOK).iter(q("sheet")) if each.get("name") == title)
        sheet.set("state", state)

    return change


def _merged(title: str, *ranges: str) -> Callable[[Package, Filled], None]:
    def change(package: Package, _: Filled) -> None:
        inside = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
        old = package.sheet(title).find(q("mergeCells"))
        if old is None:
            package.append(title, f"<mergeCells>{inside}</mergeCells>", "conditionalFormatting", "dataValidations")
        else:
            old.extend(etree.fromstring(f'<m xmlns="{etree.QName(old).namespace}">{inside}</m>'))

    return change


def _noted(path: str, said: str) -> Callable[[Package, Filled], None]:
    """Return a change that pins a note to an answer, with the shape in which Excel shows it."""

    def change(package: Package, form: Filled) -> None:
        sheet, name = form.at(path)
        part = package.part_of(sheet)
        space = etree.QName(package.sheet(sheet)).namespace
        package.write(
            "xl/comments1.xml",
            f'<comments xmlns="{space}"><authors><author>Anna</author></authors><commentList>'
            f'<comment ref="{name}" authorId="0"><text><r><t>{said}</t></r></text></comment></commentList></comments>',
        )
        package.write("xl/drawings/vmlDrawing1.vml", _SHAPES)
        package.relate(part, "comments", "../comments1.xml")
        relation = package.relate(part, "vmlDrawing", "../drawings/vmlDrawing1.vml")
        package.append(sheet, f'<legacyDrawing r:id="{relation}"/>', "tableParts", "extLst")

    return change


def _thread(package: Package, form: Filled) -> None:
    """Pin a conversation to an answer: Excel writes a note beside it for programs that know no conversations."""
    _noted(PROSE, "[Threaded comment] Your version of Excel allows you to read this")(package, form)
    sheet, name = form.at(PROSE)
    package.write(
        "xl/threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="{name}" id="{{1}}" personId="{{2}}">'
        "<text>Is this still true?</text></threadedComment></ThreadedComments>",
    )
    package.write("xl/persons/person.xml", f'<personList xmlns="{_THREADS}"/>')
    package.relate(
        package.part_of(sheet),
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "../threadedComments/threadedComment1.xml",
    )


def _drawn(inside: str) -> Callable[[Package, Filled], None]:
    """Return a change that lays a drawing over a sheet."""

    def change(package: Package, _: Filled) -> None:
        anchor = f"<xdr:twoCellAnchor>{inside}</xdr:twoCellAnchor>" if inside else ""
        package.write("xl/drawings/drawing1.xml", f'<xdr:wsDr xmlns:xdr="{_DRAWING}">{anchor}</xdr:wsDr>')
        package.write("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")
        relation = package.relate(package.part_of(_PURPOSE), "drawing", "../drawings/drawing1.xml")
        package.append(_PURPOSE, f'<drawing r:id="{relation}"/>', "legacyDrawing", "tableParts", "extLst")

    return change


def _linked(package: Package, form: Filled) -> None:
    """Let an answer draw on another workbook; its value as last seen stands beside the formula."""
    part = "xl/externalLinks/externalLink1.xml"
    space = etree.QName(package.markup(WORKBOOK)).namespace
    package.write(part, f'<externalLink xmlns="{space}"><externalBook/></externalLink>')
    package.relate(part, "externalLinkPath", "file:///\\\\server\\share\\budget.xlsx", external=True)
    package.relate(WORKBOOK, "externalLink", "externalLinks/externalLink1.xml")
    package.put(*form.at(PROSE), "<f>[1]Sheet1!A1</f><v>as last seen</v>", "str")


def _asked(package: Package, form: Filled) -> None:
    """Let an answer be a link to a host; it is text, and nobody follows it."""
    relation = package.relate(package.part_of(_PURPOSE), "hyperlink", "http://198.51.100.7/x", external=True)
    sheet, name = form.at(PROSE)
    links = package.sheet(sheet).find(q("hyperlinks"))
    assert links is not None
    links.append(
        etree.fromstring(
            f'<hyperlink xmlns="{etree.QName(links).namespace}" ref="{name}" '
            f'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
        )
    )


def _many_merges(package: Package, form: Filled) -> None:
    _merged(
        _PURPOSE,
        *(
            f"{letters_of(40 + place % 15)}{place + 20}:{letters_of(40 + place % 15)}{place + 20}"
            for place in range(50_000)
        ),
    )(package, form)


_HIDDEN_ROW = "data.data_sets[DS-02].records"

CASES: tuple[Case, ...] = (
    read(
        "part of a text struck out",
        changed(_half_struck(shared=True)),
        "INT043",
        at=PROSE,
        reads={PROSE: "Credit decisions"},
    ),
    read(
        "part of a text in its cell struck out",
        changed(_half_struck(shared=False)),
        "INT043",
        at=PROSE,
        reads={PROSE: "Credit decisions"},
    ),
    read("text struck out", changed(_struck(PROSE)), "INT043", at=PROSE, reads={PROSE: None}),
    read("number struck out", changed(_struck(NUMBER)), "INT043", at=NUMBER, reads={NUMBER: None}),
    read("yes struck out", changed(_struck(YES)), "INT043", at=YES, reads={YES: None}),
    read(
        "question struck out, not its answer",
        changed(
            lambda package, _: package.cell(_PURPOSE, "C6").set("s", style_of(package, _PURPOSE, "C6", font="strike"))
        ),
    ),
    read("blank answer struck out", changed(cell(PROSE, ""), _struck(PROSE)), reads={PROSE: None}),
    read("hidden row of a table", changed(_hidden_row(_HIDDEN_ROW)), "INT044", at=_ROWS),
    read("hidden question", changed(_hidden_row(PROSE)), "INT044", at=_PURPOSE),
    read(
        "row that is folded away", changed(_hidden_row(_HIDDEN_ROW, hidden="1", outlineLevel="1")), "INT044", at=_ROWS
    ),
    read("hidden column of answers", changed(_hidden_column(PROSE)), "INT044", at=_PURPOSE),
    read(
        "hidden column of guidance",
        changed(
            lambda package, _: package.replace(
                package.part_of(_PURPOSE), '<col min="6" max="6"', '<col min="6" max="6" hidden="1"'
            )
        ),
    ),
    read("hidden sheet", changed(_sheet_state(_PURPOSE, "hidden")), "INT044", at=_PURPOSE),
    read("sheet hidden from the menu", changed(_sheet_state(_PURPOSE, "veryHidden")), "INT044", at=_PURPOSE),
    read("hidden sheet without answers", changed(_sheet_state("Start", "hidden"))),
    read(
        "lists and marks that LibreOffice shows again",
        changed(_sheet_state("_lists", "visible"), _sheet_state("_meta", "hidden")),
    ),
    read(
        "merged cells of a column",
        changed(
            _merged(_ROWS, "H9:H11"),
            cell("data.data_sets[DS-02].records", ""),
            cell("data.data_sets[DS-03].records", ""),
        ),
        "INT045",
        at=NUMBER,
        reads={"data.data_sets[DS-02].records": 412_600, "data.data_sets[DS-03].records": 412_600},
    ),
    read("merged cells beside the answers", changed(_merged(_ROWS, "B50:O52"))),
    refused("50,000 merged cells", changed(_many_merges), "INT004", "merged"),
    read("note", changed(_noted(PROSE, "Anna: ask Legal")), "INT046", at=PROSE),
    read("note at a question", changed(_noted(LINE, "x")), "INT046", at=LINE),
    read("conversation", changed(_thread), "INT046", at=PROSE),
    read("picture", changed(_drawn('<xdr:pic><a:blip xmlns:a="a"/></xdr:pic>')), "INT047", at=_PURPOSE),
    read("chart", changed(_drawn("<xdr:graphicFrame/>")), "INT047", at=_PURPOSE),
    read("text box", changed(_drawn("<xdr:sp><xdr:txBody/></xdr:sp>")), "INT047", at=_PURPOSE),
    read("drawing of nothing", changed(_drawn(""))),
    read("value of another workbook", changed(_linked), "INT048", reads={PROSE: "as last seen"}),
    read("link to a host", changed(_asked)),
    faulty(
        "struck-out text and an error",
        changed(_struck(PROSE), cell(YES, "<v>#N/A</v>", "e")),
        "INT020",
        "INT043",
        at=YES,
        reads={PROSE: None, YES: None},
    ),
    read(
        "percentage",
        changed(
            lambda package, form: package.put(
                *form.at("performance.metrics[ME-01].value"),
                "<v>0.935</v>",
                s=style_of(package, *form.at("performance.metrics[ME-01].value"), code=10),
            )
        ),
        "INT051",
        at="performance.metrics[ME-01].value",
        reads={"performance.metrics[ME-01].value": 0.935},
    ),
)

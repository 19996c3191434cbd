"""Parts and markup that a form never has and nobody has to look at: a form with them reads as without."""

from lxml import etree

from tests.corpus.case import Case, Change, Filled, changed, every, read, replaced
from tests.corpus.package import (
    MAIN,
    RELATIONS,
    STYLES,
    TYPES,
    WORKBOOK,
    Package,
    q,
)

_SHEET = "xl/worksheets/sheet2.xml"


def _styles(count: int) -> Change:
    """Return a change that adds formats, as workbooks gather that have been copied together for years."""

    def change(package: Package, _: Filled) -> None:
        formats = package.markup(STYLES).find(q("cellXfs"))
        assert formats is not None
        for number in range(count):
            etree.SubElement(formats, q("xf"), numFmtId=str(number % 50), fontId="0", fillId="0", borderId="0")
        formats.set("count", str(len(formats)))

    return change


def _names(**defined: str) -> Change:
    def change(package: Package, _: Filled) -> None:
        inside = "".join(f'<definedName name="{name}">{formula}</definedName>' for name, formula in defined.items())
        package.replace(WORKBOOK, "</definedNames>", f"{inside}</definedNames>")

    return change


def _parts(kind: str, *members: tuple[str, str]) -> Change:
    """Return a change that adds parts, the first of them named by the workbook."""

    def change(package: Package, _: Filled) -> None:
        for name, content in members:
            package.write(name, content)
        package.relate(WORKBOOK, kind, f"/{members[0][0]}")

    return change


def _chart_sheet(package: Package) -> None:
    package.write("xl/chartsheets/sheet1.xml", f'<chartsheet xmlns="{MAIN}"/>')
    relation = package.relate(WORKBOOK, "chartsheet", "chartsheets/sheet1.xml")
    (sheets,) = package.markup(WORKBOOK).iter(q("sheets"))
    etree.SubElement(sheets, q("sheet"), name="Chart", sheetId="902").set(f"{{{RELATIONS}}}id", relation)


_VALIDATION = (
    '<dataValidation type="list" sqref="E6:XFD1048576"><formula1>Nowhere!$A$1:$A$9</formula1></dataValidation>'
)


_SIGNED = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


CASES: tuple[Case, ...] = (
    read("65,000 formats", changed(_styles(65_000))),
    read(
        "columns as wide as can be",
        changed(every("col", width="1e300")),
    ),
    read(
        "columns that do not end",
        changed(
            lambda package, _: package.append(
                "3 Purpose", '<cols><col min="12" max="16384" width="9"/></cols>', "sheetData"
            )
        ),
    ),
    read("names that go in circles", changed(_names(a="b", b="a", c="c+1", d="OFFSET(d,1,1)"))),
    read("names that lead nowhere", changed(_names(gone="#REF!$A$1", far="'no such'!$A$1", other="[3]x!$A$1"))),
    read("lists that lead nowhere", changed(replaced("</dataValidations>", f"{_VALIDATION}</dataValidations>"))),
    read(
        "pivot table and slicer",
        changed(
            _parts(
                "pivotCacheDefinition",
                ("xl/pivotCache/pivotCacheDefinition1.xml", "<x/>"),
                ("xl/pivotTables/pivotTable1.xml", "<x/>"),
                ("xl/slicers/slicer1.xml", "<x/>"),
            )
        ),
    ),
    read(
        "XML of a document system",
        changed(
            _parts(
                "customXml",
                ("customXml/item1.xml", "<p:properties xmlns:p='x'><a>c</a></p:properties>"),
                ("customXml/itemProps1.xml", "<x/>"),
            )
        ),
    ),
    read(
        "signature",
        changed(_parts(_SIGNED, ("_xmlsignatures/origin.sigs", ""), ("_xmlsignatures/sig1.xml", "<Signature/>"))),
    ),
    read("label of secrecy", changed(_parts("classificationlabels", ("docMetadata/LabelInfo.xml", "<x/>")))),
    read("query of a database", changed(_parts("connections", ("xl/connections.xml", "<x/>")))),
    read("order of working things out", changed(_parts("calcChain", ("xl/calcChain.xml", '<c r="XFD1048576"/>')))),
    read(
        "settings of a printer", changed(_parts("printerSettings", ("xl/printerSettings/printerSettings1.bin", "\0\1")))
    ),
    read(
        "people and versions",
        changed(_parts("person", ("xl/persons/person.xml", "<x/>"), ("xl/revisions/log1.xml", "<x/>"))),
    ),
    read(
        "workbook of the kind with macros that has none",
        changed(replaced("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml", TYPES)),
    ),
    read("template", changed(replaced("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml", TYPES))),
    read(
        "opened to be read only",
        changed(replaced("<workbookPr", '<fileSharing readOnlyRecommended="1"/><workbookPr', WORKBOOK)),
    ),
    read("chart sheet", changed(lambda package, _: _chart_sheet(package))),
    read("text with a reading direction", changed(replaced("<sheetView ", '<sheetView rightToLeft="1" '))),
)

"""Sound forms as other programs package them, and parts that a form never has and nobody has to look at."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from lxml import etree

from tests.corpus.case import DAY, Case, Filled, changed, read, refused
from tests.corpus.package import (
    MAIN,
    RELATIONS,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    Package,
    q,
    split,
)
from tests.workbooks import OpenForm

_SHEET = "xl/worksheets/sheet2.xml"
Change = Callable[[Package, Filled], object]


def _inline(package: Package, _: Filled) -> None:
    """Write every text into its cell, as programs do that never look back."""
    table = package.markup(STRINGS)
    for title in package.titles():
        for cell in package.sheet(title).iter(q("c")):
            value = cell.find(q("v"))
            if cell.get("t") == "s" and value is not None:
                texts = etree.tostring(table[int(value.text or "")]).decode()
                inside = re.sub(r"^<si[^>]*>|</si>$", "", texts)
                cell.remove(value)
                cell.append(etree.fromstring(f'<is xmlns="{MAIN}">{inside}</is>'))
                cell.set("t", "inlineStr")
    package.drop(STRINGS)
    (gone,) = (each for each in package.markup(WORKBOOK_RELS) if "sharedStrings" in each.get("Target", ""))
    package.markup(WORKBOOK_RELS).remove(gone)


def _absolute(package: Package, _: Filled) -> None:
    for relation in package.markup(WORKBOOK_RELS):
        relation.set("Target", f"/xl/{relation.get('Target')}")


def _roundabout(package: Package, _: Filled) -> None:
    for relation in package.markup(WORKBOOK_RELS):
        relation.set("Target", f"./worksheets/../{relation.get('Target')}")


def _parts_named(name: Callable[[int], str]) -> Change:
    """Return a change that gives the parts of all sheets other names."""

    def change(package: Package, _: Filled) -> None:
        for place, title in enumerate(package.titles()):
            old = package.part_of(title)
            content = package.content(old)
            (relation,) = (
                each for each in package.markup(WORKBOOK_RELS) if each.get("Target") == old.removeprefix("xl/")
            )
            package.drop(old)
            package.write(f"xl/{name(place)}", content)
            relation.set("Target", name(place))

    return change


def _without(*attributes: str) -> Change:
    """Return a change that leaves out what cells and rows say of their place, all cells in between filled in."""

    def change(package: Package, _: Filled) -> None:
        for title in package.titles():
            grid, last = package.grid(title), 0
            for row in list(grid):
                number = int(row.get("r", "0"))
                for missing in range(last + 1, number):
                    grid.insert(missing - 1, etree.Element(q("row")))
                last, before = number, 0
                for cell in list(row):
                    _, column = split(cell.get("r", ""))
                    for missing in range(before + 1, column):
                        row.insert(missing - 1, etree.Element(q("c")))
                    before = column
            for each in grid.iter(q("row"), q("c")):
                for attribute in attributes:
                    each.attrib.pop(attribute, None)

    return change


def _lower_case(package: Package, _: Filled) -> None:
    """Write the names of parts in small letters in the archive, and as they were where they are named."""
    for name in [name for name in package.parts if name.startswith("xl/")]:
        content = package.content(name)
        package.drop(name)
        package.write(name.lower(), content)


def _spread(package: Package, _: Filled) -> None:
    """Break lines and indent, as programs do that write for people."""
    for name in [name for name in package.parts if name.startswith("xl/worksheets/") or name == WORKBOOK]:
        root = package.markup(name)
        etree.indent(root, space="\t")


def _google(package: Package, form: Filled) -> None:
    """Package the form as Google Sheets does: names in capitals and no widths, heights, protection or properties."""
    for title in package.titles():
        sheet = package.sheet(title)
        for tag in (
            "cols",
            "sheetProtection",
            "sheetFormatPr",
            "pageMargins",
            "pageSetup",
            "headerFooter",
            "ignoredErrors",
        ):
            for each in sheet.findall(q(tag)):
                sheet.remove(each)
        for row in sheet.iter(q("row")):
            for attribute in ("ht", "customHeight", "spans"):
                row.attrib.pop(attribute, None)
    for name in [name for name in package.parts if name.startswith("docProps/")]:
        package.drop(name)
    _parts_named(lambda place: f"worksheets/Sheet{place + 1}.xml")(package, form)


def _day_1904(package: Package, form: Filled) -> None:
    """Count days from 1904, as Excel for the Mac did: every number of a day is smaller by four years and a day."""
    properties = package.markup(WORKBOOK).find(q("workbookPr"))
    assert properties is not None
    properties.set("date1904", "1")
    style = package.cell(*form.at(DAY)).get("s")
    days = {style, *_styles_of_days(package)}
    for title in package.titles():
        for cell in package.sheet(title).iter(q("c")):
            value = cell.find(q("v"))
            if cell.get("s") in days and value is not None and not cell.get("t"):
                value.text = str(int(value.text or "") - 1462)


def _styles_of_days(package: Package) -> set[str]:
    styles = package.markup(STYLES)
    codes = {each.get("numFmtId") for each in styles.iter(q("numFmt")) if "yyyy" in each.get("formatCode", "")}
    formats = styles.find(q("cellXfs"))
    assert formats is not None
    return {str(place) for place, each in enumerate(formats) if each.get("numFmtId") in codes}


def _days_in_letters(package: Package, _: Filled) -> None:
    """Write days as ISO 8601, as the strict kind of the standard allows."""
    days = _styles_of_days(package)
    for title in package.titles():
        for cell in package.sheet(title).iter(q("c")):
            value = cell.find(q("v"))
            if cell.get("s") in days and value is not None and not cell.get("t"):
                cell.set("t", "d")
                value.text = (date(1899, 12, 30) + timedelta(int(value.text or ""))).isoformat()


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


def _replaced(old: str, new: str, part: str = _SHEET) -> Change:
    return lambda package, _: package.replace(part, old, new, times=1)


def _office(form: Filled) -> bytes:
    return OpenForm(form.content).save()


def _filled_up(package: Package, form: Filled) -> etree._Element:
    _without("spans")(package, form)
    return package.sheet("3 Purpose")


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
    read("saved by openpyxl", _office),
    read("texts in their cells, no table of texts", changed(_inline)),
    read("targets from the root", changed(_absolute)),
    refused("targets that go round about", changed(_roundabout), "INT002", "damaged"),
    read("as Google Sheets packages it", changed(_google)),
    read("as Google Sheets packages it, with texts in their cells", changed(_inline, _google)),
    read("sheets named as other programs do", changed(_parts_named(lambda place: f"sheets/tab-{place}.xml"))),
    read("sheets named in other letters", changed(_parts_named(lambda place: f"worksheets/Blätter {place}.xml"))),
    read("archive in small letters", changed(_lower_case)),
    read("cells without names", changed(_without("r", "spans"))),
    read(
        "rows without numbers",
        changed(lambda package, form: [row.attrib.pop("r") for row in _filled_up(package, form).iter(q("row"))]),
    ),
    read(
        "cells in small letters",
        changed(
            lambda package, _: [
                cell.set("r", cell.get("r", "").lower()) for cell in package.sheet("3 Purpose").iter(q("c"))
            ]
        ),
    ),
    read("markup in lines", changed(_spread)),
    read("days since 1904", changed(_day_1904)),
    read("days in letters", changed(_days_in_letters)),
    read(
        "no size said",
        changed(
            lambda package, _: [
                package.sheet(title).remove(each)
                for title in package.titles()
                for each in package.sheet(title).findall(q("dimension"))
            ]
        ),
    ),
    read("size said too small", changed(_replaced('<dimension ref="A1:K17"/>', '<dimension ref="A1"/>'))),
    read("size said too large", changed(_replaced('<dimension ref="A1:K17"/>', '<dimension ref="A1:XFD1048576"/>'))),
    read(
        "counts that are wrong",
        changed(
            lambda package, _: package.write(
                STRINGS, re.sub(rb' (uniqueCount|count)="\d+"', rb' \1="3"', package.parts[STRINGS])
            )
        ),
    ),
    read("65,000 formats", changed(_styles(65_000))),
    read(
        "columns as wide as can be",
        changed(lambda package, _: [each.set("width", "1e300") for each in package.sheet("3 Purpose").iter(q("col"))]),
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
    read("lists that lead nowhere", changed(_replaced("</dataValidations>", f"{_VALIDATION}</dataValidations>"))),
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
        changed(_replaced("spreadsheetml.sheet.main+xml", "sheet.macroEnabled.main+xml", TYPES)),
    ),
    read("template", changed(_replaced("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml", TYPES))),
    read(
        "opened to be read only",
        changed(_replaced("<workbookPr", '<fileSharing readOnlyRecommended="1"/><workbookPr', WORKBOOK)),
    ),
    read("chart sheet", changed(lambda package, _: _chart_sheet(package))),
    read("text with a reading direction", changed(_replaced("<sheetView ", '<sheetView rightToLeft="1" '))),
)

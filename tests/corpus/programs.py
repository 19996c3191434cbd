"""Sound forms as other programs package them, and parts that a form never has and nobody has to look at."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from lxml import etree

from tests.corpus.case import DAY, Case, Change, Filled, changed, no, read, refused, replaced
from tests.corpus.package import (
    MAIN,
    STRINGS,
    STYLES,
    WORKBOOK,
    WORKBOOK_RELS,
    Package,
    q,
    split,
    unset,
)
from tests.workbooks import OpenForm


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
            grid = package.grid(title)
            last = 0
            for row in list(grid):
                number = int(row.get("r", "0"))
                for missing in range(last + 1, number):
                    grid.insert(missing - 1, etree.Element(q("row")))
                last = number
                before = 0
                for cell in list(row):
                    column = split(cell.get("r", ""))[1]
                    for missing in range(before + 1, column):
                        row.insert(missing - 1, etree.Element(q("c")))
                    before = column
            for each in grid.iter(q("row"), q("c")):
                unset(each, *attributes)

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
            unset(row, "ht", "customHeight", "spans")
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


def _office(form: Filled) -> bytes:
    return OpenForm(form.content).save()


def _no_numbers(package: Package, _: Filled) -> None:
    for row in package.sheet("3 Purpose").iter(q("row")):
        unset(row, "r")


def _small_letters(package: Package, _: Filled) -> None:
    for cell in package.sheet("3 Purpose").iter(q("c")):
        cell.set("r", cell.get("r", "").lower())


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
        changed(_without("spans"), _no_numbers),
    ),
    read(
        "cells in small letters",
        changed(_small_letters),
    ),
    read("markup in lines", changed(_spread)),
    read("days since 1904", changed(_day_1904)),
    read("days in letters", changed(_days_in_letters)),
    read(
        "no size said",
        changed(no("dimension")),
    ),
    read("size said too small", changed(replaced('<dimension ref="A1:K18"/>', '<dimension ref="A1"/>'))),
    read("size said too large", changed(replaced('<dimension ref="A1:K18"/>', '<dimension ref="A1:XFD1048576"/>'))),
    read(
        "counts that are wrong",
        changed(
            lambda package, _: package.write(
                STRINGS, re.sub(rb' (uniqueCount|count)="\d+"', rb' \1="3"', package.parts[STRINGS])
            )
        ),
    ),
)

"""Forms as people rearrange them: rows, columns and sheets moved, copied, deleted, pasted over."""

import copy
import random
from collections.abc import Callable

from lxml import etree

from tests.corpus.case import (
    NUMBER,
    PROSE,
    YES,
    Answers,
    Case,
    Change,
    Filled,
    cell,
    changed,
    every,
    faulty,
    no,
    read,
    refused,
    typed,
)
from tests.corpus.package import (
    MAIN,
    RELATIONS,
    WORKBOOK,
    Package,
    filled_rows,
    letters_of,
    q,
    shifted,
    split,
    text,
    without,
)

_PURPOSE, _ROWS, _METRICS = "3 Purpose", "Data sets", "Metrics"
_TABLE = "data.data_sets"


def _each(change: Callable[[Package, str], object]) -> Change:
    """Return a change of every sheet that holds questions."""

    def of_all(package: Package, _: Filled) -> None:
        for title in package.titles():
            if title not in ("Start", "_lists", "_meta"):
                change(package, title)

    return of_all


def _renamed(title: str, new: str) -> Change:
    def change(package: Package, _: Filled) -> None:
        (sheet,) = (each for each in package.markup(WORKBOOK).iter(q("sheet")) if each.get("name") == title)
        sheet.set("name", new)

    return change


def _all_renamed(package: Package, _: Filled) -> None:
    for place, sheet in enumerate(package.markup(WORKBOOK).iter(q("sheet"))):
        if not sheet.get("name", "").startswith("_"):
            sheet.set("name", f"Blatt {place}")


def _reordered(package: Package, _: Filled) -> None:
    (sheets,) = package.markup(WORKBOOK).iter(q("sheets"))
    sheets[:] = reversed(list(sheets))


def removed(title: str) -> Change:
    """Return a change that deletes a sheet."""

    def change(package: Package, _: Filled) -> None:
        (sheet,) = (each for each in package.markup(WORKBOOK).iter(q("sheet")) if each.get("name") == title)
        parent = sheet.getparent()
        assert parent is not None
        package.drop(package.part_of(title))
        parent.remove(sheet)

    return change


def _added(title: str, inside: Callable[[Package], bytes]) -> Change:
    """Return a change that adds a sheet at the end."""

    def change(package: Package, _: Filled) -> None:
        part = "xl/worksheets/sheet901.xml"
        package.write(part, inside(package))
        relation = package.relate(WORKBOOK, "worksheet", "worksheets/sheet901.xml")
        (sheets,) = package.markup(WORKBOOK).iter(q("sheets"))
        sheet = etree.SubElement(sheets, q("sheet"), name=title, sheetId="901")
        sheet.set(f"{{{RELATIONS}}}id", relation)

    return change


def _copied(title: str, new: str) -> Change:
    return _added(new, lambda package: package.content(package.part_of(title)))


def _sorted(first: int) -> Callable[[Package, str], None]:
    """Return a change that sorts the rows of a sheet from one on, by chance as an answer would order them."""

    def change(package: Package, title: str) -> None:
        numbers = [number for number in filled_rows(package, title) if number >= first]
        shuffled = random.Random(7).sample(numbers, len(numbers))
        package.renumber(title, row=lambda number: dict(zip(numbers, shuffled, strict=True)).get(number, number))

    return change


def _copied_row(title: str, old: int, new: int) -> Change:
    def change(package: Package, _: Filled) -> None:
        row = copy.deepcopy(package.row(title, old))
        row.set("r", str(new))
        for each in row:
            each.set("r", f"{letters_of(split(each.get('r', ''))[1])}{new}")
        package.grid(title).append(row)

    return change


def _cleared(title: str, *names: str) -> Change:
    def change(package: Package, _: Filled) -> None:
        for name in names:
            package.put(title, name, "")

    return change


def _column_cleared(title: str, column: int) -> Change:
    """Return a change that cuts the content of a column away; the columns beside it stay where they are."""
    return lambda package, _: package.renumber(title, column=lambda number: None if number == column else number)


def _meta(row: int, value: str) -> Change:
    return lambda package, _: package.put("_meta", f"B{row}", text(value), "inlineStr")


def _typed_at(title: str, *contents: tuple[str, str]) -> Change:
    def change(package: Package, _: Filled) -> None:
        for name, said in contents:
            package.put(title, name, text(said), "inlineStr")

    return change


def _headings_pasted(package: Package, form: Filled) -> None:
    """Paste a table from a mail with its own headings over the first free rows."""
    row = copy.deepcopy(package.row(_ROWS, 7))
    row.set("r", "16")
    for each in list(row):
        column = split(each.get("r", ""))[1]
        if column == 1:
            row.remove(each)
        each.set("r", f"{letters_of(column)}16")
    old = package.row(_ROWS, 16)
    package.grid(_ROWS).replace(old, row)
    _typed_at(_ROWS, ("B17", "DS-77"), ("C17", "Pasted"))(package, form)


def _called(old: str, new: str, *, keep: bool = False) -> Callable[[Answers], Answers]:
    """Return what becomes of the answers when a row has another id, or none of them is left."""

    def become(answers: Answers) -> Answers:
        theirs = {path: value for path, value in answers.items() if path.startswith(old)}
        kept = answers if keep else {path: value for path, value in answers.items() if path not in theirs}
        named = {path.replace(old, new): value for path, value in theirs.items()} if new else {}
        return {**kept, **named} | ({new: new.partition("[")[2].removesuffix("]")} if new else {})

    return become


def _all_called(answers: Answers) -> Answers:
    for place in range(1, 8):
        answers = _called(f"{_TABLE}[DS-0{place}]", f"{_TABLE}[row-{place + 8}]")(answers)
    return answers


_FRESH = {f"{_TABLE}[DS-77]": "DS-77", f"{_TABLE}[DS-77].name": "Pasted"}
_INSIDE = (_each(lambda package, title: package.renumber(title, row=shifted(5, 3))),)

_NOTES = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>call Legal</t></is></c></row>'
    "</sheetData></worksheet>"
).encode()

CASES: tuple[Case, ...] = (
    read("rows inserted above every question", changed(*_INSIDE)),
    read(
        "rows with remarks inserted",
        changed(*_INSIDE, _typed_at(_PURPOSE, ("C6", "Anna: done"), ("E6", "see below"))),
        "INT064",
        at=f"{_PURPOSE}!C6",
    ),
    read(
        "columns inserted before every column",
        changed(_each(lambda package, title: package.renumber(title, column=lambda number: 2 * number))),
    ),
    read(
        "column inserted and filled",
        changed(
            lambda package, _: package.renumber(_PURPOSE, column=shifted(5)),
            _typed_at(_PURPOSE, ("E4", "Our notes"), ("E6", "ok")),
        ),
        "INT064",
        at=f"{_PURPOSE}!E6",
    ),
    read(
        "column added at the end",
        changed(_typed_at(_ROWS, ("T7", "Owner"), ("T9", "Anna"), ("U9", "May"))),
        "INT064",
        at=f"{_ROWS}!T9",
    ),
    read("sheet renamed", changed(_renamed(_PURPOSE, "Zweck (final) v2"))),
    read("every sheet renamed", changed(_all_renamed)),
    read("sheets in another order", changed(_reordered)),
    read("start sheet copied", changed(_added("Notes", lambda package: package.content(package.part_of("Start"))))),
    read("sheet of notes added", changed(_added("Notes", lambda _: _NOTES)), "INT064", at="Notes!A1"),
    faulty("sheet deleted", changed(removed(_PURPOSE)), "INT012", at=_PURPOSE, lost=_PURPOSE),
    read("cover sheet deleted", changed(removed("Start"))),
    read("copied sheet", changed(_copied(_PURPOSE, "3 Purpose (2)")), "INT052", at="3 Purpose (2)"),
    faulty(
        "copied sheet in which an answer was changed",
        changed(_copied(_PURPOSE, "3 Purpose (2)"), _typed_at("3 Purpose (2)", ("E6", "Another context"))),
        "INT052",
        "INT021",
        at="3 Purpose (2)",
        reads={},
    ),
    read("copied table", changed(_copied(_ROWS, "Data sets (2)")), "INT052", at="Data sets (2)"),
    faulty("question copied", changed(_copied_row(_PURPOSE, 6, 40)), "INT021", at=f"{_PURPOSE}!E40", reads={}),
    faulty(
        "row of a table copied",
        changed(_copied_row(_ROWS, 9, 30)),
        "INT023",
        at=f"{_ROWS}!B30",
        reads=_called(f"{_TABLE}[DS-01]", f"{_TABLE}[row-30]", keep=True),
    ),
    read("questions sorted", changed(lambda package, _: _sorted(5)(package, _PURPOSE))),
    read("rows of a table sorted", changed(lambda package, _: _sorted(9)(package, _ROWS))),
    read(
        "mark of a question deleted",
        changed(_cleared(_PURPOSE, "A6")),
        "INT034",
        "INT064",
        at=_PURPOSE,
        reads={PROSE: None},
    ),
    faulty(
        "marks of a sheet deleted",
        changed(_column_cleared(_PURPOSE, 1)),
        "INT012",
        "INT064",
        at=_PURPOSE,
        lost=_PURPOSE,
    ),
    faulty(
        "row of codes deleted",
        changed(lambda package, _: package.renumber(_PURPOSE, row=without(3))),
        "INT012",
        "INT064",
        at=_PURPOSE,
        lost=_PURPOSE,
    ),
    faulty(
        "column of answers deleted",
        changed(lambda package, _: package.renumber(_PURPOSE, column=without(5))),
        "INT012",
        "INT064",
        at=_PURPOSE,
        lost=_PURPOSE,
    ),
    read("row of headings deleted", changed(lambda package, _: package.renumber(_PURPOSE, row=without(4)))),
    read(
        "row of a table deleted",
        changed(lambda package, _: package.renumber(_ROWS, row=without(9))),
        "INT025",
        at=f"{_METRICS}!I18",
        reads=_called(f"{_TABLE}[DS-01]", ""),
    ),
    read(
        "mark that is no question",
        changed(_typed_at(_PURPOSE, ("A30", "purpose.moon"), ("E30", "x"))),
        "INT013",
        at=_PURPOSE,
    ),
    read(
        "id of a row deleted",
        changed(_cleared(_ROWS, "B9")),
        "INT022",
        "INT025",
        at=f"{_ROWS}!B9",
        reads=_called(f"{_TABLE}[DS-01]", f"{_TABLE}[row-9]"),
    ),
    read(
        "ids of all rows deleted",
        changed(_cleared(_ROWS, *(f"B{number}" for number in range(9, 16)))),
        "INT022",
        "INT025",
        at=f"{_ROWS}!B9",
        reads=_all_called,
    ),
    read("rows far below the others", changed(_typed_at(_ROWS, ("B300", "DS-77"), ("C300", "Pasted"))), reads=_FRESH),
    read("headings pasted with the rows", changed(_headings_pasted), "INT053", at=f"{_ROWS}!B16", reads=_FRESH),
    faulty(
        "text pasted over a table",
        changed(_typed_at(_ROWS, ("B16", "see the annexed list of sets"))),
        "INT035",
        at=f"{_ROWS}!B16",
        reads={f"{_TABLE}[row-16]": "row-16"},
    ),
    refused("marks of the form deleted", changed(removed("_meta")), "INT010", "is not an intake form"),
    read("lists of the form deleted", changed(removed("_lists"))),
    refused("form of the organisation", lambda form: form.organisation, "INT010", "the organisation form"),
    refused("form of another product", changed(_meta(1, "checklist")), "INT010", "is not an intake form"),
    refused("form of a version to come", changed(_meta(3, "99")), "INT011", 'has version "99"'),
    refused("form of no version", changed(_meta(3, "")), "INT011", "version"),
    read(
        "id of the system deleted",
        changed(cell("system.id", "")),
        "INT028",
        at="system.id",
        reads={"system.id": "tenorscore"},
    ),
    read(
        "sheets without protection",
        changed(no("sheetProtection")),
    ),
    read(
        "sheets and workbook locked with passwords",
        changed(
            lambda package, _: package.replace(
                WORKBOOK, "<bookViews>", '<workbookProtection workbookPassword="CC3D" lockStructure="1"/><bookViews>'
            ),
            every("sheetProtection", password="CC3D"),
        ),
    ),
    read("answers cleared", changed(cell(NUMBER, ""), cell(YES, "")), reads={NUMBER: None, YES: None}),
    read("answers of blanks", changed(typed(PROSE, " \u00a0 \n ")), reads={PROSE: None}),
)

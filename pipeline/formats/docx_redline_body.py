"""The body of a redline: what stands in it twice, taken out here and put in there, must not clash."""

from itertools import count

from pipeline.formats.docx_lint_tables import width_of
from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_story import inner

_AFTER = (qn("cnfStyle"), qn("divId"), qn("gridBefore"))


def number_controls(body: Element) -> None:
    """Give content controls that stand twice numbers of their own."""
    numbers = [number for each in body.iter(qn("sdtPr")) for number in each.iterchildren(qn("id"))]
    taken = {number.get(qn("val")) for number in numbers}
    fresh = (value for value in map(str, count(1)) if value not in taken)
    used: set[str] = set()
    for number in numbers:
        if (number.get(qn("val")) or "") in used:
            number.set(qn("val"), next(fresh))
        used.add(number.get(qn("val")) or "")


def fill_rows(body: Element) -> None:
    """Say of each row of a table whose columns have changed that it ends before the others do."""
    for table in body.iter(qn("tbl")):
        grid = table.find(qn("tblGrid"))
        if grid is None:
            continue
        rows = [(row, width_of(row)) for row in inner(table, "tr")]
        columns = grid.findall(qn("gridCol"))
        widest = max((width for _, width in rows), default=0)
        for place in range(len(columns), widest):
            grid.insert(place, w("gridCol", w=0))
        for row, width in rows:
            if missing := max(widest, len(columns)) - width:
                _end_early(row, missing)


def _end_early(row: Element, columns: int) -> None:
    properties = row.find(qn("trPr"))
    if properties is None:
        properties = w("trPr")
        own = row.find(qn("tblPrEx"))
        row.insert(0 if own is None else row.index(own) + 1, properties)
    said = properties.find(qn("gridAfter"))
    if said is None:
        said = w("gridAfter", val=0)
        properties.insert(sum(each.tag in _AFTER for each in properties), said)
    said.set(qn("val"), str(int(said.get(qn("val")) or 0) + columns))

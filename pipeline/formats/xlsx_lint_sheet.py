"""The rules of what lies over the cells of a sheet: merged ranges, lists to choose from, colours, links, pages."""

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.formats.complaint import Complaint, doubtful
from pipeline.formats.docx_markup import Element, R
from pipeline.formats.xlsx_formula_lint import lint_formula
from pipeline.formats.xlsx_lint_book import Book, number_of
from pipeline.formats.xlsx_range import Range, overlapping, read_range, read_ranges
from pipeline.formats.xlsx_schema import (
    CONDITIONS,
    LONGEST,
    LONGEST_LIST,
    ORDER,
    SEVERAL,
    VALIDATIONS,
    s,
)

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_PLACE = re.compile(r"#?(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
_LONGEST_LINK, _LONGEST_TIP, _LONGEST_RUNNING_LINE, _MOST_BREAKS = 2_079, 255, 255, 1_023


def lint_order(part: str, root: Element) -> Iterator[Complaint]:
    """Complain of elements that stand behind one that has to follow them, or that are there twice.

    Args:
        part: name of the part.
        root: its root.
    """
    for tag, order in ORDER.items():
        for element in root.iter(tag):
            reached, seen = -1, set()
            for child in element.iterchildren("*"):
                place = order.get(str(child.tag))
                name = str(child.tag).rpartition("}")[2]
                if place is None:
                    continue
                if place < reached:
                    yield Complaint(part, f"{name} stands in the wrong place")
                elif child.tag in seen and child.tag not in SEVERAL:
                    yield Complaint(part, f"{name} is there twice")
                seen.add(child.tag)
                reached = max(place, reached)


def lint_sheet(part: str, root: Element, book: Book) -> Iterator[Complaint]:
    """Complain of what Excel would repair or take away from a sheet.

    Args:
        part: name of the sheet's part.
        root: of the sheet.
        book: what the workbook holds.
    """
    for said in chain(
        _merged(root), _validations(root), _conditions(root, book), _links(root), _views(root), _pages(root)
    ):
        yield Complaint(part, said)
    # What a formula or a link names may have gone by the hand of a person: Excel opens the file all the same.
    for said in chain(_formulas(root, book), _newer(root, book), _lost_links(root, book)):
        yield doubtful(part, said)
    for first, second in overlapping(_ranges_of(root, "dataValidations", "dataValidation", "sqref")):
        yield doubtful(part, f"two validations want {first} and {second}")


def merged_ranges(root: Element) -> Iterator[tuple[str, Range]]:
    """Yield the merged ranges of a sheet."""
    return _ranges_of(root, "mergeCells", "mergeCell", "ref")


def _ranges_of(root: Element, parent: str, name: str, said: str) -> Iterator[tuple[str, Range]]:
    for element in root.iterfind(f"{s(parent)}/{s(name)}"):
        for text, found in read_ranges(element.get(said, "")):
            if found:
                yield text, found


def _merged(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{s('mergeCells')}/{s('mergeCell')}"):
        found = read_range(element.get("ref", ""))
        if found is None or found.is_cell:
            yield f"{element.get('ref')} cannot be merged"
    for first, second in overlapping(merged_ranges(root)):
        yield f"the merged ranges {first} and {second} overlap"
    if root.find(s("mergeCells")) is not None and root.find(f"{s('mergeCells')}/{s('mergeCell')}") is None:
        yield "the list of merged ranges is empty"


def _validations(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{s('dataValidations')}/{s('dataValidation')}"):
        place, kind = element.get("sqref", ""), element.get("type", "none")
        if not place or any(found is None for _, found in read_ranges(place)):
            yield f"a validation stands at {place!r}"
        if kind not in VALIDATIONS:
            yield f"the validation of {place} is of the kind {kind}"
        for said, most in LONGEST.items():
            if len(element.get(said, "")) > most:
                yield f"the {said} of the validation of {place} has more than {most} characters"
        formula = element.findtext(s("formula1")) or ""
        if kind != "none" and not formula:
            yield f"the validation of {place} has no formula"
        if _is_list(formula) and len(formula) - 2 > LONGEST_LIST:
            yield f"the validation of {place}: its list has more than {LONGEST_LIST} characters"


def _is_list(formula: str) -> bool:
    """Tell whether a formula is the entries of a list, with commas between them."""
    return len(formula) > 1 and formula.startswith('"') and formula.find('"', 1) == len(formula) - 1


def _conditions(root: Element, book: Book) -> Iterator[str]:
    for element in root.iterfind(s("conditionalFormatting")):
        place = element.get("sqref", "")
        if not place or any(found is None for _, found in read_ranges(place)):
            yield f"a condition stands at {place!r}"
        for rule in element.iterfind(s("cfRule")):
            if rule.get("type") not in CONDITIONS:
                yield f"the condition of {place} is of the kind {rule.get('type')}"
            if rule.get("dxfId") is not None and not 0 <= number_of(rule, "dxfId", 0) < book.differences:
                yield f"the condition of {place} has the format {rule.get('dxfId')}, which is not there"
            if number_of(rule, "priority", -1) < 1:
                yield f"the condition of {place} has no priority"


def _formulas(root: Element, book: Book) -> Iterator[str]:
    for element in root.iterfind(f"{s('dataValidations')}/{s('dataValidation')}"):
        for formula in (element.findtext(s("formula1")), element.findtext(s("formula2"))):
            for fault in lint_formula(formula, book.known) if formula else ():
                yield f"the validation of {element.get('sqref')}: {fault}"
    for element in root.iterfind(s("conditionalFormatting")):
        for formula in (each.text or "" for each in element.iterfind(f"{s('cfRule')}/{s('formula')}")):
            yield from (
                f"the condition of {element.get('sqref')}: {fault}" for fault in lint_formula(formula, book.known)
            )


def _newer(root: Element, book: Book) -> Iterator[str]:
    """Yield what is wrong with validations and conditions as newer programs write them."""
    for element in root.iter(f"{_X14}dataValidation", f"{_X14}conditionalFormatting"):
        place = element.findtext(f"{_XM}sqref") or ""
        if not place or any(found is None for _, found in read_ranges(place)):
            yield f"a newer rule stands at {place!r}"
        for formula in element.iter(f"{_XM}f"):
            # The ends of a bar are numbers, percentages or nothing.
            for fault in lint_formula(formula.text, book.known) if formula.text else ():
                yield f"the newer rule of {place}: {fault}"


def _links(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{s('hyperlinks')}/{s('hyperlink')}"):
        place, target = element.get("ref", ""), element.get("location", "")
        if read_range(place) is None:
            yield f"a link stands at {place!r}"
        if len(element.get("tooltip", "")) > _LONGEST_TIP or len(target) > _LONGEST_LINK:
            yield f"the link of {place} is too long"


def _lost_links(root: Element, book: Book) -> Iterator[str]:
    for element in root.iterfind(f"{s('hyperlinks')}/{s('hyperlink')}"):
        place, target = element.get("ref", ""), element.get("location", "")
        if element.get(f"{{{R}}}id") is None:
            if not target:
                yield f"the link of {place} leads nowhere"
            elif not _leads_to(target, book):
                yield f"the link of {place} leads to {target!r}, which is not there"


def _leads_to(target: str, book: Book) -> bool:
    if found := _PLACE.fullmatch(target):
        title = (found[1] or found[2]).replace("''", "'").casefold()
        is_place = read_range(found[3]) is not None or found[3].casefold() in book.known.names
        return title in book.known.sheets and is_place
    return target.casefold() in book.known.names or read_range(target) is not None


def _views(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{s('sheetViews')}/{s('sheetView')}/{s('selection')}"):
        if any(found is None for _, found in read_ranges(element.get("sqref", "A1"))):
            yield f"{element.get('sqref')} cannot be selected"
    dimension = root.find(s("dimension"))
    if dimension is not None and read_range(dimension.get("ref", "")) is None:
        yield f"the sheet cannot reach over {dimension.get('ref')}"
    found = root.find(s("autoFilter"))
    if found is not None and read_range(found.get("ref", "")) is None:
        yield f"{found.get('ref')} cannot be filtered"


def _pages(root: Element) -> Iterator[str]:
    for element in root.iterfind(f"{s('headerFooter')}/*"):
        if len(element.text or "") > _LONGEST_RUNNING_LINE:
            yield f"a running line has more than {_LONGEST_RUNNING_LINE} characters"
    for name in ("rowBreaks", "colBreaks"):
        if len(root.findall(f"{s(name)}/{s('brk')}")) > _MOST_BREAKS:
            yield "there are too many page breaks"

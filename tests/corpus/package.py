"""A workbook as the parts of its package, changed as people, other programs and attackers change it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from posixpath import normpath
from xml.sax.saxutils import escape

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

WORKBOOK, WORKBOOK_RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, TYPES = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"

_CELL = re.compile(r"([A-Z]+)([0-9]+)")
Number = Callable[[int], int | None]
"""Where a row or column goes, from 1; nothing where it is deleted."""


def q(tag: str) -> str:
    """Return the name of a tag of a sheet or a workbook."""
    return f"{{{MAIN}}}{tag}"


def number_of(letters: str) -> int:
    """Return the number of a column, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters_of(number: int) -> str:
    """Return the letters of a column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split(cell: str) -> tuple[int, int]:
    """Return row and column of a cell, from 1."""
    found = _CELL.fullmatch(cell)
    assert found, cell
    return int(found[2]), number_of(found[1])


def text(content: str) -> str:
    """Return a text as it stands in a cell of the kind inlineStr."""
    return f'<is><t xml:space="preserve">{escape(content)}</t></is>'


def unset(element: etree._Element, *names: str) -> None:
    """Take attributes away where they are."""
    for name in names:
        if name in element.attrib:
            del element.attrib[name]


class Package:
    """The parts of a workbook by name, and the markup of those that were looked into."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self._trees: dict[str, etree._Element] = {}

    def markup(self, part: str) -> etree._Element:
        """Return the root of a part; what is changed in it is saved."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.parts[part])
        return self._trees[part]

    def write(self, part: str, content: bytes | str) -> None:
        """Put a part in, or in the place of the one of that name."""
        self._trees.pop(part, None)
        self.parts[part] = content.encode() if isinstance(content, str) else content

    def drop(self, part: str) -> None:
        """Take a part out."""
        self._trees.pop(part, None)
        del self.parts[part]

    def content(self, part: str) -> bytes:
        """Return a part as it is saved."""
        if part in self._trees:
            return etree.tostring(self._trees[part], xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.parts[part]

    def replace(self, part: str, old: str, new: str, *, times: int = -1) -> None:
        """Replace markup that must be there."""
        before = self.content(part).decode()
        assert old in before, f"{part} holds no {old}"
        self.write(part, before.replace(old, new, times))

    def part_of(self, title: str) -> str:
        """Return the part of a sheet."""
        (sheet,) = (each for each in self.markup(WORKBOOK).iter(q("sheet")) if each.get("name") == title)
        wanted = sheet.get(f"{{{RELATIONS}}}id")
        (target,) = (each.get("Target", "") for each in self.markup(WORKBOOK_RELS) if each.get("Id") == wanted)
        return normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")

    def titles(self) -> list[str]:
        """Return the titles of all sheets in their order."""
        return [each.get("name", "") for each in self.markup(WORKBOOK).iter(q("sheet"))]

    def sheet(self, title: str) -> etree._Element:
        """Return the markup of a sheet."""
        return self.markup(self.part_of(title))

    def grid(self, title: str) -> etree._Element:
        """Return the rows of a sheet."""
        found = self.sheet(title).find(q("sheetData"))
        assert found is not None
        return found

    def row(self, title: str, number: int) -> etree._Element:
        """Return a row of a sheet, made where there is none."""
        grid = self.grid(title)
        found = (row for row in grid if int(row.get("r", "0")) >= number)
        following = next(found, None)
        if following is not None and int(following.get("r", "0")) == number:
            return following
        made = etree.Element(q("row"), r=str(number))
        grid.insert(len(grid) if following is None else grid.index(following), made)
        return made

    def cell(self, title: str, name: str) -> etree._Element:
        """Return a cell of a sheet, made where there is none."""
        number, column = split(name)
        row = self.row(title, number)
        following = next((cell for cell in row if split(cell.get("r", ""))[1] >= column), None)
        if following is not None and following.get("r") == name:
            return following
        made = etree.Element(q("c"), r=name)
        row.insert(len(row) if following is None else row.index(following), made)
        return made

    def put(self, title: str, name: str, inside: str, kind: str = "", **more: str) -> None:
        """Give a cell other content.

        Args:
            title: of the sheet.
            name: of the cell.
            inside: the markup between its tags.
            kind: its attribute ``t``; none where empty.
            more: other attributes.
        """
        cell = self.cell(title, name)
        for child in list(cell):
            cell.remove(child)
        unset(cell, "t")
        if kind:
            cell.set("t", kind)
        for attribute, value in more.items():
            cell.set(attribute, value)
        for child in etree.fromstring(f'<c xmlns="{MAIN}">{inside}</c>'):
            cell.append(child)

    def append(self, title: str, markup: str, *before: str) -> None:
        """Put an element into a sheet, before the first of the elements named, or at its end."""
        sheet = self.sheet(title)
        new = etree.fromstring(f'<a xmlns="{MAIN}" xmlns:r="{RELATIONS}">{markup}</a>')
        places = [place for place, each in enumerate(sheet) if etree.QName(each).localname in before]
        for place, child in enumerate(list(new), min(places, default=len(sheet))):
            sheet.insert(place, child)

    def relate(self, owner: str, kind: str, target: str, *, external: bool = False) -> str:
        """Let a part refer to another one; return the id of the relation."""
        folder, _, name = owner.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.parts:
            self.write(rels, f'<Relationships xmlns="{PACKAGE}"/>')
        root = self.markup(rels)
        made = etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=f"rIdX{len(root)}", Target=target)
        made.set("Type", kind if ":" in kind else f"{RELATIONS}/{kind}")
        if external:
            made.set("TargetMode", "External")
        return made.get("Id", "")

    def renumber(self, title: str, row: Number = lambda number: number, column: Number = lambda number: number) -> None:
        """Move rows and columns of a sheet, as inserting, deleting and sorting does."""
        grid = self.grid(title)
        for each in list(grid):
            number = row(int(each.get("r", "0")))
            grid.remove(each)
            if number is None:
                continue
            each.set("r", str(number))
            unset(each, "spans")
            for cell in list(each):
                _, old = split(cell.get("r", ""))
                new = column(old)
                each.remove(cell)
                if new is not None:
                    cell.set("r", f"{letters_of(new)}{number}")
                    each.append(cell)
            each[:] = sorted(each, key=lambda cell: split(cell.get("r", ""))[1])
            grid.append(each)
        grid[:] = sorted(grid, key=lambda each: int(each.get("r", "0")))

    def save(self, packing: int = zipfile.ZIP_DEFLATED, order: Callable[[str], object] | None = None) -> bytes:
        """Return the file."""
        names = sorted(self.parts, key=order) if order else list(self.parts)  # type: ignore[arg-type]
        return zipped(((name, self.content(name)) for name in names), packing)


def zipped(members: Iterable[tuple[str, bytes]], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive; a name may stand in it twice."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in members:
            # Compressed without the warning that a name stands twice.
            entry = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            entry.compress_type = packing
            out.NameToInfo.pop(name, None)
            out.writestr(entry, content)
    return target.getvalue()


def shifted(at: int, by: int = 1) -> Number:
    """Return where rows go when some are inserted before one of them."""
    return lambda number: number + by if number >= at else number


def without(*gone: int) -> Number:
    """Return where rows go when some are deleted."""
    return lambda number: None if number in gone else number - sum(each < number for each in gone)


def filled_rows(package: Package, title: str) -> Iterator[int]:
    """Yield the numbers of the rows of a sheet."""
    return (int(row.get("r", "0")) for row in package.grid(title))

"""Tells cheaply whether a workbook may show more of its answers than values: what then is worth a closer look."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath

from msgspec import Struct, field

from pipeline.formats.xlsx_leftovers import are_left
from pipeline.formats.xlsx_markup import elements, is_on, number, parse
from pipeline.formats.xlsx_percent import BUILT_IN, is_percent
from pipeline.model.sheet import Spot

STYLES, STRINGS = "xl/styles.xml", "xl/sharedstrings.xml"

_LINKS = "xl/externallinks/"
_STRIKE = re.compile(rb"<(?:[^\s/>:<]*:)?strike[\s/>]")
_SEEN = ("/oleObject", "/image")


class Traces(Struct, frozen=True):
    """What may stand on a sheet beside its values.

    ``look`` tells that cells may be struck out, show a percent sign or have a note pinned to them; ``has_leftovers``
    that the reader may leave texts which are none.
    """

    look: bool = False
    has_pictures: bool = False
    has_leftovers: bool = False


class Look(Struct, frozen=True):
    """What was seen on one sheet.

    ``struck`` has the struck-out and the live part of a text; of a cell that is struck out as a whole, whatever it
    holds, it has nothing for the first.
    """

    struck: dict[Spot, tuple[str | None, str]] = field(default_factory=dict)
    notes: dict[Spot, str] = field(default_factory=dict)
    percents: frozenset[Spot] = frozenset()


def traces_of(parts: Mapping[str, bytes], sheets: Mapping[str, str]) -> dict[str, Traces]:
    """Look through the members for traces.

    Args:
        parts: the members by their names, case folded.
        sheets: the member of each sheet that is read, by the sheet's title.

    Returns:
        What was found of each sheet, by its title.
    """
    formats = _telling_formats(parts.get(STYLES, b""))
    texts = _struck_texts(parts.get(STRINGS, b""))
    left = are_left(parts.get(STRINGS, b""))
    found = {}
    for title, part in sheets.items():
        content = parts[part]
        beside = tuple(related(part, parts))
        for kind, target in beside:
            if is_note(kind) and target in parts and not target.endswith(".xml"):
                parse(target, parts[target])
        found[title] = Traces(
            look=bool(formats and formats.search(content))
            or any(mark in content for mark in texts)
            or b"strike" in content
            or any(is_note(kind) for kind, _ in beside),
            has_pictures=any(_is_picture(kind, parts.get(target, b"")) for kind, target in beside),
            has_leftovers=left or b't="d"' in content or are_left(content),
        )
    return found


def has_links(parts: Mapping[str, bytes]) -> bool:
    """Tell whether formulas of a workbook draw on other files."""
    return any(name.startswith(_LINKS) for name in parts)


def is_note(kind: str) -> bool:
    """Tell whether what a sheet is related to are the notes or the threads pinned to its cells."""
    return kind.endswith(("/comments", "/threadedComment"))


def related(part: str, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield kind and member of all that a sheet is related to within the workbook.

    Args:
        part: the member of the sheet.
        parts: all members by their names, case folded.
    """
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    for tag, values in elements(relations, parts[relations]) if relations in parts else ():
        if tag == "Relationship" and values.get("TargetMode") != "External":
            target = values.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
            yield values.get("Type", ""), member.casefold()


def _is_picture(kind: str, content: bytes) -> bool:
    """Tell whether a member is something to look at; LibreOffice gives every sheet a drawing with nothing on it."""
    return b"Anchor" in content if kind.endswith("/drawing") else kind.endswith(_SEEN)


def _telling_formats(content: bytes) -> re.Pattern[bytes] | None:
    """Return how a sheet names the formats of struck-out cells and of percentages, or None where there are none."""
    if not content:
        return None
    part, fonts, formats = "", -1, -1
    struck: set[int] = set()
    percent = set(BUILT_IN)
    telling: list[bytes] = []
    for tag, values in elements(STYLES, content):
        match tag:
            case "fonts" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs":
                part = tag
            case "numFmt" if is_percent(values.get("formatCode", "")):
                percent.add(values.get("numFmtId", ""))
            case "font" if part == "fonts":
                fonts += 1
            case "strike" if part == "fonts" and is_on(values.get("val", "1")):
                struck.add(fonts)
            case "xf" if part == "cellXfs":
                formats += 1
                if number(values.get("fontId"), 0) in struck or values.get("numFmtId") in percent:
                    telling.append(b"%d" % formats)
    return re.compile(rb" s=[\"'](?:%s)(?![0-9])" % b"|".join(telling)) if telling else None


def _struck_texts(content: bytes) -> tuple[bytes, ...]:
    """Return how a sheet names the texts that are struck out in part."""
    if b"strike" not in content:
        return ()
    found = {
        content.count(b"<si>", 0, strike.start()) + content.count(b"<si ", 0, strike.start()) - 1
        for strike in _STRIKE.finditer(content)
    }
    # In markup with prefixes nothing was counted: then every sheet with texts is looked at.
    return tuple(b"<v>%d</v>" % at if at >= 0 else b"v>" for at in sorted(found))

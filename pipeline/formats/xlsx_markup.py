"""Follows the markup of a workbook's members, refusing what no spreadsheet program writes."""

import re
from typing import Any
from xml.parsers import expat

from pipeline.formats.xlsx_archive import RefusedError

_DIGITS = re.compile("[0-9]+")
_MOST_DIGITS = 10


def parse(name: str, content: bytes, **handlers: Any) -> bool:
    """Go through the markup of a member.

    Args:
        name: of the member, as a finding shows it.
        content: its bytes.
        handlers: functions for expat, by the names that it has for them.

    Returns:
        Whether there is more than tags and plain text: comments, instructions or marked sections.

    Raises:
        RefusedError: a DTD, or markup that is not well formed.
    """
    asides: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_dtd
    parser.CommentHandler = asides.append
    parser.ProcessingInstructionHandler = lambda target, _: asides.append(target)
    parser.StartCdataSectionHandler = lambda: asides.append("")
    for handler, function in handlers.items():
        setattr(parser, handler, function)
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise RefusedError("INT002", why=f"{name}, line {error.lineno}, is no well-formed XML") from None
    return bool(asides)


def elements(name: str, content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return every start tag of a member without its prefix, and its attributes, in order.

    Raises:
        RefusedError: a DTD, or markup that is not well formed.
    """
    found: list[tuple[str, dict[str, str]]] = []
    parse(name, content, StartElementHandler=lambda tag, values: found.append((local(tag), values)))
    return found


def local(tag: str) -> str:
    """Return a name without its prefix."""
    return tag.rpartition(":")[2]


def is_on(value: str | None) -> bool:
    """Tell whether a switch is set; Excel writes 1, LibreOffice true."""
    return value in ("1", "true", "on")


def number(value: str | None, default: int) -> int:
    """Return a number that an attribute holds, or another where it holds none; no number of a sheet is longer."""
    if value is None or not _DIGITS.fullmatch(value):
        return default
    digits = value.lstrip("0")
    return int(digits or 0) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS


def refuse_dtd(*_: object) -> None:
    """Refuse a workbook for a document type definition; expat gives what it found of it.

    Raises:
        RefusedError: always.
    """
    raise RefusedError("INT005", what="a document type definition (DTD)")

"""Follows the markup of a workbook's members, refusing what no spreadsheet program writes."""

from typing import Any
from xml.parsers import expat

from pipeline.formats.xlsx_archive import RefusedError


def parse(name: str, content: bytes, **handlers: Any) -> None:
    """Go through the markup of a member.

    Args:
        name: of the member, as a finding shows it.
        content: its bytes.
        handlers: functions for expat, by the names that it has for them.

    Raises:
        RefusedError: a DTD, or markup that is not well formed.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for handler, function in handlers.items():
        setattr(parser, handler, function)
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise RefusedError("INT002", why=f"{name}, line {error.lineno}, is no well-formed XML") from None


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


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("INT005", what="a document type definition (DTD)")

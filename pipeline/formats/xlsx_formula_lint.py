"""Reads a formula as Excel would: is it one, and does it name only what there is?"""

import re
from collections.abc import Collection, Iterator

from msgspec import Struct

from pipeline.formats.xlsx_range import read_range
from pipeline.formats.xlsx_schema import FUNCTIONS, LONGEST_FORMULA, NEWER_FUNCTIONS

_TOKEN = re.compile(
    r"""(?P<blank>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<sheet>'(?:[^']|'')+'!|[\w.]+!(?!\s*$))
    |(?P<error>\#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!))
    |(?P<range>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(])|\$?\d+:\$?\d+(?![\w.]))
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_]))
    |(?P<array>\{(?:"(?:[^"]|"")*"|[^"{}])*\})
    |(?P<structured>[\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    |(?P<call>[A-Za-z_][\w.]*\()
    |(?P<name>\$?[A-Za-z_\\][\w.\\$]*)
    |(?P<operator><=|>=|<>|[-+*/^&=<>%:,()@])""",
    re.VERBOSE,
)
_EXTERNAL = re.compile(r"\[\d+\]|\[[^\]]*\.xl")
_PREFIX = "_XLFN."
_CALL, _ADDRESSES = "name(", ("name", "range", "structured", "sheet")
_OPEN, _COMMA, _ENDS, _SHARE, _LOST = "(", (",",), (")", ","), "%", "#REF!"
_BINARY = frozenset("*/^&=<>:") | {"<=", ">=", "<>"}


class Known(Struct, frozen=True):
    """What formulas of a workbook may name, case folded: its sheets, and names of its own and of its tables."""

    sheets: Collection[str] = ()
    names: Collection[str] = ()


def lint_formula(formula: str, known: Known) -> Iterator[str]:
    """Yield what is wrong with a formula.

    Args:
        formula: as a file holds it, without the sign that people type before it.
        known: what it may name.
    """
    if len(formula) > LONGEST_FORMULA:
        yield "it is too long"
    if formula.startswith("="):
        yield "it begins with ="
        return
    if _EXTERNAL.search(formula):
        yield "it names another workbook"
        return
    reader = _Reader(known)
    at = 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if not found:
            yield f"nobody can read {formula[at : at + 20]!r}"
            return
        fault = reader.take(str(found.lastgroup), found[0])
        if fault:
            yield fault
            return
        at = found.end()
    if fault := reader.end():
        yield fault


class _Reader:
    """Follows a formula: whether a value has to come next, and which brackets are open."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.wants_value = True
        self.before = ""
        self.depth = 0
        self.is_blank = False

    def take(self, kind: str, token: str) -> str:
        """Go one token on; return what is wrong with it, or nothing."""
        if kind == "blank":
            self.is_blank = True
            return ""
        fault = self._operator(token) if kind == "operator" else self._value(kind, token)
        self.before, self.is_blank = token if kind != "call" else _CALL, False
        return fault

    def end(self) -> str:
        """Return what is missing at the end, or nothing."""
        if self.depth:
            return "a bracket is not closed"
        return "it ends too early" if self.wants_value else ""

    def _value(self, kind: str, token: str) -> str:
        # A blank between two addresses stands for the cells that they share.
        if not self.wants_value and not (self.is_blank and kind in _ADDRESSES):
            return f"two values stand side by side before {token[:40]!r}"
        if kind == "sheet":
            self.wants_value = True
            name = token[:-1].strip("'").replace("''", "'").casefold()
            return "" if name in self.known.sheets else f"the sheet {token[:-1]} is not there"
        if kind == "call":
            self.depth += 1
            self.wants_value = True
            return _fault_of_function(token[:-1].upper())
        self.wants_value = False
        if kind == "error":
            return f"it points to nothing: {token}" if token == _LOST else ""
        return self._fault_of_name(token) if kind == "name" else ""

    def _fault_of_name(self, token: str) -> str:
        if token.upper() in ("TRUE", "FALSE") or read_range(token) or token.casefold() in self.known.names:
            return ""
        return f"it names {token[:40]!r}, which is not there"

    def _operator(self, token: str) -> str:
        if token == _OPEN:
            self.depth += 1
            return "" if self.wants_value else "a bracket stands behind a value"
        if token in _ENDS:
            return self._end_of_argument(token)
        if token == _SHARE:
            return "a % stands before a value" if self.wants_value else ""
        if self.wants_value and token in _BINARY:
            return f"nothing stands before {token!r}"
        self.wants_value = True
        return ""

    def _end_of_argument(self, token: str) -> str:
        """An argument may be left out; half of one may not."""
        if self.wants_value and self.before not in (_CALL, ","):
            return f"nothing stands behind {self.before!r}"
        if token in _COMMA:
            self.wants_value = True
            return "" if self.depth else "it is a list without brackets"
        self.wants_value = False
        self.depth -= 1
        return "a bracket is closed that was not opened" if self.depth < 0 else ""


def _fault_of_function(name: str) -> str:
    if name.startswith(_PREFIX):
        plain = name.removeprefix(_PREFIX).removeprefix("_XLWS.")
        return "" if plain in NEWER_FUNCTIONS else f"there is no function {plain}"
    if name in NEWER_FUNCTIONS:
        return f"the function {name} is written without its prefix"
    return "" if name in FUNCTIONS else f"there is no function {name}"

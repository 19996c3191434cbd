"""The kinds of value that one cell of a form can hold, and what each admits.

A profile admits exactly what a cell can hold, so that a form written from it reads back equal.
"""

import re
import unicodedata
from datetime import date
from enum import StrEnum

from msgspec import Struct

from pipeline.model.folding import fold
from pipeline.model.state_words import PLACEHOLDER_WORDS, STATE_DOES_NOT_APPLY, STATE_NOT_SURE

TEXT_LIMIT = 32_767
"""Characters that one Excel cell holds, as ``cell_length`` counts."""

REASON_LIMIT = 32_000
"""Characters of a reason: it shares its cell with the words that announce it."""

FIRST_DAY = date(1900, 3, 1)
"""First day that Excel counts right: it believes in 29 February 1900."""

_LAST_DAY = date(9999, 12, 31)
_DIGITS = 15
_SMALLEST, _TOO_LARGE = 1e-307, 10**308
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BEYOND_BASIC_PLANE = re.compile("[\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ROW_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FILE_NAME = re.compile(r"[^./\\:;*?\"<>|\n\t][^/\\:;*?\"<>|\n\t]{0,199}")

NOT_SURE = "Not sure"
DOES_NOT_APPLY = "Does not apply"
_WORD_LIMIT = 48
"""Characters of the longest words that are looked up among states and placeholders; longer texts say something."""
_STOP = re.compile("[:.,;–—-]")
_PLACEHOLDERS = frozenset(
    {"?", "??", "???", "-", "--", "–", "—", ".", "..", "...", "…", "n/a", "na", "n.a.", "n.a", "tbd", "t.b.d.", "tba"}
    | {"tbc", "todo", "to-do", "xxx", "unknown", "idk", "not applicable", "not\u00a0applicable", "to be defined"}
    | {"to be determined", "to be done", "don't know", "do not know", "not known", "not yet known", "no idea"}
)


class Kind(StrEnum):
    """What a fact is, seen from the cell that holds it."""

    ID = "id"
    LINE = "line"
    PROSE = "prose"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    FILES = "files"
    REFS = "refs"
    TABLE = "table"


class Scalar(Struct, frozen=True):
    """Marks the type of a profile field: its kind, its unit, the table that its ids point into, its declared list."""

    kind: Kind
    unit: str = ""
    refers_to: str = ""
    vocabulary: str = ""


def clean_text(raw: str) -> str:
    """Return text as the profile admits it: line ends as LF, NFC, outer blanks and unprintable characters gone.

    Args:
        raw: text as a cell or a JSON file holds it.

    Returns:
        The cleaned text; lone surrogates become U+FFFD so that the loss is seen, not silent.
    """
    if raw.isascii() and raw.isprintable():
        # Most answers are: nothing in them has to be looked for.
        return raw.strip()
    text = _LINE_ENDS.sub("\n", raw)
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", text)).strip()


def cell_length(text: str) -> int:
    """Return the length that Excel counts: a character outside the basic plane counts twice."""
    return len(text) if text.isascii() else len(text) + len(_BEYOND_BASIC_PLANE.findall(text))


def split_state(text: str) -> tuple[str, str] | None:
    """Read "Not sure" and "Does not apply: reason", in any official language of the Union, as a state and its reason.

    Args:
        text: cleaned text of an answer cell.

    Returns:
        The English words of the state and the reason (may be empty), or None for any other text.
    """
    said, reason = split_reason(text)
    for word, words in ((NOT_SURE, STATE_NOT_SURE), (DOES_NOT_APPLY, STATE_DOES_NOT_APPLY)):
        if said in words:
            return word, reason
    return None


def split_reason(text: str) -> tuple[str, str]:
    """Part a text at its first stop or dash.

    Args:
        text: cleaned text of an answer cell.

    Returns:
        What stands before it, as words are compared (nothing where that is longer than any word), and the rest.
    """
    stop = _STOP.search(text, 0, _WORD_LIMIT + 1)
    if stop is None:
        return (fold(text), "") if len(text) <= _WORD_LIMIT else ("", "")
    return fold(text[: stop.start()]), text[stop.end() :].strip()


def is_placeholder(text: str) -> bool:
    """Tell whether a text only fills its cell ("tbd", "k. A.", "?") and answers nothing."""
    if len(text) > _WORD_LIMIT:
        return False
    plain = text.casefold()
    bare = plain.rstrip(".:!?")
    return plain in _PLACEHOLDERS or bare in _PLACEHOLDERS or fold(bare) in PLACEHOLDER_WORDS


def admit_text(text: str) -> str:
    """Return a text that a cell keeps as it is.

    Raises:
        ValueError: a cell would change it, cannot hold it, or reads it as a state or a placeholder.
    """
    if not text or text != clean_text(text):
        raise ValueError("holds characters that a cell does not keep, or is empty")
    if cell_length(text) > TEXT_LIMIT:
        raise ValueError(f"is longer than {TEXT_LIMIT} characters")
    if split_state(text) or is_placeholder(text):
        raise ValueError("reads as a state or a placeholder, not as an answer")
    return text


def is_row_id(text: str) -> bool:
    """Tell whether a text can be the id of a row."""
    return _ROW_ID.fullmatch(text) is not None


def is_file_name(text: str) -> bool:
    """Tell whether a text can be the name of a file in the evidence folder: no path, nothing hidden."""
    return _FILE_NAME.fullmatch(text) is not None


def admit_line(text: str) -> str:
    """Return a text of one line.

    Raises:
        ValueError: it holds a line break.
    """
    if "\n" in text:
        raise ValueError("holds a line break")
    return text


def admit_row_id(text: str) -> str:
    """Return an id.

    Raises:
        ValueError: it is none.
    """
    if not is_row_id(text):
        raise ValueError("is not an id of letters, digits, full stops, hyphens and underscores")
    return text


def admit_code(text: str) -> str:
    """Return the code of an entry of a declared list.

    Raises:
        ValueError: it is none.
    """
    if not _CODE.fullmatch(text):
        raise ValueError("is no code of small letters, digits and hyphens")
    return text


def admit_file_name(text: str) -> str:
    """Return the name of a file in the evidence folder.

    Raises:
        ValueError: it is none.
    """
    if not is_file_name(text):
        raise ValueError("is no name of a file in the evidence folder")
    return text


def admit_number(number: object) -> int | float:
    """Return a number of at most 15 significant digits, whole ones as int.

    Args:
        number: any int or float, not a bool.

    Raises:
        ValueError: not a number, out of reach, or more digits than Excel keeps.
    """
    if isinstance(number, bool) or not isinstance(number, int | float) or not _is_in_reach(number):
        raise ValueError("is not a number that a cell can hold")
    if float(f"{number:.{_DIGITS}g}") != number:
        raise ValueError(f"has more than {_DIGITS} significant digits")
    return int(number) if number == int(number) else number


def _is_in_reach(number: float) -> bool:
    return number == 0 or _SMALLEST <= abs(number) < _TOO_LARGE


def admit_day(day: date) -> date:
    """Return a day that a cell counts right.

    Raises:
        ValueError: it lies before the first or after the last one.
    """
    if not FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError(f"lies before {FIRST_DAY.isoformat()}")
    return day

"""How two spellings of a word are told to be the same, wherever people type words that are looked up."""

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f\ufe0f]")
"""The accents of Latin, Greek and Cyrillic letters, parted from them, and the sign that shows a mark as a picture."""
_STROKES = {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i", "ŧ": "t"}
"""Letters that have a stroke, or are two, and no accent that could be taken off."""
_APOSTROPHES, _QUOTES = "\u2018\u2019\u201b\u02bc\u00b4", "\u201c\u201d\u201e\u201f\u00ab\u00bb"
_LETTERS = str.maketrans(_STROKES | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"'))
_OUTER = (
    " .,;:!\"'()[]-\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb"
)

_REMEMBERED = 120
"""Characters of a text whose spelling is remembered: the entries of closed lists are looked up for each cell anew."""


def fold(text: str) -> str:
    """Return a text in the spelling in which words are compared.

    Args:
        text: as a person typed it.

    Returns:
        The text in small letters without accents, with single blanks and none after a full stop, straight
        apostrophes, and without the quotation marks, brackets, dashes and stops around it. A question mark stays: who
        writes "yes?" has not said yes.
    """
    return _folded(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    words = text.casefold()
    if not words.isascii():
        words = _ACCENTS.sub("", unicodedata.normalize("NFD", words)).translate(_LETTERS)
    return " ".join(words.replace("`", "'").split()).replace(". ", ".").strip(_OUTER)


_folded = lru_cache(maxsize=4096)(_fold)

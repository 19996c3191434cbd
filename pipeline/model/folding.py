"""How two spellings of a word are told to be the same, wherever people type words that are looked up."""

import unicodedata

_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i", "ŧ": "t"}
)
"""Letters that have a stroke, or are two, and no accent that could be taken off."""
_OUTER = (
    " .,;:!\"'()[]-\u2010\u2011\u2013\u2014\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a\u00ab\u00bb"
)
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`", "'"))


def fold(text: str) -> str:
    """Return a text in the spelling in which words are compared.

    Args:
        text: as a person typed it.

    Returns:
        The text in small letters without accents, with single blanks and none after a full stop, straight
        apostrophes, and without the quotation marks, brackets, dashes and stops around it. A question mark stays: who
        writes "yes?" has not said yes.
    """
    parts = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part) and part != "\ufe0f")
    words = " ".join(bare.translate(_PLAIN).translate(_QUOTES).split())
    return words.replace(". ", ".").strip(_OUTER)

"""A reference to a section of the same document, as it passes through rendering: its bookmark and its words."""

import re

REFERENCE_OPEN, _WORDS, _CLOSE = "\ufdd4", "\ufdd5", "\ufdd6"

_PLAIN = f"([^{REFERENCE_OPEN}{_WORDS}{_CLOSE}]*)"
REFERENCE = re.compile(f"{REFERENCE_OPEN}{_PLAIN}{_WORDS}{_PLAIN}{_CLOSE}")
"""Finds references in rendered text: the bookmark, then the words. No answer holds the noncharacters around them."""


def reference(bookmark: str, words: str) -> str:
    """Return words that a step after rendering turns into a field which follows its bookmark."""
    return f"{REFERENCE_OPEN}{bookmark}{_WORDS}{words}{_CLOSE}"


def without_references(text: str) -> str:
    """Return a text as it is read: of each reference the words alone."""
    return REFERENCE.sub(lambda found: found[2], text) if REFERENCE_OPEN in text else text

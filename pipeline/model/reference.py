"""A reference to a section of the same document, as it passes through rendering: its bookmark and its words."""

import re

REFERENCE_OPEN, REFERENCE_WORDS, REFERENCE_CLOSE = "\ufdd4", "\ufdd5", "\ufdd6"
"""Stand around its two parts; no answer holds them, because cleaning removes noncharacters."""

_PLAIN = f"[^{REFERENCE_OPEN}{REFERENCE_WORDS}{REFERENCE_CLOSE}]*"
_REFERENCE = re.compile(f"{REFERENCE_OPEN}{_PLAIN}{REFERENCE_WORDS}({_PLAIN}){REFERENCE_CLOSE}")


def reference(bookmark: str, words: str) -> str:
    """Return words that a step after rendering turns into a field which follows its bookmark."""
    return f"{REFERENCE_OPEN}{bookmark}{REFERENCE_WORDS}{words}{REFERENCE_CLOSE}"


def without_references(text: str) -> str:
    """Return a text as it is read: of each reference the words alone."""
    return _REFERENCE.sub(lambda found: found[1], text) if REFERENCE_OPEN in text else text

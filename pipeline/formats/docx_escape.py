"""Text as it stands in markup: the one place where it is escaped."""

import re
from collections.abc import Mapping

ESCAPED: Mapping[str, str] = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&#34;",
    "'": "&#39;",
    "{": "&#123;",
    "}": "&#125;",
}
"""Braces too: nothing that is printed may look like a tag that was left over."""

is_plain = re.compile("[^\\x00-\\x1f&<>\"'{}\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]*").fullmatch
"""Tells a text that stands in markup as it is: most do, and nothing else is asked of them."""

_PLAIN = str.maketrans(dict(ESCAPED))


def escaped(text: str) -> str:
    """Return a text as it stands in markup.

    Args:
        text: any; breaks in it stay as they are.
    """
    return text.translate(_PLAIN)

"""Says the markup of a workbook in the words of python-calamine where it would pass over values, or give up on them."""

import re
import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape

KNOWN_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""Error values that the reader knows; of any other it refuses the sheet."""

_STANDS_FOR_OTHERS = b"#N/A"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*\?>")
# In well-formed markup each of these is one wherever it begins, unless it lies within another.
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_VALUE = re.compile(rb"<((?:[^\s/><]*:)?v)[\s/>][^<]*")


def without_asides(content: bytes) -> bytes:
    """Return markup without comments and instructions, and with marked sections as plain text.

    Args:
        content: of a member; the reader takes a value for nothing where one of these stands before it.
    """
    if b"<!" not in content and content.count(b"<?") < 2:  # noqa: PLR2004 - the declaration is the one
        return content
    declared = _DECLARATION.match(content)
    start = declared.end() if declared else 0
    return content[:start] + _ASIDE.sub(_as_text, content[start:])


def with_known_errors(content: bytes, unknown: Collection[int]) -> bytes:
    """Return a sheet in which some values are an error that the reader knows.

    Args:
        content: of the sheet, without comments and instructions.
        unknown: which of its values, counted from 0 in the order of the markup.
    """
    places = count()

    def known(value: re.Match[bytes]) -> bytes:
        return b"<" + value[1] + b">" + _STANDS_FOR_OTHERS if next(places) in unknown else value[0]

    return _VALUE.sub(known, content)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return members as an archive.

    Args:
        parts: the members by their names.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return target.getvalue()


def _as_text(aside: re.Match[bytes]) -> bytes:
    return escape(aside[1].decode("latin-1")).encode("latin-1") if aside[1] else b""

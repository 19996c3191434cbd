"""Says a sheet in the words of python-calamine where it would pass over values, or give up on them."""

import html
import re
import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO
from itertools import count

from pipeline.formats.xlsx_walk import SheetScan

_STANDS_FOR_OTHERS = b"#N/A"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*\?>")
# In well-formed markup each of these is one wherever it begins, unless it lies within another.
_ASIDE = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_VALUE = re.compile(rb"<((?:[^\s/><]*:)?v)[\s/>][^<]*")


def reworded_for_reader(content: bytes, scan: SheetScan) -> bytes:
    """Return a sheet as the reader understands it, hardly ever another than it is.

    Args:
        content: of the sheet.
        scan: what was found on it; its errors keep what they say.
    """
    if scan.has_asides:
        content = _without_asides(content)
    return _with_known_errors(content, scan.unknown) if scan.unknown else content


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


def _without_asides(content: bytes) -> bytes:
    """Take comments and instructions out: where one stands before a value, the reader takes it for nothing."""
    declared = _DECLARATION.match(content)
    start = declared.end() if declared else 0
    return content[:start] + _ASIDE.sub(_as_text, content[start:])


def _as_text(aside: re.Match[bytes]) -> bytes:
    return html.escape(aside[1].decode("latin-1"), quote=False).encode("latin-1") if aside[1] else b""


def _with_known_errors(content: bytes, unknown: Collection[int]) -> bytes:
    """Put an error that the reader knows for those of which it refuses the whole sheet."""
    places = count()

    def known(value: re.Match[bytes]) -> bytes:
        return b"<" + value[1] + b">" + _STANDS_FOR_OTHERS if next(places) in unknown else value[0]

    return _VALUE.sub(known, content)

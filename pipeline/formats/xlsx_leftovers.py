"""Texts that are none: escapes of characters that XML does not admit, and times that the reader does not know.

``_x000B_`` is a vertical tab, ``_x005F_xD800_`` a plain text that looks like an escape.
"""

import re
from datetime import datetime

from pipeline.model.sheet import CellValue

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPE_BYTES = re.compile(rb"_x([0-9A-Fa-f]{4})_")
_NO_CHARACTER = re.compile(rb"[Dd][89A-Fa-f]..|[Ff]{3}[EeFf]")
_LEFT = re.compile(r"(?:_x[Dd][89A-Fa-f][0-9A-Fa-f]{2}_|_x[Ff]{3}[EeFf]_)+")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
_LOST, _NOTICED = "\ufffd", "\ufffe"
"""What stands for half a pair, and what follows it: who takes that out of an answer tells that something was lost."""
_UNDERSCORE = "\ufdd0"
_GUARDED = 0x5F


def decode(text: str) -> str:
    """Return what a text with escapes says; half a pair of surrogates becomes U+FFFD, so that the loss is seen."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
        text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _LONE.sub("\ufffd", text)
    return text.replace(_UNDERSCORE, "_")


def guard(content: bytes) -> bytes:
    """Put a stand-in for each escaped underscore, which openpyxl drops without a look at what follows.

    Args:
        content: of a table of texts, a sheet or notes; `decode` puts the underscore back.
    """
    stand_in = _UNDERSCORE.encode()
    return _ESCAPE_BYTES.sub(lambda escape: stand_in if int(escape[1], 16) == _GUARDED else escape[0], content)


def are_left(content: bytes) -> bool:
    """Tell whether markup holds escapes that python-calamine does not decode, as its texts cannot hold the result.

    Args:
        content: of a table of texts or a sheet.
    """
    return b"_x" in content and any(map(_NO_CHARACTER.fullmatch, _ESCAPE_BYTES.findall(content)))


def settled(value: CellValue) -> CellValue:
    """Return a cell that python-calamine left as text as what it is; to be asked only where such cells may be.

    A time with a zone is taken as it stands: the day that was typed is the day that was meant.
    """
    if not isinstance(value, str):
        return value
    if _ZONED.fullmatch(value):
        try:
            return datetime.fromisoformat(value).replace(tzinfo=None)
        except ValueError:
            return value
    return _LEFT.sub(lambda left: decode(left[0]).replace(_LOST, _LOST + _NOTICED), value)

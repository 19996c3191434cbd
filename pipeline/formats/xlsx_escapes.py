"""The escapes by which a workbook holds characters that XML does not admit: ``_x000B_`` is a vertical tab."""

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPE_BYTES = re.compile(rb"_x([0-9A-Fa-f]{4})_")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE = re.compile("[\ud800-\udfff]")
_UNDERSCORE = "\ufdd0"
_GUARDED = 0x5F
_NO_TEXT = re.compile(rb"(?i)d[89a-f]..|fff[ef]")


def decode(text: str) -> str:
    """Return what a text with escapes says; half a pair of surrogates becomes U+FFFD, so that the loss is seen."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
        text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        text = _LONE.sub("\ufffd", text)
    return text.replace(_UNDERSCORE, "_")


def decode_left(text: str) -> str:
    """Decode what a reader left as it was, since it gives no character of its own: surrogates and noncharacters."""
    return "".join(
        decode(part) if _NO_TEXT.fullmatch(part[2:6].encode()) else part for part in re.split(f"({_RUN})", text)
    )


_RUN = r"(?:_x[Dd][89A-Fa-f][0-9A-Fa-f]{2}_)+|_x[Ff]{3}[EeFf]_"


def are_left(content: bytes) -> bool:
    """Tell whether markup holds escapes of characters that the reader leaves undecoded.

    Args:
        content: of a table of texts or a sheet. ``_x005F_xD800_`` is a guarded underscore and plain text after it.
    """
    return b"_x" in content and any(_NO_TEXT.fullmatch(escape) for escape in _ESCAPE_BYTES.findall(content))


def guard(content: bytes) -> bytes:
    """Put a stand-in for each escaped underscore, which openpyxl would drop without a look at what follows.

    Args:
        content: of a table of texts or a sheet; `decode` puts the underscore back.
    """
    stand_in = _UNDERSCORE.encode()
    return _ESCAPE_BYTES.sub(lambda escape: stand_in if int(escape[1], 16) == _GUARDED else escape[0], content)

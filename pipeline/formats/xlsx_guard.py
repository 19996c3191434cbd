"""Carries text past two habits of XlsxWriter that would change it.

It passes ``<r>...</r>`` on as markup, and of two escapes (``_x0041_``) that share an underscore it guards the first
only, in rich text the same one twice. So such text goes in with stand-ins that no answer holds, and the stand-ins are
replaced in the written package.
"""

import io
import re
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_STRINGS = "xl/sharedStrings.xml"
_UNDERSCORE, _LESS = "\ufdd0", "\ufdd1"
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def guard(text: str) -> str:
    """Return a text in which XlsxWriter sees nothing that it would change."""
    if text.startswith("<r>"):
        text = _LESS + text[1:]
    return _ESCAPE.sub(_UNDERSCORE, text) if "_x" in text else text


def release(package: bytes) -> bytes:
    """Put into a written workbook what the stand-ins stand for.

    Args:
        package: the bytes of a workbook whose texts were guarded.

    Returns:
        The same bytes where nothing had to be guarded.
    """
    with ZipFile(io.BytesIO(package)) as source:
        texts = source.read(_STRINGS).decode()
        if _UNDERSCORE not in texts and _LESS not in texts:
            return package
        target = io.BytesIO()
        with ZipFile(target, "w", ZIP_DEFLATED) as out:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename == _STRINGS:
                    content = texts.replace(_UNDERSCORE, "_x005F_").replace(_LESS, "&lt;").encode()
                out.writestr(ZipInfo(entry.filename, _LONG_AGO), content, ZIP_DEFLATED)
    return target.getvalue()

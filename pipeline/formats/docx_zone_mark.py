"""The key of a zone: how a content control says that a person may write in it, in a way that other programs keep."""

import re
import zlib
from collections.abc import Iterable, Iterator

from pipeline.formats.docx_markup import Element, qn, w

_KEY = re.compile(r"\[zone:([\w.-]+)\]\s*$")
_TAG = re.compile(r"zone:([\w.-]+)$")
_LONGEST = 64
"""Word opens no document with a longer title."""
_LOWEST, _HIGHEST = 1_000, 2**31 - 1_000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PR, _ALIAS, _TAG_NAME = (qn(name) for name in ("sdtPr", "alias", "tag"))


def zone(title: str, key: str, content: Iterable[Element]) -> Element:
    """Make a zone: a frame that nobody takes away by mistake, around what a person writes.

    Args:
        title: seen on the frame.
        key: what it is known by; every program keeps it in the title, and LibreOffice only there.
        content: paragraphs and tables.
    """
    ending = f" [zone:{key}]"
    room = _LONGEST - len(ending)
    shown = title if len(title) <= room else f"{title[: room - 1].rstrip()}…"
    properties = w(
        "sdtPr",
        w("alias", val=f"{shown}{ending}"),
        w("tag", val=f"zone:{key}"),
        # LibreOffice drops a frame without a number.
        w("id", val=zlib.crc32(key.encode()) % _HIGHEST + _LOWEST),
        w("lock", val="sdtLocked"),
    )
    return w("sdt", properties, w("sdtContent", *content))


def zone_key(control: Element) -> str:
    """Return the key of a content control, by its alias or else by its tag; nothing where it is no zone."""
    properties = control.find(_PR)
    if properties is None:
        return ""
    for path, pattern in ((_ALIAS, _KEY), (_TAG_NAME, _TAG)):
        said = properties.find(path)
        if said is not None and (found := pattern.search(said.get(qn("val")) or "")):
            return found[1]
    return ""


def zone_title(control: Element) -> str:
    """Return the title of a zone as its frame shows it, without its key."""
    alias = control.find(f"{_PR}/{_ALIAS}")
    return _KEY.sub("", (alias.get(qn("val")) or "") if alias is not None else "").strip()


def make_nameless(control: Element) -> None:
    """Take title and key from a zone, which then is a frame as any other."""
    for properties in control.iterchildren(_PR):
        for each in [child for child in properties if child.tag in (_ALIAS, _TAG_NAME)]:
            properties.remove(each)


def zone_controls(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the zones of a part with their keys, in order; what stands within a zone belongs to that zone."""
    within: Element | None = None
    for control in root.iter(qn("sdt")):
        if within is not None and any(each is within for each in control.iterancestors(qn("sdt"))):
            continue
        if next(control.iterancestors(_FALLBACK), None) is not None:
            continue
        if key := zone_key(control):
            within = control
            yield key, control

"""The key of a zone: how a content control says that a person may write in it, in a way that other programs keep."""

import re
from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, qn

_KEY = re.compile(r"\[zone:([A-Za-z0-9_.-]+)\]\s*$")
_TAG = re.compile(r"zone:([A-Za-z0-9_.-]+)$")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PR, _ALIAS, _TAG_NAME = (qn(name) for name in ("sdtPr", "alias", "tag"))


def zone_tag(key: str) -> str:
    """Return the tag of a zone; Word keeps it and LibreOffice does not."""
    return f"zone:{key}"


def zone_alias(title: str, key: str) -> str:
    """Return what is seen on the frame of a zone: its title, and its key, which every program keeps there."""
    return f"{title} [zone:{key}]"


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

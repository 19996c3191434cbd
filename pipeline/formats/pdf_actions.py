"""What a PDF does of itself: found wherever it may stand, counted by name, and left out of its pages."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject, NameObject

_PLAIN_ACTIONS = frozenset({"/GoTo", "/URI"})
_PLAIN_SCHEMES = ("http://", "https://", "mailto:")
_PLAIN_MARKS = frozenset(
    f"/{name}"
    for name in (
        *("Link", "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight", "Underline"),
        *("Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Widget"),
    )
)
_KEPT = frozenset(
    f"/{name}"
    for name in (
        *("Type", "Subtype", "Rect", "Contents", "NM", "M", "F", "AP", "AS", "Border", "C", "CA", "BS", "BE", "IC"),
        *("QuadPoints", "L", "LE", "Vertices", "InkList", "DA", "DS", "Q", "RD", "H", "T", "Name", "Dest", "A", "OC"),
    )
)
"""Keys of a mark on a page that do nothing."""

_NAMES = {
    "/JavaScript": "script",
    "/Launch": "start of a program",
    "/SubmitForm": "sending of a form",
    "/ImportData": "import of data",
    "/GoToR": "link to another file",
    "/GoToE": "link into an attached file",
    "/Rendition": "film or sound",
    "/Movie": "film or sound",
    "/Sound": "film or sound",
    "/RichMedia": "film or sound",
    "/Screen": "film or sound",
    "/3D": "three-dimensional scene",
    "/FileAttachment": "attached file",
    "/Redact": "mark for blacking out",
}
"""What actions and marks are called; what is not among them is an action or mark of its own name."""

_MOST = 10_000


def said(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return what was counted, by name."""
    return tuple(sorted(counts.items()))


def document_actions(root: DictionaryObject) -> Counter[str]:
    """Count what stands in a document beside its pages and does something; none of it goes with them.

    Args:
        root: the catalogue of the document.
    """
    counts: Counter[str] = Counter()
    _count_action(root.get("/OpenAction"), counts)
    _count_events(root.get("/AA"), counts)
    names = _dictionary(root.get("/Names"))
    for key, name in (("/JavaScript", "script"), ("/EmbeddedFiles", "attached file")):
        if key in names:
            counts[name] += max(1, sum(1 for _ in _leaves(names[key])))
    form = _dictionary(root.get("/AcroForm"))
    if "/XFA" in form:
        counts["form of its own program (XFA)"] += 1
    if "/Collection" in root:
        counts["collection of files"] += 1
    return counts


def clean_mark(mark: DictionaryObject, counts: Counter[str]) -> DictionaryObject | None:
    """Return a mark on a page without what it does, or nothing where it is there for that alone.

    Args:
        mark: an annotation.
        counts: takes what is left out.
    """
    kind = str(mark.get("/Subtype", ""))
    if kind == "/Popup":
        # The window of a note; its words stand in the note.
        return None
    _count_events(mark.get("/AA"), counts)
    if kind not in _PLAIN_MARKS:
        counts[_NAMES.get(kind, f"mark of the kind {kind.strip('/') or 'unknown'}")] += 1
        return None
    kept = DictionaryObject({NameObject(key): mark.raw_get(key) for key in mark if key in _KEPT})
    if "/A" in kept and not _is_plain(kept["/A"]):
        _count_action(kept["/A"], counts)
        del kept["/A"]
        if kind == "/Link" and "/Dest" not in kept:
            return None
    elif "/A" in kept:
        kept[NameObject("/A")] = _alone(kept["/A"], counts)
    return kept


def page_events(page: DictionaryObject, counts: Counter[str]) -> None:
    """Count what a page does when it is opened or closed."""
    _count_events(page.get("/AA"), counts)


def _is_plain(action: Any) -> bool:
    held = _dictionary(action)
    kind = held.get("/S")
    if kind == "/URI":
        return str(held.get("/URI", "")).casefold().startswith(_PLAIN_SCHEMES)
    return kind in _PLAIN_ACTIONS


def _alone(action: Any, counts: Counter[str]) -> DictionaryObject:
    """Return an action without those that follow it."""
    held = _dictionary(action)
    if "/Next" in held:
        _count_action(held["/Next"], counts)
    return DictionaryObject({NameObject(key): held.raw_get(key) for key in held if key in ("/S", "/D", "/URI")})


def _count_events(events: Any, counts: Counter[str]) -> None:
    for action in _dictionary(events).values():
        _count_action(action, counts)


def _count_action(action: Any, counts: Counter[str]) -> None:
    """Count an action and those that follow it; a page to open at is none."""
    waiting, seen = [action], 0
    while waiting and seen < _MOST:
        seen += 1
        one = _resolved(waiting.pop())
        if isinstance(one, list):
            waiting.extend(each for each in one if isinstance(_resolved(each), DictionaryObject))
        elif isinstance(one, DictionaryObject) and "/S" in one:
            kind = str(one.get("/S"))
            if kind != "/GoTo":
                counts[_NAMES.get(kind, f"action of the kind {kind.strip('/')}")] += 1
            if "/Next" in one:
                waiting.append(one["/Next"])


def _leaves(tree: Any) -> Iterator[Any]:
    """Yield the names of a name tree."""
    waiting, seen = [tree], 0
    while waiting and seen < _MOST:
        seen += 1
        node = _dictionary(waiting.pop())
        yield from list(_resolved(node.get("/Names")) or ())[::2]
        waiting.extend(_resolved(node.get("/Kids")) or ())


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _dictionary(value: Any) -> DictionaryObject:
    held = _resolved(value)
    return held if isinstance(held, DictionaryObject) else DictionaryObject()

"""A person who works in a document: writes in its zones, or elsewhere, as a program for texts would save it."""

import io
from pathlib import Path

import docx

from pipeline.formats.docx_markup import Element, qn, w
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.docx_zones import zones_in
from pipeline.formats.open_package import OpenPackage


def write_in_zone(path: Path, words: str, key: str = "") -> str:
    """Write a paragraph into a zone of a document, the first where none is named, and return its key."""
    return _put_in_zone(path, _paragraph(words), key)


def propose_in_zone(path: Path, words: str) -> str:
    """Write a paragraph into the first zone of a document as a tracked change, and return its key."""
    return _put_in_zone(path, w("p", _inserted(words)))


def add_zone(path: Path, words: str, key: str) -> None:
    """Add a zone that the template of the document does not have, at its end."""
    package = OpenPackage.of(path.read_bytes())
    body = package.root(package.main).find(qn("body"))
    assert body is not None
    properties = w("sdtPr", w("alias", val=f"Of a person [zone:{key}]"), w("tag", val=f"zone:{key}"))
    body.insert(len(body) - 1, w("sdt", properties, w("sdtContent", _paragraph(words))))
    _save(package, path)


def write_elsewhere(path: Path, words: str = "Words of a person.") -> None:
    """Write a paragraph at the end of a document, where there is no zone."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    document.add_paragraph(words)
    document.save(str(path))


def track_insertion(path: Path, words: str = "Proposed words.") -> None:
    """Write a paragraph as a tracked change."""
    package = OpenPackage.of(path.read_bytes())
    body = package.root(package.main).find(qn("body"))
    assert body is not None
    body.insert(len(body) - 1, w("p", _inserted(words)))
    _save(package, path)


def save_again(path: Path) -> None:
    """Save a document without changing it, as another program does: other bytes, the same words."""
    document = docx.Document(io.BytesIO(path.read_bytes()))
    document.save(str(path))


def said_in_zones(path: Path) -> dict[str, str]:
    """Return what is written in the zones of a document, by their keys; empty ones are left out."""
    return {key: zone.text for key, zone in zones_in(path.read_bytes()).items() if zone.is_written}


def _put_in_zone(path: Path, block: Element, key: str = "") -> str:
    package = OpenPackage.of(path.read_bytes())
    zones = list(zone_controls(package.root(package.main)))
    found, control = next(zone for zone in zones if key in ("", zone[0]))
    content = control.find(qn("sdtContent"))
    assert content is not None
    content.append(block)
    _save(package, path)
    return found


def _inserted(words: str) -> Element:
    return w("ins", _run(words), id="9001", author="A. Person", date="2026-11-30T00:00:00Z")


def _paragraph(words: str) -> Element:
    return w("p", _run(words))


def _run(words: str) -> Element:
    text = w("t")
    text.text = words
    return w("r", text)


def _save(package: OpenPackage, path: Path) -> None:
    package.put(package.main, package.root(package.main))
    path.write_bytes(package.written())

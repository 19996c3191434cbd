"""What identifies a document: all that it prints but its revision, its template, and the edition of the law."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context, Gap, Picture, View
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import Revision
from pipeline.stages.case import Case, Issue
from pipeline.stages.compose import compose

OUTPUT_VERSION = "1"
"""Raised by hand when the same facts and template come out as another document."""


def key_of(deliverable: Deliverable, case: Case, catalogue: Catalogue, template: bytes) -> str:
    """Return the key of a document as SHA-256 in hexadecimal digits.

    Args:
        deliverable: what it is.
        case: the system.
        catalogue: law and words.
        template: the bytes of its template.
    """
    context = compose(deliverable, case, catalogue, Issue(Revision(0)), catalogue.style.shade)
    printed = {name: value for name, value in context.values.items() if name != "pictures"}
    told = [
        OUTPUT_VERSION,
        catalogue.legislation.edition,
        _plain(printed),
        str(context.properties.day),
        _digests(context),
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(hashlib.sha256(template).digest() + text.encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, View):
        return {name: _plain(getattr(value, name)) for name in value}
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return [value.marker, value.comment] if isinstance(value, Gap) else value


def _digests(context: Context) -> list[str]:
    shown = (entry for several in context.pictures.values() for entry in several)
    return [hashlib.sha256(entry.content).hexdigest() for entry in shown if isinstance(entry, Picture)]

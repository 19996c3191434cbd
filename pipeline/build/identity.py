"""What identifies a document: all that it prints but its revision, its template, and the edition of the law."""

import hashlib
import json

from pipeline.model.manifest import Revision
from pipeline.stages.case import Issue
from pipeline.stages.compose import Draft
from pipeline.stages.printed import digests, printed

OUTPUT_VERSION = "3"
"""Raised by hand when the same facts and template come out as another document."""


def key_of(draft: Draft, edition: str, template: bytes) -> str:
    """Return the key of a document as SHA-256 in hexadecimal digits.

    Args:
        draft: what it prints in any revision.
        edition: of the law.
        template: the bytes of its template.
    """
    context = draft.issued(Issue(Revision(0)))
    told = [
        OUTPUT_VERSION,
        edition,
        printed(context),
        str(context.properties.day),
        digests(context),
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(hashlib.sha256(template).digest() + text.encode()).hexdigest()

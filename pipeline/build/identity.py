"""What identifies a document: all that it prints but its revision, its template, and the edition of the law."""

import hashlib
import json

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import Revision
from pipeline.stages.case import Case, Issue
from pipeline.stages.compose import compose
from pipeline.stages.printed import digests, printed

OUTPUT_VERSION = "3"
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
    told = [
        OUTPUT_VERSION,
        catalogue.legislation.edition,
        printed(context),
        str(context.properties.day),
        digests(context),
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(hashlib.sha256(template).digest() + text.encode()).hexdigest()

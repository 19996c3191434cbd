"""Which two versions of a document are compared, and what is told where that cannot be done."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.hands import Hand
from pipeline.build.order import Order
from pipeline.build.produce import Document
from pipeline.build.store import sha256_of
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.manifest import Revision

_WORD = ".docx"


class Compared(Struct, frozen=True):
    """Two versions of a document; ``words`` name the pair in the file's title."""

    before: bytes
    after: bytes
    words: str
    values: Mapping[str, object]


def with_redline(
    document: Document, order: Order, revision: Revision, author: str, words: Mapping[str, str]
) -> tuple[Document, tuple[Finding, ...]]:
    """Return a document with a redline of what changed in it, where one is due.

    One is due beside a document that a person edited and that is kept, from that to the new version: whoever accepts
    what the facts brought and rejects what takes their own words away has both. And one is due where it is asked for,
    from what was issued last, or else from the version before.

    Args:
        document: as it was made.
        order: what lies there, and whether redlines are asked for.
        revision: that the run belongs to.
        author: whose name the changes bear.
        words: the fixed words, for the title.
    """
    pair = _pair(document, order) if document.file.endswith(_WORD) else None
    if pair is None or sha256_of(pair.before) == sha256_of(pair.after):
        return document, ()
    # Imported here: most documents have none.
    from pipeline.build.redline import redline
    from pipeline.formats.docx_redline_package import RedlineError
    from pipeline.formats.redline_program import NoRedlineError

    title = words[pair.words].format(**pair.values, after=document.revision or revision.number)
    day = date.fromisoformat(revision.day) if revision.day else None
    try:
        return replace(document, redline=redline(pair.before, pair.after, author, day, title=title)), ()
    except NoRedlineError as error:
        told = finding("RED001", Place(document=document.file), document=document.file, why=error)
    except RedlineError as error:
        told = finding("RED002", Place(document=document.file), document=document.file, why=error)
    return document, (told,)


def _pair(document: Document, order: Order) -> Compared | None:
    lying, former = order.lying.get(document.id), order.former.get(document.id)
    if document.state == "made" and document.hand is Hand.ELSEWHERE and not order.replace_edited and lying:
        return Compared(lying.content, document.content, "redline_edited", {})
    if former is None or not order.redline:
        return None
    if document.state == "made" and not former.is_issued:
        return Compared(former.lying, document.content, "redline_title", {"before": former.number})
    after = document.content if document.state == "made" else former.lying
    if former.base and (document.state == "made" or not former.has_redline):
        return Compared(former.base, after, "redline_title", {"before": former.base_number})
    return None

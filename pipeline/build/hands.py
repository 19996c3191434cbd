"""Whether and where a person wrote in a document that lies there, and what becomes of it when it is made anew."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from pipeline.build.order import Lying
from pipeline.formats.docx_outside import outside
from pipeline.formats.open_package import NoDocumentError
from pipeline.model.manifest import Made


class Hand(StrEnum):
    """Where a person wrote in a document.

    none: nowhere, or there is none; zones: in its zones of free text only, so that it can be made anew around them;
    elsewhere: outside them, or it is not ours at all, so that it is never overwritten.
    """

    NONE = "none"
    ZONES = "zones"
    ELSEWHERE = "elsewhere"


def hand_in(lying: Lying, made: Made | None) -> Hand:
    """Tell where a person wrote in a document.

    Args:
        lying: what lies in its place.
        made: what is known of it, or None.
    """
    if lying.digest is None:
        return Hand.NONE
    if made is None or made.is_adopted:
        return Hand.ELSEWHERE
    if made.holds(lying.digest):
        return Hand.ZONES if made.has_free_text else Hand.NONE
    return Hand.ZONES if _says_the_same(lying.content, made) else Hand.ELSEWHERE


def outside_of(document: bytes) -> str:
    """Return the digest of what a document says outside its zones; nothing where it is no Word document."""
    try:
        return outside(document)
    except NoDocumentError:
        return ""


def _says_the_same(content: bytes, made: Made) -> bool:
    return bool(made.outside_sha256) and outside_of(content) == made.outside_sha256


class Carried(Struct, frozen=True):
    """A document with the free text of the one before it, and a document of the text that found no zone in it."""

    document: bytes
    has_free_text: bool = False
    orphans: bytes = b""


def carry(new: bytes, old: bytes, remarks: Mapping[str, str]) -> Carried | None:
    """Carry the free text of a document into its new version.

    Args:
        new: the version that was just made.
        old: what lies in its place.
        remarks: by the key of a zone: what has changed beside it.

    Returns:
        The document; None where that gives no sound one, so that the old one has to stay.
    """
    # Imported here: in most documents nobody has written anything.
    from pipeline.formats.docx_zone_carry import carry_zones
    from pipeline.formats.office_lint import look_over

    try:
        carried = carry_zones(new, old, remarks)
    except NoDocumentError:
        # What lies there is no document: there is nothing to carry, and whoever made it decides over it.
        return Carried(new)
    verdict = look_over(carried.document)
    if verdict.refused or any(not each.is_doubtful for each in verdict.complaints):
        return None
    return Carried(carried.document, bool(carried.carried), carried.orphans or b"")

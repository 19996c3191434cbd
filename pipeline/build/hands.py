"""Whether and where a person wrote in a document that lies there, and what becomes of it when it is made anew."""

from enum import StrEnum

from pipeline.build.order import Lying
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
    return Hand.ELSEWHERE

"""What a source gives to a form: answers, where each was found, and what found no place."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from pipeline.model.intake import Intake, LeftOver


class Prefill(Struct, frozen=True):
    """The answers that a form is written with, and what a person needs to confirm them.

    ``sources`` says by the path of an answer (a cell of a row as ``table[id].column``) where it was taken from, in
    words for whoever confirms it; an answer without one was given in a form of ours.
    """

    intake: Intake
    sources: Mapping[str, str] = MappingProxyType({})
    left_over: tuple[LeftOver, ...] = ()

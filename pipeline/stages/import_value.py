"""What a source says, as a value that the profile admits, or the reason why it is none."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline.model.fact import Fact
from pipeline.model.scalar import (
    Kind,
    admit_day,
    admit_line,
    admit_number,
    admit_row_id,
    admit_text,
)
from pipeline.stages.import_offers import Offer, folded

TAKEN = frozenset(
    {Kind.ID, Kind.LINE, Kind.PROSE, Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, Kind.NUMBER, Kind.DATE, Kind.TABLE}
)
"""Kinds that a source can answer: files and ids of rows are our own."""

# Three digits after a point may be decimals or thousands: which of them, the source does not say.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.(?:[0-9]{1,2}|[0-9]{4,15}))?|-?0\.[0-9]{3}")
_DIGITS = 15
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}


def value_of(
    fact: Fact, offers: Sequence[Offer], codes: Mapping[str, str], labels: Mapping[str, str], words: str = ""
) -> Any:
    """Return the value of a fact.

    Args:
        fact: what is asked.
        offers: what the source says there; of a list each entry.
        codes: what the source may say, to choices or to yes and no.
        labels: the wording of the choices by code.
        words: with ``{}`` in the place of what the source says.

    Raises:
        ValueError: it cannot be admitted; the message says why, to follow the place.
    """
    if fact.kind is Kind.PROSE:
        return admit_text(_worded(_listed(offers), words))
    if fact.kind is Kind.LINE:
        return admit_line(admit_text(_worded(", ".join(offer.text for offer in offers), words)))
    if fact.kind is Kind.CHOICES:
        return tuple(dict.fromkeys(_code(fact, offer, codes, labels) for offer in offers))
    if len(offers) > 1:
        raise ValueError("several values stand where one is asked for")
    return _single(fact, offers[0], codes, labels)


def _single(fact: Fact, offer: Offer, codes: Mapping[str, str], labels: Mapping[str, str]) -> Any:
    match fact.kind:
        case Kind.ID:
            return admit_row_id(offer.text)
        case Kind.YES_NO:
            return _truth(offer, codes)
        case Kind.NUMBER:
            return _number(offer)
        case Kind.DATE:
            return _day(offer.text)
        case Kind.CHOICE:
            return _code(fact, offer, codes, labels)
        case _:
            raise ValueError("it is asked for in another way")


def _listed(offers: Sequence[Offer]) -> str:
    return offers[0].text if len(offers) == 1 else "\n".join(f"- {offer.text}" for offer in offers)


def _worded(text: str, words: str) -> str:
    return words.replace("{}", text) if words else text


def _truth(offer: Offer, codes: Mapping[str, str]) -> bool:
    spelled = folded(offer.text)
    told = _TRUTH.get(folded({folded(key): code for key, code in codes.items()}.get(spelled, spelled)))
    if told is None:
        raise ValueError("it is neither yes nor no")
    return told


def _code(fact: Fact, offer: Offer, codes: Mapping[str, str], labels: Mapping[str, str]) -> str:
    known = {folded(label): code for code, label in labels.items()} | {folded(code): code for code in labels}
    known |= {folded(key): code for key, code in codes.items()}
    code = known.get(folded(offer.text))
    if code is None:
        raise ValueError(f"{offer.text[:80]} is none of the choices of {fact.vocabulary}")
    return code


def _number(offer: Offer) -> int | float:
    value = offer.value
    if isinstance(value, bool) or value is None:
        raise ValueError("it is no number")
    if isinstance(value, str):
        if not _NUMBER.fullmatch(offer.text):
            raise ValueError("it is no plain number")
        value = Decimal(offer.text)
    # A cell keeps 15 significant digits; programs write more of them than they measured.
    return admit_number(value if isinstance(value, int) else float(f"{value:.{_DIGITS}g}"))


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError("it is no date of year, month and day") from None
    return admit_day(day)

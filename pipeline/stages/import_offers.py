"""A source as what it offers: single values by their keys, and texts by their headings."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from pipeline.model.card import Block, Card, Leaf, LeafPath, Passage, Plain, text_below
from pipeline.model.imports import SourceKind
from pipeline.model.scalar import clean_text, is_placeholder

_NOT_IN_KEYS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)
_KINDS = {SourceKind.MODEL_CARD: "model card", SourceKind.JSON: "JSON file"}


class Offer(Struct, frozen=True):
    """A piece of a source: where it stands there in words, the folded names that lead to it, and what it says.

    ``path`` is that of a value of the metadata, with places in lists; a text below a heading has none.
    """

    where: str
    names: tuple[str, ...]
    value: Plain
    path: LeafPath = ()

    @property
    def text(self) -> str:
        """What it says as clean text."""
        return clean_text(said(self.value))


class Offers(NamedTuple):
    """What a source offers, and the places in it that say nothing."""

    offers: tuple[Offer, ...]
    silent: tuple[str, ...]


def offers_of(card: Card, named: Collection[str], placeholders: Collection[str]) -> Offers:
    """Take a source apart.

    The text of a heading goes on through lower headings and labels, but for those that are named themselves.

    Args:
        card: the source.
        named: folded headings that some entry names.
        placeholders: folded words that stand for nothing.
    """
    offers, silent = list[Offer](), list[str]()
    for offer in (*_of_metadata(card), *_Text(card, named, placeholders).offers()):
        if offer.names and (not offer.text or is_placeholder(offer.text) or folded(offer.text) in placeholders):
            silent.append(offer.where)
        elif offer.text:
            offers.append(offer)
    return Offers(tuple(offers), tuple(silent))


def in_words(card: Card) -> str:
    """Return how a source is called; the folder in which it lies is of no use to who confirms an answer."""
    return f"{_KINDS[card.kind]} {_FOLDERS.sub('', card.name)}"


def folded(text: str) -> str:
    """Return a heading or a text for comparison: without case, punctuation and what stands in brackets.

    A text that stands in brackets altogether is kept.
    """
    bare = _BRACKETS.sub(" ", text)
    return " ".join(_NOT_IN_KEYS.sub(" ", bare if _NOT_IN_KEYS.sub("", bare) else text).casefold().split())


def folded_key(key: str) -> str:
    """Return a key for comparison: ``intendedUse``, ``intended_use`` and ``Intended use`` are one."""
    return _NOT_IN_KEYS.sub("", key).casefold()


def names_of(dotted: str) -> tuple[str, ...]:
    """Return the folded names of a dotted key."""
    return tuple(map(folded_key, dotted.split(".")))


def said(value: Plain) -> str:
    """Return a value as text."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_metadata(card: Card) -> Iterator[Offer]:
    at = "key" if card.kind is SourceKind.JSON else "metadata"
    for leaf in card.leaves:
        yield Offer(f"{at} {shown(leaf.path)}", _names(leaf), leaf.value, leaf.path)
    if card.unread:
        yield Offer(f"{at} that could not be read", (), card.unread)


def _names(leaf: Leaf) -> tuple[str, ...]:
    return tuple(folded_key(step) for step in leaf.path if isinstance(step, str))


def shown(path: LeafPath) -> str:
    """Return a path in words for people, who count from one."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return clean_text("".join(steps).removeprefix("."))


class _Text(NamedTuple):
    """The passages of a card, the headings that are looked for, and the words that say nothing."""

    card: Card
    named: Collection[str]
    placeholders: Collection[str]

    def offers(self) -> Iterator[Offer]:
        """Yield the text of each heading that is named, and that of every other one by itself."""
        passages = self.card.passages
        absorbed: set[int] = set()
        title = next((place for place, passage in enumerate(passages) if passage.level == 1), None)
        for place, passage in enumerate(passages):
            for block in passage.blocks:
                if block.label and self._says_nothing(block):
                    yield self._offer(block.label, "")
                elif self._is_elsewhere(block):
                    yield self._offer(block.label, block.text)
            if place == title and folded(passage.heading) not in self.named:
                yield Offer("title", (), passage.heading)
            if place in absorbed:
                if self._is_silent(place) and not text_below(self._own(passage)):
                    yield self._offer(passage.heading, "")
                continue
            parts = [text_below(self._own(passage))]
            below = list(self._below(place))
            if folded(passage.heading) in self.named:
                absorbed.update(below)
                parts += (self._with_heading(passages[each]) for each in below)
            text = "\n\n".join(part for part in parts if part)
            if text or self._is_silent(place):
                yield self._offer(passage.heading, text)

    def _below(self, place: int) -> Iterator[int]:
        """Yield the places of the lower headings that belong to a heading and are not named, nor below one that is."""
        level, stop = self.card.passages[place].level, 0
        for each, passage in enumerate(self.card.passages[place + 1 :], place + 1):
            if passage.level <= level:
                return
            if stop and passage.level > stop:
                continue
            stop = passage.level if folded(passage.heading) in self.named else 0
            if not stop:
                yield each

    def _own(self, passage: Passage) -> Sequence[Block]:
        """Return the blocks of a passage that are neither named themselves nor say nothing."""
        return [block for block in passage.blocks if not self._is_elsewhere(block) and not self._says_nothing(block)]

    def _is_elsewhere(self, block: Block) -> bool:
        return bool(block.label) and folded(block.label) in self.named

    def _says_nothing(self, block: Block) -> bool:
        return is_placeholder(block.text) or not block.text or folded(block.text) in self.placeholders

    def _with_heading(self, passage: Passage) -> str:
        text = text_below(self._own(passage))
        return f"{passage.heading}\n{text}" if text else ""

    def _is_silent(self, place: int) -> bool:
        """Tell whether a heading has nothing below it at all, not even a lower heading or a label taken elsewhere."""
        passages = self.card.passages
        goes_on = place + 1 < len(passages) and passages[place + 1].level > passages[place].level
        return not goes_on and not any(self._is_elsewhere(block) for block in passages[place].blocks)

    def _offer(self, heading: str, text: str) -> Offer:
        if not heading:
            return Offer("before the first heading", (), text)
        return Offer(f"heading {clean_text(heading)}", (folded(heading),), text)

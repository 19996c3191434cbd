"""YAML metadata at the head of a Markdown file, to flat values."""

import re
from collections.abc import Iterator

import yaml
from msgspec import Struct, field

from pipeline.formats.plain_value import DEEPEST, MOST_VALUES, figure
from pipeline.model.card import Leaf, LeafPath, Plain

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_WORDS: dict[str, Plain] = {"": None, "~": None, "null": None, "true": True, "false": False}
# The C parser is the same and about ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class MetadataError(Exception):
    """Metadata that cannot be used; the message says why."""


def read_front_matter(text: str) -> tuple[Leaf, ...]:
    """Return the single values of YAML metadata.

    What is built is decided here from the parser's events, not by YAML: no object, no alias, no date and none of the
    words that YAML takes for yes or no, for ``no`` is a language in model cards.

    Args:
        text: what stands between the two lines of hyphens.

    Raises:
        MetadataError: it is no YAML, or holds aliases, tags, a key twice, or more than a card has.
    """
    building = _Building()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            building.take(event)
    except yaml.YAMLError as error:
        raise MetadataError(_told(error)) from None
    return tuple(building.leaves)


class _Frame(Struct):
    """A mapping or list that is open: in a mapping the key whose value is due, in a list the place."""

    is_mapping: bool
    step: str | int | None
    seen: set[str] = field(default_factory=set)
    count: int = 0


class _Building(Struct):
    """Values found so far, and the mappings and lists that are open."""

    leaves: list[Leaf] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise MetadataError("it uses aliases")
        if getattr(event, "tag", None) not in (None, "!"):
            raise MetadataError("it uses tags")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._open(is_mapping=isinstance(event, yaml.MappingStartEvent))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            if self.frames.pop().count == 0:
                self._leaf(None)
            self._next()

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if not self.frames:
            raise MetadataError("it holds no keys")
        top = self.frames[-1]
        if top.is_mapping and top.step is None:
            if event.value in top.seen:
                raise MetadataError(f'the key "{event.value[:80]}" stands twice')
            top.seen.add(event.value)
            top.step = event.value
            return
        self._leaf(_plain(event.value) if event.implicit[0] else event.value)
        self._next()

    def _open(self, *, is_mapping: bool) -> None:
        if not self.frames and not is_mapping:
            raise MetadataError("it holds no keys")
        if self.frames and self.frames[-1].step is None:
            raise MetadataError("a key is no plain word")
        if len(self.frames) == DEEPEST:
            raise MetadataError(f"it is nested more than {DEEPEST} levels deep")
        self.frames.append(_Frame(is_mapping, None if is_mapping else 0))

    def _leaf(self, value: Plain) -> None:
        path: LeafPath = tuple(_steps(self.frames))
        if path:
            self.leaves.append(Leaf(path, value))
        if len(self.leaves) > MOST_VALUES:
            raise MetadataError(f"it holds more than {MOST_VALUES} values")

    def _next(self) -> None:
        """Count what was just closed or read in the mapping or list around it."""
        if self.frames:
            top = self.frames[-1]
            top.count += 1
            top.step = None if top.is_mapping else top.count


def _steps(frames: list[_Frame]) -> Iterator[str | int]:
    return (frame.step for frame in frames if frame.step is not None)


def _plain(text: str) -> Plain:
    folded = text.casefold()
    if folded in _WORDS:
        return _WORDS[folded]
    return int(text) if _INT.fullmatch(text) else figure(text)


def _told(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is no YAML"
    # The line of hyphens above it counts as the first.
    return f"line {mark.line + 2}: {problem}" if mark else str(problem)

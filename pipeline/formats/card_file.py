"""Bytes of a model card or of a JSON file to flat values and passages; whatever is wrong with them is a finding."""

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.formats.front_matter import MetadataError, read_front_matter
from pipeline.formats.markdown_text import TooDeepError, read_markdown
from pipeline.formats.plain_value import DEEPEST, MOST_VALUES, figure
from pipeline.model.card import Card, Leaf, LeafPath, Passage
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.imports import SourceKind

SIZE_LIMIT = 5_000_000
"""Bytes of a source; a card of one system is a hundredth of that."""

# The parser of Markdown needs a time that grows with the square of some texts: these bounds keep it to seconds.
_MARKDOWN_LIMIT = 300_000
_LINE_LIMIT = 10_000
_MOST_HEADINGS = 2_000
_MOST_BRACKETS = 2_000
_METADATA_LIMIT = 1_000_000
_PICTURE = re.compile(r"data:image/[^)\s\"'>]*")
_FENCE, _ENDS = "---", ("---", "...")
_Read = tuple[Card | None, tuple[Finding, ...]]


class _RefusedError(Exception):
    """A source that cannot be used; the message says why."""


def read_card(name: str, content: bytes) -> _Read:
    """Read a model card: Markdown, with or without metadata at its head.

    Args:
        name: the file's name, for findings.
        content: its bytes.

    Returns:
        The card, or None with the finding why it is none. Metadata that cannot be read is told and kept as text.
    """
    at = Place(file=name)
    try:
        head, body, fault = _parts(_text(content))
        passages = _passages(body)
    except _RefusedError as error:
        return None, (finding("INT058", at, why=error),)
    except (TooDeepError, RecursionError):
        return None, (finding("INT058", at, why="lists or quotations stand too deep within each other"),)
    leaves: tuple[Leaf, ...] = ()
    if head and not fault:
        try:
            leaves = read_front_matter(head)
        except MetadataError as error:
            fault = str(error)
    told = (finding("INT059", at, why=fault),) if fault else ()
    return Card(SourceKind.MODEL_CARD, name, leaves, passages, head if fault else ""), told


def read_json(name: str, content: bytes) -> _Read:
    """Read a JSON file that holds one object.

    Args:
        name: the file's name, for findings.
        content: its bytes.

    Returns:
        Its single values, or None with the finding why there are none.
    """
    try:
        leaves = tuple(_leaves(_json(_text(content))))
    except (_RefusedError, ValueError) as error:
        return None, (finding("INT058", Place(file=name), why=error),)
    except RecursionError:
        return None, (finding("INT058", Place(file=name), why="it is nested too deep"),)
    return Card(SourceKind.JSON, name, leaves), ()


def _text(content: bytes) -> str:
    if len(content) > SIZE_LIMIT:
        raise _RefusedError(f"it is larger than {SIZE_LIMIT // 1_000_000} MB")
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise _RefusedError("it is no text in UTF-8") from None
    if "\0" in text:
        raise _RefusedError("it holds NUL characters, as no text does")
    if not text.strip():
        raise _RefusedError("it is empty")
    return text


def _parts(text: str) -> tuple[str, str, str]:
    """Return metadata, text below it, and what is wrong with the metadata as far as it shows already."""
    lines = text.splitlines(keepends=True)
    if lines[0].rstrip() != _FENCE:
        return "", text, ""
    end = next((place for place, line in enumerate(lines[1:], 1) if line.rstrip() in _ENDS), 0)
    if not end:
        return "", "".join(lines[1:]), f"no line {_FENCE} ends it; it was read as text"
    head = "".join(lines[1:end])
    fault = f"it is longer than {_METADATA_LIMIT:,} characters" if len(head) > _METADATA_LIMIT else ""
    return head, "".join(lines[end + 1 :]), fault


def _passages(body: str) -> tuple[Passage, ...]:
    # Pictures that are written into the text as letters are no text.
    plain = _PICTURE.sub("data:", body)
    if len(plain) > _MARKDOWN_LIMIT:
        raise _RefusedError(f"its text is longer than {_MARKDOWN_LIMIT:,} characters")
    if any(len(line) > _LINE_LIMIT for line in plain.splitlines()):
        raise _RefusedError(f"a line is longer than {_LINE_LIMIT:,} characters")
    if any(part.count("[") > _MOST_BRACKETS for part in plain.split("\n\n")):
        raise _RefusedError(f"a paragraph holds more than {_MOST_BRACKETS:,} brackets")
    passages = read_markdown(plain)
    if len(passages) > _MOST_HEADINGS:
        raise _RefusedError(f"it holds more than {_MOST_HEADINGS:,} headings")
    return passages


def _json(text: str) -> Any:
    return json.loads(text, parse_float=figure, parse_constant=str, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f'the key "{twice[:80]}" stands twice')
    return held


def _leaves(data: Any) -> Iterator[Leaf]:
    """Yield the single values in the order of the file, without recursion."""
    if not isinstance(data, dict):
        raise _RefusedError("it holds no keys at its top: one system is one object")
    due: list[tuple[LeafPath, Any]] = [((), data)]
    count = 0
    while due:
        path, value = due.pop()
        inner = _inner(value)
        if len(path) > DEEPEST:
            raise _RefusedError(f"it is nested more than {DEEPEST} levels deep")
        if count + len(due) + len(inner or ()) > MOST_VALUES:
            raise _RefusedError(f"it holds more than {MOST_VALUES:,} values")
        if inner is None or (path and not inner):
            count += 1
            yield Leaf(path, None if inner is not None else value)
        elif not inner:
            raise _RefusedError("it is empty")
        else:
            due += [((*path, step), held) for step, held in reversed(inner)]


def _inner(value: Any) -> list[tuple[str | int, Any]] | None:
    """Return what an object or a list holds, or None for a single value."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else None

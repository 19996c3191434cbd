"""Markdown to plain readable text under its headings: links as text (address), lists as lines, no HTML."""

import html
import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct, field

from pipeline.formats.markdown_line import lines_of, text_of
from pipeline.model.card import Block, Passage

DEEPEST = 40
"""Lists and quotations within each other; more is no card, and the parser would leave out what lies deeper."""

_COMMENT, _END = "<!--", "-->"
_BREAKS = re.compile(r"(?i)</?(?:p|div|br|li|ul|ol|tr|table|h[1-6]|details|summary|center)\b[^<>]*>")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>")
_BLANKS = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")


class TooDeepError(Exception):
    """Lists or quotations stand too deep within each other."""


def read_markdown(text: str) -> tuple[Passage, ...]:
    """Return the passages of a text, each under its heading.

    Raises:
        TooDeepError: lists or quotations stand too deep within each other.
    """
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST}).enable("table")
    tokens = parser.parse(text)
    if any(token.level >= DEEPEST for token in tokens):
        raise TooDeepError
    writing = _Writing()
    for place, token in enumerate(tokens):
        writing.take(token, tokens[place - 1] if place else None)
    return writing.finish()


class _List(Struct):
    """A list that is open: the number of its next item, or nothing where items have no number."""

    number: int | None


class _Writing(Struct):
    """What was read so far, and where in the text the next token stands."""

    done: list[Passage] = field(default_factory=list)
    heading: str = ""
    level: int = 0
    blocks: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    mark: str = ""
    labelled: bool = False
    rows: list[list[str]] | None = None

    def take(self, token: Token, before: Token | None) -> None:
        match token.type:
            case "heading_open" if token.level == 0:
                self._close()
                self.heading, self.level = "", int(token.tag[1:])
            case "inline" if before is not None and before.type == "heading_open" and before.level == 0:
                self.heading = " ".join(text_of(token.children or []).split())
            case "inline":
                self._inline(token)
            case "fence" | "code_block":
                self._text(token.content.rstrip("\n"))
            case "html_block":
                self._text(without_html(token.content))
            case "table_open" | "tr_open" | "table_close":
                self._table(token)
            case "bullet_list_open" | "ordered_list_open" | "bullet_list_close" | "ordered_list_close":
                self._list(token)
            case "list_item_open":
                self._item()
            case _:
                pass

    def finish(self) -> tuple[Passage, ...]:
        self._close()
        return tuple(self.done)

    def _close(self) -> None:
        if self.level or self.blocks:
            self.done.append(Passage(self.heading, self.level, tuple(self.blocks)))
        self.blocks = []

    def _inline(self, token: Token) -> None:
        if self.rows:
            self.rows[-1].append(" ".join(text_of(token.children or []).split()))
            return
        for label, text in lines_of(token.children or []):
            # Below the first item of a list a label is a detail of that item.
            if label and len(self.lists) < 2:  # noqa: PLR2004
                self.blocks.append(Block(text, label, bool(self.lists)))
                self.mark, self.labelled = "", True
            else:
                self._text(f"{label}: {text}".rstrip() if label else text)

    def _text(self, text: str) -> None:
        if not text.strip():
            return
        indent = "  " * max(len(self.lists) - 1, 0)
        inner = "  " if self.lists else ""
        shown = f"{self.mark or inner}{text}".replace("\n", f"\n{indent}{inner}")
        is_item, self.mark = bool(self.lists), ""
        if self.labelled and self.lists:
            last = self.blocks[-1]
            self.blocks[-1] = Block(f"{last.text}\n{indent}{shown}".strip(), last.label, last.is_item)
        else:
            self.labelled = False
            self.blocks.append(Block(f"{indent}{shown}", is_item=is_item))

    def _table(self, token: Token) -> None:
        if token.type == "table_open":
            self.rows = []
        elif token.type == "tr_open" and self.rows is not None:
            self.rows.append([])
        else:
            lines, self.rows = [" | ".join(row) for row in self.rows or ()], None
            self._text("\n".join(lines))

    def _list(self, token: Token) -> None:
        if token.nesting > 0:
            is_numbered = token.type.startswith("ordered")
            self.lists.append(_List(int(token.attrGet("start") or 1) if is_numbered else None))
        else:
            self.lists.pop()
            self.labelled = self.labelled and bool(self.lists)

    def _item(self) -> None:
        top = self.lists[-1]
        self.mark = "- " if top.number is None else f"{top.number}. "
        top.number = None if top.number is None else top.number + 1
        if len(self.lists) == 1:
            self.labelled = False


def without_html(text: str) -> str:
    """Return the words of a piece of HTML: no tags, no comments."""
    plain = _TAG.sub("", _BREAKS.sub("\n", "".join(_outside_comments(text))))
    return _BLANKS.sub("\n\n", html.unescape(plain)).strip()


def _outside_comments(text: str) -> Iterator[str]:
    start = 0
    while (opened := text.find(_COMMENT, start)) >= 0:
        closed = text.find(_END, opened)
        if closed < 0:
            # A comment without an end is a slip of the pen: what stands in it may be meant.
            yield text[start:opened]
            yield text[opened + len(_COMMENT) :]
            return
        yield text[start:opened]
        start = closed + len(_END)
    yield text[start:]

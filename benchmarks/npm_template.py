"""The shipped template in the languages of other programs, made from ours by program; and what it prints, as flat data.

What is converted: fields, paragraph loops, sections that are shown or not, rows of tables. The row that stands in an
empty table is taken where the table is empty, and otherwise left out: to choose costs the others nothing. Pictures are
left out, for us too; the colour of a cell, which docxtpl sets from a value, for them alone.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from lxml import etree
from msgspec import Struct, field

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{([{%])(tr|p)? ?(.*?) ?[%}]\}")
_FOR = re.compile(r"for (\w+) in ([\w.]+)")
_PARTS = re.compile(r"word/(document|header\d|footer\d)\.xml")
_SHOWN, _HIDDEN = "shown_", "hidden_"

Element = etree._Element  # noqa: SLF001 - lxml names its type so


class Dialect(StrEnum):
    """How a program wants its tags."""

    MUSTACHE = "mustache"
    """docxtemplater and easy-template-x: {name}, {#list}...{/list}."""
    CARBONE = "carbone"
    """{d.name}, {d.list[i].name} and the same again with [i+1], {d.name:ifEQ(true):showBegin}...{d.name:showEnd}."""


class Converted(Struct):
    """A template in another language, with its data."""

    template: bytes = b""
    data: dict[str, object] = field(default_factory=dict)


def convert(template: bytes, values: Mapping[str, object], dialect: Dialect) -> Converted:
    """Convert a template.

    Args:
        template: in docxtpl's dialect.
        values: what it prints, as plain data.
        dialect: of the other program.
    """
    made, whole = Converted(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if _PARTS.fullmatch(name):
                root = etree.fromstring(content)
                _Conversion(values, dialect, made.data).convert(root)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(name, content)
    made.template = whole.getvalue()
    return made


class _Conversion(Struct):
    """Goes through a part and turns its tags, gathering what they print."""

    values: Mapping[str, object]
    dialect: Dialect
    data: dict[str, object]

    def convert(self, root: Element) -> None:
        """Turn every tag of a part, in place."""
        for table in root.iter(f"{_W}tbl"):
            self._rows(table)
        for story in [root, *root.iter(f"{_W}body", f"{_W}tc", f"{_W}txbxContent", f"{_W}sdtContent")]:
            self._paragraphs(story)
        for text in root.iter(f"{_W}t"):
            text.text = _TAG.sub(self._field, text.text or "")

    def _field(self, tag: re.Match[str]) -> str:
        if tag[1] != "{":
            return ""
        name = _flat(tag[3])
        self.data[name] = _look_up(self.values, tag[3])
        return f"{{{name}}}" if self.dialect is Dialect.MUSTACHE else f"{{d.{name}:convCRLF}}"

    def _rows(self, table: Element) -> None:
        """Turn the rows of a table that repeat, and the row that stands in its place where it is empty."""
        path, branch, repeated = "", "", list[Element]()
        for row in table.findall(f"{_W}tr"):
            tag = _only_tag(row, "tr")
            if tag is None:
                if branch and branch != ("for" if _look_up(self.values, path) else "else"):
                    table.remove(row)
                elif branch == "for":
                    repeated.append(row)
                continue
            table.remove(row)
            if found := _FOR.match(tag):
                path, branch, repeated = found[2], "for", []
            elif tag == "else":
                branch = "else"
            else:
                self._repeat(repeated, path)
                branch = ""

    def _paragraphs(self, story: Element) -> None:
        """Turn tags in paragraphs of their own: loops over paragraphs, and sections that are shown or not."""
        path, repeated, open_sections = "", list[Element](), list[str]()
        for piece in list(story):
            tag = _only_tag(piece, "p") if piece.tag == f"{_W}p" else None
            if tag is not None and not tag.startswith(("for ", "endfor")):
                self._section(piece, tag, open_sections)
            elif tag is not None:
                found = _FOR.match(tag)
                self._repeat(repeated, path)
                path, repeated = found[2] if found else "", []
                story.remove(piece)
            elif path and _look_up(self.values, path):
                repeated.append(piece)
            elif path:
                story.remove(piece)

    def _repeat(self, pieces: Sequence[Element], path: str) -> None:
        """Have rows or paragraphs repeat together for each entry of a list."""
        if not pieces:
            return
        name, entries = _flat(path), _look_up(self.values, path)
        if not isinstance(entries, list):
            raise TypeError(f"{path} is no list")
        self.data[name] = [each if isinstance(each, dict) else {"item": each} for each in entries]
        if self.dialect is Dialect.MUSTACHE:
            texts = _in_loop(pieces, "{", "}")
            texts[0].text = f"{{#{name}}}{texts[0].text}"
            texts[-1].text = f"{texts[-1].text}{{/{name}}}"
            return
        # Carbone sees what repeats between the first two tags of one name; what follows the second would be left over.
        second = etree.fromstring(etree.tostring(pieces[0]))
        pieces[-1].addnext(second)
        for several, index in ((pieces, "i"), ([second], "i+1")):
            _in_loop(several, f"{{d.{name}[{index}].", ":convCRLF}")

    def _section(self, piece: Element, tag: str, open_sections: list[str]) -> None:
        """Turn one tag of a section that is shown or not."""
        if tag.startswith("if "):
            path = tag.removeprefix("if ")
            name = _flat(path)
            shown = bool(_look_up(self.values, path))
            self.data |= {f"{_SHOWN}{name}": shown, f"{_HIDDEN}{name}": not shown}
            open_sections.append(f"{_SHOWN}{name}")
            _say(piece, self._opening(open_sections[-1]))
            return
        ends = open_sections.pop()
        _say(piece, self._closing(ends))
        if tag == "else":
            open_sections.append(ends.replace(_SHOWN, _HIDDEN, 1))
            following = etree.fromstring(etree.tostring(piece))
            _say(following, self._opening(open_sections[-1]))
            piece.addnext(following)

    def _opening(self, name: str) -> str:
        return f"{{#{name}}}" if self.dialect is Dialect.MUSTACHE else f"{{d.{name}:ifEQ(true):showBegin}}"

    def _closing(self, name: str) -> str:
        return f"{{/{name}}}" if self.dialect is Dialect.MUSTACHE else f"{{d.{name}:showEnd}}"


def _in_loop(pieces: Sequence[Element], before: str, after: str) -> list[Element]:
    """Turn the fields of what repeats into another language; return the first and the last text that can hold a tag."""

    def turned(tag: re.Match[str]) -> str:
        return f"{before}{tag[3].partition('.')[2] or 'item'}{after}" if tag[1] == "{" else ""

    texts = [text for piece in pieces for text in piece.iter(f"{_W}t")]
    for text in texts:
        text.text = _TAG.sub(turned, text.text or "")
    return texts


def _flat(path: str) -> str:
    return path.replace(".", "_")


def _only_tag(piece: Element, kind: str) -> str | None:
    """Return what the tag says for which a row or paragraph is there, or None."""
    text = "".join(each.text or "" for each in piece.iter(f"{_W}t"))
    found = _TAG.fullmatch(text.strip())
    return found[3] if found and found[2] == kind else None


def _say(paragraph: Element, text: str) -> None:
    first, *others = paragraph.iter(f"{_W}t")
    first.text = text
    for other in others:
        other.text = ""


def _look_up(values: Mapping[str, object], path: str) -> object:
    found: object = values
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def texts_of(document: bytes) -> tuple[list[str], int]:
    """Return what stands in the paragraphs of a document, sorted, and how many rows its tables have."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sorted(text for text in _lines(root) if text), sum(1 for _ in root.iter(f"{_W}tr"))


def _lines(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        pieces = (piece.text or "" if piece.tag == f"{_W}t" else " " for piece in paragraph.iter(f"{_W}t", f"{_W}br"))
        yield " ".join("".join(pieces).split())

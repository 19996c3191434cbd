"""The list of fields of a template as a Word document to copy from: every tag as the text that it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.formats.docx_markup import XML_SPACE, Element, field, paragraph, serialise, tab, twips, w, words
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_pages import LANDSCAPE, section_properties
from pipeline.formats.docx_table import cell, head, row, shares, table
from pipeline.model.citation import unbroken
from pipeline.model.house_style import HouseStyle
from pipeline.model.name_list import NameGroup, ReadyLoop
from pipeline.model.offer import NameKind, Offered

_SHARES = (7.4, 7.6, 4.6, 3.2, 2.6)
_RECORD_SHARES = (3, 7)
_MOST_ABREAST = 7
"""Of more entries than this a row of a ready-made table is a record: one line for each."""

_SHOWN = 160


def name_list(base: bytes, title: str, groups: Sequence[NameGroup], style: HouseStyle, say: Mapping[str, str]) -> bytes:
    """Write the list of fields.

    Args:
        base: the template of the deliverable, whose styles and settings the list takes.
        title: of the deliverable.
        groups: the names, section by section.
        style: the house style.
        say: the fixed words of documents.

    Returns:
        A document that is never rendered: its tags stand in it as text.
    """
    parts = read_parts(base)
    width = style.page.text_width(landscape=True)
    body = w("body", *_front(title, say), *_groups(groups, style, width, say))
    body.append(paragraph("EndMark", words(style.words.end)))
    body.append(section_properties(style, landscape=True))
    upright = style.page.text_width(landscape=False)
    stops = w("tabs", w("tab", val="clear", pos=twips(upright)), w("tab", val="right", pos=twips(width)))
    page = (tab(), words(f"{style.words.page} "), *field("PAGE"))
    foot = paragraph("Footer", words(say["fields_foot"]), *page, properties=[stops])
    return write_parts(
        {
            **parts,
            "word/document.xml": serialise(w("document", body)),
            f"word/{LANDSCAPE.header}": serialise(w("hdr", paragraph("Header", words(_titled(title, say))))),
            f"word/{LANDSCAPE.footer}": serialise(w("ftr", foot)),
        }
    )


def _titled(title: str, say: Mapping[str, str]) -> str:
    return say["fields_title"].format(title=title)


def _front(title: str, say: Mapping[str, str]) -> Iterator[Element]:
    yield paragraph("CertificateTitle", words(_titled(title, say)))
    yield paragraph("CertificateSubtitle", words(say["fields_intro"]))


def _groups(groups: Iterable[NameGroup], style: HouseStyle, width: float, say: Mapping[str, str]) -> Iterator[Element]:
    for group in groups:
        yield paragraph(f"Heading{group.level}", words(group.heading))
        if group.cites:
            yield paragraph("LegalBasis", words("; ".join(group.cites)))
        if group.names:
            yield _names(group, style, width, say)
            yield _after()
        for loop in group.loops:
            yield paragraph("Label", words(say["fields_ready"].format(label=loop.name.label)))
            yield from _loop(loop, style, width)


def _names(group: NameGroup, style: HouseStyle, width: float, say: Mapping[str, str]) -> Element:
    widths = shares(width, _SHARES)
    labels = [say[f"fields_{name}"] for name in ("tag", "meaning", "example", "law", "question")]
    rows = (_name(each, widths) for each in group.names)
    return table(widths, [head(widths, labels, style), *rows], description=group.heading)


def _name(name: Offered, widths: Sequence[float]) -> Element:
    tags = [paragraph("TableText", _literal(line)) for line in name.lines]
    meaning = [paragraph("TableLabel", _literal(name.label))]
    if name.meaning and name.meaning != name.label:
        meaning.append(paragraph("TableText", _literal(unbroken(name.meaning))))
    others = (_short(name.example), unbroken("; ".join(name.cites)), _asked(name))
    columns = [tags, meaning, *([paragraph("TableText", _literal(text))] for text in others)]
    return row(*(cell(width, *inside) for width, inside in zip(widths, columns, strict=True)))


def _asked(name: Offered) -> str:
    return ", ".join(part for part in (name.question, name.who) if part)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def _loop(loop: ReadyLoop, style: HouseStyle, width: float) -> Iterator[Element]:
    first, *_, last = loop.name.lines
    if loop.name.kind is not NameKind.TABLE:
        looks = {NameKind.LIST: "ListBullet", NameKind.PICTURES: "Picture"}
        yield paragraph("Normal", _literal(first))
        yield paragraph(looks[loop.name.kind], _literal(loop.name.lines[1]))
        yield paragraph("Normal", _literal(last))
        return
    abreast = len(loop.entries) <= _MOST_ABREAST
    widths = shares(width, [1] * len(loop.entries) if abreast else _RECORD_SHARES)
    tags = (_tag_row(line, widths) for line in (first, last))
    entries = _abreast(loop.entries, widths, style) if abreast else _record(loop.entries, widths)
    top, *inside = entries
    rows = (top, next(tags), *inside, next(tags)) if abreast else (next(tags), top, *inside, next(tags))
    yield table(widths, rows, description=loop.name.label)
    yield _after()


def _abreast(entries: Sequence[Offered], widths: Sequence[float], style: HouseStyle) -> list[Element]:
    cells = (cell(width, paragraph("TableText", _tag(each))) for width, each in zip(widths, entries, strict=True))
    return [head(widths, [each.label for each in entries], style), row(*cells)]


def _record(entries: Sequence[Offered], widths: Sequence[float]) -> list[Element]:
    return [
        row(
            cell(widths[0], paragraph("TableLabel", _literal(each.label))),
            cell(widths[1], paragraph("TableText", _tag(each))),
        )
        for each in entries
    ]


def _tag_row(line: str, widths: Sequence[float]) -> Element:
    return row(cell(sum(widths), paragraph("TableText", _literal(line)), span=len(widths)))


def _tag(name: Offered) -> Element:
    return _literal(name.lines[0])


def _literal(text: str) -> Element:
    """Make a run of text in which a tag is nothing but text."""
    content = w("t")
    content.text = text
    content.set(XML_SPACE, "preserve")
    return w("r", content)


def _after() -> Element:
    return paragraph("TableEnd")

"""The check of a produced document: opened again, is everything in it that went in, and nothing else?"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.formats.docx_lint import complaints_of
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_words import END_STYLE, folded, heading_styles, paragraph_text
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.context import Context, View
from pipeline.model.figure import Figure, needed_texts, texts_of, words_of

_TAG_SIGNS = re.compile(r"\{[{%#]|[%}#]\}")
_TAG = re.compile(r"\{[{%#].*?[%}#]\}")
"""A whole tag: two values beside each other may end and begin with a brace, and no template holds half of one."""

_PLACEHOLDER_SIGNS = re.compile("[\ufdd0-\ufdef]")
_SHOWN = 80
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_CHART_PARTS = "word/charts/"
_CHART_TEXT = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}v",
)
_PRINTED_PARTS = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml", "word/endnotes.xml")


def check_document(document: bytes, context: Context, template: bytes = b"") -> tuple[str, ...]:
    """Open a produced document again and say what is wrong with it.

    Args:
        document: the .docx file.
        context: what it was made from.
        template: what else it was made from: a firm's may bring along what is doubtful, and Word lives with it.

    Returns:
        Complaints in plain words; none where the document is whole: every part well-formed and in order, each
        heading and each printed value there, no tag left that was not in an answer, and the end mark last.

    All of lint runs here. A build proves structure once for each template, and looks through a document like this only
    where its own check is not sure.
    """
    try:
        parts = read_parts(document)
    except zipfile.BadZipFile as error:
        return (f"the document is no ZIP file, or it is damaged: {error}",)
    roots, broken = parse_parts(parts)
    if broken:
        return broken
    if complaints := tuple(complaints_beside(parts, roots, template)):
        return complaints
    # Loading python-docx takes longer than making a document: only one that is in doubt is opened again.
    import docx  # noqa: PLC0415

    try:
        docx.Document(io.BytesIO(document))
    except Exception as error:  # noqa: BLE001 - a damaged file makes python-docx raise anything
        return (f"the document cannot be opened: {error!r}",)
    return tuple(_content(roots, context))


def complaints_beside(parts: Mapping[str, bytes], roots: Mapping[str, Element], template: bytes) -> Iterator[str]:
    """Yield what is wrong with the structure, and what is doubtful that the template does not bring along.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
        template: what the document was made from.
    """
    found = list(complaints_of(parts, roots))
    brought = _doubts_of(template) if template and any(each.is_doubtful for each in found) else frozenset()
    yield from (str(each) for each in found if not (each.is_doubtful and str(each) in brought))


@lru_cache(maxsize=32)
def _doubts_of(template: bytes) -> frozenset[str]:
    parts = read_parts(template)
    roots, _ = parse_parts(parts)
    return frozenset(str(each) for each in complaints_of(parts, roots) if each.is_doubtful)


def printed_text(roots: Mapping[str, Element]) -> str:
    """Return the text of body, headers, footers, notes and charts, a line for each paragraph or label, folded."""
    lines = [
        folded(paragraph_text(paragraph))
        for name, root in roots.items()
        if name.startswith(_PRINTED_PARTS)
        for paragraph in root.iter(qn("p"))
    ]
    charts = [root for name, root in roots.items() if name.startswith(_CHART_PARTS)]
    lines += [folded(piece.text or "") for root in charts for piece in root.iter(*_CHART_TEXT)]
    return "\n".join(lines)


def _content(roots: Mapping[str, Element], context: Context) -> Iterator[str]:
    text = printed_text(roots)
    headings = tuple(_headings(roots))
    for heading in context.headings:
        if not any(line.endswith(folded(heading)) for line in headings):
            yield f"the heading {heading!r} is missing"
    for value in dict.fromkeys(context.printed):
        if folded(value) not in text:
            yield f"a value is missing: {_short(value)}"
    yield from _lost_from_figures(roots, text, context)
    yield from _left_over(text, context)
    paragraphs = list(roots["word/document.xml"].iter(qn("p")))
    style = paragraphs[-1].find(f"{qn('pPr')}/{qn('pStyle')}") if paragraphs else None
    if style is None or style.get(qn("val")) != END_STYLE or not paragraph_text(paragraphs[-1]).strip():
        yield "the end mark is not the last paragraph: the document may have been cut off"


def _lost_from_figures(roots: Mapping[str, Element], text: str, context: Context) -> Iterator[str]:
    """Yield what is missing from a figure that stands in the document; a firm's template may do without it."""
    body = roots["word/document.xml"]
    said = {element.get("descr") for element in body.iter(_DRAWING)}
    said |= {element.get(qn("val")) for element in body.iter(qn("tblDescription"))}
    for name, figure in context.figures.items():
        if isinstance(figure, Figure) and not said.isdisjoint(words_of(figure)):
            for needed in dict.fromkeys((*needed_texts(figure),)):
                if folded(needed) not in text:
                    yield f"the figure {name} has lost a text: {_short(needed)}"
            if lost := [words for words in words_of(figure) if words not in said]:
                yield f"the figure {name} has lost a drawing: {_short(lost[0])}"


def _headings(roots: Mapping[str, Element]) -> Iterator[str]:
    """Yield the text of every heading; the contents list, which repeats them, proves nothing."""
    ids = frozenset(heading_styles(roots["word/styles.xml"]))
    for paragraph in roots["word/document.xml"].iter(qn("p")):
        style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
        if style is not None and style.get(qn("val")) in ids:
            yield folded(paragraph_text(paragraph))


def _short(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def _left_over(text: str, context: Context) -> Iterator[str]:
    if found := _PLACEHOLDER_SIGNS.search(text):
        yield f"a placeholder is left: U+{ord(found[0]):04X}"
    rest = text
    for value in sorted({folded(leaf) for leaf in _texts(context) if _TAG_SIGNS.search(leaf)}, key=len, reverse=True):
        rest = rest.replace(value, "")
    for line in rest.split("\n"):
        if _TAG.search(line):
            yield f"a template tag is left: {_short(line)}"


def _texts(context: Context) -> Iterator[str]:
    """Yield every text of the context, markers and alternative texts among them."""
    yield from context.printed
    yield from (gap.marker for gap in context.gaps)
    for value in context.values.values():
        yield from _leaves(value)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, View):
        for name in value:
            yield from _leaves(getattr(value, name))
    elif isinstance(value, Figure):
        yield from texts_of(value)
    elif isinstance(value, tuple):
        for entry in value:
            yield from _leaves(entry)

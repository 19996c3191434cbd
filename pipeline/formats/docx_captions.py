"""Captions: numbered in the order of the document; one that stands under no picture becomes a label above the words."""

import re
from collections import Counter

from pipeline.formats.docx_markup import CAPTION_GAP, Element, qn
from pipeline.formats.markup_fragment import Fragment
from pipeline.formats.markup_places import element_end, occurrences, opening_before, style_of

_COUNTED = re.compile(r"<w:instrText[^>]*>\s*SEQ (\w+)")
_RESULT = re.compile(r"(<w:t(?: [^>]*)?>)[^<]*")
_PARAGRAPH_END, _RUN_END = "</w:p>", "</w:r>"
_CAPTION, _PICTURE, _LABEL, _NORMAL = "FigureCaption", "Picture", "Label", "Normal"


def count_captions(markup: str) -> str:
    """Return markup with the numbers of tables and figures as results of their fields, in the order of the document.

    Args:
        markup: of the part with the body. A field of a person's that shows nothing is counted and left as it is.
    """
    counted: Counter[str] = Counter()
    pieces: list[str] = []
    done = 0
    for at in occurrences(markup, "<w:instrText"):
        code = _COUNTED.match(markup, at)
        if code is None:
            continue
        counted[code[1]] += 1
        # The run after the one with the code, or a later one of the same paragraph, holds what is shown.
        after = markup.find(_RUN_END, code.end())
        result = _RESULT.search(markup, after, markup.find(_PARAGRAPH_END, after))
        if result:
            pieces += (markup[done : result.start()], result[1], str(counted[code[1]]))
            done = result.end()
    return "".join((*pieces, markup[done:]))


def label_what_is_no_picture(markup: str) -> str:
    """Return markup in which captions of what stands in place of pictures are labels above it.

    Args:
        markup: of the part with the body.
    """
    for at in reversed([*occurrences(markup, f'<w:pStyle w:val="{_CAPTION}"/>')]):
        caption = opening_before(markup, "w:p", at)
        first = _first_entry(markup, caption)
        if first < caption:
            fragment = Fragment(markup, first, element_end(markup, "w:p", caption))
            _label(fragment.content[-1], fragment.content[:-1])
            markup = f"{markup[:first]}{fragment.markup()}{markup[fragment.end :]}"
    return markup


def _first_entry(markup: str, caption: int) -> int:
    """Return where the paragraphs begin that stand in the place of pictures before a caption; itself where none do."""
    first = caption
    while markup.endswith(_PARAGRAPH_END, 0, first):
        start = opening_before(markup, "w:p", first)
        entry = markup[start:first]
        if style_of(entry) != _PICTURE or element_end(markup, "w:p", start) != first:
            break
        if "<w:drawing" in entry:
            return caption
        first = start
    return first


def _label(caption: Element, entries: list[Element]) -> None:
    """Put a caption above what it labels: no figure is there to go under."""
    entries[0].addprevious(caption)
    _drop_number(caption)
    _set_style(caption, _LABEL)
    for entry in entries:
        _set_style(entry, _NORMAL)


def _set_style(paragraph: Element, name: str) -> None:
    style = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    if style is not None:
        style.set(qn("val"), name)


def _drop_number(caption: Element) -> None:
    """Take label and number from a caption, up to the end of the field that counts it."""
    ends = list(caption.iter(qn("fldChar")))
    last = ends[-1].getparent() if ends else None
    for run in [*last.itersiblings(preceding=True), last] if last is not None else []:
        if run.tag == qn("r") and (parent := run.getparent()) is not None:
            parent.remove(run)
    for text in caption.iter(qn("t")):
        text.text = (text.text or "").removeprefix(CAPTION_GAP)

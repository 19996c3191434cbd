"""A template in the form in which it is rendered: parts that are copied as they are, and code for those that print."""

import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count
from types import CodeType
from typing import Any, cast
from xml.parsers import expat

import jinja2
from msgspec import Struct

from pipeline.formats.docx_coverage import has_empty_table
from pipeline.formats.docx_environment import Counting, chart_environment, environment
from pipeline.formats.docx_escape import in_ascii
from pipeline.formats.docx_markup import XML_DECLARATION
from pipeline.formats.docx_notes import CHART
from pipeline.formats.docx_package import Packed
from pipeline.formats.drawing_markup import FIRST_DRAWING
from pipeline.formats.markup_places import occurrences

DRAWING = "<wp:docPr"
"""Begins what numbers and names a drawing."""

_DRAWING_ID = re.compile(rf'({DRAWING}\b[^>]*?\bid=")[^"]*')


class TemplateError(Exception):
    """A template cannot be rendered; the message says why, in words for its author."""


class CompiledPart(Struct, frozen=True):
    """A part that prints: its name and content type, the markup before and after what is rendered, and the code."""

    name: str
    content_type: str
    before: str
    code: bytes
    after: str


class CompiledTemplate(Struct, frozen=True):
    """A template, compiled once and rendered for every system.

    ``main`` is the part with the body, ``packed`` are the parts as they lie in a document. ``mends`` tells which
    feature makes docxtpl look at the tables of each document once they are filled, where there is one; ``draws``
    whether it holds drawings of its own, ``repeats`` whether loops repeat what may be there once only. ``headings`` are
    the styles of headings, ``names`` what its tags begin with, ``flaws`` what may be wrong with the structure of its
    documents: then each of them is looked through.
    """

    main: str
    parts: Mapping[str, bytes]
    packed: Mapping[str, Packed]
    printing: tuple[CompiledPart, ...]
    mends: str
    draws: bool
    repeats: bool
    headings: tuple[str, ...]
    names: tuple[str, ...]
    flaws: tuple[str, ...] = ()


def marked_up(
    template: CompiledTemplate,
    values: Mapping[str, object],
    texts: set[str],
    begin: Callable[[str], object] = lambda _: None,
) -> Iterator[tuple[CompiledPart, str]]:
    """Yield each part that prints with its markup, as docxtpl would render it.

    Args:
        template: compiled.
        values: what its tags name.
        texts: takes up every text that is printed.
        begin: hears which part is rendered next, as what is printed may add to it.

    Raises:
        jinja2.TemplateError: as Jinja does.
    """
    drawings = count(FIRST_DRAWING)
    for part in template.printing:
        begin(part.name)
        code = _loaded(part)
        context = cast("Counting", code.new_context(dict(values)))
        context.drawings = drawings
        pieces = chain((XML_DECLARATION, part.before), code.root_render_func(context), (part.after,))
        markup = code.environment.concat(pieces)
        texts.update(context.texts, context.plain)
        yield part, _as_docxtpl_leaves_it(markup, template) if part.name == template.main else markup


def _as_docxtpl_leaves_it(body: str, template: CompiledTemplate) -> str:
    if template.mends or has_empty_table(body):
        # Seldom: docxtpl takes longer to load than a document takes to make.
        from pipeline.formats.docx_dialect import mended  # noqa: PLC0415

        body = f"{XML_DECLARATION}{in_ascii(mended(body))}"
    # Pictures that are printed are numbered as they are: no drawing of the template stands among them.
    return _numbered(body) if template.draws else body


@lru_cache(maxsize=256)
def _loaded(part: CompiledPart) -> jinja2.Template:
    """Return the code of a part ready to run: what it runs in is the second wall, whatever was kept of it."""
    walls = chart_environment() if part.content_type == CHART else environment()
    code: CodeType = marshal.loads(part.code)  # noqa: S302 - compiled by this tool, kept where its own code could be
    names: dict[str, Any] = {}
    return jinja2.Template.from_code(walls, code, walls.make_globals(names))


def well_formed(markup: str) -> bytes:
    """Return the bytes of a part, which have to be XML to the last sign.

    Args:
        markup: of the part.

    Raises:
        TemplateError: they are not.
    """
    content = markup.encode()
    try:
        expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - it takes no names
    except expat.ExpatError as error:
        raise TemplateError(f"The template gives no well-formed document: {error}.") from error
    return content


def _numbered(markup: str) -> str:
    """Return the markup of a body whose drawings are numbered in order."""
    pieces: list[str] = []
    done = 0
    for number, at in enumerate(occurrences(markup, DRAWING), FIRST_DRAWING):
        if found := _DRAWING_ID.match(markup, at):
            pieces += (markup[done : found.end(1)], str(number))
            done = found.end()
    return "".join((*pieces, markup[done:]))

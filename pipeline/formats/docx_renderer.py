"""Rendering: a template and a context become a document, with the text of the template compiled once.

A template is read before it is rendered, and one that is not of the language is refused with the place at fault; the
environment in which it then runs is a second wall. What it gives has to be well-formed to the last sign.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

import jinja2
from jinja2.exceptions import SecurityError
from lxml import etree

from pipeline.formats.docx_compiled import CompiledTemplate, marked_up
from pipeline.formats.docx_compiler import TemplateError, compile_template
from pipeline.formats.docx_figures import place_figures, placeholders
from pipeline.formats.docx_finish import drop_hollow_markup
from pipeline.formats.docx_gaps import mark_gaps
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_notes import CHART, strictly
from pipeline.formats.docx_origin import with_origin
from pipeline.formats.docx_pictures import Album, printed
from pipeline.formats.docx_properties import set_properties
from pipeline.formats.docx_references import count_captions, write_references
from pipeline.formats.docx_repeats import keep_first
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.template_reader import read_template
from pipeline.model.context import Context, View
from pipeline.model.finding import Severity
from pipeline.model.template_language_findings import OF_STATE

__all__ = ["TemplateError", "render", "render_compiled", "render_unread"]

_UNKNOWN_NAME = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
_TAGS = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*')
_FIRST_DRAWING = 1_001
"""As docxtpl numbers them."""


def render(template: bytes, context: Context) -> bytes:
    """Make a document.

    Args:
        template: the .docx template.
        context: what it prints.

    Returns:
        The document; the same template and context give the same bytes.

    Raises:
        TemplateError: the template names something unknown, does what no template may, or is no template.
    """
    return render_compiled(compiled(template), context)


@lru_cache(maxsize=64)
def compiled(template: bytes) -> CompiledTemplate:
    """Return the compiled form of a template that is of the language; each is read and compiled once.

    Raises:
        TemplateError: it is refused, or cannot be compiled.
    """
    if refused := _refused(template):
        raise TemplateError(refused)
    return compile_template(template)


def render_unread(template: bytes, context: Context, admits: Callable[[str], object] = lambda _: None) -> bytes:
    """Make a document without reading the template first: the second wall alone.

    Args:
        template: the .docx template.
        context: what it prints.
        admits: sees each part's markup as it is going to be rendered, and raises where it may not be.

    Raises:
        TemplateError: as `render`.
    """
    return render_compiled(compile_template(template, admits), context)


def render_compiled(template: CompiledTemplate, context: Context) -> bytes:
    """Make a document from a template in its compiled form.

    Args:
        template: that was read, and compiled.
        context: what it prints.

    Raises:
        TemplateError: as `render`.
    """
    package = OpenPackage(template.parts, template.packed)
    album = Album(package)
    pictures = {name: tuple(printed(album, entry) for entry in entries) for name, entries in context.pictures.items()}
    drawn = {"pictures": View(pictures), "figures": View(placeholders(context.figures))}
    try:
        charts, others = _rendered(template, package, album, {**context.values, **drawn})
    except jinja2.UndefinedError as error:
        raise TemplateError(_unknown(str(error), template.parts)) from error
    except SecurityError as error:
        raise TemplateError(f"The template does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"The template cannot be read: {error}.") from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"The template gives no well-formed document: {error}.") from error
    except (TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise TemplateError(f"The template does with a fact what cannot be done: {error}.") from error
    _finish(package, context, charts, others)
    made = package.written()
    return with_origin(made, context.properties.origin) if context.properties.origin else made


def _rendered(
    template: CompiledTemplate, package: OpenPackage, album: Album, values: Mapping[str, object]
) -> tuple[list[Element], list[Element]]:
    """Put what is rendered into the package, and return the roots of the charts, and of headers, footers and notes."""
    charts: list[Element] = []
    others: list[Element] = []
    for part, markup in marked_up(template, values):
        album.part = part.name
        if not markup:
            continue
        is_main = part.name == template.main
        root = strictly((_numbered(markup) if is_main else markup).encode())
        package.put(part.name, root)
        if not is_main:
            (charts if part.content_type == CHART else others).append(root)
    return charts, others


def _numbered(markup: str) -> str:
    """Return the markup of a body whose drawings are numbered in order."""
    numbers: Iterator[int] = iter(range(_FIRST_DRAWING, _FIRST_DRAWING + len(markup)))
    return _DRAWING_ID.sub(lambda found: f"{found[1]}{next(numbers)}", markup)


def _finish(package: OpenPackage, context: Context, charts: list[Element], others: list[Element]) -> None:
    """Do what no template can: figures, references, numbers of captions, gaps, and what the file says of itself."""
    body = package.root(package.main).find(qn("body"))
    assert body is not None  # noqa: S101 - nothing without one is compiled
    place_figures(package, context)
    drop_hollow_markup(body)
    keep_first(body)
    write_references(body, others)
    count_captions(body)
    mark_gaps(package, context, others, charts)
    set_properties(package, context.properties)


def _refused(template: bytes) -> str:
    """Return why a template is not rendered; empty where it is."""
    for found in read_template(template, "").findings:
        if found.severity is Severity.ERROR and found.code not in OF_STATE:
            near = f", near {found.at.excerpt}" if found.at.excerpt else ""
            place = f" ({found.at.paragraph}{near})" if found.at.paragraph else ""
            return f"The template is refused: {found.message}{place}."
    return ""


def _unknown(message: str, parts: Mapping[str, bytes]) -> str:
    """Return a message with the whole names that end in the one that is not known."""
    found = _UNKNOWN_NAME.search(message)
    if not found:
        return f"The template names something that is not known: {message}."
    name = found[1] or found[2]
    text = " ".join(re.sub("<[^>]*>", "", part.decode("utf-8", "replace")) for part in parts.values())
    names = {dotted for tag in _TAGS.findall(text) for dotted in _DOTTED.findall(tag) if name in dotted.split(".")}
    return f"The template names {' or '.join(sorted(names)) or name}, but nothing is known as {name}."

"""Rendering: a template and a context become a document, through docxtpl and nothing around it.

A template is read before it is rendered, and one that is not of the language is refused with the place at fault; the
environment in which it then runs is a second wall. docxtpl repairs broken XML by dropping text; here it meets a strict
parser first.
"""

import io
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import docx
import jinja2
from jinja2.exceptions import SecurityError
from lxml import etree

from pipeline.formats.docx_dialect import Dialect, chart_markup
from pipeline.formats.docx_environment import chart_environment, environment
from pipeline.formats.docx_figures import place_figures, placeholders
from pipeline.formats.docx_finish import ask_for_nothing, drop_hollow_markup, set_properties
from pipeline.formats.docx_gaps import mark_gaps
from pipeline.formats.docx_notes import CHART, NOTES, parsed, put, strictly
from pipeline.formats.docx_origin import with_origin
from pipeline.formats.docx_package import canonical, read_parts
from pipeline.formats.docx_pictures import printed
from pipeline.formats.docx_references import count_captions, write_references
from pipeline.formats.docx_repeats import keep_first
from pipeline.formats.template_reader import read_template
from pipeline.formats.template_rendered import admit
from pipeline.formats.template_saved import settled
from pipeline.formats.template_syntax import RefusedTagError
from pipeline.model.context import Context, View
from pipeline.model.finding import Severity
from pipeline.model.template_language_findings import OF_STATE

_UNKNOWN_NAME = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
_TAGS = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


class TemplateError(Exception):
    """A template cannot be rendered; the message says why, in words for its author."""


class _Template(Dialect):
    """docxtpl's template, which renders notes and charts too, no properties, and no markup that is not admitted."""

    def __init__(self, template: bytes, admits: Callable[[str], object]) -> None:
        super().__init__(io.BytesIO(template))
        self.admits = admits

    def patch_xml(self, src_xml: str) -> str:
        """Return the markup of a part as Jinja reads it, once it is admitted."""
        patched = super().patch_xml(src_xml)
        self.admits(patched)
        return patched

    def render_properties(self, context: Mapping[str, object], jinja_env: jinja2.Environment | None = None) -> None:
        """Render no properties: docxtpl escapes them twice, so they are set after rendering."""

    def render_footnotes(self, context: Mapping[str, object], jinja_env: jinja2.Environment | None = None) -> None:
        """Render footnotes, and endnotes and charts, which docxtpl leaves as they are."""
        for part in self.get_docx().part.package.iter_parts():  # type: ignore[no-untyped-call]
            if part.content_type in NOTES:
                source = self.patch_xml(etree.tostring(parsed(part), encoding="unicode"))
                markup = self.render_xml_part(source, part, context, jinja_env)  # type: ignore[no-untyped-call]
                put(part, strictly(markup))
            elif part.content_type == CHART:
                markup = chart_markup(parsed(part))
                self.admits(markup)
                put(part, strictly(chart_environment().from_string(markup).render(context)))


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
    if refused := _refused(template):
        raise TemplateError(refused)
    return render_unread(template, context, admit)


def render_unread(template: bytes, context: Context, admits: Callable[[str], object] = lambda _: None) -> bytes:
    """Make a document without reading the template first: the second wall alone.

    Args:
        template: the .docx template.
        context: what it prints.
        admits: sees each part's markup as it is going to be rendered, and raises where it may not be.

    Raises:
        TemplateError: as `render`.
    """
    word = _opened(template, admits)
    pictures = {name: tuple(printed(word, entry) for entry in entries) for name, entries in context.pictures.items()}
    try:
        drawn = {"pictures": View(pictures), "figures": View(placeholders(context.figures))}
        word.render({**context.values, **drawn}, environment(), autoescape=True)
    except jinja2.UndefinedError as error:
        raise TemplateError(_unknown(str(error), template)) from error
    except RefusedTagError as error:
        raise TemplateError("The template is refused: it would be rendered otherwise than it was read.") from error
    except SecurityError as error:
        raise TemplateError(f"The template does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"The template cannot be read: {error}{_near(error)}.") from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"The template gives no well-formed document: {error}.") from error
    except (TypeError, ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise TemplateError(f"The template does with a fact what cannot be done: {error}.") from error
    rendered = io.BytesIO()
    word.save(rendered)
    document = docx.Document(io.BytesIO(rendered.getvalue()))
    place_figures(document, context)
    drop_hollow_markup(document)
    keep_first(document.element.body)
    write_references(document)
    count_captions(document.element.body)
    mark_gaps(document, context)
    ask_for_nothing(document)
    set_properties(document, context.properties)
    finished = io.BytesIO()
    document.save(finished)
    made = canonical(finished.getvalue())
    return with_origin(made, context.properties.origin) if context.properties.origin else made


@lru_cache(maxsize=64)
def _refused(template: bytes) -> str:
    """Return why a template is not rendered; empty where it is. Each template is read once."""
    for found in read_template(template, "").findings:
        if found.severity is Severity.ERROR and found.code not in OF_STATE:
            near = f", near {found.at.excerpt}" if found.at.excerpt else ""
            place = f" ({found.at.paragraph}{near})" if found.at.paragraph else ""
            return f"The template is refused: {found.message}{place}."
    return ""


def _opened(template: bytes, admits: Callable[[str], object]) -> _Template:
    word = _Template(settled(template), admits)
    try:
        word.render_init()  # type: ignore[no-untyped-call]
    except Exception as error:  # a damaged file makes python-docx raise anything
        raise TemplateError(f"The template is no Word document, or it is damaged: {error}.") from error
    return word


def _unknown(message: str, template: bytes) -> str:
    """Return a message with the whole names that end in the one that is not known."""
    found = _UNKNOWN_NAME.search(message)
    if not found:
        return f"The template names something that is not known: {message}."
    name = found[1] or found[2]
    text = " ".join(re.sub("<[^>]*>", "", part.decode("utf-8", "replace")) for part in read_parts(template).values())
    names = {dotted for tag in _TAGS.findall(text) for dotted in _DOTTED.findall(tag) if name in dotted.split(".")}
    return f"The template names {' or '.join(sorted(names)) or name}, but nothing is known as {name}."


def _near(error: jinja2.TemplateError) -> str:
    """Return where docxtpl found a tag that cannot be read, as the text around it."""
    lines = " ".join(getattr(error, "docx_context", ()))
    return f", near: {' '.join(lines.split())[:200]}" if lines.strip() else ""

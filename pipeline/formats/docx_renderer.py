"""Rendering: a template and a context become a document, through docxtpl and nothing around it.

docxtpl repairs broken XML by dropping text; here it meets a strict parser first. Values are escaped in one place,
so that no character of an answer can become markup, a tag, or one of docxtpl's own signs.
"""

import io
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import docx
import jinja2
from docxtpl import DocxTemplate
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from pipeline.formats.docx_finish import drop_hollow_markup, set_properties
from pipeline.formats.docx_gaps import mark_gaps
from pipeline.formats.docx_package import canonical, read_parts
from pipeline.formats.docx_pictures import PrintedPicture, printed
from pipeline.formats.docx_references import count_captions, write_references
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Context, Gap, View
from pipeline.model.reference import without_references

_PLACEHOLDER = re.compile(f"{GAP_OPEN}[0-9]+{GAP_CLOSE}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_IN_MARKUP = str.maketrans(
    {
        "{": "&#123;",
        "}": "&#125;",
        "\n": '</w:t><w:br/><w:t xml:space="preserve">',
        "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
    }
)
_UNKNOWN_NAME = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
_TAGS = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


class TemplateError(Exception):
    """A template cannot be rendered; the message says why, in words for its author."""


class _StrictTemplate(DocxTemplate):
    """docxtpl's template, which fails where docxtpl would go on with part of the text."""

    def fix_tables(self, xml: str) -> etree._Element:
        """Let docxtpl mend the grids of tables in XML that is whole, and in no other."""
        etree.fromstring(xml, etree.XMLParser(resolve_entities=False, huge_tree=True))
        mended: etree._Element = super().fix_tables(xml)  # type: ignore[no-untyped-call]
        return mended

    def render_properties(self, context: Mapping[str, object], jinja_env: jinja2.Environment | None = None) -> None:
        """Render no properties: docxtpl escapes them twice, so they are set after rendering."""


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
    word = _opened(template)
    pictures = {name: tuple(printed(word, entry) for entry in entries) for name, entries in context.pictures.items()}
    try:
        word.render({**context.values, "pictures": View(pictures)}, _environment(), autoescape=True)
    except jinja2.UndefinedError as error:
        raise TemplateError(_unknown(str(error), template)) from error
    except SecurityError as error:
        raise TemplateError(f"The template does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"The template cannot be read: {error}{_near(error)}.") from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(f"The template gives no well-formed document: {error}.") from error
    except TypeError as error:
        raise TemplateError(f"The template does with a fact what cannot be done: {error}.") from error
    rendered = io.BytesIO()
    word.save(rendered)
    document = docx.Document(io.BytesIO(rendered.getvalue()))
    drop_hollow_markup(document)
    write_references(document)
    count_captions(document)
    mark_gaps(document, context)
    set_properties(document, context.properties)
    finished = io.BytesIO()
    document.save(finished)
    return canonical(finished.getvalue())


def _opened(template: bytes) -> _StrictTemplate:
    word = _StrictTemplate(io.BytesIO(template))
    try:
        word.render_init()  # type: ignore[no-untyped-call]
    except Exception as error:  # a damaged file makes python-docx raise anything
        raise TemplateError(f"The template is no Word document, or it is damaged: {error}.") from error
    return word


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which compiles the same text once: a batch renders each template for every system."""

    def from_string(self, source: Any, *own: Any, **named: Any) -> jinja2.Template:
        """Return a template, made now or before; with nothing of its own it is the same for every system."""
        return super().from_string(source, *own, **named) if own or named else _kept(str(source))


@lru_cache(maxsize=256)
def _kept(source: str) -> jinja2.Template:
    return ImmutableSandboxedEnvironment.from_string(_environment(), source)


def _environment() -> _Environment:
    """Return the one environment for templates: names, attributes, loops and conditions, and nothing to call."""
    environment = _Environment(undefined=jinja2.StrictUndefined, autoescape=True, finalize=_escaped)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _escaped(printed_value: object) -> object:
    """Return what stands in the document for a value: the only way from an answer into markup.

    Braces go in as character references, because docxtpl turns some of them into tags after rendering.
    """
    if isinstance(printed_value, Markup | jinja2.Undefined):
        return printed_value
    if isinstance(printed_value, Gap):
        return Markup(str(printed_value))  # noqa: S704 - two noncharacters around a number
    if isinstance(printed_value, PrintedPicture):
        return Markup(printed_value.__html__())  # noqa: S704 - docxtpl's own markup, its words quoted
    if isinstance(printed_value, bool) or not isinstance(printed_value, str | int):
        raise jinja2.TemplateRuntimeError(f"it prints {type(printed_value).__name__}, which is no text")
    text = str(printed_value)
    if found := _UNPRINTABLE.search(_PLACEHOLDER.sub("", without_references(text))):
        raise jinja2.TemplateRuntimeError(f"a value holds U+{ord(found[0]):04X}, which no document can hold")
    return Markup(str(escape(text)).translate(_IN_MARKUP))  # noqa: S704 - escaped here


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

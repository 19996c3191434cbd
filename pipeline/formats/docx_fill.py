"""A template in its compiled form filled with a context: text is put into markup, finished as text, and checked.

What a template gives has to be well-formed to the last sign. Nothing here loads docxtpl or python-docx.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

import jinja2
from jinja2.exceptions import SecurityError
from lxml import etree
from msgspec import Struct

from pipeline.formats.docx_captions import count_captions, label_what_is_no_picture
from pipeline.formats.docx_comment import NO_DAY, Commenting
from pipeline.formats.docx_compiled import CompiledTemplate, TemplateError, marked_up, well_formed
from pipeline.formats.docx_conserved import is_conserved
from pipeline.formats.docx_figures import place_figures, placeholders
from pipeline.formats.docx_gaps import mark_gaps, mark_gaps_in_chart
from pipeline.formats.docx_hollow import drop_hollow_markup
from pipeline.formats.docx_notes import CHART
from pipeline.formats.docx_origin import with_origin
from pipeline.formats.docx_package import write_parts
from pipeline.formats.docx_pictures import Album, printed
from pipeline.formats.docx_properties import set_properties
from pipeline.formats.docx_references import write_references
from pipeline.formats.docx_repeats import keep_first
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import Context, Gap, View

_UNKNOWN_NAME = re.compile(r"has no attribute '(\w+)'|^'(\w+)' is undefined")
_TAGS = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")


class MadeFile(Struct, frozen=True):
    """A file that was made, and what is wrong with it."""

    content: bytes
    complaints: tuple[str, ...]


def fill(template: CompiledTemplate, context: Context) -> MadeFile:
    """Make a document from a template in its compiled form, and check it.

    Args:
        template: that was read, compiled and proven.
        context: what it prints.

    Returns:
        The document, with complaints where its structure is at fault or anything of the context is not in it.

    Raises:
        TemplateError: the template names something unknown or does what no template may, or gives no well-formed XML.
    """
    package, texts = OpenPackage(template.parts, template.packed), set[str]()
    finished = fill_parts(template, context, package, texts)
    set_properties(package, context.properties)
    made = package.written()
    if origin := context.properties.origin:
        made = with_origin(made, origin)
    if is_conserved(finished[0], finished[1:], texts, template, context):
        return MadeFile(made, ())
    # Seldom: the check that opens a document again takes long to load and longer to run.
    from pipeline.formats.docx_check import check_document  # noqa: PLC0415

    return MadeFile(made, check_document(made, context, write_parts(template.parts)))


def fill_parts(
    template: CompiledTemplate,
    context: Context,
    package: OpenPackage,
    texts: set[str],
    instead: Mapping[str, object] = MappingProxyType({}),
) -> list[str]:
    """Put what is rendered into a package and return the finished markup of the parts that print, the body first.

    Args:
        template: in its compiled form.
        context: what it prints.
        package: made from its parts; changed.
        texts: takes up every text that is printed.
        instead: what is printed in place of the context's by the same name.

    Raises:
        TemplateError: the template names something unknown or does what no template may, or gives no well-formed XML.
    """
    album = Album(package)
    pictures = {name: tuple(printed(album, entry) for entry in entries) for name, entries in context.pictures.items()}
    drawn = {"pictures": View(pictures), "figures": View(placeholders(context.figures))}
    try:
        rendered = tuple(marked_up(template, {**context.values, **drawn, **instead}, texts, album.open))
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
    gaps = {gap.number: gap for gap in context.gaps}
    done = []
    for part, markup in rendered:
        if part.name == template.main:
            finished = _finished_body(markup, template, package, context, gaps)
        elif part.content_type == CHART:
            finished = mark_gaps_in_chart(markup, gaps)
        else:
            finished = mark_gaps(write_references(markup, in_body=False), gaps)
        package.replace(part.name, well_formed(finished))
        done.append(finished)
    return done


def _finished_body(
    markup: str, template: CompiledTemplate, package: OpenPackage, context: Context, gaps: Mapping[int, Gap]
) -> str:
    """Do what no template can: figures, references, numbers of captions, gaps; what tags leave behind goes."""
    markup = place_figures(markup, package, context)
    markup = label_what_is_no_picture(drop_hollow_markup(markup))
    if template.repeats:
        markup = keep_first(markup)
    commenting = Commenting(package, context.properties.day or NO_DAY)
    markup = mark_gaps(count_captions(write_references(markup, in_body=True)), gaps, commenting)
    commenting.finish()
    return markup


def _unknown(message: str, parts: Mapping[str, bytes]) -> str:
    """Return a message with the whole names that end in the one that is not known."""
    found = _UNKNOWN_NAME.search(message)
    if not found:
        return f"The template names something that is not known: {message}."
    name = found[1] or found[2]
    text = " ".join(re.sub("<[^>]*>", "", part.decode("utf-8", "replace")) for part in parts.values())
    names = {dotted for tag in _TAGS.findall(text) for dotted in _DOTTED.findall(tag) if name in dotted.split(".")}
    return f"The template names {' or '.join(sorted(names)) or name}, but nothing is known as {name}."

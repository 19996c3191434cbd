"""Rendering a template as it lies in its file: read and compiled once, proven once, filled for every system.

A template is read before it is rendered, and one that is not of the language is refused with the place at fault; the
environment in which it then runs is a second wall.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from msgspec.structs import replace

from pipeline.formats.docx_compiled import CompiledTemplate, TemplateError
from pipeline.formats.docx_compiler import compile_template
from pipeline.formats.docx_fill import fill, fill_parts
from pipeline.formats.docx_proof import flaws_of
from pipeline.formats.docx_properties import set_properties
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.template_reader import read_template
from pipeline.model.context import Context
from pipeline.model.finding import Severity
from pipeline.model.template_language_findings import OF_STATE

__all__ = ["TemplateError", "compiled", "render", "render_unread"]


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
    return fill(compiled(template), context).content


@lru_cache(maxsize=64)
def compiled(template: bytes) -> CompiledTemplate:
    """Return the compiled form of a template that is of the language; each is read and compiled once.

    Raises:
        TemplateError: it is refused, or cannot be compiled.
    """
    if refused := _refused(template):
        raise TemplateError(refused)
    form = compile_template(template)
    return replace(form, flaws=flaws_of(form, template, _unproven))


def render_unread(template: bytes, context: Context, admits: Callable[[str], object] = lambda _: None) -> bytes:
    """Make a document without reading the template first: the second wall alone.

    Args:
        template: the .docx template.
        context: what it prints.
        admits: sees each part's markup as it is going to be rendered, and raises where it may not be.

    Raises:
        TemplateError: as `render`.
    """
    return _unproven(compile_template(template, admits), context)


def _unproven(
    template: CompiledTemplate, context: Context, instead: Mapping[str, object] = MappingProxyType({})
) -> bytes:
    package = OpenPackage(template.parts, template.packed)
    fill_parts(template, context, package, set(), instead)
    set_properties(package, context.properties)
    return package.written()


def _refused(template: bytes) -> str:
    """Return why a template is not rendered; empty where it is."""
    for found in read_template(template, "").findings:
        if found.severity is Severity.ERROR and found.code not in OF_STATE:
            near = f", near {found.at.excerpt}" if found.at.excerpt else ""
            place = f" ({found.at.paragraph}{near})" if found.at.paragraph else ""
            return f"The template is refused: {found.message}{place}."
    return ""

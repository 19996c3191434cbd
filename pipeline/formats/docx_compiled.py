"""A template in the form in which it is rendered: parts that are copied as they are, and code for those that print."""

import marshal
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

import jinja2
from msgspec import Struct

from pipeline.formats.docx_coverage import has_empty_table
from pipeline.formats.docx_dialect import mended
from pipeline.formats.docx_environment import chart_environment, environment
from pipeline.formats.docx_notes import CHART
from pipeline.formats.docx_package import Packed

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


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
    feature makes docxtpl look at the tables of each document once they are filled, where there is one.
    """

    main: str = ""
    parts: Mapping[str, bytes] = {}
    packed: Mapping[str, Packed] = {}
    printing: tuple[CompiledPart, ...] = ()
    mends: str = ""


def marked_up(template: CompiledTemplate, values: Mapping[str, object]) -> Iterator[tuple[CompiledPart, str]]:
    """Yield each part that prints, before and after it is rendered, with its markup: empty before.

    Whoever takes them knows which part is rendered next, as what is printed may add to it.

    Args:
        template: compiled.
        values: what its tags name.

    Raises:
        jinja2.TemplateError: as Jinja does.
    """
    for part in template.printing:
        yield part, ""
        markup = f"{part.before}{_loaded(part).render(values)}{part.after}"
        if part.name == template.main and (template.mends or has_empty_table(markup)):
            markup = mended(markup)
        yield part, f"{DECLARATION}{markup}"


@lru_cache(maxsize=256)
def _loaded(part: CompiledPart) -> jinja2.Template:
    """Return the code of a part ready to run: what it runs in is the second wall, whatever was kept of it."""
    walls = chart_environment() if part.content_type == CHART else environment()
    code: CodeType = marshal.loads(part.code)  # noqa: S302 - compiled by this tool, kept where its own code could be
    names: dict[str, Any] = {}
    return jinja2.Template.from_code(walls, code, walls.make_globals(names))

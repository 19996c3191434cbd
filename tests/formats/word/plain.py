"""Plain docxtpl beside the compiled form: the same template, the same values, and nothing else."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docxtpl import DocxTemplate, InlineImage
from lxml import etree

from pipeline.formats.docx_arrange import arrange
from pipeline.formats.docx_compiled import CompiledTemplate, marked_up
from pipeline.formats.docx_compiler import compile_template
from pipeline.formats.docx_figures import placeholders
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_pictures import Album, printed
from pipeline.formats.open_package import OpenPackage
from pipeline.model.context import Context, Gap, Picture, View

_PICTURE = re.compile(rb"<(?:\w+:)?drawing\b.*?</(?:\w+:)?drawing>", re.DOTALL)


def by_docxtpl(template: bytes, context: Context) -> dict[str, bytes]:
    """Return the parts that docxtpl renders, as it writes them."""
    made = DocxTemplate(io.BytesIO(template))
    made.render_init()  # type: ignore[no-untyped-call]

    def picture(entry: Picture | Gap | str) -> Any:
        if not isinstance(entry, Picture):
            return str(entry)
        return InlineImage(made, io.BytesIO(entry.content))  # type: ignore[no-untyped-call]

    pictures = {name: tuple(map(picture, entries)) for name, entries in context.pictures.items()}
    figures = {name: str(each) for name, each in placeholders(context.figures).items()}
    made.render({**context.values, "pictures": View(pictures), "figures": View(figures)}, autoescape=True)
    written = io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as package:
        return {name: package.read(name) for name in package.namelist()}


def as_compiled(template: bytes, context: Context) -> dict[str, bytes]:
    """Return the parts that the compiled form of a template renders."""
    form = compile_template(template)
    return dict(_filled(form, context))


def _filled(form: CompiledTemplate, context: Context) -> Iterator[tuple[str, bytes]]:
    album = Album(OpenPackage(form.parts, form.packed))
    pictures = {name: tuple(printed(album, entry) for entry in entries) for name, entries in context.pictures.items()}
    values = {**context.values, "pictures": View(pictures), "figures": View(placeholders(context.figures))}
    for part, markup in marked_up(form, values, set(), album.open):
        yield part.name, markup.encode()


def canonical_xml(part: bytes) -> bytes:
    """Return a part as canonical XML, whatever it calls its pictures, which docxtpl counts otherwise.

    Properties of cells are put in order: docxtpl puts its own first, whatever the schema says.
    """
    named = _PICTURE.sub(b"<w:drawing/>", part)
    root = etree.fromstring(named, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    for properties in root.iter(qn("tcPr")):
        arrange(properties)
    return bytes(etree.tostring(root, method="c14n"))

"""Compiles a template: docxtpl's dialect is read once, and what is left to do for a document is to fill in text."""

import marshal
import re
from collections.abc import Callable, Iterator

import jinja2
from jinja2 import meta
from jinja2.exceptions import SecurityError
from lxml import etree

from pipeline.formats.docx_compiled import DRAWING, CompiledPart, CompiledTemplate, TemplateError
from pipeline.formats.docx_coverage import why_mended
from pipeline.formats.docx_dialect import chart_markup, patched, typed_breaks
from pipeline.formats.docx_environment import chart_environment, environment
from pipeline.formats.docx_escape import in_ascii
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_notes import CHART, NOTES, strictly
from pipeline.formats.docx_package import CONTENT_TYPES, pack, read_parts
from pipeline.formats.docx_repeats import may_repeat
from pipeline.formats.docx_words import heading_styles
from pipeline.formats.open_package import NoDocumentError, OpenPackage
from pipeline.formats.template_rendered import admit
from pipeline.formats.template_saved import settled
from pipeline.formats.template_syntax import RefusedTagError

_BODY_END = "</w:body>"
_BODY = re.compile(r"<w:body(?=[ />])")


def compile_template(template: bytes, admits: Callable[[str], object] = admit) -> CompiledTemplate:
    """Compile a template.

    Args:
        template: the .docx file.
        admits: sees each part's markup as it is going to be rendered, and raises where it may not be.

    Returns:
        The compiled form.

    Raises:
        TemplateError: it is no template, or it holds what cannot be compiled.
    """
    package, sources = _opened(settled(template)), []
    try:
        sources += [(name, kind, *_source(package, name, kind)) for name, kind in _printing(package)]
        for _, _, _, source, _ in sources:
            admits(source)
        printing = tuple(_compiled(*each) for each in sources)
    except (NoDocumentError, etree.XMLSyntaxError) as error:
        raise TemplateError(f"The template is no Word document, or it is damaged: {error}.") from error
    except RefusedTagError as error:
        raise TemplateError("The template is refused: it would be rendered otherwise than it was read.") from error
    except SecurityError as error:
        raise TemplateError(f"The template does what no template may: {error}.") from error
    except jinja2.TemplateError as error:
        raise TemplateError(f"The template cannot be read: {error}{_near(error, sources)}.") from error
    names = {each.name for each in printing}
    _ask_for_nothing(package)
    parts = {**package.parts, **package.changed()}
    packed = {name: pack(content) for name, content in parts.items() if name not in names}
    body = sources[0][3]
    styles = (package.root(name) for name in package.related(package.main, "styles"))
    return CompiledTemplate(
        main=package.main,
        parts=parts,
        packed=packed,
        printing=printing,
        mends=why_mended(body),
        draws=DRAWING in body,
        repeats=may_repeat(body),
        headings=tuple(each for root in styles for each in heading_styles(root)),
        names=tuple(sorted({name for source in sources for name in _names(source[3])})),
    )


def _opened(template: bytes) -> OpenPackage:
    """Return a template with the parts that hang together and no others."""
    try:
        package = OpenPackage(read_parts(template))
        hanging = {CONTENT_TYPES, "_rels/.rels", *_reached(package, "", set())}
    except Exception as error:  # any bytes may be given for a template
        raise TemplateError(f"The template is no Word document, or it is damaged: {error}.") from error
    if package.main not in hanging:
        raise TemplateError("The template is no Word document, or it is damaged: it has no text.")
    return OpenPackage({name: content for name, content in package.parts.items() if name in hanging})


def _reached(package: OpenPackage, owner: str, seen: set[str]) -> Iterator[str]:
    """Yield the parts that a part hangs on, with the lists of their own."""
    for name in package.targets(owner):
        if name not in package.parts:
            raise NoDocumentError(f"it names {name}, which is not there")
        if name not in seen:
            seen.add(name)
            yield from (name, package.list_of(name))
            yield from _reached(package, name, seen)


def _printing(package: OpenPackage) -> Iterator[tuple[str, str]]:
    """Yield the parts that print with their content types, in the order in which docxtpl renders them."""
    running = (*package.related(package.main, "header"), *package.related(package.main, "footer"))
    for name in dict.fromkeys((package.main, *running)):
        yield name, ""
    for name in sorted(package.parts):
        if (kind := package.type_of(name)) in NOTES or kind == CHART:
            yield name, kind


def _source(package: OpenPackage, name: str, kind: str) -> tuple[str, str, str]:
    """Return the markup of a part as Jinja reads it, with what stands before and after: only the body is rendered."""
    root = strictly(package.parts[name])
    if kind == CHART:
        return "", chart_markup(root), ""
    markup = etree.tostring(root, encoding="unicode")
    if name != package.main:
        return "", typed_breaks(patched(markup)), ""
    begin, end = _BODY.search(markup), markup.rfind(_BODY_END)
    if begin is None or end < 0:
        raise NoDocumentError("it has no text")
    end += len(_BODY_END)
    source = typed_breaks(patched(markup[begin.start() : end]))
    return in_ascii(markup[: begin.start()]), source, in_ascii(markup[end:])


def _names(source: str) -> set[str]:
    """Return what the tags of a part begin with, in whatever loops they stand."""
    return meta.find_undeclared_variables(environment().parse(source))


def _compiled(name: str, kind: str, before: str, source: str, after: str) -> CompiledPart:
    walls = chart_environment() if kind == CHART else environment()
    return CompiledPart(name, kind, before, marshal.dumps(walls.compile(source)), after)


def _ask_for_nothing(package: OpenPackage) -> None:
    """Take out what makes Word ask its reader whether fields may be brought up to date: a template may want it."""
    for name in package.related(package.main, "settings"):
        root: Element = package.root(name)
        if wishes := list(root.iter(qn("updateFields"))):
            for each in wishes:
                root.remove(each)
            package.put(name, root)


def _near(error: jinja2.TemplateError, sources: list[tuple[str, str, str, str, str]]) -> str:
    """Return the text around a tag that cannot be read."""
    line = getattr(error, "lineno", None)
    if line is None:
        return ""
    # Each source is a single line; where it is cut at its paragraphs, the same error says which of them it is.
    for _, _, _, source, _ in sources:
        cut = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        try:
            environment().parse(cut)
        except jinja2.TemplateSyntaxError as found:
            first = max(found.lineno - 4, 0)
            lines = (re.sub(r"<[^>]+>", "", each) for each in cut.splitlines()[first : found.lineno + 3])
            said = " ".join(" ".join(lines).split())
            return f", near: {said[:200]}" if said else ""
    return ""

"""What Word calls "unreadable content": the rules of structure that validators of the schema miss or need long for."""

from collections.abc import Iterator, Mapping

from pipeline.formats.chart_lint import lint_charts
from pipeline.formats.complaint import Complaint, doubtful
from pipeline.formats.docx_lint_content import lint_content
from pipeline.formats.docx_lint_ranges import lint_ranges
from pipeline.formats.docx_lint_references import lint_references
from pipeline.formats.docx_lint_tables import lint_tables
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_order import lint_order
from pipeline.formats.docx_story import stories_of
from pipeline.formats.package_lint import lint_package

DOCUMENT = "word/document.xml"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}document"


def lint(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> tuple[str, ...]:
    """Return complaints about the structure of a document; none where Word can read it.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
    """
    return tuple(map(str, complaints_of(parts, roots)))


def complaints_of(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Yield what is wrong with the structure of a document, and what is doubtful.

    Args:
        parts: content by part name.
        roots: the XML parts, parsed.
    """
    yield from lint_package(parts, roots, DOCUMENT)
    root = roots.get(DOCUMENT)
    if root is not None and root.tag == _STRICT:
        yield doubtful(DOCUMENT, "the document is of the strict kind, which is not looked at")
        return
    if root is not None and (root.tag != qn("document") or root.find(qn("body")) is None):
        yield Complaint(DOCUMENT, "it is no document with a body")
    stories = stories_of(roots)
    yield from lint_references(stories, roots)
    for story in stories:
        yield from lint_tables(story)
        yield from lint_ranges(story)
        yield from lint_order(story)
    yield from lint_content(stories)
    yield from lint_charts(roots)

"""What a document still bears that nobody has settled: tracked changes, and the word that says it is a draft."""

from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_zones import text_of
from pipeline.formats.open_package import OpenPackage

_TRACKED = tuple(qn(name) for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_STORIES = ("header", "footer", "footnotes", "endnotes")
_DRAFT_WORD = "draftword"


def holds_tracked_changes(document: bytes) -> bool:
    """Tell whether anything in a document is marked as inserted, deleted or moved.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    return any(next(root.iter(*_TRACKED), None) is not None for root in _roots(document))


def says_draft(document: bytes) -> bool:
    """Tell whether a document calls itself a draft, in the style of that word.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    return any(
        text_of(run).strip()
        for root in _roots(document)
        for run in root.iter(qn("r"))
        for style in run.iterfind(f"{qn('rPr')}/{qn('rStyle')}")
        if (style.get(qn("val")) or "").casefold() == _DRAFT_WORD
    )


def _roots(document: bytes) -> Iterator[Element]:
    package = OpenPackage.of(document)
    parts = [package.main, *(name for kind in _STORIES for name in package.related(package.main, kind))]
    return (package.root(name) for name in parts if name in package.parts)

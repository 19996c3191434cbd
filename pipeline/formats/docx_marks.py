"""Whether a document still holds tracked changes that nobody has settled."""

from pipeline.formats.docx_markup import qn
from pipeline.formats.open_package import OpenPackage

_TRACKED = tuple(qn(name) for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_STORIES = ("header", "footer", "footnotes", "endnotes")


def holds_tracked_changes(document: bytes) -> bool:
    """Tell whether anything in a document is marked as inserted, deleted or moved.

    Args:
        document: the .docx file.

    Raises:
        pipeline.formats.open_package.NoDocumentError: it is no Word document, or damaged.
    """
    package = OpenPackage.of(document)
    parts = [package.main, *(name for kind in _STORIES for name in package.related(package.main, kind))]
    return any(next(package.root(name).iter(*_TRACKED), None) is not None for name in parts if name in package.parts)

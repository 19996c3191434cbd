"""Tracked changes from one document to another: what the engine of comparison leaves to do, and the proof of it.

The engine takes the package of the former document and puts the changes into it. What is not text, such as looks,
settings and what the file says of itself, is put back here as the new document has it, so that accepting all changes
gives the new document, and nothing of it depends on clock or machine.
"""

import zipfile
from collections.abc import Mapping

from lxml import etree

from pipeline.formats.docx_lint import complaints_of
from pipeline.formats.docx_markup import Element, serialise
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_redline_body import fill_rows, number_controls
from pipeline.formats.docx_redline_package import (
    RedlineError,
    as_in_the_new,
    drop_unused,
    restore_drawn,
    restyle,
    strictly_parsed,
)
from pipeline.formats.docx_tracked import accepted, rejected
from pipeline.formats.office_lint import look_over

_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def comparable(document: bytes) -> bytes:
    """Return a document as the engine may be given it.

    Raises:
        RedlineError: it is not safe to open, or no Word document.
    """
    verdict = look_over(document)
    if verdict.refused:
        raise RedlineError(f"a document cannot be opened: {verdict.why or verdict.refused}")
    parts = read_parts(document)
    if _DOCUMENT not in parts:
        raise RedlineError("a document has no body where Word puts it")
    return write_parts(parts)


def finish_redline(compared: bytes, before: bytes, after: bytes, title: str = "") -> bytes:
    """Make a sound redline of what the engine wrote.

    Args:
        compared: the file that the engine wrote.
        before: the document that it started from.
        after: the document that it leads to.
        title: what the file says that it is, since it must not be taken for the document; that of the new document
            where nothing is given.

    Returns:
        The redline: equal arguments give equal bytes.

    Raises:
        RedlineError: what the engine wrote is no sound file, or its changes do not lead from one to the other.
    """
    old, new = read_parts(before), read_parts(after)
    try:
        parts = read_parts(compared)
        roots = strictly_parsed(parts)
        parts, roots = as_in_the_new(parts, roots, new)
        restyle(roots, new)
        restore_drawn(parts, roots, {**old, **new})
        drop_unused(parts, roots)
        number_controls(roots[_DOCUMENT])
        fill_rows(roots[_DOCUMENT])
        _entitle(roots, title)
    except (KeyError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise RedlineError(f"the comparison cannot be read ({type(error).__name__})") from error
    redline = write_parts({**parts, **{name: serialise(root) for name, root in roots.items()}})
    _prove(redline, old, new)
    return redline


def _entitle(roots: Mapping[str, Element], title: str) -> None:
    named = roots[_CORE].find(_TITLE) if _CORE in roots else None
    if title and named is not None:
        named.text = title


def _prove(redline: bytes, old: Mapping[str, bytes], new: Mapping[str, bytes]) -> None:
    """Hold a redline to what it promises.

    Raises:
        RedlineError: it is not sound, or it does not lead from the one document to the other; what is doubtful in it
            and stands in one of these too counts as sound.
    """
    verdict = look_over(redline)
    brought = {str(each) for parts in (old, new) for each in complaints_of(parts, strictly_parsed(parts))}
    told = [str(each) for each in verdict.complaints if not each.is_doubtful or str(each) not in brought]
    if verdict.refused or told:
        raise RedlineError(f"the comparison is not sound: {verdict.why or verdict.refused or told[0]}")
    roots = strictly_parsed(read_parts(redline))
    # What a person changed in the former document under tracking counts as changed.
    if rejected(roots) != accepted(strictly_parsed(old)):
        raise RedlineError("without its changes the comparison does not say what the former document says")
    if accepted(roots) != accepted(strictly_parsed(new)):
        raise RedlineError("with its changes the comparison does not say what the new document says")

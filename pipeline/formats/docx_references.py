"""References made live: words that name a section become a field that follows its bookmark, captions are counted."""

import re
from collections import Counter
from collections.abc import Container, Sequence

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.text.run import CT_R

from pipeline.formats.docx_markup import Element, field_code, qn, w
from pipeline.formats.docx_notes import NOTES, parsed, put
from pipeline.formats.docx_runs import run_like, split_runs, text_of
from pipeline.model.reference import REFERENCE

_COUNTED = re.compile(r"^\s*SEQ (\w+)")


def write_references(document: Document) -> None:
    """Turn the references of a rendered document into fields with their words as result.

    Args:
        document: changed in place. A reference to a bookmark that is not there, in a firm's template or because its
            section is left out, becomes plain words, as does any outside the body.
    """
    body = document.element.body
    _write(body, {mark.get(qn("name")) for mark in body.iter(qn("bookmarkStart"))})
    for link in document.part.rels.values():
        if link.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            _write(link.target_part.element, ())
    for part in document.part.package.iter_parts():
        if part.content_type in NOTES and REFERENCE.search(part.blob.decode()):
            root = parsed(part)
            _write(root, ())
            put(part, root)


def _write(root: Element, there: Container[str | None]) -> None:
    def field(match: re.Match[str], properties: Element | None) -> Sequence[CT_R]:
        words = run_like(properties)
        words.append(text_of(match[2]))
        if match[1] not in there:
            return [words]
        parts = (
            w("fldChar", fldCharType="begin"),
            field_code(f"REF {match[1]} \\h"),
            w("fldChar", fldCharType="separate"),
            words,
            w("fldChar", fldCharType="end"),
        )
        return [part if part is words else _run_with(part, properties) for part in parts]

    for _ in split_runs(root, REFERENCE, field):
        pass


def count_captions(body: Element) -> None:
    """Write the numbers of tables and figures as results of their fields, in the order of the document.

    Args:
        body: of the document; changed in place. A field of a person's that shows nothing is counted and left as it is.
    """
    counted: Counter[str] = Counter()
    for code in body.iter(qn("instrText")):
        found = _COUNTED.match(code.text or "")
        if found:
            counted[found[1]] += 1
            result = _result_of(code)
            if result is not None:
                result.text = str(counted[found[1]])


def _run_with(part: Element, properties: Element | None) -> CT_R:
    run = run_like(properties)
    run.append(part)
    return run


def _result_of(code: Element) -> Element | None:
    """Return the text that a field shows until it is counted anew; the run after its separator holds it."""
    run = code.getparent()
    assert run is not None  # noqa: S101 - an element found below the body has a parent
    return next((text for later in run.itersiblings(qn("r")) for text in later.iter(qn("t"))), None)

"""References made live: words that name a section become a field that follows its bookmark, captions are counted."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence

from pipeline.formats.docx_markup import Element, field_code, qn, w
from pipeline.formats.docx_runs import run_like, split_runs, text_of
from pipeline.model.reference import REFERENCE, REFERENCE_OPEN

_COUNTED = re.compile(r"^\s*SEQ (\w+)")


def write_references(body: Element, others: Iterable[Element]) -> None:
    """Turn the references of a rendered document into fields with their words as result.

    Args:
        body: changed in place. A reference to a bookmark that is not there, in a firm's template or because its section
            is left out, becomes plain words.
        others: headers, footers and notes; changed in place: there every reference becomes plain words.
    """
    _write(body, {mark.get(qn("name")) for mark in body.iter(qn("bookmarkStart"))})
    for root in others:
        _write(root, ())


def _write(root: Element, there: Container[str | None]) -> None:
    def field(match: re.Match[str], properties: Element | None) -> Sequence[Element]:
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

    for _ in split_runs(root, REFERENCE_OPEN, REFERENCE, field):
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


def _run_with(part: Element, properties: Element | None) -> Element:
    run = run_like(properties)
    run.append(part)
    return run


def _result_of(code: Element) -> Element | None:
    """Return the text that a field shows until it is counted anew; the run after its separator holds it."""
    run = code.getparent()
    assert run is not None  # noqa: S101 - an element found below the body has a parent
    return next((text for later in run.itersiblings(qn("r")) for text in later.iter(qn("t"))), None)

"""Judges the bytes of one file: strictly where this tool made it, with patience where a person did."""

from collections.abc import Iterator

from pipeline.formats.office_lint import Verdict, look_over
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

MOST_BYTES = 200 * 2**20
"""Larger files are not read at all."""

_MOST_COMPLAINTS = 20


def judge(path: str, content: bytes, *, is_ours: bool) -> tuple[Finding, ...]:
    """Tell what is wrong with a Word document, a workbook or a PDF.

    Args:
        path: of the file, as findings show it.
        content: the file's bytes.
        is_ours: it is as this tool made it, so that what is doubtful is wrong.
    """
    verdict = look_over(content)
    return tuple(_refusal(path, verdict) if verdict.refused else _complaints(path, verdict, is_ours=is_ours))


def _refusal(path: str, verdict: Verdict) -> Iterator[Finding]:
    at = Place(document=path)
    if verdict.refused == "damaged":
        yield finding("VER006", at, why=verdict.why or "it is cut off or overwritten")
    elif verdict.refused == "locked":
        yield finding("VER007", at)
    elif verdict.refused == "unsafe":
        yield finding("VER008", at, why=verdict.why)
    else:
        yield finding("VER009", at, kind=verdict.why)


def _complaints(path: str, verdict: Verdict, *, is_ours: bool) -> Iterator[Finding]:
    said = dict.fromkeys((each.part, each.words, each.is_doubtful) for each in verdict.complaints)
    # The gravest come first, so that a long list of what is doubtful hides none of them.
    told = sorted(said, key=lambda each: each[2])
    for part, words, is_doubtful in told[:_MOST_COMPLAINTS]:
        code = "VER003" if is_ours else "VER005" if is_doubtful else "VER004"
        yield finding(code, Place(document=path, part=part), why=words)
    if len(told) > _MOST_COMPLAINTS:
        code = "VER003" if is_ours else "VER005"
        why = f"{len(told) - _MOST_COMPLAINTS} more things of this kind"
        yield finding(code, Place(document=path), why=why)

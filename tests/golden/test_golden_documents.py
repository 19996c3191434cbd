"""The documents as outlines that a person can read: headings, paragraphs with their style, tables row by row.

After a change on purpose: `make update-golden`, then read the difference.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx.table import Table

from tests.documents import Printed, blocks_of, evidence_of, folded, printed
from tests.samples import COMPLETE, DELIVERABLES, merged

GOLDEN = Path(__file__).parent
HEADING = {"Heading 1": "#", "Heading 2": "##", "Heading 3": "###"}

OUTLINES = (
    *((COMPLETE, name) for name in DELIVERABLES),
    ("aai-institute/hr-assistant", "declaration-of-conformity"),
)


def outline(document: Printed) -> str:
    """Return a document as Markdown: what is printed, in order, with the style of each paragraph."""
    return "\n".join(_outline(document)) + "\n"


def _outline(document: Printed) -> Iterator[str]:
    properties = document.document.core_properties
    yield f"title: {properties.title}"
    yield f"author: {properties.author}"
    yield f"language: {properties.language}"
    yield ""
    yield from (f"running: {line}" for line in dict.fromkeys(document.running.split("\n")) if line)
    for block in blocks_of(document.document):
        if isinstance(block, Table):
            yield ""
            yield from _rows(block)
            yield ""
        elif line := folded(block.text):
            style = (block.style.name if block.style is not None else None) or "Normal"
            yield f"\n{HEADING[style]} {line}\n" if style in HEADING else f"[{style}] {line}"
        elif block._p.xpath(".//w:drawing"):
            yield f"[picture] {', '.join(block._p.xpath('.//wp:docPr/@descr'))}"
    comments = [(comment.author, folded(comment.text)) for comment in document.document.comments]
    if comments:
        yield "\n# Comments\n"
        yield from (f"- {author}: {text}" for author, text in comments)


def _rows(table: Table, depth: int = 0) -> Iterator[str]:
    for row in table.rows:
        cells = list(dict.fromkeys(row.cells))
        yield "  " * depth + "| " + " | ".join(folded(cell.text.replace("\n", " / ")) for cell in cells) + " |"
        for inner in (table for cell in cells for table in cell.tables):
            yield from _rows(inner, depth + 1)


@pytest.mark.parametrize(("sample", "name"), OUTLINES, ids=[f"{sample}/{name}" for sample, name in OUTLINES])
def test_golden_outline(catalogue, update_golden, sample, name):
    path = GOLDEN / f"{sample.replace('/', '_')}_{name}.md"
    made = outline(printed(merged(sample), name, catalogue, evidence_of(sample)))
    if update_golden:
        path.write_text(made, encoding="utf-8")
    assert made.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_golden_files_that_nothing_is_compared_with_are_gone(update_golden):
    named = {f"{sample.replace('/', '_')}_{name}.md" for sample, name in OUTLINES}
    stale = [path for path in GOLDEN.glob("*.md") if path.name not in named]
    if update_golden:
        for path in stale:
            path.unlink()
    assert [path for path in stale if path.exists()] == []

"""The page on deliverable.toml is true: it has every key and kind and no other, and what it shows can be used."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from pipeline.build.preview import write_previews
from pipeline.build.template_check import check_template
from pipeline.build.template_sources import template_sources
from pipeline.build.templates import make_template
from pipeline.library.load import load_catalogue
from pipeline.model.deliverable import Block, BlockKind, Deliverable, Precondition, RegisterColumn, Section
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "deliverable.md").read_text(encoding="utf-8")
RECORDS: dict[str, type[Struct]] = {
    "The document": Deliverable,
    "[[section]]": Section,
    "[[section.block]]": Block,
    "column of a register": RegisterColumn,
    "[[precondition]]": Precondition,
}
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def rows_of(heading: str) -> list[list[str]]:
    """Return the rows of the table under a heading, their cells without the marks around code."""
    _, _, rest = PAGE.partition(f"\n## {heading}\n")
    assert rest, heading
    table = rest.partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows[2:]]


@pytest.mark.parametrize("heading", RECORDS)
def test_every_key_is_on_the_page_with_an_example_that_can_be_written(heading: str) -> None:
    rows = rows_of(heading)
    assert [row[0] for row in rows] == [field.name for field in fields(RECORDS[heading])]
    for key, what, example in rows:
        assert what, key
        if example != "see below":
            assert tomllib.loads(f"{key} = {example}"), key


def test_every_kind_of_block_is_on_the_page() -> None:
    assert [row[0] for row in rows_of("Kinds of block")] == [str(kind) for kind in BlockKind]


def test_the_whole_one_has_every_key(tmp_path: Path) -> None:
    declared = tomllib.loads(EXAMPLE)
    sections = declared["section"]
    blocks = [block for section in sections for block in section.get("block", [])]
    columns = [column for block in blocks for column in block.get("column", [])]
    shown = (
        (Deliverable, [declared]),
        (Section, sections),
        (Block, blocks),
        (RegisterColumn, columns),
        (Precondition, declared["precondition"]),
    )
    for record, entries in shown:
        assert {key for entry in entries for key in entry} == {field.name for field in fields(record)}


def test_the_whole_one_loads_and_its_template_is_made_and_clean(tmp_path: Path) -> None:
    folder = tmp_path / "firm" / "oversight-note"
    folder.mkdir(parents=True)
    (folder / "deliverable.toml").write_text(EXAMPLE, encoding="utf-8")
    catalogue = load_catalogue([folder.parent], tmp_path / "cache", date(2026, 11, 30))
    assert make_template(folder, catalogue) == folder / "template.docx"
    (source,) = template_sources([folder], [folder.parent], lambda _: catalogue)
    assert check_template(source).findings == ()
    assert [each.findings for each in write_previews(source, tmp_path / "out")] == [(), ()]

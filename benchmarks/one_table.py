"""One document with one long table, in a process of its own: ``python -m benchmarks.one_table WHO ROWS FOLDER``.

Prints what it took as JSON. The template is compiled before, by a document of ten rows; the rows that are printed are
there before too, so that the memory is that of making the document.
"""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE

from benchmarks import ours, plain_docxtpl
from benchmarks.equality import hold_equal
from benchmarks.floor import put
from benchmarks.measuring import Cost
from benchmarks.memory import held_at_most, held_now

COLUMNS = ("id", "name", "kind", "measure", "responsible", "records")
OURS, DOCXTPL = "ours", "docxtpl"

_FEW = 10


def template() -> bytes:
    """Return a template with one table of six columns whose row repeats, and the end mark that every document has."""
    document = docx.Document()
    rows = (
        [column.title() for column in COLUMNS],
        ["{%tr for row in rows %}"],
        [f"{{{{ row.{column} }}}}" for column in COLUMNS],
        ["{%tr endfor %}"],
    )
    table = document.add_table(0, len(COLUMNS))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    end = document.styles.add_style(ours.END_MARK, WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("End of document", style=end)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def cost_of(who: str, rows: int, folder: Path) -> Cost:
    """Return what the document costs, and in ``own`` how many MiB its making takes; a process of its own tells."""
    words = [sys.executable, "-m", "benchmarks.one_table", who, str(rows), str(folder)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=ours.environment())
    return Cost(**json.loads(done.stdout))


def main(who: str, rows: int, folder: Path) -> None:
    """Make the document once to warm up and to prove that both give the same, and once to measure it."""
    content, path = template(), folder / "rows.docx"
    path.write_bytes(content)
    makers: dict[str, Callable[[int], None]] = {}
    contexts = {number: ours.rows_context(COLUMNS, number) for number in (_FEW, rows)}
    makers[OURS] = lambda number: put(folder / f"{OURS}.docx", ours.core(content, contexts[number]))
    makers[DOCXTPL] = lambda number: plain_docxtpl.render(path, contexts[number], folder / f"{DOCXTPL}.docx")
    for make in makers.values():
        make(_FEW)
    first, second = ((folder / f"{each}.docx").read_bytes() for each in (OURS, DOCXTPL))
    hold_equal(first, second)
    before, wall, cpu = held_now(), time.perf_counter(), time.process_time()
    makers[who](rows)
    cost = Cost(time.process_time() - cpu, time.perf_counter() - wall, own=held_at_most() - before)
    print(json.dumps(cost._asdict()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

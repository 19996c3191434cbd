"""How long a filled form of 12 sheets and 250 answers takes to read, beside openpyxl alone (CPU milliseconds).

Run with ``python benchmarks/intake.py``. The form is made from the sample inputs/lindenhof/tenorscore. Both are
measured in one run, in turn; pre-flight and reading together should take at most a quarter of what openpyxl takes.
"""

import io
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
from msgspec.structs import replace

from pipeline.formats.xlsx_preflight import inspect
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.library.load import load_catalogue
from pipeline.model.form_layout import LinkLine, QuestionSheet, TableSheet
from pipeline.model.form_rule import ALWAYS_APPLIES
from pipeline.model.questionnaire import Form
from pipeline.model.sheet import Workbook
from pipeline.stages.form import form_workbook
from pipeline.stages.listed import lists_of
from pipeline.stages.read import read

ROUNDS, SHEETS, ANSWERS = 25, 12, 270
SAMPLE = Path(__file__).parents[1] / "inputs" / "lindenhof" / "tenorscore.xlsx"


def a_form() -> bytes:
    """Return a form of so many sheets, half of them tables, and about so many answers."""
    catalogue = load_catalogue()
    workbook = read_whole(SAMPLE.name, SAMPLE.read_bytes())
    intake = read(workbook, catalogue.questionnaire, Form.SYSTEM)
    form = form_workbook(catalogue.questionnaire, Form.SYSTEM, intake, lists=lists_of(catalogue))
    questions = [sheet for sheet in form.sheets if isinstance(sheet, QuestionSheet)]
    tables = [sheet for sheet in form.sheets if isinstance(sheet, TableSheet) and sheet.rows]
    chosen, left = [], ANSWERS
    for sheet in (*questions[2:8], *sorted(tables, key=answers_on)[-SHEETS + 6 :]):
        fitting = cut(sheet, max(left // (SHEETS - len(chosen)), 4))
        left -= answers_on(fitting)
        chosen.append(fitting)
    made = replace(form, sheets=tuple(chosen))
    sys.stdout.write(f"form             {len(chosen)} sheets, {sum(map(answers_on, chosen))} answers\n")
    return write_form(made)


def read_whole(name: str, content: bytes) -> Workbook:
    """Return a workbook that is known to be sound."""
    workbook, findings = read_workbook(name, content)
    if workbook is None:
        raise ValueError(findings)
    return workbook


def cut(sheet: QuestionSheet | TableSheet, most: int) -> QuestionSheet | TableSheet:
    """Return a sheet with no link to another and at most so many answers."""
    if isinstance(sheet, QuestionSheet):
        lines = [line for line in sheet.lines if not isinstance(line, LinkLine)]
        return replace(sheet, lines=tuple(replace(line, rule=ALWAYS_APPLIES) for line in lines[:most]))
    rows = sheet.rows
    while len(rows) > 1 and answers_on(replace(sheet, rows=rows)) > most:
        rows = rows[:-1]
    line = replace(sheet.line, rule=ALWAYS_APPLIES)
    return replace(sheet, rows=rows, line=line, below_section=False)


def answers_on(sheet: QuestionSheet | TableSheet) -> int:
    """Return how many cells of a sheet hold an answer."""
    if isinstance(sheet, QuestionSheet):
        return sum(not isinstance(line, LinkLine) and line.answer is not None for line in sheet.lines)
    return sum(cell is not None for row in sheet.rows for cell in row.cells)


def cpu(task: Callable[[], object]) -> float:
    """Return the milliseconds of CPU that a task takes."""
    begun = time.process_time()
    task()
    return (time.process_time() - begun) * 1000


def main() -> None:
    """Print medians and what share of openpyxl's time reading takes."""
    warnings.simplefilter("ignore")
    content, catalogue = a_form(), load_catalogue()

    def answers() -> object:
        return read(read_whole("form.xlsx", content), catalogue.questionnaire, Form.SYSTEM)

    tasks: dict[str, Callable[[], object]] = {
        "openpyxl alone": lambda: openpyxl.load_workbook(io.BytesIO(content)),
        "pre-flight": lambda: inspect("form.xlsx", content),
        "reading": lambda: read_workbook("form.xlsx", content),
        "to answers": answers,
    }
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(ROUNDS + 1):
        for name, task in tasks.items():
            taken = cpu(task)
            if turn:
                times[name].append(taken)
    alone = statistics.median(times["openpyxl alone"])
    for name, taken in times.items():
        middle = statistics.median(taken)
        sys.stdout.write(f"{name:16} {middle:6.1f} ms, {middle / alone:5.2f} of openpyxl alone\n")


if __name__ == "__main__":
    main()

"""A small form with a cell of every kind, and the means to look into what was written."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pipeline.formats.xlsx_reader import read_workbook
from pipeline.formats.xlsx_writer import write_form
from pipeline.model.form_codes import Content
from pipeline.model.form_layout import (
    CellInput,
    FormWorkbook,
    LinkLine,
    Option,
    Passage,
    QuestionLine,
    QuestionSheet,
    Shown,
    Status,
    TableColumn,
    TableRow,
    TableSheet,
    Vocabulary,
)
from pipeline.model.form_rule import NEVER_APPLIES
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import Kind
from pipeline.model.sheet import Grid, Workbook
from tests.words import form_words


def make_line(
    path: str = "system.name", *, kind: Kind = Kind.LINE, answer: Content = None, **more: Any
) -> QuestionLine:
    stated = Status.MISSING if answer is None else Status.ANSWERED
    given: dict[str, Any] = {"required": True, "input": CellInput(kind), "status": stated, "number": "1.1"} | more
    return QuestionLine(id=path, label=f"Label of {path}", ask="What is it?", answer=answer, **given)


def make_table() -> TableSheet:
    line = make_line(
        "data.data_sets",
        kind=Kind.TABLE,
        status=Status.ANSWERED,
        guidance=(Passage("", "One row each."), Passage("Good:", "DS-01")),
        legal="Art 10(2)\nArt 10(3)",
        who="Data team",
        comment="about all of them",
    )
    columns = (
        TableColumn("name", "Name", CellInput(Kind.LINE), required=True),
        TableColumn("records", "Records", CellInput(Kind.NUMBER, hint="A number."), required=True),
        TableColumn("used_for", "Used for", CellInput(Kind.CHOICES, "DataUse"), required=False),
    )
    rows = (
        TableRow("DS-01", ("First", 184000, "Training; Testing"), "EV-01; EV-02", "asked"),
        TableRow("DS-02", (None, "Not sure: ask the supplier", None)),
    )
    return TableSheet("Data sets", line, "DS-01", columns, rows, blank_rows=30)


def make_form(*lines: QuestionLine | LinkLine, tables: tuple[TableSheet, ...] | None = None) -> FormWorkbook:
    tables = (make_table(),) if tables is None else tables
    questions = QuestionSheet("1 Identity", "1  Identity", "Which system.", lines)
    return FormWorkbook(
        form=Form.SYSTEM,
        version="1",
        language="en",
        client="R&D <x>",
        system="Ranker",
        system_id="ranker",
        sheets=(questions, *tables),
        vocabularies=(
            Vocabulary("yes-no", (Option("yes", "Yes"), Option("no", "No"))),
            Vocabulary("Level", (Option("low", "Low"), Option("high", "High, and not low"))),
        ),
        words=form_words(),
    )


def every_kind() -> FormWorkbook:
    table = make_table()
    return make_form(
        make_line("system.name", answer="Ranker"),
        make_line("system.version", answer="2.10", number="1.2", evidence="EV-01", comment="as built"),
        make_line("system.first_release", kind=Kind.DATE, answer=date(2027, 12, 2)),
        make_line("system.count", kind=Kind.NUMBER, answer=0.1, input=CellInput(Kind.NUMBER, hint="A number.")),
        make_line("system.listed", kind=Kind.YES_NO, answer="Yes", input=CellInput(Kind.YES_NO, "yes-no")),
        make_line("system.level", answer="High, and not low", input=CellInput(Kind.CHOICE, "Level", "Choose.")),
        make_line("system.type", answer="Not sure: ask", status=Status.NOT_SURE),
        make_line("system.reference", answer="Does not apply: none", status=Status.DOES_NOT_APPLY),
        make_line("system.formula", answer="=1+1"),
        make_line("system.blank"),
        make_line("system.optional", required=False, status=Status.OPTIONAL),
        make_line("system.hidden", shown=Shown.DOES_NOT_APPLY, rule=NEVER_APPLIES, status=Status.DOES_NOT_APPLY),
        LinkLine(table.line, table.title),
    )


@pytest.fixture(name="line")
def line_maker() -> Callable[..., QuestionLine]:
    return make_line


@pytest.fixture(name="form_of")
def form_maker() -> Callable[..., FormWorkbook]:
    return make_form


@pytest.fixture(scope="session")
def form() -> FormWorkbook:
    return every_kind()


@pytest.fixture(scope="session")
def written(form: FormWorkbook) -> bytes:
    return write_form(form)


@pytest.fixture(scope="session")
def workbook(written: bytes) -> Workbook:
    workbook, findings = read_workbook("form.xlsx", written)
    assert workbook is not None
    assert findings == ()
    return workbook


@pytest.fixture(scope="session")
def grids(workbook: Workbook) -> dict[str, Grid]:
    return {grid.title: grid for grid in workbook.grids}


@pytest.fixture
def changed(written: bytes) -> Callable[..., bytes]:
    """Return the written form with members changed, added (bytes) or left out (None)."""

    def change(**members: Callable[[bytes], bytes] | bytes | None) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(target, "w") as out:
            wanted: dict[str, bytes | None] = {name: source.read(name) for name in source.namelist()}
            for name, new in members.items():
                wanted[name] = new(source.read(name)) if callable(new) else new
            for name, content in wanted.items():
                if content is not None:
                    out.writestr(name, content, zipfile.ZIP_DEFLATED)
        return target.getvalue()

    return change


@pytest.fixture(scope="module")
def form_module():
    return make_form, make_line

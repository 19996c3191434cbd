"""What a person copied inside a form is read once, and what differs between the copies is told."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.intake import Intake
from pipeline.model.sheet import CellValue, Spot
from tests.returned import Returned, named, told_of
from tests.samples import look_up

CONTEXT, PURPOSE, RISKS = "purpose.context", "3 Purpose", "risk.risks"
COPY, RISKS_COPY = f"{PURPOSE} (2)", "Risks (2)"


@pytest.fixture(scope="module")
def form(filled) -> Returned:
    """Return the complete sample's form as it came back."""
    return Returned.of(filled)


@pytest.fixture(scope="module")
def before(form: Returned, catalogue: Catalogue) -> Intake:
    """Return the answers of the form as it came back."""
    return form.read(catalogue)


@pytest.mark.parametrize("title", [PURPOSE, "Risks"])
@pytest.mark.parametrize("first", [False, True])
def test_a_copied_sheet_is_told_once_and_the_forms_own_is_read(form, catalogue, before, title, first):
    intake = form.copied(title, first=first).read(catalogue)
    assert (intake.values, intake.notes, intake.cells) == (before.values, before.notes, before.cells)
    assert told_of(intake) == [("INT052", f"{title} (2)", "")]
    assert f'"{title}"' in intake.findings[0].message


def test_of_two_renamed_sheets_the_first_is_read(form, catalogue):
    intake = form.copied(PURPOSE).changed(PURPOSE, title="By the bank").read(catalogue)
    assert told_of(intake) == [("INT052", COPY, "")]
    assert intake.cells[CONTEXT].sheet == "By the bank"


@pytest.mark.parametrize("first", [False, True])
def test_each_answer_that_differs_is_told_with_both_cells(form, catalogue, before, first):
    spot = form.spot(CONTEXT)
    intake = form.copied(PURPOSE, first=first).typed(COPY, {spot: "Another answer"}).read(catalogue)
    assert intake.values == before.values
    assert told_of(intake) == [("INT052", COPY, ""), ("INT021", COPY, named(spot))]
    assert intake.findings[1].message.endswith(f"{PURPOSE}!{named(spot)}")
    assert intake.findings[1].at.question == CONTEXT


@pytest.mark.parametrize("code", ["evidence", "comment"])
def test_evidence_or_a_comment_that_differs_is_told_too(form, catalogue, code):
    spot = form.spot(CONTEXT, code)
    intake = form.copied(PURPOSE).typed(COPY, {spot: "as agreed"}).read(catalogue)
    assert told_of(intake)[1:] == [("INT021", COPY, named(spot))]


def test_an_answer_that_the_copy_lacks_differs_in_nothing(form, catalogue):
    intake = form.copied(PURPOSE).typed(COPY, {form.spot(CONTEXT): None}).read(catalogue)
    assert told_of(intake) == [("INT052", COPY, "")]


def test_an_answer_that_only_the_copy_has_is_told(form, catalogue):
    spot = form.spot(CONTEXT)
    intake = form.copied(PURPOSE).typed(PURPOSE, {spot: None}).read(catalogue)
    assert told_of(intake) == [("INT052", COPY, ""), ("INT021", COPY, named(spot))]
    assert look_up(intake.values, CONTEXT) is None


def test_a_part_of_a_sheet_is_a_copy_of_it_wherever_it_stands(form, catalogue, before):
    row = form.spot(CONTEXT)[0]
    part = dict.fromkeys(spot for spot in form.grid(PURPOSE).cells if spot[0] == row)
    copied = form.copied(PURPOSE, first=True).typed(COPY, part)
    assert told_of(copied.read(catalogue)) == [("INT052", COPY, "")]
    renamed = copied.changed(PURPOSE, title="By the bank").read(catalogue)
    assert told_of(renamed) == [("INT052", COPY, "")]
    assert renamed.values == before.values


def test_rows_of_a_copied_table_are_taken_once_and_those_that_differ_are_told(form, catalogue, before):
    first, other = (form.spot(RISKS, "id", name) for name in ("RI-01", "RI-02"))
    hazard = form.spot(RISKS, "hazard", "RI-02")
    new = max(row for row, _ in form.grid("Risks").cells) + 1, first[1]
    intake = form.copied("Risks").typed(RISKS_COPY, {hazard: "Another hazard", new: "RI-99"}).read(catalogue)
    assert intake.values == before.values
    assert told_of(intake) == [("INT052", RISKS_COPY, ""), *(("INT021", RISKS_COPY, named(at)) for at in (other, new))]
    assert intake.findings[1].message.endswith(f"Risks!{named(other)}")
    assert intake.findings[2].message.endswith(f"Risks!{named(first)}")


def test_rows_of_a_table_on_a_sheet_beside_its_own_are_rows(form, catalogue, before):
    """What is said of a table as a whole and its rows need not stand on one sheet."""
    grid = form.grid("Risks")
    codes = next(row for (row, _), value in grid.cells.items() if value == f"#rows:{RISKS}")
    above, below = (
        {spot: value for spot, value in grid.cells.items() if (spot[0] < codes) is is_above}
        for is_above in (True, False)
    )
    apart = form.changed("Risks", cells=above)
    rows = replace(grid, title="Rows", cells=below)
    apart = Returned(replace(apart.workbook, grids=(*apart.workbook.grids, rows)))
    intake = apart.read(catalogue)
    assert (intake.values, intake.findings) == (before.values, ())


class TestHeadings:
    """Headings pasted among the rows of a table are no row."""

    def pasted(self, form: Returned, row: int, change: Callable[[object], str] = str) -> tuple[Returned, str]:
        """Paste one of the rows between the codes and the answers below the last row."""
        line = form.line(RISKS, "RI-01")
        cells = form.grid("Risks").cells
        last = max(at for at, _ in cells) + 1
        columns = list(line.columns.values())
        texts: dict[Spot, CellValue] = {
            (last, at): change(cells[line.row + row, at]) for at in columns if (line.row + row, at) in cells
        }
        return form.typed("Risks", texts), named((last, line.columns["id"]))

    @pytest.mark.parametrize(("row", "change"), [(-2, str), (-2, str.upper), (-2, lambda text: f" {text} "), (-1, str)])
    def test_they_are_told_and_passed_over(self, form, catalogue, before, row, change):
        form, cell = self.pasted(form, row, change)
        intake = form.read(catalogue)
        assert intake.values == before.values
        assert told_of(intake) == [("INT053", "Risks", cell)]

    def test_one_word_of_them_is_an_answer(self, form, catalogue):
        row, column = form.spot(RISKS, "hazard", "RI-01")
        last = max(at for at, _ in form.grid("Risks").cells) + 1
        word = form.grid("Risks").cells[row - 2, column]
        intake = form.typed("Risks", {(last, column): word}).read(catalogue)
        assert [told.code for told in intake.findings] == ["INT022"]

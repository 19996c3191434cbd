"""A returned form on which answers are struck out, hidden, merged, noted or drawn over: told, and read as meant."""

import pytest
from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.intake import Intake
from pipeline.model.sheet import CellValue, Marks, Spot
from tests.returned import Returned, named, told_of
from tests.samples import look_up

CONTEXT, PURPOSE, RISKS = "purpose.context", "3 Purpose", "risk.risks"


@pytest.fixture(scope="module")
def form(filled) -> Returned:
    """Return the complete sample's form as it came back."""
    return Returned.of(filled)


@pytest.fixture(scope="module")
def before(form: Returned, catalogue: Catalogue) -> Intake:
    """Return the answers of the form as it came back."""
    return form.read(catalogue)


def message_of(intake: Intake) -> str:
    (told,) = intake.findings
    return told.message


def row_of(form: Returned, title: str, row: int) -> list[tuple[int, int]]:
    return [spot for spot in form.grid(title).cells if spot[0] == row]


def test_what_the_form_itself_hides_and_merges_is_no_finding(form, before):
    marks = form.grid(PURPOSE).marks
    assert (marks.hidden_rows, marks.hidden_columns, len(marks.merged)) == ({3}, {1}, 1)
    assert before.findings == ()


class TestStruck:
    """What is struck out is not read, and told."""

    def test_part_of_an_answer(self, form, catalogue):
        spot = form.spot(CONTEXT)
        form = form.typed(PURPOSE, {spot: "Banks."}).marked(PURPOSE, struck={spot: " And brokers."})
        intake = form.read(catalogue)
        assert look_up(intake.values, CONTEXT) == "Banks."
        assert told_of(intake) == [("INT043", PURPOSE, named(spot))]
        assert message_of(intake) == 'the text "And brokers." is struck out and was not read; "Banks." was'
        assert intake.findings[0].at.question == CONTEXT

    def test_a_whole_answer_counts_as_none(self, form, catalogue):
        spot = form.spot(CONTEXT)
        intake = form.struck(PURPOSE, spot).read(catalogue)
        assert look_up(intake.values, CONTEXT) is None
        assert told_of(intake) == [("INT043", PURPOSE, named(spot))]
        assert message_of(intake).endswith("was not read; nothing stands there beside it")

    def test_a_line_through_the_whole_row_of_a_question_leaves_the_question_in_the_form(self, form, catalogue):
        spot = form.spot(CONTEXT)
        intake = form.struck(PURPOSE, *row_of(form, PURPOSE, spot[0])).read(catalogue)
        assert told_of(intake) == [("INT043", PURPOSE, named(spot))]
        assert look_up(intake.values, CONTEXT) is None

    def test_a_row_of_a_table_that_is_struck_out_is_no_row(self, form, catalogue, before):
        spot = form.spot(RISKS, "id", "RI-02")
        intake = form.struck("Risks", *row_of(form, "Risks", spot[0])).read(catalogue)
        rows = look_up(before.values, RISKS)
        assert look_up(intake.values, RISKS) == (rows[0], *rows[2:])
        assert told_of(intake) == [("INT043", "Risks", named(spot))]
        assert message_of(intake).startswith('the text "RI-02; ')

    @pytest.mark.parametrize("code", ["question", "guidance", "no", "status"])
    def test_what_nobody_fills_in_may_be_struck_out(self, form, catalogue, before, code):
        intake = form.struck(PURPOSE, form.spot(CONTEXT, code)).read(catalogue)
        assert (intake.values, intake.findings) == (before.values, ())

    def test_codes_that_are_struck_out_are_codes_still(self, form, catalogue, before):
        intake = form.struck(PURPOSE, *form.grid(PURPOSE).cells).read(catalogue)
        assert {told.code for told in intake.findings} == {"INT043"}
        assert look_up(intake.values, "purpose") is None
        assert intake.cells.keys() == before.cells.keys()


class TestHidden:
    """Answers in what is hidden are read, and told once a sheet."""

    def test_rows(self, form, catalogue, before):
        row = form.spot(CONTEXT)[0]
        intake = form.marked(PURPOSE, hidden_rows=frozenset({row, row + 1, row + 3})).read(catalogue)
        assert intake.values == before.values
        assert told_of(intake) == [("INT044", PURPOSE, "")]
        assert f"what is hidden: rows {row} to {row + 1}, {row + 3}; they" in message_of(intake)

    def test_columns(self, form, catalogue):
        spot = form.spot(RISKS, "severity", "RI-01")
        row = form.spot(RISKS, "id", "RI-02")[0]
        marks = {"hidden_rows": frozenset({row}), "hidden_columns": frozenset({spot[1]})}
        intake = form.marked("Risks", **marks).read(catalogue)
        assert told_of(intake) == [("INT044", "Risks", "")]
        assert f"what is hidden: row {row} and column {named(spot)[:-1]}; they" in message_of(intake)

    def test_a_sheet(self, form, catalogue):
        intake = form.changed(PURPOSE, hidden=True).read(catalogue)
        assert told_of(intake) == [("INT044", PURPOSE, "")]
        assert "the whole sheet" in message_of(intake)

    @pytest.mark.parametrize("code", ["guidance", "legal", "status"])
    def test_columns_that_nobody_fills_in_hold_no_answers(self, form, catalogue, code):
        column = form.spot(CONTEXT, code)[1]
        assert form.marked(PURPOSE, hidden_columns=frozenset({column})).read(catalogue).findings == ()

    def test_blank_rows_hold_no_answers(self, form, catalogue):
        last = max(row for row, _ in form.grid("Risks").cells)
        assert form.marked("Risks", hidden_rows=frozenset({last + 1})).read(catalogue).findings == ()


class TestMerged:
    """What stands in the first of merged cells is read for all of them that are answers."""

    def merged(self, form: Returned, title: str, first: Spot, last: Spot) -> Returned:
        """Merge cells as a spreadsheet program does: all but the first lose what they held."""
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        lost: dict[Spot, CellValue] = {
            (row, column): None for row in rows for column in columns if (row, column) != first
        }
        return form.typed(title, lost).marked(title, merged=(*form.grid(title).marks.merged, (first, last)))

    def test_answers_one_below_the_other(self, form, catalogue):
        first = form.spot(CONTEXT)
        last = first[0] + 1, first[1]
        below = form.grid(PURPOSE).cells[last[0], 1]
        intake = self.merged(form, PURPOSE, first, last).read(catalogue)
        assert look_up(intake.values, CONTEXT) == look_up(intake.values, below) == form.grid(PURPOSE).cells[first]
        assert told_of(intake) == [("INT045", PURPOSE, named(first))]
        cells = f"{named(first)}:{named(last)}"
        assert (
            message_of(intake) == f"the cells {cells} are merged; what stands in the first one was read for all of them"
        )

    def test_an_answer_that_takes_the_room_of_what_stands_beside_it_is_no_evidence(self, form, catalogue, before):
        first = form.spot(CONTEXT)
        intake = self.merged(form, PURPOSE, first, form.spot(CONTEXT, "comment")).read(catalogue)
        assert look_up(intake.values, CONTEXT) == look_up(before.values, CONTEXT)
        assert CONTEXT not in intake.notes
        assert told_of(intake) == [("INT045", PURPOSE, named(first))]

    def test_evidence_of_several_questions_is_evidence_of_each(self, form, catalogue):
        first = form.spot(CONTEXT, "evidence")
        last = first[0] + 1, first[1]
        below = form.grid(PURPOSE).cells[last[0], 1]
        intake = self.merged(form.typed(PURPOSE, {first: "EV-01"}), PURPOSE, first, last).read(catalogue)
        assert intake.notes[CONTEXT].evidence == intake.notes[below].evidence == ("EV-01",)

    def test_an_answer_with_more_room_than_it_needs_is_no_finding(self, form, catalogue):
        form = self.merged(form, PURPOSE, form.spot(CONTEXT), form.spot(CONTEXT, "guidance"))
        assert form.read(catalogue).findings == ()

    def test_an_answer_that_another_cell_swallowed_is_told(self, form, catalogue):
        answer = form.spot(CONTEXT)
        intake = self.merged(form, PURPOSE, form.spot(CONTEXT, "question"), answer).read(catalogue)
        assert told_of(intake) == [("INT045", PURPOSE, named(answer))]
        assert message_of(intake).endswith("what stands in the first one was not read as an answer")
        assert look_up(intake.values, CONTEXT) is None

    def test_cells_of_a_column_of_a_table(self, form, catalogue):
        first = form.spot(RISKS, "severity", "RI-01")
        intake = self.merged(form, "Risks", first, (first[0] + 2, first[1])).read(catalogue)
        rows = look_up(intake.values, RISKS)
        assert {row["severity"] for row in rows[:3]} == {rows[0]["severity"]}
        assert told_of(intake) == [("INT045", "Risks", named(first))]

    def test_cells_of_a_row_of_a_table(self, form, catalogue):
        line = form.line(RISKS, "RI-01")
        own = [column for code, column in line.columns.items() if code not in ("id", "evidence", "comment")]
        form = form.typed("Risks", {(line.row, own[0]): "Not sure"})
        intake = self.merged(form, "Risks", (line.row, own[0]), (line.row, max(own))).read(catalogue)
        assert look_up(intake.values, RISKS)[0] == {"id": "RI-01"}
        assert len([path for path in intake.notes if path.startswith(f"{RISKS}[RI-01].")]) == len(own)

    def test_blank_rows_beneath_a_merged_cell_are_no_rows(self, form, catalogue, before):
        column = form.spot(RISKS, "hazard", "RI-01")[1]
        last = max(row for row, _ in form.grid("Risks").cells)
        intake = self.merged(form, "Risks", (last, column), (last + 3, column)).read(catalogue)
        assert (intake.values, intake.findings) == (before.values, ())

    def test_an_id_names_one_row(self, form, catalogue):
        first, last = (form.spot(RISKS, "id", name) for name in ("RI-01", "RI-02"))
        intake = self.merged(form, "Risks", first, last).read(catalogue)
        assert told_of(intake) == [("INT022", "Risks", named(last)), ("INT045", "Risks", named(first))]


class TestBeside:
    """Notes, pictures and links are not read, and told."""

    def test_a_note(self, form, catalogue):
        spot = form.spot(CONTEXT)
        intake = form.marked(PURPOSE, notes={spot: "see the manual", (1, 1): ""}).read(catalogue)
        assert told_of(intake) == [("INT046", PURPOSE, named(spot))]
        assert '"see the manual"' in message_of(intake)
        assert intake.findings[0].at.question == CONTEXT

    def test_a_note_on_a_sheet_without_codes(self, form, catalogue):
        assert form.marked("Start", notes={(3, 3): "sent in May"}).read(catalogue).findings == ()

    @pytest.mark.parametrize(("title", "codes"), [(PURPOSE, ["INT047"]), ("Start", [])])
    def test_a_picture_on_a_sheet_of_the_form(self, form, catalogue, title, codes):
        intake = form.marked(title, has_pictures=True).read(catalogue)
        assert [told.code for told in intake.findings] == codes

    def test_a_picture_on_a_sheet_of_its_own(self, form, catalogue):
        intake = form.added("Pictures", Marks(has_pictures=True)).read(catalogue)
        assert told_of(intake) == [("INT047", "Pictures", "")]

    def test_a_link(self, form, catalogue):
        intake = Returned(replace(form.workbook, has_links=True)).read(catalogue)
        assert told_of(intake) == [("INT048", "", "")]

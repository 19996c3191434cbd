"""A form of last year becomes this year's: everything is carried over, and what may have changed is asked again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pipeline.build.forms import FormWish, make_form
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding
from pipeline.model.form_change import FormChange, FormVersions, Target
from pipeline.model.intake import Confirmation, Confirming, Intake
from pipeline.model.questionnaire import Form
from tests.samples import COMPLETE, answers_of, workbook_of
from tests.workbooks import OpenForm, form_bytes, read_form, sheet_of

VOLATILE, LASTING = "system.version", "system.name"


@pytest.fixture
def carried(catalogue: Catalogue, tmp_path: Path) -> Callable[[Callable[[OpenForm], None]], tuple[bytes, Intake]]:
    """Return the form that is made from the complete sample's, after somebody changed that one, and what it reads."""

    def carry(change: Callable[[OpenForm], None]) -> tuple[bytes, Intake]:
        old = OpenForm(workbook_of(COMPLETE).read_bytes())
        change(old)
        (tmp_path / "old.xlsx").write_bytes(old.save())
        make_form(FormWish(tmp_path / "new.xlsx", Form.SYSTEM, tmp_path / "old.xlsx"), catalogue)
        content = (tmp_path / "new.xlsx").read_bytes()
        return content, read_form(content, catalogue)

    return carry


def codes(findings: tuple[Finding, ...], question: str = "") -> list[str]:
    return [told.code for told in findings if not question or told.at.question == question]


def as_it_is(form: OpenForm) -> None:
    del form


def test_what_may_have_changed_is_asked_again_and_the_rest_is_not(carried):
    content, intake = carried(as_it_is)
    form = OpenForm(content)
    assert form.answer(VOLATILE, "confirm").value == "Please confirm: from the form old.xlsx"
    assert form.answer(LASTING, "confirm").value is None
    assert codes(intake.findings, VOLATILE) == ["INT042"]
    assert codes(intake.findings, LASTING) == []
    assert set(codes(intake.findings)) == {"INT042"}


@pytest.mark.parametrize(
    ("said", "how", "told"),
    [
        ("Still true", Confirming.STILL_TRUE, []),
        ("changed", Confirming.CHANGED, []),
        ("Not certain", Confirming.NOT_SURE, ["INT042"]),
        ("Not sure", Confirming.NOT_SURE, ["INT042"]),
        ("Does not apply", Confirming.NOT_SURE, ["INT042"]),
        ("ja", Confirming.STILL_TRUE, []),
        ("no", Confirming.PLEASE, ["INT042"]),
        ("perhaps", Confirming.PLEASE, ["INT042"]),
        (None, None, []),
    ],
)
def test_who_confirms_an_answer_is_not_asked_again(catalogue, carried, said, how, told):
    content, _ = carried(as_it_is)
    form = OpenForm(content)
    form.answer(VOLATILE, "confirm").value = said
    intake = read_form(form.save(), catalogue)
    assert codes(intake.findings, VOLATILE) == told
    assert intake.confirmations.get(VOLATILE) == (how and Confirmation(how))
    assert intake.values["system"]["version"] == answers_of(COMPLETE).values["system"]["version"]


def test_a_question_that_the_old_form_does_not_hold_is_marked_as_new(carried):
    def without(form: OpenForm) -> None:
        cell = form.answer("purpose.misuse")
        sheet_of(cell).delete_rows(cell.row)

    form = OpenForm(carried(without)[0])
    assert form.answer("purpose.misuse", "confirm").value == "New"
    assert form.answer("purpose.misuse").value is None


def test_what_the_client_wrote_beside_the_form_is_kept_where_nothing_is_read(carried):
    def added(form: OpenForm) -> None:
        form.book.create_sheet("Our notes").append(["call Legal", 42])
        cell = form.answer(LASTING)
        sheet_of(cell).cell(cell.row, 30, "see mail of 3 May")
        sheet_of(cell).append([None, None, "Also:", None, "a line of our own"])
        form.answer("purpose.context").value = "tbd"

    content, intake = carried(added)
    sheet = OpenForm(content).sheet("Not carried over")
    kept = {row[1]: row[2] for row in sheet.iter_rows(min_row=5, values_only=True)}
    assert {"call Legal", "42", "see mail of 3 May", "Also:", "a line of our own"} <= set(kept.values())
    assert kept["Our notes!A1"] == "call Legal"
    # What stood in an answer's cell and is no answer stays in its cell, where it is told again.
    assert OpenForm(content).answer("purpose.context").value == "tbd"
    assert codes(intake.findings, "purpose.context") == ["INT017"]
    assert {each.text for each in intake.left_over} == set(kept.values())


def test_what_is_said_to_hold_is_not_asked_again_and_nothing_of_it_is_lost(catalogue, carried, tmp_path):
    content, _ = carried(lambda form: form.book.create_sheet("Our notes").append(["call Legal"]))
    (tmp_path / "asked.xlsx").write_bytes(content)
    wish = FormWish(tmp_path / "held.xlsx", Form.SYSTEM, tmp_path / "asked.xlsx", confirmed=True)
    make_form(wish, catalogue)
    intake = read_form((tmp_path / "held.xlsx").read_bytes(), catalogue)
    assert intake.confirmations == {}
    assert [each.text for each in intake.left_over] == ["call Legal"]


def test_a_card_that_is_said_to_hold_keeps_what_has_no_place(catalogue, tmp_path):
    (tmp_path / "README.md").write_text("# Ranker\n\n## Poems\n\nRoses are red.\n", encoding="utf-8")
    wish = FormWish(tmp_path / "x.xlsx", Form.SYSTEM, tmp_path / "README.md", confirmed=True)
    assert make_form(wish, catalogue).is_written
    left_over = read_form((tmp_path / "x.xlsx").read_bytes(), catalogue).left_over
    assert any("Roses are red." in each.text for each in left_over)


def test_an_answer_that_lost_its_id_is_kept_aside(carried):
    def without_id(form: OpenForm) -> None:
        cell = form.answer("purpose.misuse")
        cell.value = "Used for a purpose that nobody meant."
        sheet_of(cell).cell(cell.row, 1).value = None

    _, intake = carried(without_id)
    (kept,) = intake.left_over
    assert (kept.text, kept.where[:10]) == ("Used for a purpose that nobody meant.", "3 Purpose!")


def test_a_column_of_which_this_form_knows_nothing_is_kept_aside(carried):
    def other_code(form: OpenForm) -> None:
        sheet, _, codes_at = form.items("data.data_sets")
        row = next(row for row in sheet.iter_rows() if "#rows:data.data_sets" in [cell.value for cell in row])
        row[codes_at["statistics"] - 1].value = "figures"

    content, intake = carried(other_code)
    said = answers_of(COMPLETE).values["data"]["data_sets"]
    assert [each.text for each in intake.left_over] == [row["statistics"] for row in said]
    assert OpenForm(content).item("data.data_sets", said[0]["id"], "statistics").value is None


def test_what_a_copied_sheet_says_otherwise_is_kept_aside(carried):
    def copied(form: OpenForm) -> None:
        copy = form.book.copy_worksheet(form.sheet("3 Purpose"))
        cell = form.answer("purpose.misuse")
        copy.cell(cell.row, cell.column).value = "Otherwise"

    _, intake = carried(copied)
    assert [each.text for each in intake.left_over] == ["Otherwise"]


def test_a_row_that_its_list_does_not_know_is_carried_over_as_it_was_typed(catalogue, carried):
    def misspelt(form: OpenForm) -> None:
        cell = form.first_blank("conformity.steps")
        cell.value = "declair"

    content, intake = carried(misspelt)
    assert OpenForm(content).item("conformity.steps", "declair").value == "declair"
    assert "INT038" in codes(intake.findings)


CHANGES = {
    "moved": FormChange("system.old_name", "9", "It is called otherwise.", (Target("system.name"),)),
    "renamed codes": FormChange(
        "data.trains", "9", "Yes and no suffice.", (Target("data.trains_models", {"own": "yes", "none": "no"}),)
    ),
    "split": FormChange(
        "purpose.all",
        "9",
        "Context and conditions are asked apart.",
        (Target("purpose.context"), Target("purpose.conditions")),
    ),
    "dropped": FormChange("system.colour", "9", "Nobody needs it."),
    "column": FormChange(
        "data.data_sets[].origin", "9", "It is called otherwise.", (Target("data.data_sets[].provenance"),)
    ),
    "column dropped": FormChange("data.data_sets[].mood", "9", "Nobody needs it."),
    "table": FormChange("data.sets", "9", "It is called otherwise.", (Target("data.data_sets"),)),
}


@pytest.fixture
def grown(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with a version of the form in which all that has come about."""
    asked = catalogue.questionnaire
    versions = FormVersions("9", (*asked.versions.earlier, asked.versions.current))
    return replace(catalogue, questionnaire=replace(asked, versions=versions, changes=tuple(CHANGES.values())))


def with_ids(content: bytes, changes: dict[str, str], answers: dict[str, Any]) -> bytes:
    """Return a form as an earlier version had it: ids by their old names, with answers."""
    form = OpenForm(content)
    for path, value in answers.items():
        form.answer(path).value = value
    for sheet in form.book.worksheets:
        for row in sheet.iter_rows(max_row=40):
            for cell in row:
                if str(cell.value) in changes:
                    cell.value = changes[str(cell.value)]
    return form.save()


@pytest.mark.parametrize(
    ("renamed", "answers", "expected"),
    [
        ({"system.name": "system.old_name"}, {"system.name": "Ranker"}, {"system": {"name": "Ranker"}}),
        ({"data.trains_models": "data.trains"}, {"data.trains_models": "own"}, {"data": {"trains_models": True}}),
        ({"data.trains_models": "data.trains"}, {"data.trains_models": "Yes"}, {"data": {"trains_models": True}}),
        (
            {"purpose.context": "purpose.all", "purpose.conditions": "#"},
            {"purpose.context": "In shops."},
            {"purpose": {"context": "In shops.", "conditions": "In shops."}},
        ),
    ],
)
def test_an_answer_is_read_under_the_question_that_took_over(grown, catalogue, renamed, answers, expected):
    old = with_ids(form_bytes(catalogue), renamed, answers)
    intake = read_form(old, grown)
    assert intake.values == expected
    assert "INT041" in codes(intake.findings)
    assert not {"INT013", "INT034", "INT012"} & set(codes(intake.findings))


def test_the_parts_of_a_split_answer_are_to_be_confirmed(grown, catalogue):
    old = with_ids(
        form_bytes(catalogue),
        {"purpose.context": "purpose.all", "purpose.conditions": "#"},
        {"purpose.context": "In shops."},
    )
    intake = read_form(old, grown)
    assert intake.confirmations["purpose.conditions"] == Confirmation(Confirming.PLEASE, CHANGES["split"].why)
    assert codes(intake.findings, "purpose.conditions") == ["INT042"]


def test_a_dropped_answer_is_kept_aside_with_the_reason(grown, catalogue):
    old = with_ids(form_bytes(catalogue), {"system.name": "system.colour"}, {"system.name": "blue"})
    (kept,) = read_form(old, grown).left_over
    assert (kept.text, kept.why) == ("blue", "Nobody needs it.")
    assert kept.where.startswith("1 Identity!")


def test_columns_and_tables_move_with_their_rows(grown, catalogue):
    rows = {"data": {"data_sets": ({"id": "DS-01", "provenance": "From customers.", "scope": "All of 2025."},)}}
    content = form_bytes(catalogue, Intake(rows))
    moved = {"provenance": "origin", "data.data_sets": "data.sets", "#rows:data.data_sets": "#rows:data.sets"}
    table_first = with_ids(content, {name: moved[name] for name in ("data.data_sets", "#rows:data.data_sets")}, {})
    assert read_form(table_first, grown).values == rows
    column = with_ids(content, {"provenance": "origin"}, {})
    assert read_form(column, grown).values == rows
    dropped = read_form(with_ids(content, {"scope": "mood"}, {}), grown)
    assert [(each.text, each.why) for each in dropped.left_over] == [("All of 2025.", "Nobody needs it.")]


def test_a_form_made_from_an_older_one_is_of_today_and_loses_nothing(grown, catalogue, tmp_path):
    (tmp_path / "old.xlsx").write_bytes(
        with_ids(
            form_bytes(catalogue), {"system.name": "system.colour"}, {"system.name": "blue", "system.type": "Scorer"}
        )
    )
    told = make_form(FormWish(tmp_path / "new.xlsx", Form.SYSTEM, tmp_path / "old.xlsx"), grown).findings
    assert "INT056" in codes(told)
    intake = read_form((tmp_path / "new.xlsx").read_bytes(), grown)
    assert "INT041" not in codes(intake.findings)
    assert intake.values["system"]["type"] == "Scorer"
    assert [(each.text, each.why) for each in intake.left_over] == [("blue", "Nobody needs it.")]


def test_the_shipped_changes_are_carried_through(catalogue):
    old = with_ids(form_bytes(catalogue), {"system.reference": "scope.product_law"}, {"system.reference": "Machinery"})
    form = OpenForm(old)
    meta = form.sheet("_meta")
    for row in meta.iter_rows():
        if row[0].value == "form_version":
            row[1].value = "1"
    intake = read_form(form.save(), catalogue)
    (kept,) = intake.left_over
    assert kept.text == "Machinery"
    assert "Products" in kept.why

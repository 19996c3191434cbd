"""Writes what stands beside answers that were carried over or looked through: a confirmation to give, our remarks."""

from collections.abc import Iterable, Mapping

from xlsxwriter.worksheet import Worksheet

from pipeline.formats.xlsx_cells import Desk, write_text
from pipeline.model.form_codes import OUR_NOTE
from pipeline.model.form_layout import Remark

_NOTE = {"x_scale": 2.4, "y_scale": 1.4, "font_name": "Arial", "font_size": 9}
_NOTE_LIMIT = 1_000
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255


def write_confirmation(page: Worksheet, row: int, column: int, text: str, desk: Desk) -> None:
    """Write the cell that says of an answer carried over whether it still holds, with what may be chosen there."""
    words = desk.words
    write_text(page, row, column, text, desk.styles["confirm" if text else "beside"])
    if not text:
        return
    rule = {
        "validate": "list",
        "source": [words.confirm_still_true, words.confirm_changed, words.confirm_not_sure],
        "show_error": False,
        "input_title": words.confirm[:_TITLE_LIMIT],
        "input_message": words.confirm_hint[:_MESSAGE_LIMIT],
    }
    page.data_validation(row, column, row, column, rule)


def write_remarks(page: Worksheet, paths: Iterable[str], desk: Desk, labels: Mapping[str, str] | None = None) -> str:
    """Colour the cells of which there is something to say, and pin it to them as a note.

    Args:
        page: the sheet.
        paths: of the cells of one row.
        desk: what was noticed, and where everything stands.
        labels: said before the remarks on a path, where a row has several cells.

    Returns:
        All that is said, as it stands beside the row.
    """
    told = []
    for path in paths:
        remarks, spot = desk.remarks.get(path, ()), desk.places.spots.get(path)
        if not remarks or spot is None:
            continue
        texts = [remark.text for remark in remarks]
        worst = max(remarks, key=_rank).severity
        look = desk.styles[f"remark {worst}"]
        page.conditional_format(spot.row, spot.column, spot.row, spot.column, _always(look))
        note = OUR_NOTE + "\n".join(texts)[:_NOTE_LIMIT]
        page.write_comment(spot.row, spot.column, note, _NOTE)
        lead = f"{labels[path]}: " if labels and path in labels else ""
        told += [f"{lead}{text}" for text in texts]
    return "\n".join(told)


def _rank(remark: Remark) -> int:
    return remark.severity.rank


def _always(look: object) -> dict[str, object]:
    return {"type": "formula", "criteria": "=TRUE", "format": look}

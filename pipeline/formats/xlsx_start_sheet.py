"""Writes the first sheet of a form: what it is about, how to fill it in, how far it is, what the colours say."""

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.formats import xlsx_question_sheet, xlsx_table_state
from pipeline.formats.xlsx_cells import Desk, write_text
from pipeline.formats.xlsx_page import mark_without_answers, prepare
from pipeline.formats.xlsx_style import BAR, row_height
from pipeline.model.form_layout import (
    FormWorkbook,
    LinkLine,
    QuestionSheet,
    ReferenceSheet,
    Status,
    TableSheet,
    Tally,
    tally,
)
from pipeline.model.questionnaire import Form

_WIDTHS = (2.0, 6.0, 46.0, 13.0, 13.0, 13.0, 16.0, 24.0)
_LEFT, _TEXT, _COUNTS, _SHARE = 1, 2, 3, 7
_COUNTED = (Status.ANSWERED, Status.MISSING, Status.NOT_SURE, Status.DOES_NOT_APPLY)


class _Start:
    """The sheet while it is written downwards, row by row."""

    def __init__(self, page: Worksheet, form: FormWorkbook, desk: Desk) -> None:
        self.page, self.form, self.desk = page, form, desk
        self.row = 0

    def write(self) -> None:
        for column, width in enumerate(_WIDTHS):
            self.page.set_column(column, column, width)
        self._banner()
        self._facts()
        words, occasion = self.desk.words, self.form.occasion
        self._heading(words.review if occasion.is_review else words.how_to)
        steps = words.review_steps if occasion.is_review else words.steps
        steps = (*steps[:2], words.confirm_step, *steps[2:]) if self.desk.places.asks_again else steps
        for place, step in enumerate(steps, 1):
            write_text(self.page, self.row, _LEFT, f"{place}.", self.desk.styles["step"])
            self._paragraph(step, _TEXT)
        self._progress()
        self._legend()
        self._heading(self.desk.words.files_heading)
        self._paragraph(self.desk.words.files_text, _LEFT)
        mark_without_answers(self.page, len(_WIDTHS) + 1, self.desk)
        prepare(self.page, header=None, area=(0, 0, self.row, _SHARE))
        self.page.set_portrait()
        self.page.fit_to_pages(1, 1)

    def _banner(self) -> None:
        words, form = self.desk.words, self.form
        title = words.title_system if form.form is Form.SYSTEM else words.title_organisation
        about = " · ".join(part for part in (form.system, form.client) if part) or words.not_named
        for height, text, style in ((40, title, "banner"), (24, about, "banner below")):
            for column in range(_LEFT, _SHARE + 1):
                self.page.write_blank(self.row, column, None, self.desk.styles[style])
            write_text(self.page, self.row, _LEFT, text, self.desk.styles[style])
            self.page.set_row(self.row, height)
            self.row += 1

    def _facts(self) -> None:
        words, form = self.desk.words, self.form
        version = f"{words.form_version.format(version=form.version)} · {words.language_name}"
        write_text(self.page, self.row, _LEFT, version, self.desk.styles["grey"])
        self.row += 1
        for label, said in ((words.contact, form.occasion.contact), (words.deadline, form.occasion.deadline)):
            if not said:
                continue
            write_text(self.page, self.row, _LEFT, label, self.desk.styles["occasion label"])
            self.page.merge_range(self.row, _COUNTS, self.row, _SHARE, "", self.desk.styles["occasion"])
            write_text(self.page, self.row, _COUNTS, said, self.desk.styles["occasion"])
            self.page.set_row(self.row, 20)
            self.row += 1

    def _heading(self, text: str) -> None:
        self.page.set_row(self.row, 12)
        self.row += 1
        write_text(self.page, self.row, _LEFT, text, self.desk.styles["heading"])
        self.page.set_row(self.row, 24)
        self.row += 1

    def _paragraph(self, text: str, first: int) -> None:
        style = self.desk.styles["paragraph"]
        self.page.merge_range(self.row, first, self.row, _SHARE, "", style)
        write_text(self.page, self.row, first, text, style)
        self.page.set_row(self.row, row_height([(text, sum(_WIDTHS[first:]), 10)], 20))
        self.row += 1

    def _progress(self) -> None:
        words, styles = self.desk.words, self.desk.styles
        self._heading(words.progress)
        labels = (words.section, "", *(self.desk.status_word(status) for status in _COUNTED), words.share)
        for column, label in enumerate(labels, _LEFT):
            write_text(
                self.page, self.row, column, label, styles["header open" if column <= _TEXT else "header centre"]
            )
        self.page.set_row(self.row, 30)
        first, total = self.row + 1, Tally()
        self.row += 1
        for sheet in self.form.sheets:
            if isinstance(sheet, ReferenceSheet):
                continue
            if isinstance(sheet, TableSheet) and sheet.below_section:
                self._table(sheet)
            else:
                counts = _counts(sheet)
                total = _sum(total, counts)
                self._section(sheet, counts)
        self._total(first, total)
        if self.desk.places.asks_again:
            self._to_confirm()
        for title in self.desk.aside:
            self._link(title, _LEFT, "section link")
            self.page.write_blank(self.row, _TEXT, None, self.desk.styles["section link"])
            self.page.set_row(self.row, 20)
            self.row += 1

    def _section(self, sheet: QuestionSheet | TableSheet, counts: Tally) -> None:
        cells = _status_range(sheet, self.desk)
        self._link(sheet.title, _LEFT, "section link")
        self.page.write_blank(self.row, _TEXT, None, self.desk.styles["section link"])
        for column, (status, count) in enumerate(zip(_COUNTED, _figures(counts), strict=True), _COUNTS):
            formula = f'=COUNTIF({cells},"{self.desk.status_word(status)}")'
            self.page.write_formula(self.row, column, formula, self.desk.styles["count"], count)
        self._share(counts, "share")

    def _table(self, sheet: TableSheet) -> None:
        styles = self.desk.styles
        self.page.write_blank(self.row, _LEFT, None, styles["table link"])
        self._link(sheet.title, _TEXT, "table link")
        for column in range(_COUNTS, _SHARE):
            self.page.write_blank(self.row, column, None, styles["table link"])
        word = self.desk.status_word(sheet.line.status)
        self.page.write_formula(self.row, _SHARE, f"={_status_range(sheet, self.desk)}", styles["table state"], word)
        self.page.set_row(self.row, 17)
        self.row += 1

    def _total(self, first: int, total: Tally) -> None:
        styles = self.desk.styles
        write_text(self.page, self.row, _LEFT, self.desk.words.total, styles["total"])
        self.page.write_blank(self.row, _TEXT, None, styles["total"])
        for column, count in enumerate(_figures(total), _COUNTS):
            cells = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(self.row - 1, column)}"
            self.page.write_formula(self.row, column, f"=SUM({cells})", styles["total count"], count)
        last = self.row
        self._share(total, "total share")
        bar = {
            "type": "data_bar",
            "bar_solid": True,
            "bar_color": BAR,
            "bar_border_color": BAR,
            "data_bar_2010": True,
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        }
        self.page.conditional_format(first, _SHARE, last, _SHARE, bar)

    def _to_confirm(self) -> None:
        """Write how many answers that were carried over nobody has looked at yet."""
        words, styles, places = self.desk.words, self.desk.styles, self.desk.places
        spots = [places.confirmations[sheet.title] for sheet in self.form.sheets if sheet.title in places.confirmations]
        tests = [f'COUNTIF({spot},"{words.confirm_please}*")' for spot in spots]
        write_text(self.page, self.row, _LEFT, words.to_confirm, styles["total"])
        for column in range(_TEXT, _SHARE):
            self.page.write_blank(self.row, column, None, styles["total"])
        count = sum(said.startswith(words.confirm_please) for said in self.form.confirmations())
        self.page.write_formula(self.row, _SHARE, f"={'+'.join(tests)}", styles["to confirm"], count)
        self.page.set_row(self.row, 20)
        self.row += 1

    def _share(self, counts: Tally, style: str) -> None:
        nothing = self.desk.status_word(Status.OPTIONAL)
        done, missing, not_sure, no_object = (xl_rowcol_to_cell(self.row, _COUNTS + place) for place in range(4))
        of = f"({done}+{missing}+{not_sure}+{no_object})"
        formula = f'=IF({of}=0,"{nothing}",({done}+{no_object})/{of})'
        self.page.write_formula(
            self.row, _SHARE, formula, self.desk.styles[style], nothing if counts.share is None else counts.share
        )
        self.page.set_row(self.row, 20)
        self.row += 1

    def _link(self, title: str, column: int, style: str) -> None:
        target = f"internal:{quote_sheetname(title)}!A1"
        self.page.write_url(self.row, column, target, self.desk.styles[style], title)

    def _legend(self) -> None:
        words = self.desk.words
        self._heading(words.colours)
        self._entry("legend answer", words.answer, words.legend_answer)
        meanings = {
            Status.ANSWERED: words.legend_answered,
            Status.MISSING: words.legend_missing,
            Status.NOT_SURE: words.legend_not_sure,
            Status.DOES_NOT_APPLY: words.legend_does_not_apply,
            Status.OPTIONAL: words.legend_optional,
        }
        for status, meaning in meanings.items():
            self._entry(f"legend {status}", self.desk.status_word(status), meaning)
        if self.desk.places.asks_again:
            self._entry("legend confirm", words.confirm_please, words.legend_confirm)

    def _entry(self, style: str, word: str, meaning: str) -> None:
        swatch = self.desk.styles[style]
        self.page.merge_range(self.row, _LEFT, self.row, _TEXT, "", swatch)
        write_text(self.page, self.row, _LEFT, word, swatch)
        self._paragraph(meaning, _COUNTS)


def write_start_sheet(page: Worksheet, form: FormWorkbook, desk: Desk) -> None:
    """Write the start sheet of a form.

    Args:
        page: an empty sheet.
        form: the whole form.
        desk: styles, words and lists.
    """
    _Start(page, form, desk).write()


def _counts(sheet: QuestionSheet | TableSheet) -> Tally:
    if isinstance(sheet, TableSheet):
        return tally([sheet.line.status])
    return tally([line.line.status if isinstance(line, LinkLine) else line.status for line in sheet.lines])


def _status_range(sheet: QuestionSheet | TableSheet, desk: Desk) -> str:
    if isinstance(sheet, TableSheet):
        return xlsx_table_state.status_range(sheet, desk.places)
    return xlsx_question_sheet.status_range(sheet, desk.places)


def _figures(counts: Tally) -> tuple[int, int, int, int]:
    return counts.answered, counts.missing, counts.not_sure, counts.does_not_apply


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(*(a + b for a, b in zip(_figures(one), _figures(other), strict=True)))

"""The look of a form: colours, cell styles, and how high a row has to be for its text."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pipeline.model.form_layout import Status

FONT = {"font_name": "Arial", "font_size": 10}

NAVY, WHITE, INK, GREY = "#1F3A5F", "#FFFFFF", "#1E2733", "#5B6673"
LINES, ANSWER, QUIET, BAR = "#C9D1DB", "#FFFBE6", "#F4F6F9", "#A9C7B3"

STATUS_COLOURS: dict[Status, tuple[str, str]] = {
    Status.ANSWERED: ("#DDF2E3", "#1B6B3A"),
    Status.MISSING: ("#FBE3E0", "#B42318"),
    Status.NOT_SURE: ("#FCE8B2", "#7A4B00"),
    Status.DOES_NOT_APPLY: ("#E7EAEE", "#5F6B7A"),
    Status.OPTIONAL: ("#FFFFFF", "#5B6673"),
}
"""Background and text of each status; the word always stands beside the colour."""

SHORT_ROW, LONG_ROW, HIGHEST_ROW = 32.0, 84.0, 409.0
"""Heights in points; Excel admits no row higher than the last."""

_LINE = {"bottom": 1, "bottom_color": LINES}
_CELL = {**_LINE, "right": 1, "right_color": "#EDE7CF"}
_TEXT = {"text_wrap": True, "valign": "top", "align": "left", "indent": 1}
_SWATCH = {
    "bold": True,
    "border": 1,
    "border_color": LINES,
    "align": "left",
    "indent": 1,
    "valign": "vcenter",
}

STYLES: dict[str, dict[str, Any]] = {
    "plain": {"font_color": INK},
    "bold": {"bold": True, "font_color": INK},
    "grey": {"font_size": 9, "font_color": GREY, "align": "left", "indent": 1},
    "grey bold": {"font_size": 9, "bold": True, "font_color": INK},
    "unseen": {"num_format": ";;;", "font_color": WHITE, "font_size": 8},
    "title": {"font_size": 14, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "back": {"font_size": 9, "font_color": NAVY, "underline": 1, "valign": "vcenter"},
    "back top": {"font_size": 9, "font_color": NAVY, "underline": 1, "valign": "top"},
    "intro": {"font_color": GREY, **_TEXT},
    "code": {"font_size": 8, "font_color": "#9AA3AE"},
    "header": {"bold": True, "font_color": WHITE, "bg_color": NAVY, **_TEXT, "valign": "vcenter"},
    "header label": {"bold": True, "font_color": WHITE},
    "header note": {"font_size": 8, "font_color": "#D5DFEC"},
    "header open": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": NAVY,
        "align": "left",
        "indent": 1,
        "valign": "vcenter",
    },
    "header centre": {
        "bold": True,
        "font_color": WHITE,
        "bg_color": NAVY,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "small header": {"font_size": 9, "bold": True, "font_color": NAVY, "bg_color": "#E4EAF2", **_TEXT},
    "number": {"font_color": GREY, **_LINE, "valign": "top", "align": "left", "indent": 1},
    "question": {"font_color": INK, **_TEXT, **_LINE},
    "required": {"font_color": "#B42318", **_LINE, "align": "center", "valign": "top"},
    "entry": {"font_size": 9, "bold": True, "font_color": NAVY, "bg_color": QUIET, **_TEXT, **_LINE},
    "explanation": {"font_size": 9, "font_color": INK, **_TEXT, **_LINE},
    "printed number": {"font_size": 9, "font_color": INK, **_TEXT, **_LINE},
    "printed date": {"font_size": 9, "font_color": INK, **_TEXT, **_LINE, "num_format": "yyyy-mm-dd"},
    "guidance": {"font_size": 9, "font_color": GREY, **_TEXT, **_LINE},
    "answer": {"bg_color": ANSWER, "font_color": INK, "locked": False, **_TEXT, **_CELL, "num_format": "@"},
    "given": {"bg_color": QUIET, "font_color": INK, **_TEXT, **_LINE, "num_format": "@"},
    "answer number": {
        "bg_color": ANSWER,
        "font_color": INK,
        "locked": False,
        **_TEXT,
        **_LINE,
        "align": "left",
    },
    "answer date": {
        "bg_color": ANSWER,
        "font_color": INK,
        "locked": False,
        **_TEXT,
        **_LINE,
        "align": "left",
        "num_format": "yyyy-mm-dd",
    },
    "beside": {
        "font_color": INK,
        "bg_color": "#FFFDF4",
        "locked": False,
        **_TEXT,
        **_LINE,
        "num_format": "@",
    },
    "link": {"font_color": NAVY, "underline": 1, "bg_color": QUIET, **_TEXT, **_LINE},
    "quiet": {"bg_color": QUIET, **_LINE},
    "status": {"font_size": 9, "bold": True, "align": "center", "valign": "top", **_LINE, "text_wrap": True},
    "hint": {"font_size": 8, "italic": True, "font_color": GREY},
    "hint bold": {"font_size": 8, "bold": True, "font_color": INK},
    "hints": {"font_size": 8, "italic": True, "font_color": GREY, "bg_color": QUIET, **_TEXT, **_LINE},
    "banner": {
        "font_size": 20,
        "bold": True,
        "font_color": WHITE,
        "bg_color": NAVY,
        "valign": "vcenter",
        "indent": 1,
    },
    "banner below": {
        "font_size": 11,
        "font_color": "#D5DFEC",
        "bg_color": NAVY,
        "valign": "top",
        "align": "left",
        "indent": 1,
    },
    "heading": {
        "font_size": 13,
        "bold": True,
        "font_color": NAVY,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
    },
    "step": {"bold": True, "font_color": NAVY, "valign": "vcenter", "align": "right"},
    "paragraph": {"font_color": INK, **_TEXT, "valign": "vcenter"},
    "section link": {
        "bold": True,
        "font_color": NAVY,
        "underline": 1,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
        **_LINE,
    },
    "table link": {"font_size": 9, "font_color": NAVY, "underline": 1, "valign": "vcenter", **_LINE},
    "table state": {
        "font_size": 9,
        "font_color": GREY,
        "align": "right",
        "valign": "vcenter",
        "indent": 1,
        **_LINE,
    },
    "count": {"font_color": INK, "align": "center", "valign": "vcenter", **_LINE},
    "share": {
        "font_color": INK,
        "align": "right",
        "valign": "vcenter",
        "indent": 1,
        "num_format": "0%",
        **_LINE,
    },
    "total": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": QUIET,
        "valign": "vcenter",
        "align": "left",
        "indent": 1,
        **_LINE,
    },
    "total count": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": QUIET,
        "align": "center",
        "valign": "vcenter",
        **_LINE,
    },
    "total share": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": QUIET,
        "align": "right",
        "valign": "vcenter",
        "indent": 1,
        "num_format": "0%",
        **_LINE,
    },
    "confirm": {
        "font_size": 9,
        "bg_color": "#E8EEF8",
        "font_color": NAVY,
        "locked": False,
        **_TEXT,
        **_LINE,
        "num_format": "@",
    },
    "legend confirm": {**_SWATCH, "bg_color": "#E8EEF8", "font_color": NAVY},
    "remark": {"font_size": 9, "font_color": "#7A2E0E", "bg_color": "#FFF7ED", **_TEXT, **_LINE},
    "remark error": {"bg_color": "#F6B8B0"},
    "remark warning": {"bg_color": "#FCE8B2"},
    "remark note": {"bg_color": "#DCE8F7"},
    "finding error": {"font_size": 9, "bold": True, "bg_color": "#FBE3E0", "font_color": "#B42318", **_TEXT, **_LINE},
    "finding warning": {"font_size": 9, "bold": True, "bg_color": "#FCE8B2", "font_color": "#7A4B00", **_TEXT, **_LINE},
    "finding note": {"font_size": 9, "bold": True, "bg_color": "#DCE8F7", "font_color": NAVY, **_TEXT, **_LINE},
    "finding link": {"font_size": 9, "font_color": NAVY, "underline": 1, **_TEXT, **_LINE},
    "occasion label": {"bold": True, "font_color": NAVY, "valign": "vcenter", "align": "left", "indent": 1},
    "occasion": {
        "bg_color": "#FFFDF4",
        "font_color": INK,
        "locked": False,
        "align": "left",
        "indent": 1,
        "valign": "vcenter",
        **_LINE,
        "num_format": "@",
    },
    "to confirm": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": "#E8EEF8",
        "align": "right",
        "valign": "vcenter",
        "indent": 1,
        **_LINE,
    },
    "legend answer": {**_SWATCH, "bg_color": ANSWER, "font_color": INK},
    **{
        f"legend {status}": {**_SWATCH, "bg_color": background, "font_color": text}
        for status, (background, text) in STATUS_COLOURS.items()
    },
}


class Styles:
    """Gives each style of one workbook once, however often it is asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def __getitem__(self, name: str) -> Format:
        """Return a style by its name in ``STYLES``, or a status of the same colours."""
        if name not in self._made:
            self._made[name] = self._workbook.add_format({**FONT, **STYLES[name]})
        return self._made[name]

    def coloured(self, status: Status) -> Format:
        """Return the change of colours by which a status is shown."""
        name = f"status {status}"
        if name not in self._made:
            background, text = STATUS_COLOURS[status]
            self._made[name] = self._workbook.add_format({"bg_color": background, "font_color": text})
        return self._made[name]


def text_height(text: str, width: float, size: float = 10) -> float:
    """Estimate the height that a wrapped text needs, in points.

    Args:
        text: with LF as line breaks.
        width: of the column, in digits of the default font.
        size: of the font, in points.
    """
    per_line = max(1.0, (width - 2.5) * 1.2 * 10 / size)
    return sum(_lines(line, per_line) for line in text.split("\n")) * size * 1.3


def _lines(text: str, per_line: float) -> int:
    """Return on how many lines a text stands when it breaks between words, and within those longer than a line."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = len(word)
        if used and used + 1 + length > per_line:
            lines, used = lines + 1, 0.0
        if length > per_line:
            whole = ceil(length / per_line) - 1
            lines, length = lines + whole, length - int(whole * per_line)
        used += length + (1 if used else 0)
    return lines


def row_height(texts: Iterable[tuple[str, float, float]], least: float) -> float:
    """Return the height of a row from the texts in it, each with its column's width and its font size."""
    needed = max((text_height(*text) for text in texts), default=0.0)
    return min(max(least, round(needed + 8)), HIGHEST_ROW)

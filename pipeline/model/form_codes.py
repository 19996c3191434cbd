"""The codes by which a form is read back, and what stands in its cells.

How a written sheet is found again, whatever was inserted, moved or renamed:

* A block begins at a *codes row*: a row in which one cell is ``#id`` or begins with ``#rows:``. That cell's
  column is the block's mark column; every other filled cell of the row is the code of its column
  (``ColumnCode``, or the name of a column of the table). A block ends before the next codes row or at the
  end of the sheet. A question sheet has one block; a table sheet has two.
* Below ``#id`` each row is one question: the mark column holds its id, which is the path of the fact (on a
  table sheet one line only, the path of the table, for what is said about the whole table). Rows
  with nothing in the mark column are no questions.
* ``#rows:data.data_sets`` names the table; below it each row with nothing in the mark column and anything
  in a coded column is one item, whose id stands in the column ``id``.
* Below either, a row whose mark column begins with ``#`` is furniture (visible header, hints), never an answer.

``Start``, ``_meta``, ``_lists`` and reference sheets hold no codes row. ``_meta`` holds keys in its first and values
in its second column; ``_lists`` holds vocabulary, code and label in its first three, under a row that begins with
``#``; a code that begins with ``#`` is a state that the list offers too, not a choice.
"""

from datetime import date
from enum import StrEnum

START_SHEET = "Start"
META_SHEET = "_meta"
LISTS_SHEET = "_lists"

LINE_MARK = "#id"
"""Begins the codes row above questions."""

ROWS_MARK = "#rows:"
"""Begins the codes row above the items of a table, followed by the table's path."""

LEFT_MARK = "#left-over"
"""Begins the codes row of the sheet that keeps what no question reads, with columns ``where``, ``text`` and ``why``."""

NO_ANSWERS_MARK = "#no-answers"
"""Stands in a cell of each visible sheet on which nothing is read and nothing is kept: the start, explanations."""

FURNITURE = "#"
"""Begins the text in the mark column of every row that is no answer."""

SEPARATOR = "; "
"""Put between several choices, ids or file names in one cell; read back with or without the blank, or a line break."""

EVIDENCE = "evidence"
"""The table whose rows prove the others; it needs no evidence of its own."""

SHEET_TITLE_LIMIT = 31
"""Characters that Excel allows in the title of a sheet."""

CONFIRM_LIST = "still-true"
"""Vocabulary in ``_lists`` of what may be said of an answer carried over; its codes are those of ``Confirming``."""

YES_NO_LIST = "yes-no"
"""Vocabulary of yes-no cells in ``_lists``, with the codes ``yes`` and ``no``."""

PRODUCT = "dossier"

OUR_NOTE = "» "
"""Begins each note that a review copy pins to a cell, so that none is taken for a client's own."""


class ColumnCode(StrEnum):
    """The columns of a question sheet, and those that a table has beside its own."""

    NO = "no"
    QUESTION = "question"
    REQUIRED = "req"
    ANSWER = "answer"
    GUIDANCE = "guidance"
    LEGAL = "legal"
    EVIDENCE = "evidence"
    WHO = "who"
    COMMENT = "comment"
    STATUS = "status"
    ROW_ID = "id"
    CONFIRM = "confirm"
    REMARK = "remark"


class MetaKey(StrEnum):
    """Keys of ``_meta``, and names of the same custom document properties."""

    PRODUCT = "product"
    FORM_ID = "form_id"
    FORM_VERSION = "form_version"
    LANGUAGE = "language"
    SYSTEM_ID = "system_id"
    CONTACT = "contact"
    DEADLINE = "deadline"
    REVIEW = "review"


Content = str | int | float | date | None
"""What stands in a cell for an answer: text as it is read by people, a number, a day, or nothing."""

"""Findings on the workbooks that come back: the file, its sheets, its cells."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

INTAKE_FINDINGS: dict[str, Entry] = {
    "INT001": Entry(_E, "Not a workbook", "this is {kind}, not an Excel workbook", "{remedy}"),
    "INT002": Entry(
        _E,
        "Damaged workbook",
        "the file is damaged: {why}",
        "Open it in Excel, save it again, or ask for a fresh copy.",
    ),
    "INT003": Entry(
        _E,
        "Password on the workbook",
        "the workbook is locked with a password",
        "In Excel: File, Info, Protect Workbook, Encrypt with Password; delete the password and save.",
    ),
    "INT004": Entry(
        _E, "Workbook too large", "{what}", "Keep documents and pictures in the evidence folder, not in the workbook."
    ),
    "INT005": Entry(
        _E, "Unsafe content", "the workbook holds {what}", "Save it as a plain .xlsx workbook without macros."
    ),
    "INT006": Entry(
        _E,
        "Sheet larger than any form",
        'sheet "{sheet}" reaches at least to row {rows} and column {columns}',
        "Delete what stands outside the form, then save.",
    ),
    "INT010": Entry(
        _E, "Not an intake form", "{what}", "Make a form with `dossier form` and copy the answers into it."
    ),
    "INT011": Entry(
        _E,
        "Unknown form version",
        'the form has version "{version}"; this tool reads {known}',
        "Use a version of this tool that is as new as the form.",
    ),
    "INT012": Entry(
        _E,
        "Sheet missing",
        'sheet "{title}" is missing or has lost its hidden ids: {count} questions cannot be read',
        "Take it from a fresh form.",
    ),
    "INT013": Entry(
        _W, "Unknown question", 'the row is marked "{id}", which is no question of this form', "Restore the hidden id."
    ),
    "INT014": Entry(
        _E,
        "Not a number",
        '"{value}" is not a number{why}',
        "Write one number in digits, such as 40000, 0.87 or 0,87. A unit, a range or a caveat goes into the comment.",
    ),
    "INT015": Entry(
        _E,
        "Unknown choice",
        '"{value}" is not one of the answers offered',
        "Choose from: {options}. Where several fit, part them by semicolons.",
    ),
    "INT016": Entry(
        _E,
        "Impossible date",
        '"{value}" cannot be read as a date{why}',
        "Write year, month and day, such as 2026-11-23; no day before 1 March 1900.",
    ),
    "INT017": Entry(
        _W,
        "Placeholder",
        '"{value}" answers nothing; the question counts as unanswered',
        'Answer it, or write "Not sure", or "Does not apply:" and the reason.',
    ),
    "INT018": Entry(
        _W,
        "Reason missing",
        '"Does not apply" stands without a reason and settles nothing',
        "Write the reason after a colon.",
    ),
    "INT019": Entry(
        _N,
        "Characters removed",
        "characters that cannot be printed were removed from the answer, or replaced by �",
        "Check the answer.",
    ),
    "INT020": Entry(
        _E, "Error value", "the cell holds no usable answer: {value}", "Type the answer itself instead of the formula."
    ),
    "INT021": Entry(
        _E, "Answered twice", "the question stands in the form twice; the other place is {other}", "Delete one of them."
    ),
    "INT022": Entry(
        _W,
        "Row without an id",
        "the row has answers but no id; it is called {id} in this run",
        "Give it an id that no other row has, such as {example}.",
    ),
    "INT023": Entry(
        _E,
        "Id used twice",
        'the id "{id}" names another row as well, in {other}; here it is called {given}',
        "Give each row an id that no other row has.",
    ),
    "INT024": Entry(
        _E,
        "Neither yes nor no",
        '"{value}" is neither yes nor no{why}',
        'Answer "Yes", "No" or "Not sure", in any official language of the EU (Ja, Nein, Oui, Non, Tak, Nie ...); or'
        " as 1 and 0, true and false, x or ✓ for yes.",
    ),
    "INT025": Entry(
        _W,
        "Unknown reference",
        '"{id}" is not an id in the sheet "{table}"',
        'List it in the sheet "{table}" first, or use one of: {options}.',
    ),
    "INT026": Entry(
        _E,
        "Answer too long",
        "the answer has {length} characters; {limit} fit",
        "Put it into a document and name that as evidence.",
    ),
    "INT027": Entry(
        _W,
        "Number where text belongs",
        "the cell holds a number or a date, read as {value}",
        'Format the cell as text and type it again: Excel turns "2.10" into 2.1.',
    ),
    "INT028": Entry(
        _W, "System id missing", 'the system has no id; it is called "{id}" after the file', "Give it an id that stays."
    ),
    "INT029": Entry(
        _W,
        "Answered differently",
        "the organisation's workbook gives another answer in {other}; that one is used",
        "Settle which answer is right and delete the other.",
    ),
    "INT030": Entry(
        _W,
        "No organisation workbook",
        "no organisation.xlsx lies beside this workbook; what it would tell is unknown",
        "Make it in the same folder with `dossier form <folder>/organisation.xlsx --organisation`.",
    ),
    "INT031": Entry(
        _E, "System id used twice", 'the system id "{id}" also stands in {other}', "Give each system its own id."
    ),
    "INT032": Entry(
        _N,
        "Answer not needed",
        "the question does not apply, because {because}; the answer is kept and not printed",
        "Check the answer that decides it.",
    ),
    "INT033": Entry(
        _W, "File missing", 'the file "{name}" is not in the evidence folder', "Put it there, or correct the name."
    ),
    "INT034": Entry(
        _W, "Question missing", "question {number} is missing from its sheet", "Take the sheet from a fresh form."
    ),
    "INT035": Entry(
        _E, "Not an id", '"{value}" cannot be an id', "Use up to 40 letters, digits, full stops, hyphens, underscores."
    ),
    "INT036": Entry(
        _E, "Not a file name", '"{value}" is a path or cannot be a file name', "Name a file that lies in evidence/."
    ),
    "INT037": Entry(
        _N, "Line breaks in a short answer", "line breaks in the answer were replaced by blanks", "Check the answer."
    ),
    "INT038": Entry(_E, "Not in the list", '{row} is no entry of "{label}"; the row is not used', "{hint}"),
    "INT039": Entry(
        _E,
        "Id and title do not fit",
        'the row "{id}" has the title "{said}", but {id} is "{title}", and {named}; the row is not used',
        "Correct whichever is wrong; the rows of a fresh form have both.",
    ),
    "INT040": Entry(
        _N,
        "Sheet of a newer form missing",
        'sheet "{title}" is missing; nothing on it has to be answered',
        "If you need it, carry the answers over into a fresh form with `dossier form --from`.",
    ),
    "INT043": Entry(
        _W,
        "Struck-out text",
        'the text "{struck}" is struck out and was not read; {kept}',
        "Delete what is struck out, or remove the strike.",
    ),
    "INT044": Entry(
        _W,
        "Hidden answers",
        "answers stand in what is hidden: {what}; they were read all the same",
        "Show them, and make sure that the answers are meant.",
    ),
    "INT045": Entry(
        _W,
        "Merged cells",
        "the cells {cells} are merged; what stands in the first one {read}",
        "Split the cells, and give each row its own answer.",
    ),
    "INT046": Entry(
        _N, "Note at a cell", 'a note is pinned to the cell and was not read: "{text}"', "Put it into the comment."
    ),
    "INT047": Entry(
        _W,
        "Picture in a sheet",
        "a picture, chart or drawing lies on the sheet and was not read",
        "Save it as a file in the folder evidence and write the file's name into the answer.",
    ),
    "INT048": Entry(
        _W,
        "Link to another workbook",
        "the workbook draws values from another file, which is not looked at; the values last stored were read",
        "Replace such formulas by their values.",
    ),
    "INT049": Entry(
        _E,
        "Number of two meanings",
        '"{value}" may mean {one} or {other}',
        "Write digits with a point before decimals and nothing between thousands, such as {one} or {other}.",
    ),
    "INT050": Entry(
        _E,
        "Date of two meanings",
        '"{value}" may mean {one} or {other}',
        "Write year, month and day of the one that is meant, such as {one}.",
    ),
    "INT051": Entry(
        _N, "Number in another spelling", '"{value}" was read as the number {number}', "Check that it is the one meant."
    ),
    "INT052": Entry(
        _W,
        "Copied sheet",
        'the sheet repeats the questions of the sheet "{other}" and was not read',
        "Delete the sheet that is not meant.",
    ),
    "INT053": Entry(
        _N, "Headings among the rows", "the row repeats the headings of the table and was not read", "Delete the row."
    ),
    "INT054": Entry(
        _N,
        "Open in another program",
        "the workbook is open in a spreadsheet program; the version last saved was read",
        "Save and close it, then run this again.",
    ),
    "INT055": Entry(_N, "Date typed as text", '"{value}" was read as {day}', "Check that it is the day meant."),
    "INT057": Entry(
        _N,
        "Not looked at closely",
        "whether answers are struck out, shown as percentages or have notes could not be looked at ({why})",
        "Open the workbook in Excel, save it again, and see to it that no answer is struck out.",
    ),
    "INT064": Entry(
        _N,
        "Outside the answers",
        "what stands outside the answers, in {cells}, was not read",
        "Move what is meant as an answer into the answer, or into the comment.",
    ),
    "INT063": Entry(
        _N, "Mark read as an answer", '"{value}" was read as "{answer}"', "Check that this is what was meant."
    ),
}

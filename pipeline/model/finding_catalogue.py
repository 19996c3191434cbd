"""Every finding the tool can make: its code, severity and wording. A code is never used again after removal.

Families: INT intake, PRO profile, CLS classification, REQ requirement, DOC produced document, BLD build; MGT management
system and CFW steps towards the market stand in `management_findings`.
"""

from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_entry import Entry
from pipeline.model.management_findings import MANAGEMENT_FINDINGS

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CATALOGUE: dict[str, Entry] = {
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
        'sheet "{sheet}" reaches to row {rows} and column {columns}',
        "Delete what stands outside the form, then save.",
    ),
    "INT010": Entry(
        _E, "Not an intake form", "{what}", "Make a form with `dossier form` and copy the answers into it."
    ),
    "INT011": Entry(
        _E,
        "Unknown form version",
        'the form has version "{version}"; this tool reads {known}',
        "Use the version of the tool that made the form, or carry the answers over with `dossier form --from`.",
    ),
    "INT012": Entry(
        _E,
        "Sheet missing",
        'sheet "{title}" is missing: {count} questions cannot be read',
        "Take it from a fresh form.",
    ),
    "INT013": Entry(
        _W, "Unknown question", 'the row is marked "{id}", which is no question of this form', "Restore the hidden id."
    ),
    "INT014": Entry(
        _E,
        "Not a number",
        '"{value}" is not a number',
        "Write digits, with a point before decimals and no blanks: 40000 or 0.87. A caveat goes into the comment.",
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
        '"{value}" cannot be read as a date',
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
        _N, "Characters removed", "characters that cannot be printed were removed from the answer", "Check the answer."
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
    "INT024": Entry(_E, "Neither yes nor no", '"{value}" is neither yes nor no', 'Answer "Yes", "No" or "Not sure".'),
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
        "the cell holds a number, read as {value}",
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
    "PRO001": Entry(
        _E, "Not a profile", "the file cannot be read as a profile: {why}", "Use a profile.json of `dossier`."
    ),
    "PRO002": Entry(_E, "Value not admitted", "{path}: {why}", "Correct the value."),
    "CLS001": Entry(
        _W,
        "Due or not: cannot be told yet",
        "whether these are owed depends on questions still open ({questions}): {deliverables}; drafts are prepared",
        "Answer these questions.",
    ),
    "CLS002": Entry(_N, "Not due", "{deliverable}: not owed. {because}", "Nothing."),
    "CLS003": Entry(
        _W,
        "Answers that contradict each other",
        "{words}{others}",
        "Settle which answer is right.",
    ),
    "CLS004": Entry(
        _W, "To be reviewed at once", "{words}", "Have the classification record reviewed by a lawyer now."
    ),
    "CLS005": Entry(
        _W,
        "Held back",
        "{words} Not made: {deliverables}",
        "Have the classification record reviewed by a lawyer at once; correct the answers if they are wrong.",
    ),
    "CLS006": Entry(
        _W,
        "Due or not: to be reviewed",
        "whether these are owed follows from no answer; a person has to review what was answered to question"
        " {questions}: {deliverables}; drafts are prepared",
        "Have the classification record reviewed; it says what the law leaves open.",
    ),
    "CLS007": Entry(
        _W,
        "A yes behind a no",
        "answered with yes, though the question that leads here is answered with no in {cell}",
        "Make sure that the no is right: what follows from a yes here is not looked at.",
    ),
    "CLS008": Entry(
        _W,
        "A table declined behind a yes",
        "the table is said not to apply, though the question that leads here is answered with yes in {cell}",
        "Settle which answer is right: without rows the table counts as one that holds nothing.",
    ),
    "REQ001": Entry(
        _W,
        "Missing fact",
        "question {number}, {label}, is not answered; a marker stands in: {deliverables}",
        'Answer it, or write "Not sure" or "Does not apply:" with the reason. Owed by: {who}.',
    ),
    "DOC001": Entry(
        _E, "Document refused", "{deliverable} failed its check and was not written: {why}", "Report this."
    ),
    "DOC002": Entry(_E, "Template cannot be filled", "{deliverable}: {why}", "Check the template."),
    "BLD001": Entry(
        _W,
        "Edited document kept",
        "{path} was edited by a person and is kept; the new version is {new}",
        "Carry your changes over into {new}, put it in the place of {path}, and build; or build with --replace-edited.",
    ),
    "BLD002": Entry(
        _E, "Worker failed", "the system could not be built: {why}", "Report this; the other systems were built."
    ),
    "BLD004": Entry(
        _E, "Unsafe place", "nothing was written: {why}", "Remove the link; outputs are real files and folders."
    ),
    "BLD003": Entry(
        _E, "No workbook", "no system workbook lies in {path}", "Make one with `dossier form <folder>/<system>.xlsx`."
    ),
} | MANAGEMENT_FINDINGS


def finding(code: str, at: Place, cites: tuple[str, ...] = (), **values: object) -> Finding:
    """Make a finding in the words of the catalogue.

    Args:
        code: a code of the catalogue.
        at: where it stands.
        cites: the law that makes it matter.
        values: what the message and the hint name in braces.

    Raises:
        KeyError: the code or a value that its wording needs is missing, which is a bug.
    """
    entry = CATALOGUE[code]
    shown = {name: _shorten(str(value)) for name, value in values.items()}
    return Finding(code, entry.severity, entry.message.format(**shown), at, cites, entry.hint.format(**shown))


def _shorten(text: str, limit: int = 300) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else f"{folded[: limit - 1]}…"

"""Every finding the tool can make: its code, severity and wording. A code is never used again after removal.

Families: PRO profile, CLS classification, REQ requirement, DOC produced document, BLD build stand here; the others, INT
intake among them, in the modules that are imported below.
"""

from pipeline.model.change_findings import CHANGE_FINDINGS
from pipeline.model.edit_findings import EDIT_FINDINGS
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_entry import Entry
from pipeline.model.firm_findings import FIRM_FINDINGS
from pipeline.model.intake_findings import INTAKE_FINDINGS
from pipeline.model.management_findings import MANAGEMENT_FINDINGS
from pipeline.model.pack_findings import PACK_FINDINGS
from pipeline.model.pdf_findings import PDF_FINDINGS
from pipeline.model.prefill_findings import PREFILL_FINDINGS
from pipeline.model.redline_findings import REDLINE_FINDINGS
from pipeline.model.revision_findings import REVISION_FINDINGS
from pipeline.model.template_findings import TEMPLATE_FINDINGS
from pipeline.model.verify_findings import VERIFY_FINDINGS
from pipeline.model.worker_findings import WORKER_FINDINGS

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_OWN: dict[str, Entry] = {
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
    "REQ002": Entry(
        _W,
        "Fact not known",
        'question {number}, {label}, is answered with "Not sure"; a marker stands in: {deliverables}',
        "Find out, and put the answer in its place once it is known. Owed by: {who}.",
    ),
    "DOC001": Entry(
        _E,
        "Document refused",
        "{deliverable} failed its check and was not written: {why}",
        "Where the template is a firm's own, open it in Word, save it, and look at its `dossier templates preview`;"
        " else report this.",
    ),
    "DOC002": Entry(
        _E, "Template cannot be filled", "{deliverable}: {why}", "`dossier templates check` tells the place."
    ),
    "BLD001": Entry(
        _W,
        "Edited document kept",
        "{path} was edited by a person and is kept; the new version is {new}",
        "Settle the tracked changes in the .redline file (your own words are struck out there: reject that), or"
        " carry over in {new} what is yours, and run `dossier adopt` on the result; or build with"
        " --replace-edited, which keeps yours under revisions/.",
    ),
    "BLD002": Entry(
        _E, "Worker failed", "the system could not be built: {why}", "Report this; the other systems were built."
    ),
    "BLD004": Entry(
        _E, "Unsafe place", "nothing was written: {why}", "Remove the link; outputs are real files and folders."
    ),
    "BLD005": Entry(
        _W,
        "Saved meanwhile",
        "{path} was saved by another program while its new version was made; it is left as it is",
        "Close it, and build again.",
    ),
    "BLD006": Entry(
        _W,
        "Open in another program",
        "{path} cannot be written: it is open in another program, or closed to this user; it is left as it is",
        "Close it, and build again.",
    ),
    "BLD003": Entry(
        _E,
        "No workbook",
        "no system workbook lies in {path}",
        "Give a folder in which a client's workbooks lie, or make one with `dossier form <folder>/<system>.xlsx`.",
    ),
}

CATALOGUE: dict[str, Entry] = (
    INTAKE_FINDINGS
    | PREFILL_FINDINGS
    | _OWN
    | MANAGEMENT_FINDINGS
    | TEMPLATE_FINDINGS
    | FIRM_FINDINGS
    | PDF_FINDINGS
    | REDLINE_FINDINGS
    | REVISION_FINDINGS
    | VERIFY_FINDINGS
    | EDIT_FINDINGS
    | PACK_FINDINGS
    | CHANGE_FINDINGS
    | WORKER_FINDINGS
)


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
    message, hint = entry.message.format(**shown), entry.hint.format(**shown)
    return Finding(code, entry.severity, message, at, cites, hint, tuple(shown.items()))


def _shorten(text: str, limit: int = 300) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= limit else f"{folded[: limit - 1]}…"

"""What is to be told of revisions: of edits by hand, of approvals that are older than the change, of what is issued."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_SETTLE = "Settle that first; `dossier build` and findings.json say what is open."

REVISION_FINDINGS: dict[str, Entry] = {
    "REV001": Entry(
        _W,
        "Approval older than the change",
        "revision {number} changed documents, and note and approval are still those of revision {former}: its documents"
        " are drafts",
        "Say what changed, who approved it and on which day (questions {questions}).",
    ),
    "REV002": Entry(
        _N,
        "Free text carried over",
        "{path}: what a person wrote in its zones of free text was carried over into the new version",
        "Read it against what has changed.",
    ),
    "REV003": Entry(
        _W,
        "Free text without a place",
        "{path}: the new version does not have all of the zones in which a person wrote; their text is in {kept}",
        "Put it where it belongs now.",
    ),
    "REV004": Entry(
        _E,
        "Nothing to issue",
        "{why}",
        "Name the folder of one system, as outputs/<client>/<system>, and a document that `dossier build` made there.",
    ),
    "REV005": Entry(
        _E,
        "Draft not issued",
        "{path} is a draft: facts or preconditions are open, or nobody approved this revision; nothing was frozen",
        _SETTLE,
    ),
    "REV006": Entry(
        _E,
        "Edited document not issued",
        "{path} was edited by a person outside its zones of free text, or a newer version waits; nothing was frozen",
        "Carry over what the newer version says, run `dossier adopt` on the document, and issue it then.",
    ),
    "REV007": Entry(
        _N,
        "Issued before",
        "{path} was issued already, as {issued}, with the same bytes",
        "Nothing.",
    ),
    "REV013": Entry(
        _E,
        "Issued file is not as it was",
        "{path} was issued already, as {issued}, and that file was changed or is gone",
        "Put it back from a copy; `dossier verify` tells of every file that is not as it was.",
    ),
    "REV008": Entry(
        _W,
        "Without page numbers",
        "{path} was issued without page numbers in its contents list",
        "Build with --pdf before a document is issued.",
    ),
    "REV009": Entry(
        _E,
        "Not adopted",
        "{path}: {why}",
        "Give a document without open tracked changes, in the folder of its system, under the name it was made with.",
    ),
    "REV010": Entry(
        _N,
        "Adopted",
        "{path} is the document from now on, as it stands; a newer version will be put beside it, never over it",
        "Nothing.",
    ),
    "REV011": Entry(
        _N,
        "Taken back",
        "{path} is as it was made in revision {revision}, but for free text in its zones",
        "Nothing.",
    ),
    "REV012": Entry(
        _E,
        "Tracked changes not issued",
        "{path} holds tracked changes that nobody settled; nothing was frozen",
        "Accept or reject each of them, in the zones of free text too, and issue it then.",
    ),
}

"""What can be wrong with a file that was produced, or with any Office file that is looked at: damaged, unsafe, edited."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_AGAIN = "Build it again with `dossier build`."
_OTHER = "Open it in Word or Excel, save it, and look at it there; or take another copy."

VERIFY_FINDINGS: dict[str, Entry] = {
    "VER001": Entry(
        _W, "Changed since it was made", "{path} is not as it was made: a person edited it", "Look it over."
    ),
    "VER002": Entry(_E, "Document missing", "{path} was made in revision {revision} and is not there", _AGAIN),
    "VER003": Entry(_E, "Not a valid document", "{path}: {why}", "Report this: Word or Excel may refuse the file."),
    "VER004": Entry(_E, "Not a valid file", "{path}: {why}", _OTHER),
    "VER005": Entry(_W, "Doubtful", "{path}: {why}", "Open it in Word or Excel; if it opens as it should, nothing."),
    "VER006": Entry(_E, "Damaged file", "{path} cannot be opened: {why}", _OTHER),
    "VER007": Entry(_E, "File under a password", "{path} is locked with a password", "Save it without one."),
    "VER008": Entry(_E, "Unsafe or oversized file", "{path} was not opened: {why}", "Ask its sender what it is for."),
    "VER009": Entry(
        _E, "Not an Office file", "{path} is {kind}", "Give a .docx, .xlsx or .pdf, or a folder of outputs."
    ),
    "VER010": Entry(_N, "Not in the manifest", "{path} lies in the folder and is not known there", "Nothing."),
    "VER011": Entry(_E, "Record cannot be read", "{path}: {why}", _AGAIN),
    "VER012": Entry(
        _W, "Newer version waits", "{path} is a newer version of a document that was edited", "Compare both."
    ),
    "VER013": Entry(
        _E, "Nothing to verify", "no file of this kind lies in {path}", "Give a file or a folder of outputs."
    ),
    "VER014": Entry(_W, "No manifest", "{path} has no manifest that can be read: nothing there is known", _AGAIN),
}

"""What can be wrong with a file that was produced, or with any Office file: damaged, unsafe, edited, missing."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_AGAIN = "Build it again with `dossier build`."
_BACKUP = "Put it back from a backup; what is neither issued nor of a former revision, `dossier build` makes again."
_COMPARE = "Carry your changes over into it, and run `dossier adopt` on it."
_OTHER = "Open it in Word or Excel, save it, and look at it there; or take another copy."

VERIFY_FINDINGS: dict[str, Entry] = {
    "VER001": Entry(_W, "Changed since it was made", "a person edited it since it was made", "Look it over."),
    "VER002": Entry(_E, "Document missing", "it was made in revision {revision} and is not there", _BACKUP),
    "VER003": Entry(_E, "Not a valid document", "{why}", "Report this: Word or Excel may refuse the file."),
    "VER004": Entry(_E, "Not a valid file", "{why}", _OTHER),
    "VER005": Entry(_W, "Doubtful", "{why}", "Open it in Word or Excel; if it opens as it should, nothing."),
    "VER006": Entry(_E, "Damaged file", "it cannot be opened: {why}", _OTHER),
    "VER007": Entry(_E, "File under a password", "it is locked with a password", "Save it without one."),
    "VER008": Entry(_E, "Unsafe or oversized file", "it was not opened: {why}", "Ask its sender what it is for."),
    "VER009": Entry(_E, "Not an Office file", "it is {kind}", "Give a .docx, .xlsx or .pdf, or a folder of outputs."),
    "VER010": Entry(_N, "Not in the manifest", "the manifest of the folder does not know it", "Nothing."),
    "VER011": Entry(_E, "Record cannot be read", "{why}", _AGAIN),
    "VER012": Entry(_W, "Newer version waits", "it is a newer version of a document that a person edited", _COMPARE),
    "VER013": Entry(_E, "Nothing to verify", "no Word document, workbook or PDF lies in {path}", "Give another place."),
    "VER014": Entry(_W, "No manifest", "the folder has no manifest: which documents are ours is not known", _AGAIN),
}

"""What can be wrong with a dossier that leaves the house: its documents, its answers, its evidence, its PDF."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PACK_FINDINGS: dict[str, Entry] = {
    "PCK001": Entry(
        _E, "Nothing to pack", "no documents that `dossier build` made lie in {path}", "Name the folder of a client."
    ),
    "PCK002": Entry(
        _E,
        "System left out",
        "{file} of this system cannot be read ({why}); the system is not in the dossier",
        "Build the system again, or take the file from a copy.",
    ),
    "PCK003": Entry(
        _W,
        "Not packed",
        "{count} here that no record knows: {names}",
        "Move what does not belong here; what has to be enclosed belongs to the evidence, and into an answer.",
    ),
    "PCK004": Entry(
        _E,
        "Document missing",
        "{document} was made in revision {revision} and does not lie there; the dossier goes without it",
        "Build again.",
    ),
    "PCK005": Entry(
        _W,
        "Edited document enclosed",
        "{document} was edited by a person since it was made; it is enclosed as it lies there, and said to be edited",
        "Have `dossier adopt` take the edited document over, or carry the changes into the new version.",
    ),
    "PCK006": Entry(
        _W,
        "Newer version not enclosed",
        "{new} waits beside {document}, which a person edited; it is not enclosed",
        "Settle which of the two counts before the dossier leaves the house.",
    ),
    "PCK007": Entry(
        _E,
        "Issued copy is not what was issued",
        "{path}, issued in revision {revision}, {why}; what lies in the folder today is enclosed instead",
        "Take the issued document from a copy: it has to be kept as it was issued.",
    ),
    "PCK008": Entry(
        _N,
        "Later revision not enclosed",
        "{document}: revision {revision} was issued and is enclosed; revision {later} in the folder was not issued",
        "Issue the later revision if it is the one that has to go out.",
    ),
    "PCK009": Entry(
        _W,
        "No answers found",
        "{inputs} holds no folder of the client {client}; the dossier goes without workbooks and evidence",
        "Say with --inputs where the workbooks lie.",
    ),
    "PCK010": Entry(
        _W,
        "Workbook not found",
        "no workbook of {system} lies in {inputs}; the dossier goes without it",
        "Put the workbook from which the documents were made there.",
    ),
    "PCK011": Entry(
        _W,
        "Workbook changed since",
        "the workbook of {system} no longer says what its documents were made from",
        "Build again, so that documents and answers agree.",
    ),
    "PCK012": Entry(
        _W,
        "Evidence missing",
        'the file "{name}", named by {named}, does not lie in the evidence folder; a page says so in its place',
        "Put it there, or correct the answer.",
    ),
    "PCK013": Entry(
        _E,
        "Evidence changed since",
        '"{name}" is another file than the one whose digest the documents print ({printed})',
        "Put the former file back, or build again, so that the documents print the digest of this one.",
    ),
    "PCK014": Entry(
        _N,
        "File renamed",
        '"{name}" is called {new} in the dossier: not every computer can hold its name, or another file has it',
        "Nothing; the index tells both names.",
    ),
    "PCK015": Entry(
        _E,
        "Not enclosed",
        "{name} is {kind} and is not followed",
        "Put the file itself in its place.",
    ),
    "PCK016": Entry(
        _W,
        "No LibreOffice",
        "LibreOffice was not found; the dossier goes without its PDF",
        "Install LibreOffice (its program soffice has to be on the PATH) and pack again.",
    ),
    "PCK017": Entry(
        _E,
        "Document not in the PDF",
        "{document} could not be printed ({why}); a page in the PDF says so, the document itself is enclosed",
        "Open it in Word and save it anew; then pack again.",
    ),
    "PCK018": Entry(
        _E,
        "Evidence under a password",
        '"{name}" opens only with a password; a page says so in its place',
        "Ask for a copy without a password.",
    ),
    "PCK019": Entry(
        _N,
        "Evidence under restrictions",
        '"{name}" opens for everybody, and its author restricted what may be done with it: {restricted}',
        "Make sure that it may be enclosed.",
    ),
    "PCK020": Entry(
        _E,
        "Evidence broken",
        '"{name}" cannot be read ({why}); a page says so in its place',
        "Ask for the file again.",
    ),
    "PCK021": Entry(
        _E,
        "Evidence is no PDF",
        '"{name}" is {kind}, though its name ends as that of a PDF; a page says so in its place',
        "Ask for the document as a PDF.",
    ),
    "PCK022": Entry(
        _E,
        "Evidence too large",
        '"{name}" {why}; a page says so in its place',
        "Ask for a smaller copy, or enclose it on its own.",
    ),
    "PCK023": Entry(
        _W,
        "Active content left out",
        'of "{name}" this is not in the PDF: {removed}; the file itself is enclosed as it is',
        "Make sure that nothing of the evidence is lost by it.",
    ),
    "PCK024": Entry(
        _W,
        "Signature does not carry over",
        '"{name}" is signed ({count}); its pages are in the PDF without the signature, the signed file is attached',
        "Check the signature in the attached file.",
    ),
    "PCK025": Entry(
        _N,
        "Drafts enclosed",
        "{drafts} of {all} documents of {system} are no final documents; the dossier bears the draft mark",
        "Complete, approve and issue them before the dossier leaves the house.",
    ),
    "PCK026": Entry(
        _E,
        "No PDF of the dossier",
        "the PDF of {system} could not be put together ({why})",
        "Report this; the files themselves are enclosed.",
    ),
    "PCK027": Entry(
        _W,
        "Evidence mended",
        '"{name}" does not keep to the rules of a PDF ({why}); its {pages} pages could be read all the same',
        "Compare its pages in the PDF with the file.",
    ),
    "PCK028": Entry(
        _W,
        "Document that is not to be made",
        "{document} was made in revision {revision} and is enclosed, though it would not be made today: {because}",
        "Take it out of the folder, unless it has to go out.",
    ),
}

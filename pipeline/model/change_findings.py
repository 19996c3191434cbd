"""What can be in the way when two revisions of a system are compared."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CHANGE_FINDINGS: dict[str, Entry] = {
    "CHG001": Entry(
        _E,
        "No record of a system",
        "{path} has no manifest.json that can be read, so it is not known which revisions there are",
        "Give the folder of one system, as outputs/<client>/<system>; `dossier build` writes its record.",
    ),
    "CHG002": Entry(_E, "No such revision", "there is no revision {number}; there are {known}", "Give one of these."),
    "CHG003": Entry(
        _E,
        "State of a revision not kept",
        "what the system was like in {which} cannot be read from {path}",
        "Compare with another revision, or put the folder back from a backup.",
    ),
    "CHG004": Entry(_N, "Nothing changed", "no answer differs between {before} and {after}", "Nothing."),
    "CHG005": Entry(
        _W,
        "Outcomes not compared",
        "what the law made of the system in {which}, and which evidence there was, is not recorded in {path}",
        "Compare outcomes and evidence by hand.",
    ),
}
"""The findings of `dossier changes`."""

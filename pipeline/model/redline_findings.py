"""What can be wrong with a redline, the comparison of two documents as tracked changes."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_W = Severity.WARNING

REDLINE_FINDINGS: dict[str, Entry] = {
    "RED001": Entry(
        _W,
        "No program for redlines",
        "no redline was made of {document}: the program that compares documents is not there ({why})",
        'Install it with: pip install "ai-act-dossier[redline]".',
    ),
    "RED002": Entry(
        _W,
        "No redline",
        "no redline was made of {document}: {why}",
        "Compare the two files in Word: Review, Compare.",
    ),
}

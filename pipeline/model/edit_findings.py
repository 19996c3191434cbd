"""What can be wrong with the places in which a person writes, and with what was written there."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_W, _N = Severity.WARNING, Severity.NOTE

EDIT_FINDINGS: dict[str, Entry] = {
    "EDT001": Entry(
        _N,
        "No place to write in",
        'the template has no zone {key}: what a person writes under "{title}" has no place in its documents',
        'Put a content control there and give it a title that ends with "[zone:{key}]", or do without it.',
    ),
    "EDT002": Entry(
        _W,
        "Place to write in, there twice",
        "the template has the zone {key} more than once; what a person writes is carried into the first alone",
        "Give the others a title without its key, or with a key of their own.",
    ),
}
"""By code: the wording of what is found about zones and edits by hand."""

"""What there is to say of a management system, and of steps towards the market."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_W, _N = Severity.WARNING, Severity.NOTE

MANAGEMENT_FINDINGS: dict[str, Entry] = {
    "MGT001": Entry(
        _W,
        "Excluded without a reason",
        "control {id} is said not to apply, and no reason is given",
        "Write the reason: ISO/IEC 42001:2023, 6.1.3 wants one for each control that is left out.",
    ),
    "MGT002": Entry(
        _N,
        "Applied without a reason",
        "control {id} is said to apply, and no reason is given",
        "Write the reason: ISO/IEC 42001:2023, 6.1.3 wants one for each control that is taken in.",
    ),
    "MGT003": Entry(
        _W,
        "In practice without evidence",
        "{id} is said to be in practice, and no evidence is named beside it",
        "Name the evidence beside it; without evidence that names a system it counts for none.",
    ),
    "MGT004": Entry(
        _W,
        "Evidence that does not count now",
        "evidence {id} {how}; rows that name it: {count}",
        "Renew it and enter the new day, correct the day, or name other evidence.",
    ),
    "MGT005": Entry(
        _W,
        "Evidence that names no system",
        "evidence {id} of the organisation names no system; it proves nothing for any of them",
        "Enter the systems that the document itself names; a control counts for a system only through such evidence.",
    ),
    "MGT006": Entry(
        _W,
        "Excluded, though something leans on it",
        "control {id} is excluded, although it is linked to what applies to this system: {items}",
        "Take it in, or show by other means what it would have shown.",
    ),
    "MGT007": Entry(
        _W,
        "Outside the management system",
        "the system {id} is {how}: nothing of the management system counts for it",
        "Extend the scope to the system, or enter it in the list of systems; a certificate speaks of its scope alone.",
    ),
    "MGT008": Entry(
        _W,
        "Certificate that does not hold now",
        "the certificate {how}",
        "Enter the current certificate, or change the state of the management system.",
    ),
    "MGT009": Entry(
        _N,
        "Certificate not told in full",
        "the management system is said to be certified, and the certificate is not told in full: {what}",
        "Enter number, body and both days: a certificate is shown with all of them.",
    ),
    "MGT010": Entry(
        _W,
        "Found met without what it takes",
        "{id} is said to be met, and counts as partly met: {what}",
        "Enter reviewer and day, and name beside it evidence of this system that is valid; answer what is missing.",
    ),
    "MGT011": Entry(
        _W,
        "Finding dated ahead",
        "the finding on {id} is dated after the day of reading",
        "Enter the day on which the reviewer found it so.",
    ),
    "MGT012": Entry(
        _N,
        "Row that speaks of no control or system",
        "row {id} names no control, or no system; it counts for none",
        "Name both: what stands there goes before the statement of applicability for these systems.",
    ),
    "CFW001": Entry(
        _W,
        "Step done without what shows it",
        'the step "{title}" is said to be done, and does not count as recorded: {what}',
        "Enter who did it and on which day, and name beside it evidence of this system that is valid.",
    ),
    "CFW002": Entry(
        _W,
        "Step done before an earlier one",
        'the step "{title}" is said to be done, and steps before it are not recorded: {steps}',
        "Record the earlier steps, or correct this one.",
    ),
    "CFW003": Entry(
        _N,
        "Step that does not apply",
        'the step "{title}" does not apply to the system, as the answers to {numbers} settle; what is said of it is'
        " kept and not printed",
        "Check the answers that decide it.",
    ),
}
"""By code, as in the catalogue of all findings."""

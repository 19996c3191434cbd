"""What there is to say of a firm's numbers and file names where it depends on the system."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_W = Severity.WARNING

FIRM_FINDINGS: dict[str, Entry] = {
    "FRM001": Entry(
        _W,
        "Number incomplete",
        "the firm's pattern of document numbers, {pattern}, names what is not answered ({fields}); it is left out of"
        " the numbers",
        "Answer it, or take it out of the pattern in firm.toml.",
    ),
    "FRM002": Entry(
        _W,
        "File name incomplete",
        "the firm's pattern of file names, {pattern}, names what is not answered ({fields}); it is left out of {name}",
        "Answer it, or take it out of the pattern in firm.toml.",
    ),
    "FRM003": Entry(
        _W,
        "File name cannot be used",
        "the firm's pattern of file names, {pattern}, gives a name that not every computer can hold ({why}); the file"
        " is called {name}",
        "Shorten the pattern in firm.toml, or the ids that it is filled with.",
    ),
}

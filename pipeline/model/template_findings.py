"""What can be wrong with a template: how it is written, what it names, what it leaves out, what it holds."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

TEMPLATE_FINDINGS: dict[str, Entry] = {}

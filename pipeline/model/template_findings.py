"""What can be wrong with a template: how it is written, what it names, what it leaves out, what it holds."""

from pipeline.model.finding_entry import Entry
from pipeline.model.template_bench_findings import BENCH_FINDINGS
from pipeline.model.template_language_findings import LANGUAGE_FINDINGS

TEMPLATE_FINDINGS: dict[str, Entry] = {**LANGUAGE_FINDINGS, **BENCH_FINDINGS}

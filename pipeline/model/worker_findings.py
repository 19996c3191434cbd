"""What can befall the work on one system where it is done by a process of its own, here or elsewhere."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

WORKER_FINDINGS: dict[str, Entry] = {
    "WRK001": Entry(
        Severity.ERROR,
        "Worker died",
        "the process that worked on the system ended before it was done ({why}); the other systems were built",
        "Build again; where it ends again on this system alone, report this.",
    ),
    "WRK002": Entry(
        Severity.ERROR,
        "Worker gave no result in time",
        "work on the system was given up after {why} seconds; the other systems were built",
        "Build again with a longer --deadline; where that does not help either, report this.",
    ),
    "WRK003": Entry(
        Severity.ERROR,
        "Out of memory",
        "work on the system needed more memory than a process may have; the other systems were built",
        "Build it alone (`--jobs 1` sets no limit), and take out of the workbook what makes it so large.",
    ),
    "WRK004": Entry(
        Severity.ERROR,
        "Order refused",
        "the system was not worked on: {why}",
        "Look after the cluster or the executor that was named, and build again.",
    ),
}

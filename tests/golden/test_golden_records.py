"""Classification records as outlines that a person can read: of two small systems, one exempt and one prohibited.

After a change on purpose: run with --update-golden, then read the difference.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.classified import cases, intake_of
from tests.documents import printed
from tests.golden.test_golden_documents import outline

GOLDEN = Path(__file__).parent / "records"
RECORD = "classification-record"

FACTS = {case.id: case.facts for case in cases()}

APPROVED: dict[str, Any] = {
    "organisation.name": "Ahornhaus Software GmbH",
    "organisation.address": "Ahornweg 3, 55116 Mainz, Germany",
    "system.version": "1.0",
    "documents.status": "approved",
    "documents.prepared_by": "Nora Feld",
    "documents.approved_by": "Timo Rau",
    "documents.approved_on": date(2026, 11, 20),
    "documents.change_note": "First record",
}

SYSTEMS: dict[str, dict[str, Any]] = {
    "marksheet-exempt": {
        **FACTS["exemption-a-holds"],
        **APPROVED,
        "system.id": "marksheet",
        "system.name": "Marksheet",
        "purpose.intended_purpose": "Adds up the marks of applicants by a fixed formula and files them by course.",
        "purpose.context": "Admission offices of universities; staff read every application themselves.",
        "scope.use_cases": [
            {
                "id": "UC-01",
                "use": "admission",
                "detail": "Admission staff get the average of each applicant's marks beside the application.",
                "does_it": True,
                "on_persons": True,
                "profiling": False,
                "claims": ["narrow-task"],
                "decisive": False,
            }
        ],
    },
    "tilly-prohibited": {
        **FACTS["prohibited-a"],
        **APPROVED,
        "system.id": "tilly",
        "system.name": "Tilly",
        "purpose.intended_purpose": "Talks to the customers of an online shop and leads them to buy on credit.",
        "purpose.context": "Checkout of an online shop for private customers in Germany.",
    },
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_golden_outline(catalogue, update_golden, name):
    path = GOLDEN / f"{name}.md"
    made = outline(printed(intake_of(SYSTEMS[name]), RECORD, catalogue))
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made.splitlines() == path.read_text(encoding="utf-8").splitlines()


def test_golden_files_that_nothing_is_compared_with_are_gone(update_golden):
    stale = [path for path in GOLDEN.glob("*") if path.stem not in SYSTEMS]
    if update_golden:
        for path in stale:
            path.unlink()
    assert [path for path in stale if path.exists()] == []

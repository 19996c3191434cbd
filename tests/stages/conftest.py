"""The complete sample as answers, and as a form that a person has filled in."""

import pytest

from pipeline.model.intake import Intake
from tests.samples import COMPLETE, answers_of, merged
from tests.workbooks import form_bytes


@pytest.fixture(scope="session")
def complete() -> Intake:
    """Return the answers of the complete sample, its organisation's among them."""
    return merged(COMPLETE)


@pytest.fixture(scope="session")
def organisation() -> Intake:
    """Return the answers of the complete sample's organisation."""
    return answers_of(COMPLETE, "organisation")


@pytest.fixture(scope="session")
def filled(catalogue) -> bytes:
    """Return the system form of the complete sample."""
    return form_bytes(catalogue, answers_of(COMPLETE))

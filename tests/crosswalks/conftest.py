"""What is declared on a standard and the law, as it is shipped."""

import pytest

from pipeline.model.crosswalk import Crosswalk
from tests.strategies import declarations


@pytest.fixture(scope="session")
def crosswalk() -> Crosswalk:
    """Return the crosswalk that is shipped."""
    return declarations().documents.crosswalk

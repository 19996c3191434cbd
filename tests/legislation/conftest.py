"""Every test of declarations holds in each edition of the law by itself."""

import pytest

from pipeline.model.catalogue import Catalogue
from tests.strategies import every_edition


@pytest.fixture(scope="session", params=every_edition(), ids=lambda each: each.legislation.edition)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    """Return everything that is declared, with the law in one edition."""
    assert isinstance(request.param, Catalogue)
    return request.param

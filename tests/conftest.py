"""What all tests share: the catalogue, the option that renews golden files, and the line of counts at the end."""

import shutil

import pytest
from hypothesis import HealthCheck, settings

from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from tests.browsers import BROWSERS, chromium
from tests.validators import validator

# No test of this suite measures time, and a slow machine is no fault of the code.
settings.register_profile("dossier", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dossier")

COUNTED = "counted"
"""Name of the property under which a test records a line that is printed when all tests have run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", default=False, help="rewrite the expected outputs of the golden tests"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if shutil.which("soffice") is None:
        for item in items:
            if item.get_closest_marker("office"):
                item.add_marker(pytest.mark.skip(reason="LibreOffice (soffice) is not installed"))
    if chromium() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=f"Chromium ({', '.join(BROWSERS)}) is not installed"))
    if validator() is None:
        for item in items:
            if item.get_closest_marker("sdk"):
                item.add_marker(pytest.mark.skip(reason="the validator is not there: make validator"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = [
        str(value)
        for report in terminalreporter.stats.get("passed", [])
        for name, value in report.user_properties
        if name == COUNTED
    ]
    if lines:
        terminalreporter.section("declarations")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(cache=tmp_path_factory.mktemp("cache"))

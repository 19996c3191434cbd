"""A browser, and pages opened in it from a folder in which every linked file lies."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.formats.html_page import render_page
from pipeline.model.portfolio import PortfolioPage
from tests.browsers import chromium
from tests.portfolios import FILES

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=chromium(), headless=True, args=["--no-sandbox"] if is_root else []
        )
        yield started
        started.close()


@pytest.fixture
def opened(browser, tmp_path) -> Iterator[Open]:
    """Return what opens a page offline; where it asks for more than itself, or complains, the test fails."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def open_page(page: PortfolioPage, **options: object) -> Any:
        file = tmp_path / "portfolio.html"
        file.write_bytes(render_page(page, FILES))
        for system in page.systems:
            for document in system.deliverables:
                if document.href:
                    lay(tmp_path / document.href)
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        context.set_offline(True)
        tab = context.new_page()
        tab.set_default_timeout(60_000)
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
    assert set(asked) <= {(tmp_path / "portfolio.html").as_uri()}


def lay(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")

"""How large the page over 200 systems is, and how long it takes to render, open, sort and filter (wall milliseconds).

Run with ``python benchmarks/portfolio.py [SYSTEMS]``. Targets: 1.2 MB, and half a second to sort or filter. Where
there is no Chromium, the last three are left out.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.formats.html_page import render_page
from tests.browsers import chromium
from tests.portfolios import FILES, many

ROUNDS = 9
SYSTEMS = 200

# From the act to the picture: the second frame begins when the first, with its style and layout, is done.
TIMED = """act => new Promise(done => {
  const begun = performance.now();
  act();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
SORT = "() => document.querySelectorAll('.grid thead button')[{}].click()"
FILTER = "() => {{ const f = document.querySelector('#find'); f.value = '{}'; f.dispatchEvent(new Event('input')); }}"


def rounds(measure: Callable[[int], float]) -> list[float]:
    """Return several measures, after one that warms the caches."""
    return [measure(turn) for turn in range(ROUNDS + 1)][1:]


def in_browser(page: Path) -> dict[str, list[float]]:
    """Return how long a browser takes to open, sort and filter a page."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not needed where there is no browser

    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] if is_root else [])
        tab = browser.new_page(viewport={"width": 1280, "height": 900})

        def opened(_: int) -> float:
            tab.goto(page.as_uri())
            tab.wait_for_function(f"{OPENED} > 0")
            return float(tab.evaluate(OPENED))

        def timed(act: str) -> float:
            return float(tab.evaluate(f"({TIMED})({act})"))

        times = {
            "open": rounds(opened),
            "sort": rounds(lambda turn: timed(SORT.format(turn % 9))),
            "filter": rounds(lambda turn: timed(FILTER.format(("", "scoring", "auris", "12")[turn % 4]))),
        }
        browser.close()
    return times


def main() -> None:
    """Print the size, and the median and the worst of each measure."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else SYSTEMS
    page = many(number)

    def rendered(_: int) -> float:
        begun = time.perf_counter()
        render_page(page, FILES)
        return (time.perf_counter() - begun) * 1000

    made = render_page(page, FILES)
    sys.stdout.write(f"{number} systems  {len(made):9,} bytes\n")
    times = {"render": rounds(rendered)}
    if chromium():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "portfolio.html"
            file.write_bytes(made)
            times |= in_browser(file)
    for name, measured in times.items():
        sys.stdout.write(f"{name:10} {statistics.median(measured):7.1f} ms (worst {max(measured):.1f})\n")


if __name__ == "__main__":
    main()

"""Where the browser is that tests of pages are driven in."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the program that opens pages in tests, or None where none of them is installed."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)

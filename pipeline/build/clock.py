"""The one place that asks what day it is."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day in UTC; that of SOURCE_DATE_EPOCH where it is set, so that a run can be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC).date() if fixed else datetime.now(UTC).date()

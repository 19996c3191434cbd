"""The one place that asks what day it is."""

import os
from datetime import UTC, date, datetime

_FIXED = "SOURCE_DATE_EPOCH"


class NoDayError(Exception):
    """A day that is set from outside and cannot be read as one."""


def today() -> date:
    """Return the day in UTC; that of SOURCE_DATE_EPOCH where it is set, so that a run can be repeated.

    Raises:
        NoDayError: SOURCE_DATE_EPOCH is no number of seconds, or none that a calendar holds.
    """
    fixed = os.environ.get(_FIXED)
    if not fixed:
        return datetime.now(UTC).date()
    try:
        return datetime.fromtimestamp(int(fixed), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise NoDayError(f"{_FIXED} is {fixed!r}, which is no day in seconds since 1970, such as 1795651200") from None

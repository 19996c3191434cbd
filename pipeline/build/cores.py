"""How many processes pay for a number of systems."""

import math
import os

SYSTEMS_PER_JOB = 4
"""A process takes about as long to start as two or three systems take to build."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def jobs_for(systems: int) -> int:
    """Return how many processes pay for a number of systems; 1 is the parent alone."""
    return max(1, min(cores(), math.ceil(systems / SYSTEMS_PER_JOB)))

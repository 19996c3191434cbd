"""A filled workbook to its cells, and to its answers, beside openpyxl that loads it and does no more."""

import io

import openpyxl

from benchmarks import ours
from benchmarks.measuring import here, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop


def measure(workshop: Workshop) -> Outcome:
    """Measure how a workbook is read, with the looks at its safety that go before."""
    content = ours.SAMPLE.read_bytes()
    costs = in_turn(
        {
            "openpyxl": here(lambda: openpyxl.load_workbook(io.BytesIO(content), data_only=True)),
            "cells": here(lambda: ours.cells_of(content)),
            "answers": here(lambda: ours.answers_of(content)),
        },
        workshop.sizes.rounds,
    )
    return Outcome.of(
        costs,
        {"ratio": ratio(costs, "openpyxl", "cells"), "answers_ratio": ratio(costs, "openpyxl", "answers")},
    )

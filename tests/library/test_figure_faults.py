"""Faults in the figures that a firm's deliverable declares, told when declarations load."""

import pytest
from msgspec.structs import replace

from pipeline.library.references import document_faults
from pipeline.model.deliverable import Block, BlockKind, Section
from tests.documents import deliverable_of
from tests.strategies import declarations

CHART, DIAGRAM, MATRIX = BlockKind.CHART, BlockKind.DIAGRAM, BlockKind.MATRIX
METRICS, COMPONENTS, INTERFACES = ("performance.metrics",), ("architecture.components",), "architecture.interfaces"
BARS = {"category": "name", "value": "value"}
CROSSED = {"across": "severity", "down": "likelihood"}


def faults_of(block: Block, catalogue: object) -> list[str]:
    own = replace(deliverable_of(catalogue, "annex-iv"), section=(Section("own", "Own", 1, block=(block,)),))  # type: ignore[arg-type]
    return document_faults([own], declarations().inquiry)


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (Block(CHART, facts=METRICS, draws=BARS), "chart: it needs an id, by which a template names it"),
        (Block(CHART, id="c", draws=BARS), "chart c: facts: it is drawn from one table"),
        (Block(CHART, id="c", facts=METRICS * 2, draws=BARS), "chart c: facts: it is drawn from one table"),
        (Block(DIAGRAM, id="d", facts=COMPONENTS * 3), "diagram d: facts: it is drawn from one table or two"),
        (Block(CHART, id="c", facts=METRICS, draws={"value": "value"}), "chart c: draws: category is not named"),
        (
            Block(CHART, id="c", facts=METRICS, draws={**BARS, "size": "name"}),
            "chart c: size is no part of it; parts are category, series, unit, value",
        ),
        (
            Block(CHART, id="c", facts=METRICS, draws={**BARS, "unit": "measure"}),
            "chart c: performance.metrics has no column measure",
        ),
        (
            Block(CHART, id="c", facts=METRICS, draws={**BARS, "value": "unit"}),
            "chart c: value is drawn from a number, and unit is none",
        ),
        (
            Block(DIAGRAM, id="d", facts=COMPONENTS, draws={"label": "name", "links": "task"}),
            "diagram d: links is drawn from a refs, and task is none",
        ),
        (
            Block(DIAGRAM, id="d", facts=(*COMPONENTS, INTERFACES), draws={"label": "name"}),
            "diagram d: outside: label is not named",
        ),
        (
            Block(DIAGRAM, id="d", facts=COMPONENTS, draws={"label": "name"}, outside={"label": "name"}),
            "diagram d: outside: facts names no second table",
        ),
        (
            Block(MATRIX, id="m", facts=("risk.risks",), draws={**CROSSED, "after": "treatment"}),
            "matrix m: draws: treatment has other degrees than severity",
        ),
    ],
)
def test_a_figure_that_cannot_be_drawn_is_told_with_its_place(block, told, catalogue):
    assert f"annex-iv/deliverable.toml: section own: {told}" in faults_of(block, catalogue)


@pytest.mark.parametrize(
    "block",
    [
        Block(CHART, id="c", facts=METRICS, draws={**BARS, "unit": "unit", "series": "measures"}),
        Block(DIAGRAM, id="d", facts=COMPONENTS, draws={"label": "name", "detail": "version", "links": "feeds"}),
        Block(
            DIAGRAM,
            id="d",
            facts=(*COMPONENTS, INTERFACES),
            draws={"label": "name"},
            outside={"label": "counterpart", "detail": "kind"},
        ),
        Block(MATRIX, id="m", facts=("risk.risks",), draws={**CROSSED, "after": "residual"}),
    ],
)
def test_a_figure_of_columns_that_there_are_is_none(block, catalogue):
    assert faults_of(block, catalogue) == []

"""What figures show: every number, link and degree that is stated, and nothing that is not."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context, Gap
from pipeline.model.deliverable import Block, BlockKind, Section
from pipeline.model.figure import Chart, Diagram, Link, Matrix, Panel
from pipeline.model.intake import AnswerState, Intake
from pipeline.stages.case import work_out
from pipeline.stages.compose import compose, lay_out
from pipeline.stages.draw_diagram import MOST_LINKS, MOST_NODES
from pipeline.stages.revise import next_issue
from tests.documents import context_of, deliverable_of, evidence_of, folded, printed
from tests.samples import COMPLETE, SAMPLES, look_up, merged, with_answer, with_state

AIV, IFU = "annex-iv", "instructions-for-use"
METRICS, GROUPS = "performance.metrics", "performance.group_metrics"
COMPONENTS, INTERFACES, RISKS = "architecture.components", "architecture.interfaces", "risk.risks"


def figure_of(intake: Intake, name: str, catalogue: Catalogue, document: str = AIV) -> Any:
    return context_of(intake, document, catalogue).figures[name]


def drawn_with(block: Block, intake: Intake, catalogue: Catalogue) -> Any:
    """Return the figure of a block that a firm declares in a document of its own."""
    own = replace(
        deliverable_of(catalogue, AIV), section=(Section("own", "Own", 1, cites=("Art 11",), block=(block,)),)
    )
    case = work_out(intake, catalogue, {})
    context = compose(own, case, catalogue, next_issue(case, None, opens=True), catalogue.style.shade)
    return context.figures[block.id]


def numbers_in(panels: tuple[Panel, ...]) -> list[tuple[str, str, float]]:
    return [
        (panel.unit, category, amount.number)
        for panel in panels
        for series in panel.series
        for category, amount in zip(panel.categories, series.amounts, strict=True)
        if amount
    ]


def metric(number: int, **cells: object) -> dict[str, object]:
    return {"id": f"ME-{number:02}", "name": f"Metric {number}", "measures": "accuracy", **cells}


class TestCharts:
    def test_every_stated_value_is_drawn_once_in_its_own_unit_or_told(self, complete, catalogue):
        chart = figure_of(complete, "metrics", catalogue)
        rows = look_up(complete.values, METRICS)
        counted = Counter(row["unit"] for row in rows)
        assert sorted(numbers_in(chart.panels)) == sorted(
            (row["unit"], row["name"], row["value"]) for row in rows if counted[row["unit"]] > 1
        )
        (note,) = chart.notes
        assert [row["id"] for row in rows if row["id"] in note] == [
            row["id"] for row in rows if counted[row["unit"]] == 1
        ]

    def test_no_two_units_share_an_axis(self, complete, catalogue):
        for name in ("metrics", "metrics_by_group"):
            units = [panel.unit for panel in figure_of(complete, name, catalogue).panels]
            assert len(set(units)) == len(units) > 1

    def test_labels_are_the_words_that_the_table_prints(self, complete, catalogue):
        context = context_of(complete, AIV, catalogue)
        performance: Any = context.values["performance"]
        shown = {row.value for row in performance.metrics}
        labels = {
            amount.label
            for panel in context.figures["metrics"].panels  # type: ignore[union-attr]
            for series in panel.series
            for amount in series.amounts
            if amount
        }
        assert labels <= shown

    def test_bars_stand_in_the_order_of_the_table(self, complete, catalogue):
        order = [row["group"] for row in look_up(complete.values, GROUPS)]
        for panel in figure_of(complete, "metrics_by_group", catalogue, IFU).panels:
            places = [order.index(category) for category in panel.categories]
            assert places == sorted(places)

    def test_a_series_bears_the_name_and_the_id_of_the_metric_that_the_group_was_measured_by(self, complete, catalogue):
        chart = figure_of(complete, "metrics_by_group", catalogue)
        assert [[series.name for series in panel.series] for panel in chart.panels] == [
            ["Area under the ROC curve (ME-01)"],
            ["False alarm rate (ME-04)"],
        ]

    def test_two_metrics_of_one_unit_stand_side_by_side_for_each_group(self, complete, catalogue):
        rows = (
            {"id": "GM-01", "metric": ("ME-03",), "group": "Women", "value": 1, "unit": "%"},
            {"id": "GM-02", "metric": ("ME-04",), "group": "Women", "value": 2, "unit": "%"},
            {"id": "GM-03", "metric": ("ME-03",), "group": "Men", "value": 3, "unit": "%"},
        )
        (panel,) = figure_of(with_answer(complete, GROUPS, rows), "metrics_by_group", catalogue).panels
        assert panel.categories == ("Women", "Men")
        assert [[each and each.number for each in series.amounts] for series in panel.series] == [[1, 3], [2, None]]

    def test_more_series_than_shades_have_axes_of_their_own(self, complete, catalogue):
        rows = tuple(
            {"id": f"GM-{number}{group}", "metric": (f"ME-0{number}",), "group": group, "value": number, "unit": "%"}
            for number in (1, 2, 3, 4)
            for group in ("A", "B")
        )
        panels = figure_of(with_answer(complete, GROUPS, rows), "metrics_by_group", catalogue).panels
        assert [len(panel.series) for panel in panels] == [1, 1, 1, 1]

    def test_rows_that_say_the_same_of_two_cases_stand_apart_by_their_ids(self, complete, catalogue):
        rows = tuple(metric(number, name="Recall", value=number, unit="%") for number in (1, 2))
        (panel,) = figure_of(with_answer(complete, METRICS, rows), "metrics", catalogue).panels
        assert panel.categories == ("Recall", "Recall (ME-02)")

    def test_a_row_without_a_value_or_a_unit_is_told_and_not_drawn(self, complete, catalogue):
        rows = (metric(1, value=5, unit="%"), metric(2, value=7, unit="%"), metric(3, unit="%"), metric(4, value=9))
        chart = figure_of(with_answer(complete, METRICS, rows), "metrics", catalogue)
        assert numbers_in(chart.panels) == [("%", "Metric 1", 5), ("%", "Metric 2", 7)]
        assert chart.notes == (
            "1 of 4 values are not stated.",
            "1 of 4 values are stated without a unit and are not drawn.",
        )

    def test_one_value_alone_is_compared_with_nothing(self, complete, catalogue):
        chart = figure_of(with_answer(complete, METRICS, (metric(1, value=5, unit="%"),)), "metrics", catalogue)
        assert chart.panels == ()
        assert "Metric 1 (ME-01)" in chart.notes[0]

    def test_more_bars_than_a_page_holds_are_told(self, complete, catalogue):
        rows = tuple(metric(number, value=number, unit="%") for number in range(1, 50))
        chart = figure_of(with_answer(complete, METRICS, rows), "metrics", catalogue)
        assert (chart.panels, chart.notes) == ((), ("49 values are too many to be drawn; the table has them all.",))

    def test_units_are_one_whatever_their_case_and_blanks(self, complete, catalogue):
        rows = (metric(1, value=5, unit="Ratio"), metric(2, value=7, unit=" ratio"), metric(3, value=7, unit="ratio"))
        (panel,) = figure_of(with_answer(complete, METRICS, rows), "metrics", catalogue).panels
        assert panel.unit == "Ratio"
        assert len(panel.categories) == 3

    @pytest.mark.parametrize("rows", [None, (metric(1), metric(2, unit="%"))], ids=["no rows", "no values"])
    def test_where_nothing_is_stated_the_marker_of_the_table_stands_in_place(self, complete, catalogue, rows):
        intake = with_answer(complete, METRICS, rows)
        context = context_of(intake, AIV, catalogue)
        gap = context.figures["metrics"]
        assert isinstance(gap, Gap)
        assert gap.path == (METRICS if rows is None else f"{METRICS}[ME-01].value")
        assert gap in context.gaps
        assert folded(printed(intake, AIV, catalogue).section("Metrics")).count(folded(gap.marker)) > 1

    def test_a_table_that_does_not_apply_says_why_in_place_of_its_figure(self, complete, catalogue):
        declined = with_state(complete, METRICS, AnswerState.NOT_APPLICABLE, "nothing is measured")
        assert figure_of(declined, "metrics", catalogue) == "Not applicable: nothing is measured"

    def test_a_table_that_is_not_asked_for_says_so_in_place_of_its_figure(self, complete, catalogue):
        draws = {"category": "group", "value": "value"}
        block = Block(BlockKind.CHART, id="own", facts=(GROUPS,), draws=draws)
        assert isinstance(drawn_with(block, complete, catalogue), Chart)
        denied = with_answer(complete, "purpose.targets_persons", False)
        assert drawn_with(block, denied, catalogue).startswith("Does not apply: see question")

    def test_a_figure_makes_no_fact_missing_that_is_not_missing_beside_it(self, complete, catalogue):
        assert context_of(complete, AIV, catalogue).gaps == ()

    @given(st.lists(st.tuples(st.sampled_from(("%", "ratio", "s", None)), st.one_of(st.none(), st.integers(-9, 9)))))
    def test_values_are_drawn_told_as_alone_or_told_as_missing_and_none_is_made_up(self, complete, catalogue, stated):
        rows = tuple(
            metric(number, **{name: each for name, each in (("unit", unit), ("value", value)) if each is not None})
            for number, (unit, value) in enumerate(stated, 1)
        )
        figure = figure_of(with_answer(complete, METRICS, rows or None), "metrics", catalogue)
        values = [(unit, value) for unit, value in stated if value is not None]
        if not values:
            assert isinstance(figure, Gap)
            return
        several = Counter(unit for unit, _ in values)
        assert Counter((unit, number) for unit, _, number in numbers_in(figure.panels)) == Counter(
            (unit, value) for unit, value in values if unit and several[unit] > 1
        )

    def test_a_firm_draws_another_chart_by_declaring_it(self, complete, catalogue):
        draws = {"category": "name", "value": "records"}
        block = Block(BlockKind.CHART, id="sizes", facts=("data.data_sets",), draws=draws)
        rows = look_up(complete.values, "data.data_sets")
        (panel,) = drawn_with(block, complete, catalogue).panels
        assert {number for _, _, number in numbers_in((panel,))} == {row["records"] for row in rows}
        assert panel.series[0].amounts[0].label.endswith("records")

    def test_rows_may_be_picked_by_a_condition(self, complete, catalogue):
        draws = {"category": "name", "value": "value", "unit": "unit"}
        when = 'performance.metrics.measures == "robustness"'
        block = Block(BlockKind.CHART, id="robust", facts=(METRICS,), draws=draws, when=when)
        chart = drawn_with(block, complete, catalogue)
        assert not isinstance(chart, Gap)
        assert "ME-08" in chart.notes[0]


class TestDiagrams:
    def test_every_component_is_a_box_and_every_stated_link_an_arrow(self, complete, catalogue):
        diagram = figure_of(complete, "components", catalogue)
        rows = look_up(complete.values, COMPONENTS)
        assert [(node.id, node.label, node.detail) for node in diagram.nodes] == [
            (row["id"], row["name"], row["version"]) for row in rows
        ]
        assert diagram.links == tuple(Link(row["id"], target) for row in rows for target in row.get("feeds", ()))

    def test_interfaces_stand_outside_and_no_arrow_leads_to_them(self, complete, catalogue):
        diagram = figure_of(complete, "components", catalogue)
        assert [node.label for node in diagram.outside] == [
            row["counterpart"] for row in look_up(complete.values, INTERFACES)
        ]
        inside = {node.id for node in diagram.nodes}
        assert all({link.source, link.target} <= inside for link in diagram.links)
        assert "no arrow is drawn there" in diagram.notes[0]

    def test_the_words_name_every_box_and_every_link(self, complete, catalogue):
        diagram = figure_of(complete, "components", catalogue)
        assert "Scoring model TSM (SW-06, 2026.10) feeds Reason code engine; Credit officer workplace" in diagram.alt
        assert all(node.label in diagram.alt for node in (*diagram.nodes, *diagram.outside))

    def test_links_to_nothing_and_to_itself_are_not_drawn(self, complete, catalogue):
        rows = ({"id": "SW-01", "name": "A", "feeds": ("SW-01", "SW-02", "SW-99")}, {"id": "SW-02", "name": "B"})
        diagram = figure_of(with_answer(complete, COMPONENTS, rows), "components", catalogue)
        assert diagram.links == (Link("SW-01", "SW-02"),)

    def test_without_links_the_diagram_says_that_none_are_stated(self, complete, catalogue):
        rows = ({"id": "SW-01", "name": "A"}, {"id": "SW-02"})
        diagram = figure_of(with_answer(complete, COMPONENTS, rows), "components", catalogue)
        assert diagram.notes[0] == "No links between these parts are stated."
        assert [node.label for node in diagram.nodes] == ["A", "SW-02"]
        assert "A (SW-01): no link stated." in diagram.alt

    def test_more_components_than_a_picture_holds_leave_the_table_alone(self, complete, catalogue):
        rows = tuple({"id": f"SW-{number}", "name": f"Part {number}"} for number in range(MOST_NODES + 1))
        figure = figure_of(with_answer(complete, COMPONENTS, rows), "components", catalogue)
        assert figure == "No diagram is drawn of 13 entries, more than 12: the table has them all."

    def test_more_links_than_can_be_followed_leave_the_table_alone(self, complete, catalogue):
        ids = [f"SW-{number}" for number in range(8)]
        rows = tuple({"id": own, "feeds": tuple(other for other in ids if other != own)} for own in ids)
        figure = figure_of(with_answer(complete, COMPONENTS, rows), "components", catalogue)
        assert str(MOST_LINKS) in figure

    def test_long_names_are_shortened_in_boxes_and_whole_in_words(self, complete, catalogue):
        long = "Component that bears " * 9
        rows = ({"id": "SW-01", "name": long.strip()},)
        diagram = figure_of(with_answer(complete, COMPONENTS, rows), "components", catalogue)
        assert diagram.nodes[0].label.endswith("…")
        assert long.strip() in diagram.alt

    def test_many_interfaces_are_told_and_not_drawn(self, complete, catalogue):
        rows = tuple({"id": f"IF-{number}", "counterpart": f"Device {number}"} for number in range(9))
        diagram = figure_of(with_answer(complete, INTERFACES, rows), "components", catalogue)
        assert diagram.outside == ()
        assert diagram.notes == ("9 entries outside the system are too many to be drawn; their table has them all.",)

    def test_interfaces_that_are_kept_though_there_are_said_to_be_none_are_not_drawn(self, complete, catalogue):
        denied = with_answer(complete, "architecture.has_external_interfaces", False)
        assert figure_of(denied, "components", catalogue).outside == ()


class TestMatrices:
    def test_every_risk_stands_where_its_degrees_cross(self, complete, catalogue):
        matrix = figure_of(complete, "risk_matrix", catalogue)
        degrees = {"Low": "low", "Medium": "medium", "High": "high"}
        assert matrix.heads == ("Low", "Medium", "High")
        assert [row.head for row in matrix.rows] == ["High", "Medium", "Low"]
        for row in matrix.rows:
            for head, cell in zip(matrix.heads, row.cells, strict=True):
                wanted = [
                    risk["id"]
                    for risk in look_up(complete.values, RISKS)
                    if (risk["likelihood"], risk["severity"]) == (degrees[row.head], degrees[head])
                ]
                assert cell.entries == (", ".join(wanted) or "–")
                assert cell.place == f"{row.head} / {head}"

    def test_what_remains_stands_in_a_row_of_its_own(self, complete, catalogue):
        after = figure_of(complete, "risk_matrix", catalogue).after
        told = {cell.place: cell.entries for cell in after.cells}
        assert told["Medium"] == "RI-01"
        assert told["High"] == "–"

    def test_shades_rise_from_corner_to_corner_alike_both_ways(self, complete, catalogue):
        matrix = figure_of(complete, "risk_matrix", catalogue)
        shade = catalogue.style.shade
        low, middle, high = shade["good"], shade["open"], shade["gap"]
        assert [[cell.shade for cell in row.cells] for row in matrix.rows] == [
            [middle, high, high],
            [low, middle, high],
            [low, low, middle],
        ]
        assert [cell.shade for cell in matrix.after.cells] == [low, middle, high]

    def test_a_risk_without_a_degree_is_told_and_not_placed(self, complete, catalogue):
        fewer = with_answer(complete, f"{RISKS}[RI-03].severity", None)
        matrix = figure_of(fewer, "risk_matrix", catalogue)
        assert not any("RI-03" in cell.entries for row in matrix.rows for cell in row.cells)
        assert matrix.notes[-1] == "1 of 10 are not placed, because a degree is not stated: RI-03."

    def test_without_any_degree_the_marker_of_the_first_stands_in_place(self, complete, catalogue):
        rows = tuple({"id": f"RI-0{number}", "hazard": "Fire"} for number in (1, 2))
        gap = figure_of(with_answer(complete, RISKS, rows), "risk_matrix", catalogue)
        assert isinstance(gap, Gap)
        assert gap.path == f"{RISKS}[RI-01].likelihood"


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_figures_of_every_sample_are_drawn_from_it_or_say_why_not(sample, catalogue):
    for document in (AIV, IFU):
        context: Context = context_of(merged(sample), document, catalogue)
        assert context.figures
        for figure in context.figures.values():
            assert isinstance(figure, Chart | Diagram | Matrix | Gap | str)
            assert not isinstance(figure, Chart) or figure.panels or figure.notes


def test_another_value_makes_another_document(complete, catalogue):
    from pipeline.build.identity import key_of

    deliverable = deliverable_of(catalogue, AIV)
    files, shades = evidence_of(COMPLETE), catalogue.style.shade
    one, other = (
        key_of(lay_out(deliverable, work_out(intake, catalogue, files), catalogue, shades), "an edition", b"")
        for intake in (complete, with_answer(complete, f"{METRICS}[ME-01].value", 0.5))
    )
    assert one != other

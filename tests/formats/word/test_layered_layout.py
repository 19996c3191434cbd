"""Where boxes and arrows of a diagram stand: nothing overlaps, nothing is left out, and nothing is drawn twice."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.diagram_plan import plan
from pipeline.formats.layered_layout import Box, Layout, Point, lay_out
from pipeline.model.figure import Diagram, Link, Node

GAP, WIDTH = 0.6, 3.2
CLOSE = 1e-6


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, float], list[tuple[str, str]]]:
    names = [f"SW-{number:02}" for number in range(1, draw(st.integers(1, 12)) + 1)]
    heights = {name: draw(st.sampled_from((0.9, 1.3, 2.1))) for name in names}
    pairs = [(one, other) for one in names for other in names if one != other]
    links = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=24)) if pairs else []
    return heights, links


def overlap(one: Box, other: Box) -> bool:
    across = one.left < other.left + other.width - CLOSE and other.left < one.left + one.width - CLOSE
    down = one.top < other.top + other.height - CLOSE and other.top < one.top + one.height - CLOSE
    return across and down


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Tell whether a line goes through the inside of a box, by points along it."""
    for part in range(1, 40):
        x = start[0] + (end[0] - start[0]) * part / 40
        y = start[1] + (end[1] - start[1]) * part / 40
        if box.left + 0.01 < x < box.left + box.width - 0.01 and box.top + 0.01 < y < box.top + box.height - 0.01:
            return True
    return False


def laid_out(graph: tuple[dict[str, float], list[tuple[str, str]]], abreast: int = 4) -> Layout:
    return lay_out(*graph, WIDTH, GAP, abreast)


@given(graphs(), st.integers(1, 4))
def test_every_node_has_one_box_and_no_two_boxes_overlap(graph, abreast):
    layout = laid_out(graph, abreast)
    assert [box.id for box in layout.boxes] == list(graph[0])
    assert not [pair for pair in combinations(layout.boxes, 2) if overlap(*pair)]
    assert all(box.height >= graph[0][box.id] - CLOSE for box in layout.boxes)


@given(graphs(), st.integers(1, 4))
def test_every_stated_link_is_drawn_once_from_the_edge_of_its_source_to_that_of_its_target(graph, abreast):
    layout = laid_out(graph, abreast)
    known = {box.id: box for box in layout.boxes}
    assert [(arrow.source, arrow.target) for arrow in layout.arrows] == graph[1]
    for arrow in layout.arrows:
        for name, (x, y) in ((arrow.source, arrow.points[0]), (arrow.target, arrow.points[-1])):
            box = known[name]
            assert box.left - 0.01 <= x <= box.left + box.width + 0.01
            assert min(abs(y - box.top), abs(y - box.top - box.height)) < 0.01


@given(graphs(), st.integers(1, 4))
def test_no_arrow_runs_through_a_box(graph, abreast):
    layout = laid_out(graph, abreast)
    for arrow in layout.arrows:
        for start, end in pairwise(arrow.points):
            assert not [box.id for box in layout.boxes if crosses(start, end, box)]


@given(graphs(), st.integers(1, 4))
def test_everything_stands_within_the_measures_that_are_told(graph, abreast):
    layout = laid_out(graph, abreast)
    points = [point for arrow in layout.arrows for point in arrow.points]
    assert all(-0.01 <= x <= layout.width + 0.01 and -0.01 <= y <= layout.height + 0.01 for x, y in points)
    assert all(box.left >= -0.01 and box.left + box.width <= layout.width + 0.01 for box in layout.boxes)
    rows: dict[float, int] = {}
    for box in layout.boxes:
        rows[box.top] = rows.get(box.top, 0) + 1
    assert max(rows.values()) <= abreast


@given(graphs())
def test_equal_graphs_are_laid_out_equally(graph):
    assert laid_out(graph) == laid_out((dict(graph[0]), list(graph[1])))


def test_what_feeds_stands_above_what_it_feeds():
    layout = laid_out(({"a": 1, "b": 1, "c": 1}, [("c", "b"), ("b", "a")]))
    tops = {box.id: box.top for box in layout.boxes}
    assert tops["c"] < tops["b"] < tops["a"]


def test_in_a_circle_the_link_back_points_up():
    layout = laid_out(({"a": 1, "b": 1}, [("a", "b"), ("b", "a")]))
    down, up = layout.arrows
    assert down.points[0][1] < down.points[-1][1]
    assert up.points[0][1] > up.points[-1][1]
    assert down.points[0][0] != up.points[-1][0]


def test_boxes_without_links_stand_in_rows_below_the_others():
    layout = laid_out((dict.fromkeys("abcdefg", 1.0), [("f", "g")]))
    tops = {box.id: box.top for box in layout.boxes}
    assert tops["f"] < tops["g"] < min(tops[name] for name in "abcde")
    assert len({tops[name] for name in "abcd"}) == 1


def test_a_chain_runs_straight_down():
    layout = laid_out((dict.fromkeys("abcd", 1.0), [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d")]))
    assert len({round(box.left, 1) for box in layout.boxes}) == 1


def node_of(number: int) -> Node:
    return Node(f"SW-{number:02}", f"Component number {number} of the system", "1.0")


@pytest.mark.parametrize("links", ["none", "chain", "many"])
@pytest.mark.parametrize("width", [16.0, 24.7])
@pytest.mark.parametrize("outside", [0, 1, 5, 8])
def test_a_dozen_boxes_find_room_on_a_page(links, width, outside):
    nodes = tuple(node_of(number) for number in range(12))
    ids = [node.id for node in nodes]
    pairs = {"none": (), "chain": pairwise(ids), "many": list(combinations(ids, 2))[:30]}[links]
    beyond = tuple(node_of(number) for number in range(20, 20 + outside))
    planned = plan(Diagram("S", nodes, tuple(Link(*pair) for pair in pairs), "Outside", beyond, "alt"), (width, 21.9))
    assert planned is not None
    assert planned.width <= width
    frame = planned.frame
    places = [
        Box(str(number), each.left, each.top, each.height, each.width) for number, each in enumerate(planned.outside)
    ]
    assert not [pair for pair in combinations(places, 2) if overlap(*pair)]
    assert not [each for each in places if overlap(each, Box("f", frame.left, frame.top, frame.height, frame.width))]

"""What a figure says: every text of it, those that a document has to hold, and the words it is known by."""

from msgspec.structs import replace

from pipeline.model.figure import (
    Amount,
    Chart,
    Diagram,
    Matrix,
    MatrixCell,
    MatrixRow,
    Node,
    Panel,
    Series,
    needed_texts,
    texts_of,
    words_of,
)

CHART = Chart(
    (Panel("%", ("A", "B"), (Series("", (Amount(1, "1"), None)),), "One"), Panel("", ("C",), (), "Two")), ("n",)
)
DIAGRAM = Diagram("S", (Node("SW-01", "Gate…", "2"),), (), "Outside", (Node("IF-01", "Bank"),), "Gateway", ("n",))
MATRIX = Matrix("X", "Y", ("Low",), (MatrixRow("High", (MatrixCell("p", "RI-01", "FFFFFF"),)),), None, "alt", ("n",))


def test_texts_are_all_that_is_printed_and_nothing_empty():
    assert texts_of(CHART) == ("%", "A", "B", "1", "C", "n")
    assert texts_of(DIAGRAM) == ("Gate…", "2", "Bank", "S", "Outside", "Gateway", "n")
    assert texts_of(MATRIX) == ("p", "RI-01", "X", "Y", "Low", "High", "n")
    after = MatrixRow("Left", (MatrixCell("q", "–", "FFFFFF"),))
    assert texts_of(replace(MATRIX, after=after)) == ("p", "RI-01", "q", "–", "X", "Y", "Low", "High", "Left", "n")


def test_of_a_diagram_its_words_are_needed_because_boxes_may_find_no_room():
    assert needed_texts(DIAGRAM) == ("Gateway", "n")
    assert needed_texts(CHART) == texts_of(CHART)


def test_each_drawing_is_known_by_its_words():
    assert (words_of(CHART), words_of(DIAGRAM), words_of(MATRIX)) == (("One", "Two"), ("Gateway",), ("alt",))

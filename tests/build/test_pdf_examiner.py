"""Evidence is examined apart from the program: what a file breaks, it breaks for itself alone."""

from pipeline.build.pdf_examiner import examine_all
from pipeline.model.examined import Limits, Showing
from tests.evidence import bomb, evidence

GOOD = evidence()


def showings(contents: dict[str, bytes], **how: object) -> dict[str, Showing]:
    return {name: found.showing for name, found in examine_all(contents, **how).items()}  # type: ignore[arg-type]


def test_files_are_told_by_their_names_and_none_stops_another() -> None:
    given = {"good": GOOD, "empty": b"", "bomb": bomb(500_000_000), "again": GOOD}
    expected = {"good": Showing.SHOWN, "empty": Showing.OTHER, "bomb": Showing.LARGE, "again": Showing.SHOWN}
    assert showings(given) == expected


def test_a_file_that_takes_too_long_is_given_up() -> None:
    endless = Limits(stream=10**12, streams=10**12)
    found = examine_all({"endless": bomb(2_000_000_000)}, endless, seconds=0.3)
    assert found["endless"].showing is Showing.LARGE
    assert "longer than 0.3 seconds" in found["endless"].why


def test_nothing_to_examine_starts_nothing() -> None:
    assert examine_all({}) == {}

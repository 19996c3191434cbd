"""What a cell gives that is read with the words that are shipped, for tests of what people type."""

from pipeline.model.fact import Fact
from pipeline.model.finding import Place
from pipeline.model.scalar import Kind
from pipeline.model.sheet import CellValue
from pipeline.stages.cell import read_cell
from pipeline.stages.reading import Asked, Reading, Shown
from pipeline.stages.tongue import Tongue
from tests.strategies import questionnaire

AT = Place("system.xlsx", "1 Identity", "E5", "x")
LABELS = {
    "yes-no": {"Yes": "yes", "No": "no"},
    "Use": {"None of these (no “use”)": "none", "Prêt à l'emploi": "ready", "Kreditwürdigkeit": "credit"},
}

_PLAIN = Shown()


def typed(raw: CellValue, kind: Kind, language: str = "en", *, shown: Shown = _PLAIN, unit: str = "") -> Reading:
    """Read a cell of a form in a language."""
    vocabulary, choices = ("Use", ("none", "ready", "credit")) if kind in (Kind.CHOICE, Kind.CHOICES) else ("", ())
    fact = Fact("x", kind, unit=unit, vocabulary=vocabulary, choices=choices)
    return read_cell(raw, Asked(fact, AT, (), Tongue(LABELS, questionnaire().answers, language), shown))


def codes(reading: Reading) -> list[str]:
    return [told.code for told in reading.findings]

"""One system as a row of a page over many: its codes in colours, its bars, its documents, its cell for each article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from pipeline.formats.html_links import relative_link
from pipeline.model.page_words import PageWords
from pipeline.model.portfolio import PortfolioDeliverable, PortfolioSystem
from pipeline.model.summary import Completeness, HeatCell, Term

NOT_SETTLED = "not-settled"
"""Code of the group of all systems whose outcome is open."""

PLAIN, _NOT_OWED = "plain", "none"
_NO_DAY = "9999"
_STEPS = 20
"""Lengths that a bar may have: the style names each, since the policy of the page admits no style of its own."""


class Cell(Struct, frozen=True):
    """One article for one system: the gravest standing with its count, what is open beside it, and all counts."""

    kind: str
    sign: str
    number: int
    also: str
    counts: str


class Document(Struct, frozen=True):
    """One document as a chip and a link."""

    sign: str
    state: str
    tone: str
    title: str
    href: str
    revision: int


class Place(Struct, frozen=True):
    """How much of an annex or article is documented; ``step`` is the length of its bar.

    Where something is documented the bar is never empty, and where something is not it is never full.
    """

    place: str
    documented: int
    applying: int
    step: int


class NotOwed(Struct, frozen=True):
    """Documents that share a state in which none lies there and none is awaited."""

    sign: str
    state: str
    tone: str
    titles: tuple[str, ...]


class Row(Struct, frozen=True):
    """One system with what its row needs beside the summary; ``index`` names it within the page."""

    index: int
    system: PortfolioSystem
    class_code: str
    class_tone: str
    class_rank: int
    route_code: str
    route_tone: str
    route_rank: int
    next_day: str
    places: tuple[Place, ...]
    no_places: tuple[str, ...]
    to_document: int
    priorities: tuple[tuple[str, int], ...]
    open_priorities: str
    priority_rank: str
    documents: tuple[Document, ...]
    not_owed: tuple[NotOwed, ...]
    not_current: int
    reasons: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]


COUNTED: Mapping[str, Callable[[HeatCell], int]] = {
    "open": lambda cell: cell.not_met,
    "unknown": lambda cell: cell.unknown,
    "partly": lambda cell: cell.partly,
    "met": lambda cell: cell.met,
}
"""How a cell may stand, the gravest first; a cell has the first of which there is at least one."""


class Marks(Struct, frozen=True):
    """How one system becomes a row."""

    words: PageWords
    codes: tuple[str, ...]
    articles: tuple[str, ...]
    class_ranks: Mapping[str, int]
    route_ranks: Mapping[str, int]

    def row(self, index: int, system: PortfolioSystem) -> Row:
        """Return the row of a system.

        Args:
            index: its place among all systems, from 1.
            system: what is shown of it.
        """
        summary = system.summary
        heat = {cell.article: cell for cell in summary.heat}
        priorities = tuple((code, summary.priorities.get(code, 0)) for code in self.codes)
        documents = tuple(self._document(document) for document in system.deliverables)
        class_code, route_code = code_of(summary.classification), code_of(summary.route)
        return Row(
            index=index,
            system=system,
            class_code=class_code,
            class_tone=tone_of(class_code, self.words),
            class_rank=self.class_ranks[class_code],
            route_code=route_code,
            route_tone=tone_of(route_code, self.words),
            route_rank=self.route_ranks[route_code],
            next_day=summary.days[0].date if summary.days else _NO_DAY,
            places=tuple(_measured(place) for place in summary.completeness if place.applying),
            no_places=tuple(place.place for place in summary.completeness if not place.applying),
            to_document=sum(place.applying - place.documented for place in summary.completeness),
            priorities=priorities,
            open_priorities=" ".join(code for code, number in priorities if number),
            priority_rank=".".join(f"{number:05}" for _, number in priorities),
            documents=tuple(each for each in documents if each.href or each.tone != _NOT_OWED),
            not_owed=_not_owed(documents),
            not_current=sum(document.tone not in ("good", _NOT_OWED) for document in documents),
            reasons=tuple((each.title, each.because) for each in system.deliverables if each.because),
            cells=tuple(self._cell(heat.get(article)) for article in self.articles),
        )

    def _document(self, made: PortfolioDeliverable) -> Document:
        sign, state, tone = self.words.state.get(made.state, ("", made.state, PLAIN))
        return Document(sign, state, tone, made.title, relative_link(made.href), made.revision)

    def _cell(self, cell: HeatCell | None) -> Cell:
        counts = {} if cell is None else {kind: count(cell) for kind, count in COUNTED.items()}
        kind = next((kind for kind, number in counts.items() if number), None)
        if cell is None or kind is None:
            return Cell("none", self.words.standing["none"][0], 0, "", "")
        gravest = kind == "open" and cell.worst in list(self.words.severity)[:1]
        also = f"{self.words.standing['unknown'][0]}{cell.unknown}" if kind == "open" and cell.unknown else ""
        numbers = "|".join(str(number) for number in counts.values())
        code = "grave" if gravest else kind
        return Cell(
            code, self.words.standing[code][0], counts[kind], also, f"{numbers}|{cell.worst}" if cell.worst else numbers
        )


def _measured(place: Completeness) -> Place:
    done, whole = place.documented, place.applying
    between = min(max(round(_STEPS * done / whole), 1), _STEPS - 1)
    return Place(place.place, done, whole, {0: 0, whole: _STEPS}.get(done, between))


def _not_owed(documents: Iterable[Document]) -> tuple[NotOwed, ...]:
    titles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in documents:
        if each.tone == _NOT_OWED and not each.href:
            titles[each.sign, each.state].append(each.title)
    return tuple(NotOwed(sign, state, _NOT_OWED, tuple(named)) for (sign, state), named in titles.items())


def code_of(term: Term) -> str:
    """Return the code under which an outcome is gathered: one that is open has none of its own."""
    return term.code if term.settled else NOT_SETTLED


def tone_of(code: str, words: PageWords) -> str:
    """Return the colour of an outcome."""
    return words.tone.get(code, PLAIN)

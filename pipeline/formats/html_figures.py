"""What a page over many systems adds up and colours: classes, routes, dates, gaps by article, obstacles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from pipeline.formats.html_links import relative_link
from pipeline.model.citation import Citation, no_citation
from pipeline.model.page_words import LegendGroup, PageWords
from pipeline.model.portfolio import PortfolioDeliverable, PortfolioPage, PortfolioSystem
from pipeline.model.summary import Completeness, HeatCell, Term

NOT_SETTLED = "not-settled"
"""Code of the group of all systems whose outcome is open."""

_PLAIN, _NOT_OWED = "plain", "none"
_NO_DAY = "9999"


class Group(Struct, frozen=True):
    """The systems with one outcome: how many, and where their stretch of a bar over all systems begins."""

    code: str
    words: str
    tone: str
    count: int
    start: int


class Day(Struct, frozen=True):
    """One coming legal day: for how many systems it is settled or open, and what applies from then on."""

    date: str
    settled: int
    open: int
    words: tuple[str, ...]


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
    places: tuple[Completeness, ...]
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


class Obstacle(Struct, frozen=True):
    """A blocker, and every system in whose way it stands."""

    words: str
    cites: tuple[str, ...]
    systems: tuple[tuple[int, str], ...]


class Figures(Struct, frozen=True):
    """Everything that the page prints beside the answers themselves."""

    rows: tuple[Row, ...]
    has_clients: bool
    clients: tuple[Group, ...]
    classes: tuple[Group, ...]
    routes: tuple[Group, ...]
    priorities: tuple[tuple[str, int], ...]
    days: tuple[Day, ...]
    articles: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]
    not_settled: int
    blockers: int
    with_blockers: int
    standings: tuple[tuple[str, str, str], ...]
    standing_words: str
    legend: tuple[LegendGroup, ...]


def figures_of(page: PortfolioPage, words: PageWords) -> Figures:
    """Add up what a page shows; systems keep their order, everything else has an order of its own.

    Args:
        page: what is shown.
        words: how codes are marked and named.
    """
    systems = page.systems
    classes = _groups((system.summary.classification for system in systems), words)
    routes = _groups((system.summary.route for system in systems), words)
    codes = sorted({code for system in systems for code in system.summary.priorities} | set(words.priority))
    articles = tuple(sorted({cell.article for system in systems for cell in system.summary.heat}, key=_place))
    marks = _Marks(words, tuple(codes), articles, _ranks(classes), _ranks(routes))
    return Figures(
        rows=tuple(marks.row(index, system) for index, system in enumerate(systems, 1)),
        has_clients=not page.client,
        clients=_clients(systems),
        classes=classes,
        routes=routes,
        priorities=tuple((code, sum(bool(s.summary.priorities.get(code)) for s in systems)) for code in codes),
        days=_days(systems),
        articles=articles,
        obstacles=_obstacles(systems),
        not_settled=sum(not system.summary.classification.settled for system in systems),
        blockers=sum(len(system.summary.blockers) for system in systems),
        with_blockers=sum(bool(system.summary.blockers) for system in systems),
        standings=tuple((kind, sign, text) for kind, (sign, text) in words.standing.items()),
        standing_words="|".join(words.standing[kind][1] for kind in _COUNTED),
        legend=words.legend,
    )


_COUNTED: Mapping[str, Callable[[HeatCell], int]] = {
    "open": lambda cell: cell.not_met,
    "unknown": lambda cell: cell.unknown,
    "partly": lambda cell: cell.partly,
    "met": lambda cell: cell.met,
}
"""How a cell may stand, the gravest first; a cell has the first of which there is at least one."""


class _Marks(Struct, frozen=True):
    """How one system becomes a row."""

    words: PageWords
    codes: tuple[str, ...]
    articles: tuple[str, ...]
    class_ranks: Mapping[str, int]
    route_ranks: Mapping[str, int]

    def row(self, index: int, system: PortfolioSystem) -> Row:
        summary = system.summary
        heat = {cell.article: cell for cell in summary.heat}
        priorities = tuple((code, summary.priorities.get(code, 0)) for code in self.codes)
        documents = tuple(self._document(document) for document in system.deliverables)
        class_code, route_code = _code(summary.classification), _code(summary.route)
        return Row(
            index=index,
            system=system,
            class_code=class_code,
            class_tone=_tone(class_code, self.words),
            class_rank=self.class_ranks[class_code],
            route_code=route_code,
            route_tone=_tone(route_code, self.words),
            route_rank=self.route_ranks[route_code],
            next_day=summary.days[0].date if summary.days else _NO_DAY,
            places=tuple(place for place in summary.completeness if place.applying),
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
        sign, state, tone = self.words.state.get(made.state, ("", made.state, _PLAIN))
        return Document(sign, state, tone, made.title, relative_link(made.href), made.revision)

    def _cell(self, cell: HeatCell | None) -> Cell:
        counts = {} if cell is None else {kind: count(cell) for kind, count in _COUNTED.items()}
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


def _not_owed(documents: Iterable[Document]) -> tuple[NotOwed, ...]:
    titles: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for each in documents:
        if each.tone == _NOT_OWED and not each.href:
            titles[each.sign, each.state].append(each.title)
    return tuple(NotOwed(sign, state, _NOT_OWED, tuple(named)) for (sign, state), named in titles.items())


def _code(term: Term) -> str:
    return term.code if term.settled else NOT_SETTLED


def _tone(code: str, words: PageWords) -> str:
    return words.tone.get(code, _PLAIN)


def _groups(terms: Iterable[Term], words: PageWords) -> tuple[Group, ...]:
    """Gather outcomes by code in the order of their tones; what is open is a group of its own, whatever it may be."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for term in terms:
        named[_code(term)][term.words if term.settled else words.page["not_settled"]] += 1
    order = list(words.tone)
    found: list[Group] = []
    start = 0
    for code in sorted(named, key=lambda code: (order.index(code) if code in order else len(order), code)):
        text = min(named[code], key=lambda text, code=code: (-named[code][text], text))  # type: ignore[misc]
        count = named[code].total()
        found.append(Group(code, text, _tone(code, words), count, start))
        start += count
    return tuple(found)


def _ranks(groups: Iterable[Group]) -> dict[str, int]:
    return {group.code: rank for rank, group in enumerate(groups)}


def _clients(systems: Iterable[PortfolioSystem]) -> tuple[Group, ...]:
    counts = Counter((system.client_name or system.client, system.client) for system in systems)
    ordered = sorted(counts, key=lambda named: (named[0].casefold(), named))
    return tuple(Group(code, name, _PLAIN, counts[name, code], 0) for name, code in ordered)


def _days(systems: Iterable[PortfolioSystem]) -> tuple[Day, ...]:
    """Gather the coming days; a system counts once for a day, as settled where anything of that day is settled."""
    settled: Counter[str] = Counter()
    open_ones: Counter[str] = Counter()
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for system in systems:
        holds: dict[str, bool] = {}
        for day in system.summary.days:
            holds[day.date] = holds.get(day.date, False) or day.settled
            said[day.date][day.words] += 1
        for date, is_settled in holds.items():
            (settled if is_settled else open_ones)[date] += 1
    return tuple(
        Day(date, settled[date], open_ones[date], tuple(sorted(said[date], key=lambda text: (-said[date][text], text))))
        for date in sorted(said)
    )


def _obstacles(systems: Iterable[PortfolioSystem]) -> tuple[Obstacle, ...]:
    found: defaultdict[tuple[str, tuple[str, ...]], dict[int, str]] = defaultdict(dict)
    for index, system in enumerate(systems, 1):
        for blocker in system.summary.blockers:
            found[blocker.words, blocker.cites][index] = system.summary.name or system.summary.system
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Obstacle(text, cites, tuple(named.items())) for (text, cites), named in ordered)


def _place(article: str) -> tuple[bool, Citation | str]:
    """Return what puts articles into the order of the law, and after them what is no citation."""
    return (True, article) if no_citation(article) else (False, Citation(article))

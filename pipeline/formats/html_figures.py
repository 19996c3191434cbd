"""What a page over many systems adds up and colours: classes, routes, dates, gaps by article, obstacles."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from pipeline.formats.html_rows import COUNTED, PLAIN, Marks, Row, code_of, tone_of
from pipeline.model.citation import Citation, no_citation
from pipeline.model.page_words import LegendGroup, PageWords
from pipeline.model.portfolio import PortfolioPage, PortfolioSystem
from pipeline.model.summary import Term

_SHOWN_AT_ONCE = 12


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


class Obstacle(Struct, frozen=True):
    """A blocker, and every system in whose way it stands."""

    words: str
    cites: tuple[str, ...]
    systems: tuple[tuple[int, str], ...]

    @property
    def is_long(self) -> bool:
        """Whether its systems are folded away until a reader asks for them."""
        return len(self.systems) > _SHOWN_AT_ONCE


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
    marks = Marks(words, tuple(codes), articles, _ranks(classes), _ranks(routes))
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
        standing_words="|".join(words.standing[kind][1] for kind in COUNTED),
        legend=words.legend,
    )


def _groups(terms: Iterable[Term], words: PageWords) -> tuple[Group, ...]:
    """Gather outcomes by code in the order of their tones; what is open is a group of its own, whatever it may be."""
    named: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for term in terms:
        named[code_of(term)][term.words if term.settled else words.page["not_settled"]] += 1
    order = list(words.tone)
    found: list[Group] = []
    start = 0
    for code in sorted(named, key=lambda code: (order.index(code) if code in order else len(order), code)):
        text = min(named[code], key=lambda text, code=code: (-named[code][text], text))  # type: ignore[misc]
        count = named[code].total()
        found.append(Group(code, text, tone_of(code, words), count, start))
        start += count
    return tuple(found)


def _ranks(groups: Iterable[Group]) -> dict[str, int]:
    return {group.code: rank for rank, group in enumerate(groups)}


def _clients(systems: Iterable[PortfolioSystem]) -> tuple[Group, ...]:
    counts = Counter((system.client_name or system.client, system.client) for system in systems)
    ordered = sorted(counts, key=lambda named: (named[0].casefold(), named))
    return tuple(Group(code, name, PLAIN, counts[name, code], 0) for name, code in ordered)


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

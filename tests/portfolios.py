"""Pages over many systems: the four samples as they may stand, and as many invented ones as a test asks for."""

import random
from collections.abc import Sequence
from pathlib import Path

from pipeline.model.portfolio import PortfolioDeliverable, PortfolioPage, PortfolioSystem
from pipeline.model.summary import Blocker, Completeness, HeatCell, NextDay, Support, SystemSummary, Term

TEMPLATE = Path(__file__).parents[1] / "templates" / "portfolio"
FILES = {path.name: path.read_bytes() for path in TEMPLATE.iterdir() if path.name != "deliverable.toml"}

EDITION = "Regulation (EU) 2024/1689 as amended by Regulation (EU) 2026/1744, text in force on 27 November 2026"
HIGH = Term("high-risk", "High-risk", settled=True)
EXEMPT = Term("exempt-6-3", "Not high-risk: exempt under Art 6(3)", settled=True)
LOW = Term("not-high-risk", "Not high-risk", settled=True)
STOPPED = Term("prohibited", "Prohibited practice", settled=True)
OPEN = Term("", "Not settled: it depends on Q 2.19, 2.20, 2.22", settled=False)
INTERNAL = Term("annex-vi", "Internal control (Annex VI)", settled=True)
NOTIFIED = Term("annex-vii", "With a notified body (Annex VII)", settled=True)
SECTORAL = Term("sectoral", "Procedure of the product law", settled=True)
NO_ROUTE = Term("none", "None under this Act", settled=True)
OPEN_ROUTE = Term("", "Not settled", settled=False)

PLACES = {
    "Annex IV": "Technical documentation",
    "Annex V": "EU declaration of conformity",
    "Annex VI": "Internal control",
    "Annex VIII": "Registration",
    "Art 13": "Instructions for use",
    "Art 17": "Quality management system",
    "Art 27": "Fundamental rights impact assessment",
    "Art 72": "Post-market monitoring",
}
ARTICLES = (
    *(f"Art {number}" for number in (4, 5, 6, *range(8, 28), 43, 47, 48, 49, 50, 72, 73)),
    *("Annex IV", "Annex V", "Annex VI", "Annex VIII", "Art 4a"),
)
DOCUMENTS = {
    "classification-record": "Classification record",
    "annex-iv": "Technical documentation",
    "instructions-for-use": "Instructions for use",
    "declaration-of-conformity": "EU declaration of conformity",
    "fria": "Fundamental rights impact assessment",
    "monitoring-plan": "Post-market monitoring plan",
    "registration": "Registration record",
}
ANNEX_III = NextDay("2027-12-02", "The rules for high-risk systems of Annex III apply.", settled=True)
ANNEX_I = NextDay(
    "2028-08-02", "The rules for high-risk systems that are products, or part of them, apply.", settled=True
)
NEW_PRACTICES = NextDay("2026-12-02", "The prohibitions on intimate images made without consent apply.", settled=False)
MARKING = NextDay("2026-12-02", "Systems marketed before 2 August 2026 have to mark their output.", settled=True)
BODIES = NextDay("2030-08-02", "Systems that public authorities used before their date have to comply.", settled=False)
BLOCKERS = (
    Blocker("No named person has reviewed the risk management file.", ("Art 9(2)",)),
    Blocker("Whether a practice that is prohibited is given is not settled.", ("Art 5(1)(f)",)),
    Blocker("The declaration has no signatory.", ("Art 47(1)", "Annex V(8)")),
    Blocker("Provenance of two data sets is missing.", ("Art 10(2)(b)",)),
    Blocker("No evidence shows that oversight measures were tested.", ("Art 14(4)",)),
    Blocker("The Union database entry is not prepared.", ("Art 49(1)", "Annex VIII(A)")),
)
STATES = ("current", "current", "current", "stale", "missing", "blocked", "not-due", "edited")
BECAUSE = {
    "stale": "what it prints has changed since revision 1",
    "missing": "it was not made yet",
    "blocked": "The class is open: nothing but the classification record is prepared.",
    "not-due": "The system is not high-risk; only high-risk systems owe it.",
    "edited": "a person edited it",
}


def samples() -> PortfolioPage:
    """Return a page over the four samples, of four clients, with a workbook that could not be read."""
    return PortfolioPage(
        "Portfolio",
        "",
        EDITION,
        "2026-11-27",
        (
            _sample("lindenhof", "Lindenhof Kreditsysteme GmbH", "tenorscore", "TenorScore", "3.2.0", HIGH, INTERNAL),
            _sample("aai-institute", "appliedAI Institute", "hr-assistant", "HR Assistant", "0.1.0", HIGH, INTERNAL),
            _sample("techops", "Vandelay Industries", "safesite-ai", "SafeSiteAI", "", OPEN, OPEN_ROUTE),
            _sample("ai-cards", "AIEduX", "proctify", "Proctify", "1.0.2", HIGH, OPEN_ROUTE),
        ),
        (("techops/crane-watch.xlsx", "The file is damaged: it is no workbook that Excel could open."),),
    )


def many(number: int, clients: int = 12) -> PortfolioPage:
    """Return a page over invented systems, the same for the same numbers."""
    chance = random.Random(number)
    kinds = ("Scoring", "Triage", "Matching", "Forecast", "Inspection", "Assistant", "Routing", "Screening")
    makers = ("Auris", "Belvedere", "Castell", "Delphin", "Ebro", "Falke", "Gamma", "Halden", "Isar", "Juno")
    systems = []
    for index in range(number):
        client = f"client-{index % clients + 1:02}"
        name = f"{makers[index % len(makers)]} {kinds[index // 3 % len(kinds)]} {index + 1}"
        term = chance.choices((HIGH, LOW, EXEMPT, OPEN, STOPPED), (10, 6, 2, 4, 1))[0]
        route = {HIGH: chance.choice((INTERNAL, NOTIFIED, SECTORAL, OPEN_ROUTE)), OPEN: OPEN_ROUTE}.get(term, NO_ROUTE)
        summary = _summary(chance, name.lower().replace(" ", "-"), name, f"{index % 7}.{index % 4}.0", term, route)
        systems.append(
            PortfolioSystem(client, f"Client {index % clients + 1:02} AG", summary, _documents(chance, client, summary))
        )
    return PortfolioPage("Portfolio", "", EDITION, "2026-11-27", tuple(systems))


def of_client(page: PortfolioPage, client: str) -> PortfolioPage:
    """Return the page of one client; its files lie one folder nearer."""
    systems = tuple(system for system in page.systems if system.client == client)
    return PortfolioPage(page.title, systems[0].client_name, page.edition, page.as_of, systems)


def page_of(*systems: PortfolioSystem, client: str = "", failed: Sequence[tuple[str, str]] = ()) -> PortfolioPage:
    """Return a page over the systems that a test names."""
    return PortfolioPage("Portfolio", client, EDITION, "2026-11-27", systems, tuple(failed))


def _sample(
    client: str, client_name: str, system: str, name: str, version: str, term: Term, route: Term
) -> PortfolioSystem:
    chance = random.Random(system)
    summary = _summary(chance, system, name, version, term, route)
    return PortfolioSystem(client, client_name, summary, _documents(chance, client, summary))


def _summary(chance: random.Random, system: str, name: str, version: str, term: Term, route: Term) -> SystemSummary:
    high = term in (HIGH, OPEN)
    days = {HIGH: (ANNEX_III, BODIES), LOW: (MARKING,), EXEMPT: (ANNEX_III,), STOPPED: ()}.get(term)
    if days is None:
        days = (NEW_PRACTICES, NextDay(ANNEX_I.date, ANNEX_I.words, settled=False), BODIES)
    elif route == SECTORAL:
        days = (MARKING, ANNEX_I, BODIES)
    return SystemSummary(
        system=system,
        name=name,
        version=version,
        organisation="",
        roles=("provider",),
        classification=term,
        route=route,
        days=days,
        completeness=tuple(_completeness(chance, place, title, high=high) for place, title in PLACES.items()),
        blockers=tuple(chance.sample(BLOCKERS, chance.randint(1, 5) if high else chance.randint(0, 1))),
        heat=tuple(_heat(chance, article, term) for article in ARTICLES),
        support=Support(
            chance.choice(("none", "planned", "in-operation", "certified")),
            chance.choice(("yes", "no", "unknown")),
            chance.randint(0, 14),
            chance.randint(0, 20),
        ),
        priorities={f"P{level}": chance.randint(0, 3 * level) if high else level // 4 for level in range(1, 5)},
        open_answers=chance.randint(3, 16) if term == OPEN else 0,
        missing_facts=chance.randint(0, 90),
    )


def _completeness(chance: random.Random, place: str, title: str, *, high: bool) -> Completeness:
    applying = chance.randint(4, 52) if high else 0
    return Completeness(place, title, chance.randint(0, applying), applying)


def _heat(chance: random.Random, article: str, term: Term) -> HeatCell:
    if term == OPEN:
        return HeatCell(article, chance.randint(0, 1), 0, chance.randint(0, 1), chance.randint(1, 9), "paper")
    if term != HIGH and article not in ("Art 4", "Art 5", "Art 6", "Art 50"):
        return HeatCell(article, 0, 0, 0, 0, "")
    met, partly = chance.randint(0, 6), chance.choice((0, 0, 2, 3))
    not_met, unknown = chance.choice((0, 0, 1, 4)), chance.choice((0, 0, 0, 2))
    worst = chance.choice(("critical", "high", "medium", "low")) if not_met + partly + unknown else ""
    return HeatCell(article, met, partly, not_met, unknown, worst)


def _documents(chance: random.Random, client: str, summary: SystemSummary) -> tuple[PortfolioDeliverable, ...]:
    made = []
    for id_, title in DOCUMENTS.items():
        state = "current" if id_ == "classification-record" else chance.choice(STATES)
        if summary.classification in (LOW, STOPPED) and id_ != "classification-record":
            state = "not-due"
        is_there = state in ("current", "stale", "edited")
        href = f"{client}/{summary.system}/{id_}.docx" if is_there else ""
        made.append(
            PortfolioDeliverable(
                id_, title, state, href, chance.randint(1, 4) if is_there else 0, BECAUSE.get(state, "")
            )
        )
    return tuple(made)

"""How grave it is that an item is open, and how urgent: by what it means in law, by its day, by what waits for it."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from pipeline.model.assessment import Status
from pipeline.model.condition_text import AS_OF
from pipeline.model.crosswalk import Effect
from pipeline.model.gap_report import GapItem, Gravity
from pipeline.model.legislation import Legislation
from pipeline.rules.fact_base import FactBase
from pipeline.stages.weigh import Weights

_LEVELS, _EFFECTS = tuple(Gravity), tuple(Effect)


def ranked(items: Iterable[GapItem], law: Legislation, facts: FactBase, weights: Weights) -> tuple[GapItem, ...]:
    """Give every item its day, and those that are open a severity and a priority.

    The severity is that of what an open item means in law, one step lower where it applies only after the next day on
    which open items come to apply. The priority follows the severity, one step up where the item applies already, or
    where the action on another open item waits for this one, and one step down where part of it is there.

    Args:
        items: of one system.
        law: the days from which its parts apply.
        facts: of the system, with the day on which the law is read.
        weights: what an open item means, and which days concern it.
    """
    today = _today(facts)
    days = {entry.id: entry.date for entry in law.milestones if facts.judge(entry.when).holds is not False}
    every = [replace(item, day=_day(item, weights, days)) for item in items]
    coming = min((item.day for item in every if item.is_open and item.day > today), default="")
    awaited = {name for item in every if item.is_open for name in item.undertaken.depends_on}
    return tuple(_ranked(item, today, coming, awaited) for item in every)


def _ranked(item: GapItem, today: str, coming: str, awaited: set[str]) -> GapItem:
    if not item.is_open:
        return item
    level = _EFFECTS.index(item.effect)
    if coming and item.day > coming:
        level = min(level + 1, len(_LEVELS) - 1)
    is_pressing = bool(item.day and item.day <= today) or item.id in awaited
    priority = level + 1 - is_pressing + (item.status is Status.PARTLY)
    return replace(item, severity=_LEVELS[level], priority=min(max(priority, 1), len(_LEVELS)))


def _day(item: GapItem, weights: Weights, days: dict[str, str]) -> str:
    """Return the first day from which an item applies, as ISO text, or nothing where no day concerns it."""
    weight = weights.at(item.cites[0])
    return min((days[name] for name in (weight.milestones if weight else ()) if name in days), default="")


def _today(facts: FactBase) -> str:
    day = facts.look_up(AS_OF)
    return day.isoformat() if isinstance(day, date) else ""

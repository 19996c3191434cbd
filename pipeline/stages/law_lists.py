"""What the law makes of a system, as the blocks of a document print it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.model.deliverable import Block, BlockKind, law_list
from pipeline.model.explanation import Applies, DecidingFact, Explained, Explanation, Tested
from pipeline.model.fact import asked_as
from pipeline.stages.case import Case
from pipeline.stages.leaves import NOTHING
from pipeline.stages.wording import Wording

LAW_BLOCKS = frozenset(
    {
        BlockKind.OUTCOMES,
        BlockKind.OUTCOME,
        BlockKind.TESTS,
        BlockKind.DUTIES,
        BlockKind.DATES,
        BlockKind.OPEN_QUESTIONS,
        BlockKind.OPEN_ANSWERS,
    }
)
"""The blocks that print outcomes of the law, and answers behind them."""


MOST_NUMBERS = 4
"""Of more open answers than this a duty that waits for them tells only how many they are."""


def law_lists(
    blocks: Iterable[Block],
    case: Case,
    wording: Wording,
    shades: Mapping[str, str],
) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield what each block loops over, by name.

    Args:
        blocks: those of LAW_BLOCKS.
        case: the system.
        wording: fixed words and choices.
        shades: colour by tone.
    """
    explanation = case.teller.explanation
    for block in blocks:
        name = law_list(block)
        match block.kind:
            case BlockKind.OUTCOMES:
                topics = (topic for topic in explanation.topics if not topic.follows)
                yield name, tuple(_summary(topic, wording, shades) for topic in topics)
            case BlockKind.OUTCOME:
                topic = explanation.of(block.id)
                yield name, (_outcome(topic, wording),)
                yield f"{name}_because", topic.because or (wording.words["depends"],)
                yield f"{name}_facts", tuple(_fact(fact) for fact in topic.facts)
                yield f"{name}_open", _listed(topic.unknowns)
            case BlockKind.TESTS:
                yield name, tuple(_test(row, wording, shades) for row in _rows(block, case))
            case BlockKind.DUTIES:
                yield name, tuple(_duties(_rows(block, case), wording, shades))
            case BlockKind.DATES:
                yield name, tuple(_date(entry, wording, shades) for entry in explanation.dates)
            case BlockKind.OPEN_QUESTIONS:
                yield name, tuple(_open_questions(explanation))
            case BlockKind.OPEN_ANSWERS:
                yield name, tuple(_open_answers(explanation, case, wording))


def _rows(block: Block, case: Case) -> Iterator[Tested]:
    for outcome in block.outcomes:
        yield from case.teller.tested(case.classification.decisions[outcome])


def words_of(topic: Explained, wording: Wording) -> str:
    """Return an outcome in words, also where it is not settled, or a set that may grow."""
    if topic.is_settled:
        return topic.words or wording.words["no_outcome"]
    if topic.words and topic.possible:
        return wording.say("may_follow", outcomes=topic.words)
    return wording.words["unsettled"]


def _summary(topic: Explained, wording: Wording, shades: Mapping[str, str]) -> View:
    return View(
        {
            "topic": topic.asks,
            "outcome": words_of(topic, wording),
            "from": _from(topic, wording),
            "point": _points(topic.points),
            "shade": shades["gap" if topic.alarms else "plain" if topic.is_settled else "open"],
        }
    )


def _from(topic: Explained, wording: Wording) -> str:
    return "; ".join(dict.fromkeys(_day(entry, wording) for entry in topic.days)) or NOTHING


def _day(entry: Applies, wording: Wording) -> str:
    day = wording.day(date.fromisoformat(entry.milestone.date))
    return day if entry.is_settled else wording.say("may_from", day=day)


def _date(entry: Applies, wording: Wording, shades: Mapping[str, str]) -> View:
    milestone = entry.milestone
    return View(
        {
            "date": wording.day(date.fromisoformat(milestone.date)),
            "duty": _said(milestone.duty, entry.unknowns, wording, is_settled=entry.is_settled),
            "point": _points(milestone.cites),
            "act": unbroken(milestone.act),
            "shade": shades["plain" if entry.is_settled else "open"],
        }
    )


def _outcome(topic: Explained, wording: Wording) -> View:
    day = _from(topic, wording) if topic.days else ""
    return View({"words": words_of(topic, wording), "from": day, "point": _points(topic.points)})


def _fact(fact: DecidingFact) -> View:
    return View({"number": fact.number, "question": fact.label, "answer": fact.answer or NOTHING})


def _listed(facts: Iterable[DecidingFact]) -> tuple[str, ...]:
    """Return a list of one line that names the facts, or of none, so that nothing is printed where there are none."""
    named = "; ".join(f"{fact.number} {fact.label}" for fact in facts)
    return (unbroken(named),) if named else ()


def _test(row: Tested, wording: Wording, shades: Mapping[str, str]) -> View:
    word, tone = {True: ("tested_yes", "gap"), False: ("tested_no", "good"), None: ("tested_open", "open")}[row.holds]
    said = (
        wording.say(
            "fact_answer" if fact.answer else "fact_open", number=fact.number, label=fact.label, answer=fact.answer
        )
        for fact in row.facts
    )
    return View(
        {
            "point": _points(row.cites),
            "tested": unbroken(row.because),
            "result": wording.words[word],
            "answers": "\n".join(said) or NOTHING,
            "shade": shades[tone],
        }
    )


def _duties(rows: Iterable[Tested], wording: Wording, shades: Mapping[str, str]) -> Iterator[View]:
    """Yield what follows, and what may follow: a duty that is open is no duty that is not there."""
    for row in rows:
        if row.holds is False:
            continue
        yield View(
            {
                "point": _points(row.cites),
                "follows": _said(row.because, row.facts, wording, is_settled=row.holds is True),
                "shade": shades["plain" if row.holds else "open"],
            }
        )


def _said(because: str, facts: Iterable[DecidingFact], wording: Wording, *, is_settled: bool) -> str:
    """Return a duty, or that it is open and on which answers it depends."""
    several = dict.fromkeys(fact.number for fact in facts)
    on = "may_apply_on" if len(several) <= MOST_NUMBERS else "may_apply_on_many"
    name = "follows" if is_settled else on if several else "may_apply"
    return unbroken(wording.say(name, numbers=", ".join(several), count=len(several), because=because))


def _open_questions(explanation: Explanation) -> Iterator[View]:
    entries = {entry.id: entry for topic in explanation.topics for entry in topic.open_questions}
    for entry in entries.values():
        yield View(
            {
                "question": unbroken(entry.question),
                "taken": unbroken(entry.default),
                "otherwise": unbroken(entry.alternative),
                "point": _points(entry.cites),
            }
        )


def _open_answers(explanation: Explanation, case: Case, wording: Wording) -> Iterator[View]:
    # Those that decide first, then those on which only duties depend that follow.
    every = dict.fromkeys((*explanation.unknowns, *(fact for topic in explanation.topics for fact in topic.unknowns)))
    for fact in every:
        waiting = [topic for topic in explanation.topics if fact in topic.unknowns]
        first, *more = [topic.title for topic in waiting if not topic.follows] or [topic.title for topic in waiting]
        question = case.standings.questions[asked_as(fact.path)]
        yield View(
            {
                "number": fact.number,
                "question": fact.label,
                "said": fact.answer or NOTHING,
                "topic": wording.say("and_more", first=first, count=len(more)) if more else first,
                "who": wording.choices["who"][question.who],
            }
        )


def _points(cites: tuple[str, ...]) -> str:
    return unbroken("; ".join(cites)) or NOTHING

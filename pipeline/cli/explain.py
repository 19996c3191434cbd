"""`dossier explain`: what the law makes of one system, as a page to read and as JSON."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.build.clock import today
from pipeline.build.consult import consult
from pipeline.build.finding_json import findings_json
from pipeline.cli.exit_code import exit_code
from pipeline.cli.kept import kept_json
from pipeline.cli.page import Page
from pipeline.library.inquire import load_inquiry
from pipeline.model.explanation import Applies, DecidingFact, Explained, Explanation, Flip
from pipeline.model.finding import Finding
from pipeline.stages.explain import UNKNOWN

_SINGLE = ("scope", "prohibited", "high_risk", "route", "registration", "fria")
"""Topics whose outcome is one word, as the interface names them."""

_DEPENDS = "It depends on the open answers below."
_MOST = 12
"""Deciding facts that a page shows of one topic; the JSON has them all."""


def explain(options: argparse.Namespace) -> int:
    """Explain the classification of one system."""
    inquiry = load_inquiry(options.library).read(options.as_of or today())
    told = consult(options.workbook, inquiry)
    if options.json:
        data = explanation_json(told.explanation, told.flips) if told.explanation else {}
        whole = {"command": "explain", **data, "findings": findings_json(told.findings)}
        sys.stdout.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        page = Page(sys.stderr)
        if told.explanation:
            _write(page, told.explanation, told.flips)
        _write_findings(page, told.findings)
    return exit_code(told.findings, options.fail_on)


def explanation_json(explanation: Explanation, flips: dict[str, tuple[Flip, ...]]) -> dict[str, Any]:
    """Return an explanation in the shape of the interface, with what else is known of each topic."""
    data: dict[str, Any] = {
        "system": explanation.system,
        "law": explanation.edition,
        "as_of": explanation.as_of,
    }
    for topic in explanation.topics:
        if topic.id in _SINGLE:
            data[topic.id] = _single(topic, flips.get(topic.id, ()))
        elif topic.id == "transparency":
            data[topic.id] = list(topic.named)
        elif topic.id == "roles":
            data[topic.id] = list(topic.outcomes) or ([] if topic.possible else ["none"])
    data["applies_from"] = [_day(day) for day in explanation.dates if day.is_settled]
    data["may_apply_from"] = [_day(day) for day in explanation.dates if not day.is_settled]
    data["keep_until"] = kept_json(explanation.kept)
    data["deciding_unknowns"] = [
        {"question": fact.path, "cell": fact.at, "number": fact.number, "label": fact.label}
        for fact in explanation.unknowns
    ]
    data["topics"] = [_topic(topic) for topic in explanation.topics]
    return data


def _single(topic: Explained, flips: Iterable[Flip]) -> dict[str, Any]:
    return {
        "outcome": topic.outcomes[0],
        "points": list(topic.points),
        "because": list(topic.because),
        "open_questions": [f"{entry.question} {entry.default}" for entry in topic.open_questions],
        "facts": [_fact(fact) for fact in topic.facts],
        "flips": [{"fact": _fact(flip.fact), "answer": flip.answer, "outcome": flip.outcomes[0]} for flip in flips],
    }


def _day(day: Applies) -> dict[str, str]:
    return {"duty": day.milestone.duty, "date": day.milestone.date, "act": day.milestone.act}


def _topic(topic: Explained) -> dict[str, Any]:
    return {
        "id": topic.id,
        "title": topic.title,
        "outcome": list(topic.outcomes),
        "possible": list(topic.possible),
        "points": list(topic.points),
        "because": list(topic.because),
        "deciding_unknowns": [_fact(fact) for fact in topic.unknowns],
        "open_questions": [
            {
                "id": entry.id,
                "question": entry.question,
                "default": entry.default,
                "alternative": entry.alternative,
                "cites": list(entry.cites),
            }
            for entry in topic.open_questions
        ],
    }


def _fact(fact: DecidingFact) -> dict[str, str]:
    return {
        "question": fact.path,
        "number": fact.number,
        "label": fact.label,
        "answer": fact.answer,
        "cell": fact.at,
    }


def _write(page: Page, explanation: Explanation, flips: dict[str, tuple[Flip, ...]]) -> None:
    page.title(explanation.system, f"{explanation.edition_title}, read as of {explanation.as_of}")
    _write_overview(page, explanation)
    seen: set[str] = set()
    for topic in explanation.topics:
        _write_topic(page, topic, flips.get(topic.id, ()), seen)
    page.head("Dates", "")
    for day in explanation.dates:
        begins = day.milestone
        opens = "" if day.is_settled else "If it applies: "
        page.line(begins.date, f"{opens}{begins.duty} ({', '.join(begins.cites)}; {begins.act})")
    page.head("Kept until", explanation.kept.day.isoformat() if explanation.kept.day else "No day yet")
    for part in explanation.kept.parts:
        page.line("", f"{part.words} ({', '.join(part.cites)})")
    page.note("The tool prepares; a named person reviews and decides. It calls nothing compliant.")


def _write_topic(page: Page, topic: Explained, flips: Sequence[Flip], seen: set[str]) -> None:
    """Write one topic; open answers and questions of law that were ``seen`` above are not told in full again."""
    page.head(topic.title, _outcome(topic), tone=_tone(topic))
    if topic.points:
        page.line("law", ", ".join(topic.points))
    for because in topic.because or (_DEPENDS,):
        page.line("why", because)
    for fact in topic.facts[:_MOST]:
        page.line("fact", f"{_named(fact)}: {fact.answer}", fact.at)
    if len(topic.facts) > _MOST:
        page.line("", f"and {len(topic.facts) - _MOST} more answers")
    for flip in flips[:_MOST]:
        page.line("flips", f"{_named(flip.fact)}, answered {flip.answer}: {_result(flip)}", flip.fact.at)
    _write_open(page, topic, seen)


def _write_open(page: Page, topic: Explained, seen: set[str]) -> None:
    again = dict.fromkeys(fact.number for fact in topic.unknowns if fact.path in seen)
    for fact in topic.unknowns:
        if fact.path not in seen:
            page.line("open", f"{_named(fact)}: {fact.answer}" if fact.answer else _named(fact), fact.at)
    if again:
        page.line("open", f"as above: {', '.join(again)}")
    for entry in topic.open_questions:
        whole = f"{entry.question} Taken here: {entry.default} Otherwise: {entry.alternative}"
        page.line("unsettled", f"{entry.question.partition('?')[0]}? See above." if entry.id in seen else whole)
    seen.update((*(fact.path for fact in topic.unknowns), *(entry.id for entry in topic.open_questions)))


def _write_overview(page: Page, explanation: Explanation) -> None:
    """Write what it comes to, in a line for each topic, before the reasons."""
    page.head("At a glance", "")
    for topic in (topic for topic in explanation.topics if not topic.follows):
        days = dict.fromkeys(day.milestone.date for day in topic.days if day.is_settled)
        points = ", ".join(topic.points) if topic.is_settled else ""
        more = "; ".join(part for part in (points, f"from {', '.join(days)}" if days else "") if part)
        page.pair(topic.title, _outcome(topic), more, tone=_tone(topic))
    if explanation.unknowns:
        numbers = dict.fromkeys(fact.number for fact in explanation.unknowns)
        page.pair("Answers still open", ", ".join(numbers), tone="open")


def _write_findings(page: Page, findings: Iterable[Finding]) -> None:
    several = list(findings)
    if several:
        page.head("Answers to look at", "")
    for told in several:
        cell = f"{told.at.sheet}!{told.at.cell}" if told.at.cell else told.at.workbook or told.at.file
        page.line(f"{told.severity}", f"{told.code} {told.message}", cell)


def _outcome(topic: Explained) -> str:
    if topic.outcomes == (UNKNOWN,) or not (topic.is_settled or topic.outcomes):
        return "Not settled"
    # What has no words of its own is a list of duties, of which each reason below tells one.
    words = topic.words or ("As follows" if topic.outcomes else "None")
    return words if topic.is_settled else f"{words}, and more may come"


def _result(flip: Flip) -> str:
    return flip.words or ("Not settled" if flip.outcomes == (UNKNOWN,) else "None")


def _tone(topic: Explained) -> str:
    return "alarm" if topic.alarms else "good" if topic.is_settled else "open"


def _named(fact: DecidingFact) -> str:
    return f"{fact.number} {fact.label}"

"""A classification to its explanation: for each topic the outcome with points, reasons, deciding facts, open ends."""

from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from pipeline.model.condition_text import NEVER
from pipeline.model.explanation import Applies, DecidingFact, Explained, Explanation, Tested
from pipeline.model.fact import asked_as, fact_at
from pipeline.model.inquiry import Inquiry
from pipeline.model.intake import AnswerNote, Intake
from pipeline.model.legislation import OpenQuestion, Topic
from pipeline.model.scalar import Kind
from pipeline.rules.decide import OPEN_OUTCOME, OTHERWISE, Decision, Reason
from pipeline.rules.evaluate import Absent, OpenSet
from pipeline.stages.classify import Classification
from pipeline.stages.keep_until import keep_until
from pipeline.stages.said import said

UNKNOWN = "unknown"
"""Outcome of a topic that is not settled."""

MOST_POSSIBLE = 6
"""Where more outcomes than this are still possible, naming them all would tell nothing."""


def explain(intake: Intake, classification: Classification, inquiry: Inquiry) -> Explanation:
    """Explain what the law makes of one system.

    Args:
        intake: its answers, with their cells.
        classification: the outcomes of the decision tables.
        inquiry: topics, dates and open questions of the law; the questionnaire.
    """
    return Teller(intake, classification, inquiry).explanation


class Teller(Struct, frozen=True, dict=True):
    """Tells topics and facts of one system; what documents and pages ask for again is told once."""

    intake: Intake
    classification: Classification
    inquiry: Inquiry

    @cached_property
    def explanation(self) -> Explanation:
        """What the law makes of the system, all of it."""
        law = self.inquiry.legislation
        return Explanation(
            system=str(self.intake.values.get("system", {}).get("id", "")),
            edition=law.edition,
            edition_title=law.title,
            as_of=law.as_of,
            topics=tuple(self.topic(topic) for topic in law.topics),
            dates=tuple(self.dates()),
            kept=keep_until(self.classification, self.inquiry),
        )

    @cached_property
    def _topics(self) -> dict[str, Explained]:
        return {}

    @cached_property
    def _facts(self) -> dict[str, DecidingFact]:
        return {}

    def dates(self, named: Container[str] | None = None) -> Iterator[Applies]:
        """Yield the days that concern the system, and those that may; all, or those of the milestones named."""
        for entry in self.inquiry.legislation.milestones:
            if named is None or entry.id in named:
                verdict = self.classification.facts.judge(entry.when)
                if verdict.holds is not False:
                    unknowns = map(self.fact, self.classification.open_behind(verdict.unknowns))
                    yield Applies(entry, verdict.holds is True, tuple(unknowns))

    def topic(self, topic: Topic) -> Explained:
        """Explain one topic."""
        if topic.id not in self._topics:
            self._topics[topic.id] = self._explained(topic)
        return self._topics[topic.id]

    def _explained(self, topic: Topic) -> Explained:
        decision = self.classification.decisions[topic.outcome]
        reasons = tuple(self._reasons(topic))
        outcomes = outcomes_of(decision)
        matters = not outcomes or any(outcome not in topic.without_day for outcome in outcomes)
        return Explained(
            id=topic.id,
            title=topic.title,
            asks=topic.asks,
            outcomes=outcomes,
            possible=_possible(decision),
            is_settled=decision.is_settled,
            words=words_for(topic, decision),
            points=tuple(dict.fromkeys(_points(topic, reasons))),
            because=tuple(dict.fromkeys((*_because(topic, reasons), *self._under_review(topic.outcome)))),
            facts=tuple(self._given(self._read(topic, reasons))),
            unknowns=tuple(self.fact(path) for path in self.classification.open_behind(decision.unknowns)),
            open_questions=tuple(self._open_questions(topic.id)),
            follows=topic.follows,
            named=tuple(dict.fromkeys(trial.row.cites[0] for trial in decision.trials if trial.verdict.holds)),
            days=tuple(self.dates(topic.applies_from)) if matters else (),
            alarms=any(outcome in topic.alarms for outcome in outcomes),
        )

    def _reasons(self, topic: Topic) -> Iterator[tuple[Decision, Reason]]:
        """Yield why an outcome is what it is, or would be: its own reasons, then those of the outcomes they read.

        Followed are the tables that the topic names, and of a row that a reason belongs to what they gave for it.
        """
        decisions = self.classification.decisions
        settled = decisions[topic.outcome].is_settled
        waiting, seen = [topic.outcome], {topic.outcome}
        while waiting:
            current = decisions[waiting.pop(0)]
            possible = () if settled else tuple(self._possible_reasons(current, topic))
            yield from ((current, reason) for reason in (*current.reasons, *possible))
            open_rows = () if settled or current.is_settled else current.open_rows
            read = [(reason.item, reason.reads) for reason in current.reasons]
            read += [(trial.item, trial.verdict.reads) for trial in open_rows]
            for path in (path for item, reads in read for path in self._behind(topic, item, reads)):
                if path not in seen:
                    seen.add(path)
                    waiting.append(path)

    def _behind(self, topic: Topic, item: str, reads: Iterable[str]) -> Iterator[str]:
        """Yield the outcomes behind a reason that the topic follows, those of the same row of the profile too."""
        named = (*topic.points_of, *topic.reasons_of, *topic.through)
        of_row = f"[{item.partition('[')[2]}" if item else ""
        for path in (*reads, *(f"{name}{of_row}" for name in named if of_row)):
            known = self.classification.decisions.get(path)
            if known is not None and asked_as(path) in named and (not of_row or known.item in ("", item)):
                yield path

    def _possible_reasons(self, decision: Decision, topic: Topic) -> Iterator[Reason]:
        """Yield the rows that could still name a point of law; every other open row says nothing yet."""
        if not decision.is_settled:
            named = asked_as(decision.output) in topic.points_of or decision.output == topic.outcome
            single_use = len({trial.row.gives for trial in decision.open_rows}) <= MOST_POSSIBLE
            yield from (trial.reason() for trial in decision.open_rows if named and single_use)

    def _under_review(self, outcome: str) -> Iterator[str]:
        """Yield why a person has to review an open outcome, or another on which it waits: no answer settles it."""
        # What leaves a set open is told by its facts, so that the way back goes over all that an open row reads.
        waiting, seen = [outcome], {outcome}
        while waiting:
            decision = self.classification.decisions.get(waiting.pop(0))
            if decision is None or decision.is_settled:
                continue
            yield from (reason.because for reason in decision.reasons if reason.gives == OPEN_OUTCOME)
            for trial in (trial for trial in decision.trials if trial.verdict.holds is None):
                if trial.row.review_if != NEVER and not self.classification.open_behind(trial.verdict.unknowns):
                    yield f"{OPEN_MARK} {trial.row.because}"
                waiting += [path for path in trial.verdict.reads if path not in seen]
                seen.update(trial.verdict.reads)

    def tested(self, decision: Decision) -> Iterator[Tested]:
        """Yield each row of a decision as it came out, with the facts that settle it or leave it open."""
        for trial in decision.trials:
            verdict = trial.verdict
            if verdict.holds is None:
                told = [self.fact(path) for path in self.classification.asked_behind(verdict.unknowns)]
            else:
                told = list(self._given(self.classification.read_behind(verdict.reads)))
            yield Tested(trial.item, trial.row.cites, trial.row.because, verdict.holds, tuple(told))

    def fact(self, path: str) -> DecidingFact:
        """Return a fact as it was answered, with its question and cell."""
        if path not in self._facts:
            self._facts[path] = self._fact(path)
        return self._facts[path]

    def _fact(self, path: str) -> DecidingFact:
        question = self.inquiry.questionnaire.by_id[asked_as(path)]
        column = fact_at(path).partition("[].")[2]
        row = path.partition("[")[2].partition("]")[0]
        label = next((entry.label for entry in question.column if entry.id == column), question.label)
        place = self.intake.place_of(path)
        shown = f"{label} ({row})" if row else label
        return DecidingFact(path, question.number, shown, self.answer(path), place.sheet, place.cell)

    def answer(self, path: str) -> str:
        """Return what was answered, in the words of the form; nothing where it is blank."""
        asked = self.inquiry.questionnaire
        fact = asked.facts[fact_at(path)]
        note = self.intake.notes.get(path, AnswerNote())
        if fact.kind is Kind.TABLE and isinstance(rows := self.classification.facts.look_up(path), tuple):
            return str(len(rows))
        value = self.classification.facts.value_at(path)
        held = None if isinstance(value, Absent) else value
        return str(said(fact, held, note, asked.words, asked.choices) or "")

    def _read(self, topic: Topic, reasons: Iterable[tuple[Decision, Reason]]) -> tuple[str, ...]:
        """Return the asked facts that the reasons read, those behind other outcomes only for the outcome's own."""
        decisions = self.classification.decisions
        own = [path for decision, reason in reasons if decision.output == topic.outcome for path in reason.reads]
        direct = [path for _, reason in reasons for path in reason.reads if path not in decisions]
        return tuple(dict.fromkeys((*direct, *self.classification.read_behind(own))))

    def _given(self, paths: Iterable[str]) -> Iterator[DecidingFact]:
        """Yield the facts that have a value, or are said not to apply."""
        asked = (path for path in paths if asked_as(path) in self.inquiry.questionnaire.by_id)
        return (told for path in asked if not self._is_open(path) and (told := self.fact(path)).answer)

    def _is_open(self, path: str) -> bool:
        return self.classification.facts.value_at(path) is Absent.UNKNOWN

    def _open_questions(self, topic: str) -> Iterator[OpenQuestion]:
        for entry in self.inquiry.legislation.open_questions:
            if topic in entry.concerns and self.classification.facts.judge(entry.when).holds is not False:
                yield entry


def outcomes_of(decision: Decision) -> tuple[str, ...]:
    """Return the outcome as code, or the members of a set in the order of their rows."""
    if isinstance(decision.value, OpenSet):
        given = dict.fromkeys(str(trial.row.gives) for trial in decision.trials)
        return tuple(name for name in given if name in decision.value.members)
    return (UNKNOWN,) if decision.value is Absent.UNKNOWN else (str(decision.value),)


def _possible(decision: Decision) -> tuple[str, ...]:
    return tuple(sorted(decision.value.possible)) if isinstance(decision.value, OpenSet) else ()


def words_for(topic: Topic, decision: Decision) -> str:
    """Return the outcome in the words that a topic has for it."""
    return ", ".join(topic.words[outcome] for outcome in outcomes_of(decision) if outcome in topic.words)


def _points(topic: Topic, reasons: tuple[tuple[Decision, Reason], ...]) -> Iterator[str]:
    """Yield the points of law: of the rows that held in the tables that name them, else of the first reasons."""
    named = [
        reason.cites
        for decision, reason in reasons
        if asked_as(decision.output) in topic.points_of and reason.row != OTHERWISE
    ]
    own = [reason.cites for decision, reason in reasons if decision.output == topic.outcome and decision.is_settled]
    possible = [reason.cites[:1] for decision, reason in reasons if decision.output == topic.outcome]
    for cites in named or own or possible:
        yield from cites


def _because(topic: Topic, reasons: tuple[tuple[Decision, Reason], ...]) -> Iterator[str]:
    """Yield the reasons in words: the outcome's own, then those of the tables that stand behind it."""
    behind = (*topic.points_of, *topic.reasons_of)
    for decision, reason in reasons:
        if decision.output == topic.outcome or asked_as(decision.output) in behind:
            if decision.is_settled or reason in decision.reasons:
                yield reason.because
            elif decision.output != topic.outcome:
                yield f"{OPEN_MARK} {reason.because}"


OPEN_MARK = "Not settled:"
"""Stands before a reason that holds only if what is open turns out so."""

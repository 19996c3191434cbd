"""When each question of a form applies: its condition to a rule over the answers in the same form.

For whatever is typed in the words of the form the rule is worth what the condition evaluates to. Words that the form
does not offer, though a build understands them, leave it open: it never says more than the build will. What no cell of
the form answers alone - outcomes of the law, rows of tables, numbers, days, questions of the other form - is fixed as
it is judged when the form is written.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any as AnyValue

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.fact import Facts
from pipeline.model.fact_list import facts
from pipeline.model.folding import fold
from pipeline.model.form_codes import YES_NO_LIST, Content
from pipeline.model.form_layout import Vocabulary
from pipeline.model.form_rule import (
    ALWAYS_APPLIES,
    NEVER_APPLIES,
    UNDECIDED,
    AllOf,
    Answered,
    AnyOf,
    Contrary,
    Fixed,
    FormRule,
)
from pipeline.model.questionnaire import Question
from pipeline.model.scalar import DOES_NOT_APPLY, Kind, clean_text, is_placeholder, split_state
from pipeline.rules.condition import (
    All,
    Any,
    Compare,
    Comparison,
    Condition,
    Known,
    Literal,
    Not,
    Path,
    parse_condition,
)
from pipeline.rules.evaluate import evaluate
from pipeline.stages.cell import ids_in

Judge = Callable[[Condition], bool | None]
"""Says what the answers settle when the form is written; None where they leave it open."""

_VALUES: Mapping[str, AnyValue] = {"yes": True, "no": False}
_EQUALITY = (Comparison.EQUAL, Comparison.UNEQUAL)
_MEMBERSHIP = (Comparison.IN, Comparison.NOT_IN)


class _Cell(Struct, frozen=True):
    """The answer cell of a question: what may be chosen there, each with the wordings in which it may be typed."""

    kind: Kind
    wordings: Mapping[str, tuple[str, ...]]

    def value(self, code: str) -> AnyValue:
        """Return the value of the fact that a choice gives, alone among several where several may be given."""
        if self.kind is Kind.YES_NO:
            return _VALUES[code]
        return (code,) if self.kind is Kind.CHOICES else code


def form_rules(
    questions: Iterable[Question],
    vocabularies: Iterable[Vocabulary],
    judge: Judge = lambda _: None,
    among: Facts | None = None,
) -> dict[str, FormRule]:
    """Return by question when it applies.

    Args:
        questions: all that one form asks.
        vocabularies: its closed lists, yes and no among them.
        judge: settles what no cell of the form answers.
        among: all facts that may be asked for; those of the model where none are given.
    """
    asked = tuple(questions)
    offered = {vocabulary.name: _wordings(vocabulary) for vocabulary in vocabularies}
    cells = {}
    for question in asked:
        fact = (among or facts())[question.id]
        vocabulary = YES_NO_LIST if fact.kind is Kind.YES_NO else fact.vocabulary
        if fact.kind in (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES) and vocabulary in offered:
            cells[question.id] = _Cell(fact.kind, offered[vocabulary])
    return {question.id: _rule(parse_condition(question.shown_if), cells, judge) for question in asked}


def worth(rule: FormRule, answers: Mapping[str, Content], comments: Mapping[str, str] = MappingProxyType({})) -> float:
    """Return what a rule is worth, as its formula in the workbook will work it out.

    Args:
        rule: of one question.
        answers: what stands in the answer cells of the form, by question; blank ones may be left out.
        comments: what stands in the comment cells.
    """
    match rule:
        case Fixed(value):
            return value
        case Answered(question):
            text = clean_text(str(answers.get(question) or ""))
            return _worth_of_answer(rule, text, clean_text(comments.get(question, "")))
        case AllOf(parts):
            return min(worth(part, answers, comments) for part in parts)
        case AnyOf(parts):
            return max(worth(part, answers, comments) for part in parts)
        case Contrary(part):
            return 1 - worth(part, answers, comments)


def _worth_of_answer(rule: Answered, text: str, comment: str) -> float:
    if state := split_state(text):
        word, reason = state
        # Without a reason, which may stand as the comment, nothing is declined.
        return float(rule.declined) if word == DOES_NOT_APPLY and (reason or comment) else UNDECIDED.value
    entries = {entry.casefold() for entry in (ids_in(text) if rule.several else (text,))}
    holds, fails = ({wording.casefold() for wording in wordings} for wordings in (rule.holds, rule.fails))
    if not entries or entries - holds - fails:
        return UNDECIDED.value
    return float(bool(entries & holds))


def _wordings(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return by code how a choice may be typed: its label, and the words before the bracket where they are its own."""
    labels = {option.code: clean_text(option.label) for option in vocabulary.options}
    heads = {code: label.partition(" (")[0] for code, label in labels.items()}
    folded = [fold(head) for head in heads.values()]
    whole = {fold(label) for label in labels.values()}
    wordings = {}
    for code, label in labels.items():
        head = heads[code]
        is_own = folded.count(fold(head)) == 1 and fold(head) not in whole
        # What reads as a state or a placeholder is read as that, whatever the list calls a choice.
        typed = (text for text in ((label, head) if is_own else (label,)))
        wordings[code] = tuple(text for text in typed if not split_state(text) and not is_placeholder(text))
    return wordings


def _rule(condition: Condition, cells: Mapping[str, _Cell], judge: Judge) -> FormRule:
    match condition:
        case Literal(value):
            return ALWAYS_APPLIES if value else NEVER_APPLIES
        case Not(part):
            return _contrary(_rule(part, cells, judge))
        case All(parts):
            return _all([_rule(part, cells, judge) for part in parts])
        case Any(parts):
            return _any([_rule(part, cells, judge) for part in parts])
        case Path(name) if name in cells and cells[name].kind is not Kind.CHOICES:
            return _answered(name, cells[name], condition)
        case Compare() if rule := _compared(condition, cells):
            return rule
    judged = judge(condition)
    if judged is None or (isinstance(condition, Known) and not judged):
        # That something is not known yet settles nothing: it can be answered any time.
        return UNDECIDED
    return Fixed(float(judged))


def _compared(condition: Compare, cells: Mapping[str, _Cell]) -> FormRule | None:
    """Return the rule of a comparison with a constant, or nothing where no cell alone can tell."""
    match condition:
        case Compare(Literal(), Comparison.IN, Path(name)) if _is_of_several(name, cells):
            return _answered(name, cells[name], condition)
        case Compare(Literal() as item, Comparison.NOT_IN, Path(name) as path) if _is_of_several(name, cells):
            # Declined, a list neither holds an entry nor lacks it: no comparison is satisfied.
            found = _answered(name, cells[name], Compare(item, Comparison.IN, path))
            return Contrary(replace(found, declined=True))
        case Compare(Path(name), how, Literal()) | Compare(Literal(), how, Path(name)) if name in cells:
            is_listed = isinstance(condition.right, Literal) and isinstance(condition.right.value, tuple)
            if not _is_of_several(name, cells) and (how in _EQUALITY or (how in _MEMBERSHIP and is_listed)):
                return _answered(name, cells[name], condition)
    return None


def _is_of_several(name: str, cells: Mapping[str, _Cell]) -> bool:
    return name in cells and cells[name].kind is Kind.CHOICES


def _answered(name: str, cell: _Cell, condition: Condition) -> Answered:
    """Sort the choices of a cell by what the condition evaluates to with each of them."""
    holds: list[str] = []
    fails: list[str] = []
    for code, wordings in cell.wordings.items():
        verdict = evaluate(condition, {name: cell.value(code)}.__getitem__)
        (holds if verdict.holds else fails).extend(wordings)
    return Answered(name, tuple(holds), tuple(fails), several=cell.kind is Kind.CHOICES)


def _contrary(part: FormRule) -> FormRule:
    match part:
        case Fixed(value):
            return Fixed(1 - value)
        case Contrary(inner):
            return inner
    return Contrary(part)


def _all(parts: Iterable[FormRule]) -> FormRule:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    if NEVER_APPLIES in flat:
        return NEVER_APPLIES
    kept = tuple(dict.fromkeys(part for part in flat if part != ALWAYS_APPLIES))
    return AllOf(kept) if len(kept) > 1 else (*kept, ALWAYS_APPLIES)[0]


def _any(parts: Iterable[FormRule]) -> FormRule:
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    if ALWAYS_APPLIES in flat:
        return ALWAYS_APPLIES
    kept = tuple(dict.fromkeys(part for part in flat if part != NEVER_APPLIES))
    return AnyOf(kept) if len(kept) > 1 else (*kept, NEVER_APPLIES)[0]

"""Writes a rule over the answers of a form as an expression that every spreadsheet works out.

Only functions that Excel, Excel for the web, LibreOffice and Google Sheets share are used, no names and no arrays. What
is typed is compared without regard to case and outer blanks; what is none of the known wordings is undecided, never no.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pipeline.model.form_rule import UNDECIDED, AllOf, Answered, AnyOf, Contrary, Fixed, FormRule

EXPRESSION_LIMIT = 7_500
"""Characters of an expression: Excel takes 8,192 in a formula, of which the status around it needs some."""

NESTING_LIMIT = 58
"""Functions within each other in an expression: Excel takes 64 in a formula."""

_LITERAL_LIMIT = 250
"""Characters of a text between quotation marks: Excel takes 255."""

_MARKS = ":.,;–—-"
"""What may stand between a state and its reason."""

_LITERAL = re.compile(r'"[^"]*"|\'[^\']*\'')
_BLANKS = re.compile(" +")


class AnswerCells(Struct, frozen=True):
    """Where the answers of a form and the comments on them stand, and the words by which a question is declined.

    Both go by question; a cell is given as other sheets name it.
    """

    answers: Mapping[str, str]
    comments: Mapping[str, str]
    declined: str

    def worth(self, rule: FormRule) -> str:
        """Return the expression that is worth 0, 0.5 or 1 as the rule is.

        One that Excel would not take is replaced by what is undecided, so that its question counts as asked.
        """
        expression = self._worth(rule)
        is_taken = len(expression) <= EXPRESSION_LIMIT and nesting(expression) <= NESTING_LIMIT
        return expression if is_taken else _number(UNDECIDED.value)

    def where_asked(self, rule: FormRule, asked: str, else_: str) -> str:
        """Return the expression for what is shown while a question applies or that is undecided, or else.

        Args:
            rule: of the question.
            asked: expression of the first.
            else_: expression of the second.
        """
        if isinstance(rule, Fixed):
            return asked if rule.value else else_
        return f"IF({self.worth(rule)}=0,{else_},{asked})"

    def _worth(self, rule: FormRule) -> str:
        match rule:
            case Fixed(value):
                return _number(value)
            case AllOf(parts):
                return f"MIN({','.join(map(self._worth, parts))})"
            case AnyOf(parts):
                return f"MAX({','.join(map(self._worth, parts))})"
            case Contrary(part):
                return f"(1-{self._worth(part)})"
            case Answered():
                worth = self._of_several(rule) if rule.several else self._of_one(rule)
                # An error in the cell answers nothing, and must not spread to questions that depend on it.
                return f"IFERROR({worth},0.5)"

    def _of_one(self, rule: Answered) -> str:
        cell = self.answers[rule.question]
        text = f"TRIM({cell})"
        tests = {True: [f"{text}={wording}" for wording in _literals(rule.holds)]}
        tests[False] = [f"{text}={wording}" for wording in _literals(rule.fails)]
        tests[rule.declined].append(self.is_declined(rule.question))
        return f"IF({_either(tests[True])},1,IF({_either(tests[False])},0,0.5))"

    def _of_several(self, rule: Answered) -> str:
        cell = self.answers[rule.question]
        # Every entry gets a separator of its own on both sides, so that a wording is found only as a whole entry.
        text = f'LOWER(TRIM(SUBSTITUTE({cell},CHAR(10),";")))'
        text = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text}," ;",";"),"; ",";"),";",";;")'
        entries, rest = f'";"&{text}&";"', f'";"&{text}&";"'
        for wording in _literals((*rule.holds, *rule.fails), around=";"):
            rest = f'SUBSTITUTE({rest},{wording},"")'
        holds = [f"ISNUMBER(FIND({wording},{entries}))" for wording in _literals(rule.holds, around=";")]
        declined = f"IF({self.is_declined(rule.question)},{_number(rule.declined)},0.5)"
        given = f'IF(SUBSTITUTE({entries},";","")="",0.5,IF({_either(holds)},1,0))'
        return f'IF(SUBSTITUTE({rest},";","")<>"",{declined},{given})'

    def is_declined(self, question: str) -> str:
        """Return the test whether a question is declined: the words, the end or a mark, a reason or a comment."""
        text, length = f"TRIM({self.answers[question]})", len(self.declined)
        after = f"TRIM(MID({text},{length + 1},9))"
        reason = f'OR(LEN({after})>1,TRIM({self.comments[question]})<>"")'
        mark = f'ISNUMBER(FIND(LEFT({after}&":",1),"{_MARKS}"))'
        return f"AND(LEFT({text},{length})={quoted(self.declined)},{mark},{reason})"


def quoted(text: str) -> str:
    """Return a text as an expression, in pieces where it is longer than Excel takes in one."""
    pieces = [text[at : at + _LITERAL_LIMIT] for at in range(0, len(text), _LITERAL_LIMIT)] or [""]
    return "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)


def nesting(expression: str) -> int:
    """Return how many brackets stand within each other, those in texts and names of sheets left aside."""
    depth = deepest = 0
    for sign in _LITERAL.sub("", expression):
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def _literals(wordings: Iterable[str], around: str = "") -> Iterator[str]:
    """Yield wordings as they stand in a trimmed cell; between separators in small letters, as they are looked for."""
    for wording in wordings:
        text = _BLANKS.sub(" ", wording)
        yield quoted(f"{around}{text.lower()}{around}" if around else text)


def _either(tests: list[str]) -> str:
    return f"OR({','.join(tests)})" if tests[1:] else "".join(tests) or "FALSE"


def _number(value: float) -> str:
    return f"{float(value):g}"

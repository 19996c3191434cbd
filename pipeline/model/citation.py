"""Citations of the AI Act and of other Union acts, in one grammar.

`Art 13(3)(b)(ii)`, `Art 4a(1)(b)`, `Annex IV(2)(d)`, `Annex I(A)(11)`, `Annex VII(4.6)` cite the AI Act;
`Reg (EU) 2019/881` or `Dir (EU) 2016/680 Art 12(1)` cite another act. A range is several citations, and
what is finer than a point (a subparagraph, a sentence) stands in a field of its own beside the citation.
"""

import re
from collections.abc import Iterable
from functools import cache, total_ordering
from itertools import pairwise
from typing import Self

from msgspec import Struct

_NUMBER = r"[1-9][0-9]{0,2}"
_ROMAN = r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_POINT = rf"(?:\([a-z]{{1,2}}\)(?:\({_ROMAN}\))?)?"
_ARTICLE = rf"Art {_NUMBER}[a-z]?(?:\({_NUMBER}[a-z]?\))?{_POINT}"
_ANNEX = rf"Annex {_ROMAN.upper()}(?:\([A-Z]\))?(?:\({_NUMBER}(?:\.{_NUMBER}|[a-z])?\))?{_POINT}"
_OTHER_ACT = r"(?:Reg|Dir) \(EU\) 20[0-9]{2}/[1-9][0-9]{0,4}"
_CITED = ("Art", "Article", "Annex", "Annexes", "Regulation", "Directive", "No\\.", "Point", "Chapter", "Section")
_BEFORE = "|".join((r"(?<=\(EU\) )", *(rf"(?<=\b{word} )" for word in _CITED)))
_UNBROKEN = re.compile(rf" (?=[\dIVX(])(?:{_BEFORE})")
_CITATION = re.compile(rf"{_ARTICLE}|{_ANNEX}|{_OTHER_ACT}(?: {_ARTICLE})?")

_PART = re.compile(r"[A-Za-z0-9./]+")
_NUMBERED = re.compile(r"([0-9]+)[./]?([0-9]*)([a-z]?)")
_RANK = {"Art": 1, "Annex": 2, "Dir": 3, "Reg": 4}
_LAST = re.compile(r"\([a-z0-9]+\)$")
_ROMAN_DIGIT = {"i": 1, "v": 5, "x": 10}


@total_ordering
class Citation(Struct, frozen=True):
    """One place in the law; sorts in the order of the AI Act, then other acts by kind, year and number.

    Args:
        text: The citation in its canonical form.

    Raises:
        ValueError: If the text is not in the grammar.
    """

    text: str

    def __post_init__(self) -> None:
        if not _CITATION.fullmatch(self.text):
            message = f"not a citation: {self.text!r} (write it like 'Art 13(3)(b)(ii)' or 'Annex IV(2)(d)')"
            raise ValueError(message)

    def __lt__(self, other: "Citation") -> bool:
        return (_steps(self.text), self.text) < (_steps(other.text), other.text)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a citation from its canonical form.

        Args:
            text: The citation, without blanks around it.

        Returns:
            The citation; `str` of it is the same text.

        Raises:
            ValueError: If the text is not in the grammar.
        """
        return cls(text)

    def __str__(self) -> str:
        return self.text


def in_ranges(cites: Iterable[str]) -> tuple[str, ...]:
    """Return citations as they are printed: those that follow each other below one place as a range.

    Args:
        cites: in the order of the law.

    Returns:
        ``Art 47(1)-(4)`` for four in a row, each other one as it is.
    """
    runs: list[list[str]] = []
    for cite in cites:
        if runs and _follows(runs[-1][-1], cite):
            runs[-1].append(cite)
        else:
            runs.append([cite])
    return tuple(run[0] if len(run) == 1 else f"{run[0]}-{_LAST.findall(run[-1])[0]}" for run in runs)


def _follows(before: str, cite: str) -> bool:
    """Tell whether a citation is the next one below the same place, such as (c) after (b)."""
    first, second = _LAST.search(before), _LAST.search(cite)
    if not (first and second) or before[: first.start()] != cite[: second.start()]:
        return False
    old, new = first[0].strip("()"), second[0].strip("()")
    if old.isdigit() and new.isdigit():
        return int(new) == int(old) + 1
    return len(old) == len(new) == 1 and ord(new) == ord(old) + 1


def no_citation(text: str) -> str:
    """Say why a text is no citation, or nothing where it is one."""
    try:
        Citation.parse(text)
    except ValueError as error:
        return str(error)
    return ""


@cache
def _steps(text: str) -> tuple[tuple[int, int, str], ...]:
    steps: list[tuple[int, int, str]] = []
    above = ""
    for part in _PART.findall(text):
        if part in _RANK:
            steps.append((_RANK[part], 0, ""))
        elif numbered := _NUMBERED.fullmatch(part):
            steps.append((int(numbered[1]), int(numbered[2] or 0), numbered[3]))
        # `(i)` is a letter below a paragraph and a Roman number below a letter; only what stands above tells.
        elif above == "Annex" or (above.isalpha() and above.islower()):
            steps.append((_roman(part.lower()), 0, ""))
        else:
            steps.append((0, 0, part))
        above = part
    return tuple(steps)


def _roman(numeral: str) -> int:
    values = [_ROMAN_DIGIT[digit] for digit in numeral]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))


def unbroken(text: str) -> str:
    """Tie the words of citations in a text together, so that no line ends between "Annex" and its number."""
    return _UNBROKEN.sub("\u00a0", text)

"""What is wrong with the wording of the closed lists, and with the uses that are explained beside one of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.model.citation import no_citation
from pipeline.model.fact import Facts
from pipeline.model.questionnaire import WHO, UseExplained
from pipeline.model.scalar import admit_code

_NAME = re.compile(r"[A-Z][A-Za-z]*")
_USE = "scope.use_cases[].use"


def choice_faults(choices: Mapping[str, Mapping[str, str]], facts: Facts) -> Iterator[str]:
    """Yield what is wrong with the lists, each with its name.

    Args:
        choices: the label of each code, by list.
        facts: that may be asked for.
    """
    offered = {fact.vocabulary: fact.choices for fact in facts.values() if fact.vocabulary} | {WHO: ()}
    for name, labels in choices.items():
        if name not in offered:
            yield f"{name}: is no list that a fact is chosen from"
            continue
        if name != WHO and not _NAME.fullmatch(name):
            yield f"{name}: is no name of a list, of letters of which the first is a capital"
        fixed = offered[name]
        yield from (f"{name}: {code} is no entry of this list" for code in labels if fixed and code not in fixed)
        yield from (f"{name}: {code!r} {why}" for code in labels if (why := _no_code(code)))
        # Answers are read by their labels, and several in one cell are parted by semicolons.
        shown = Counter(label.casefold() for label in labels.values())
        yield from (f"{name}: the label {label!r} stands twice" for label, count in shown.items() if count > 1)
        yield from (f"{name}: {code}: its label holds a semicolon" for code, label in labels.items() if ";" in label)


def _no_code(text: str) -> str:
    try:
        admit_code(text)
    except ValueError as error:
        return str(error)
    return ""


def use_faults(
    uses: Mapping[str, UseExplained], choices: Mapping[str, Mapping[str, str]], facts: Facts
) -> Iterator[str]:
    """Yield what is wrong with the uses that are explained.

    Args:
        uses: by their codes.
        choices: the label of each code, by list.
        facts: that may be asked for.
    """
    listed = choices.get(facts[_USE].vocabulary, {})
    yield from (f"{code}: is no use of the list" for code in uses if code not in listed)
    yield from (f"{code}: point: {why}" for code, use in uses.items() if (why := no_citation(use.point)))

"""Reads damaged workbooks below everything that catches what nobody foresaw, and keeps account of what came out."""

import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from msgspec.structs import replace

from pipeline.build.answers import SystemFiles
from pipeline.build.gather import gather
from pipeline.formats import xlsx_preflight, xlsx_reader
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.fact_list import facts
from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import CATALOGUE, finding
from pipeline.model.questionnaire import WHO, Form
from tests.fuzz.mutants import mutant
from tests.samples import COMPLETE, answers_of
from tests.workbooks import form_bytes

SMALL = ("identity", "actions")
"""The sections of the small form, which hold cells of every kind and two tables."""

WHOLE_FORM_EVERY = 40
"""Reading the whole form takes ten times as long: one mutant in so many is made of it."""

_damaged = xlsx_preflight.damaged

FORESEEN = {
    "CalamineError in xlsx_reader.read_workbook": "python-calamine does not understand the workbook",
    "CalamineError in xlsx_reader.<genexpr>": "python-calamine does not understand a sheet",
    "WorksheetNotFound in xlsx_reader.<genexpr>": "a sheet is listed under a name that its relation does not bear",
    "KeyError in xlsx_scan.parts_by_title": "a sheet or a relation says nothing of itself",
    "ValueError in xlsx_scan.parts_by_title": "a sheet has no relation, or several",
    "IndexError in xlsx_marks.look": "a cell has a format that there is not: openpyxl cannot tell what it shows",
    "ValueError in xlsx_marks.look": "a format or a cell says what cannot be, and openpyxl gives up",
    "TypeError in xlsx_marks.look": "the same, where something is missing",
}
"""What may end in the catch-alls of the formats and where it comes from: anything else is a fault of ours."""


@cache
def subject(*, whole: bool) -> tuple[Catalogue, bytes]:
    """Return a catalogue with the form that is damaged: the whole one, or a few of its sections."""
    catalogue = load_catalogue()
    if not whole:
        sections = tuple(each for each in catalogue.questionnaire.sections if each.id in SMALL)
        asked = [question.id for section in sections for question in section.question]
        lists = {fact.vocabulary for fact in facts().values() if fact.path.startswith(tuple(asked))} | {WHO}
        choices = {name: options for name, options in catalogue.questionnaire.choices.items() if name in lists}
        questionnaire = replace(catalogue.questionnaire, sections=sections, choices=choices)
        catalogue = replace(catalogue, questionnaire=questionnaire)
    return catalogue, form_bytes(catalogue, answers_of(COMPLETE), Form.SYSTEM)


@dataclass
class Account:
    """What came out of reading some mutants."""

    count: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    raised: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    seconds: float = 0.0

    def add(self, other: "Account") -> "Account":
        """Return both as one."""
        return Account(
            self.count + other.count,
            self.codes + other.codes,
            self.caught + other.caught,
            self.raised + other.raised,
            max(self.slowest, other.slowest),
            self.seconds + other.seconds,
        )

    @property
    def faults(self) -> list[str]:
        """What must not be: exceptions, codes that there are not, and what a catch-all had to catch unforeseen."""
        unknown = [f"code {code}" for code in self.codes if code not in CATALOGUE or code == "BLD002"]
        unforeseen = [f"{name}, caught {count} times" for name, count in self.caught.items() if name not in FORESEEN]
        return self.raised + unknown + unforeseen


def read_mutant(seed: int) -> tuple[str, tuple[Finding, ...]]:
    """Read one mutant; return what was done to it, and what was told of it."""
    catalogue, content = subject(whole=seed % WHOLE_FORM_EVERY == 0)
    done, damaged = mutant(seed, content)
    gathered = gather(SystemFiles("system.xlsx", "client", damaged, "", None, {}), catalogue)
    return done, gathered.intake.findings


def read_mutants(seeds: Iterable[int]) -> Account:
    """Read many mutants, whatever one of them does."""
    account = Account()
    with watched(account.caught):
        for seed in seeds:
            _read(seed, account)
    return account


def _read(seed: int, account: Account) -> None:
    begun = time.perf_counter()
    try:
        _, findings = read_mutant(seed)
    except Exception as error:  # noqa: BLE001 - each is a fault, and all of them are wanted
        last = traceback.extract_tb(error.__traceback__)[-1]
        account.raised.append(f"seed {seed}: {type(error).__name__}: {error} in {last.filename}:{last.lineno}")
    else:
        account.codes.update({told.code for told in findings})
    took = time.perf_counter() - begun
    account.count += 1
    account.seconds += took
    account.slowest = max(account.slowest, (took, f"seed {seed}"))


@contextmanager
def watched(caught: Counter[str]) -> Iterator[None]:
    """Count what the catch-alls of the formats turn into findings, by kind and place."""

    def damaged(name: str, error: BaseException) -> Finding:
        caught[f"{type(error).__name__} in {_place_of(error)}"] += 1
        return _damaged(name, error)

    def told(code: str, *places: Any, **values: Any) -> Finding:
        if error := sys.exc_info()[1]:
            caught[f"{type(error).__name__} in {_place_of(error)}"] += 1
        return finding(code, *places, **values)

    with (
        patch.object(xlsx_preflight, "damaged", damaged),
        patch.object(xlsx_reader, "damaged", damaged),
        patch.object(xlsx_reader, "finding", told),
    ):
        yield


def _place_of(error: BaseException) -> str:
    """Return the innermost function of the formats that an exception came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/pipeline/formats/" in Path(frame.filename).as_posix()]
    return f"{Path(ours[-1].filename).stem}.{ours[-1].name}" if ours else "nowhere"


def told_by(seeds: Iterable[int]) -> Mapping[int, tuple[str, tuple[Finding, ...]]]:
    """Return what was done to each mutant and told of it."""
    return {seed: read_mutant(seed) for seed in seeds}

"""A filled workbook to three checked documents, beside openpyxl, a pydantic model and plain docxtpl."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from benchmarks import ours, plain_docxtpl
from benchmarks.equality import hold_equal
from benchmarks.floor import put
from benchmarks.measuring import Cost, Costs, here, in_turn, middle, ratio
from benchmarks.outcome import Outcome
from benchmarks.workshop import Workshop
from pipeline.build.answers import SystemFiles
from pipeline.model.context import Context


def measure(workshop: Workshop) -> Outcome:
    """Measure the ways from bytes to documents; the contexts are composed by us in both, and measured by themselves."""
    folder = workshop.place("workbook")
    files = ours.files_of(ours.SAMPLE)
    profile, read = ours.facts_of(files)
    if profile is None:
        raise ValueError("the sample has no profile")
    values, contexts = ours.values_of(profile), ours.contexts_of(read)
    _theirs(files, values, contexts, folder)
    for name, context in contexts.items():
        hold_equal(ours.core(ours.template_of(name), context), (folder / f"{name}.docx").read_bytes())
    costs = in_turn(
        {
            "ours": here(lambda: _ours(files, folder, ours.core)),
            "with figures": here(lambda: _ours(files, folder, ours.whole)),
            "composing": here(lambda: ours.contexts_of(read)),
            "openpyxl, pydantic, docxtpl": here(lambda: _theirs(files, values, contexts, folder)),
            "whole task": here(lambda: ours.unit_of_work(files)),
        },
        workshop.sizes.rounds,
    )
    return Outcome.of(
        costs,
        {
            "ratio": middle(_shared(costs, "ours", 1, 0)),
            "without_composing_ratio": middle(_shared(costs, "ours", 0, 1)),
            "given_contexts_ratio": ratio(costs, "openpyxl, pydantic, docxtpl", "ours"),
            "with_figures_ratio": middle(_shared(costs, "with figures", 1, 0)),
            "whole_task_ratio": ratio(costs, "openpyxl, pydantic, docxtpl", "whole task"),
        },
    )


def _shared(costs: Costs, mine: str, added: int, taken: int) -> list[float]:
    """Return the ratio of each round with the time of composing added to theirs, or taken from ours."""

    def one(theirs: Cost, own: Cost, composing: Cost) -> float:
        return (theirs.cpu + added * composing.cpu) / (own.cpu - taken * composing.cpu)

    return list(map(one, costs["openpyxl, pydantic, docxtpl"], costs[mine], costs["composing"]))


def _ours(files: SystemFiles, folder: Path, make: Callable[[bytes, Context], bytes]) -> None:
    """Read, classify, assess, compose, render, check, and write."""
    _, read = ours.facts_of(files)
    for name, context in ours.contexts_of(read).items():
        put(folder / f"{name}.docx", make(ours.templates()[name].content, context))


def _theirs(files: SystemFiles, values: Mapping[str, object], contexts: Mapping[str, Context], folder: Path) -> None:
    """Read both workbooks, build the model of the same answers, and make the documents from the contexts given."""
    for content in (files.content, files.organisation or b""):
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        for sheet in book:
            list(sheet.iter_rows(values_only=True))
    ours.profile_of(values)
    for name, context in contexts.items():
        plain_docxtpl.render(ours.TEMPLATES / name / "template.docx", context, folder / f"{name}.docx")

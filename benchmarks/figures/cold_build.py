"""The whole `build` of one changed system in a cold process, beside a cold script of openpyxl and plain docxtpl."""

import io
import json
import shutil
import sys
import zipfile
from pathlib import Path

from benchmarks import ours, plain_script
from benchmarks.commands import command
from benchmarks.equality import NotEqualError, hold_equal
from benchmarks.measuring import BY_WALL, Cost, Measure, in_turn, ratio
from benchmarks.outcome import Outcome
from benchmarks.plain_context import plain_context
from benchmarks.workshop import Workshop
from pipeline.model.context import Context

MAIN_PART = "word/document.xml"


def measure(workshop: Workshop) -> Outcome:
    """Build once, change one answer, and measure each round from the same outputs."""
    folder = workshop.place("cold")
    inputs, outputs, kept, target = (folder / name for name in ("lindenhof", "out", "kept", "theirs"))
    target.mkdir()
    _copy_client(inputs)
    words = ours.build(inputs, outputs, ours.DOCUMENTS, 1)
    built = command(words, ours.environment())
    built()
    shutil.copytree(outputs, kept)
    _change(inputs / ours.SAMPLE.name)
    contexts = ours.contexts_of(
        ours.facts_of(ours.files_of(inputs / ours.SAMPLE.name))[1], outputs / inputs.name / ours.SYSTEM
    )
    data = folder / "contexts.json"
    data.write_text(json.dumps({name: plain_context(each, inputs / "evidence") for name, each in contexts.items()}))
    workbooks = (inputs / ours.SAMPLE.name, inputs / ours.ORGANISATION.name)
    script: list[str | Path] = [sys.executable, plain_script.__file__, *workbooks, data, ours.TEMPLATES, target]
    theirs = command(script, ours.environment())
    theirs()
    built()
    _hold_same(outputs / inputs.name / ours.SYSTEM, target, contexts)
    costs = in_turn(
        {"ours": _anew(kept, outputs, built), "openpyxl and docxtpl, cold": theirs}, workshop.sizes.commands
    )
    return Outcome.of(
        costs,
        {
            "ratio": ratio(costs, "ours", "openpyxl and docxtpl, cold"),
            "wall_ratio": ratio(costs, "ours", "openpyxl and docxtpl, cold", BY_WALL),
        },
    )


def _copy_client(target: Path) -> None:
    target.mkdir()
    shutil.copytree(ours.CLIENT / "evidence", target / "evidence")
    for workbook in (ours.SAMPLE, ours.ORGANISATION):
        shutil.copy(workbook, target)


def _change(workbook: Path) -> None:
    """Change what the system is called, which every document prints, and leave all else as the workbook has it.

    A program that writes a workbook anew without working out its formulas would leave them without results, which no
    person's does.
    """
    name = _name_of_system()
    workbook.write_bytes(ours.with_text(workbook.read_bytes(), name, f"{name} Two"))


def _name_of_system() -> str:
    profile, _ = ours.facts_of(ours.files_of(ours.SAMPLE))
    if profile is None or profile.system.name is None:
        raise ValueError("the sample has no name")
    return profile.system.name


def _anew(kept: Path, outputs: Path, built: Measure) -> Measure:
    """Return a measure of a build that finds the outputs as they were before the change."""

    def measure_anew() -> Cost:
        shutil.rmtree(outputs)
        shutil.copytree(kept, outputs)
        return built()

    return measure_anew


def _hold_same(built: Path, theirs: Path, contexts: dict[str, Context]) -> None:
    """Prove that both printed the same contexts: theirs is what our core gives, and `build` wrote what it gives whole.

    Raises:
        NotEqualError: a document differs.
    """
    for name, context in contexts.items():
        template = ours.template_of(name)
        hold_equal(ours.core(template, context), (theirs / f"{name}.docx").read_bytes())
        documents = (built / f"{name}.docx").read_bytes(), ours.whole(template, context)
        first, second = (zipfile.ZipFile(io.BytesIO(each)).read(MAIN_PART) for each in documents)
        if first != second:
            raise NotEqualError(f"{name} as it was built is not what its context gives")

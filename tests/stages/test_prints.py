"""Where documents print a fact: derived from declarations, and held against what they really print."""

from collections.abc import Iterator
from datetime import date

import pytest

from pipeline.build.identity import key_of
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact import fact_at
from pipeline.model.fact_change import FactChange
from pipeline.model.scalar import Kind
from pipeline.stages.case import Case, EvidenceFile, work_out
from pipeline.stages.compose import lay_out
from pipeline.stages.fact_changes import compare_snapshots
from pipeline.stages.prints import Prints
from pipeline.stages.snapshot import snapshot_of
from pipeline.stages.why_stale import LONGEST, quoted, told, why_stale
from pipeline.stages.wording import Wording
from tests.documents import deliverable_of
from tests.samples import AT_FIRST, COMPLETE, look_up, merged, paths_of, with_answer

OTHER = {
    Kind.LINE: "Another answer",
    Kind.PROSE: "Another answer.",
    Kind.NUMBER: 4711,
    Kind.DATE: date(2025, 1, 1),
}


@pytest.fixture(scope="module")
def prints(catalogue) -> Prints:
    return Prints.of(catalogue)


@pytest.fixture(scope="module")
def base(catalogue) -> Case:
    return work_out(merged(COMPLETE), catalogue, {})


def key_in(name: str, case: Case, catalogue: Catalogue) -> str:
    draft = lay_out(deliverable_of(catalogue, name), case, catalogue, catalogue.style.shade)
    return key_of(draft, catalogue.legislation.edition, b"")


@pytest.fixture(scope="module")
def keys(catalogue, base) -> dict[str, str]:
    return {name: key_in(name, base, catalogue) for name in AT_FIRST}


def some_paths(count: int) -> list[str]:
    """Return answers of the complete sample, spread evenly over the form, the same in every run."""
    every = sorted(path for path in paths_of(merged(COMPLETE).values) if path != "system.id")
    return [every[int(place * len(every) / count)] for place in range(count)]


def others(path: str, catalogue) -> Iterator[object]:
    """Yield no answer, and another one."""
    fact = catalogue.questionnaire.facts[fact_at(path)]
    yield None
    if fact.kind is Kind.YES_NO:
        yield look_up(merged(COMPLETE).values, path) is not True
    elif fact.kind in OTHER:
        yield OTHER[fact.kind]


def reasons(name: str, case: Case, base: Case, prints: Prints) -> tuple[str, ...]:
    catalogue = prints.catalogue
    wording = Wording("en", catalogue.words, catalogue.questionnaire.choices)
    differences = compare_snapshots(snapshot_of(base), snapshot_of(case), catalogue, wording)
    return why_stale(deliverable_of(catalogue, name), differences, prints)


@pytest.mark.parametrize("path", some_paths(16))
def test_whatever_makes_a_document_read_otherwise_is_told(path, catalogue, prints, base, keys):
    for value in others(path, catalogue):
        case = work_out(with_answer(merged(COMPLETE), path, value), catalogue, {})
        for name in AT_FIRST:
            if key_in(name, case, catalogue) != keys[name]:
                assert reasons(name, case, base, prints), f"{name}: {path} = {value!r}"


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("logging.deployer_access", {"instructions-for-use"}),
        ("conformity.place", {"declaration-of-conformity"}),
        ("data.data_sets[DS-01].provenance", {"annex-iv"}),
        ("management.controls[A.2.2].owner", {"gap-analysis"}),
        ("documents.change_note", set()),
    ],
)
def test_a_fact_concerns_only_what_prints_it(path, where, prints, base, catalogue):
    case = work_out(replaced(path), catalogue, {})
    assert {name for name in AT_FIRST if reasons(name, case, base, prints)} == where


def replaced(path: str):
    """Return answers in which one reads otherwise, with the evidence for it as it was."""
    intake = with_answer(merged(COMPLETE), path, "Another answer")
    return type(intake)(intake.values, merged(COMPLETE).notes, shared=intake.shared)


def sections(deliverable: Deliverable, path: str, prints: Prints) -> list[str]:
    return [part.id for part in prints.parts(deliverable) if fact_at(path) in part.facts]


def test_the_sections_are_those_that_declare_it(catalogue, prints):
    file = deliverable_of(catalogue, "annex-iv")
    path = "data.data_sets[].provenance"
    declared = [
        section.id
        for section in file.section
        if any(
            "data.data_sets" in block.facts and (not block.columns or "provenance" in block.columns)
            for block in section.block
        )
    ]
    assert declared
    assert sections(file, path, prints) == declared


def test_the_cover_hangs_on_who_approved(catalogue, prints):
    for name in AT_FIRST:
        assert "documents.approved_by" in prints.parts(deliverable_of(catalogue, name))[0].facts


def test_a_file_concerns_the_documents_that_print_what_names_it(catalogue, prints, base):
    (name, *_) = look_up(base.intake.values, "evidence")[0]["file"]
    case = work_out(merged(COMPLETE), catalogue, {name: EvidenceFile.of(b"another")})
    told = {each for each in AT_FIRST if reasons(each, case, base, prints)}
    assert {"annex-iv", "gap-analysis"} <= told
    assert "declaration-of-conformity" not in told
    (why,) = reasons("annex-iv", case, base, prints)
    assert why.startswith(f"evidence file {name}: ")


def test_rows_in_another_order_are_told_where_they_are_printed(catalogue, prints, base):
    rows = tuple(look_up(base.intake.values, "risk.risks"))[::-1]
    intake = with_answer(merged(COMPLETE), "risk.risks", rows)
    case = work_out(type(intake)(intake.values, merged(COMPLETE).notes, shared=intake.shared), catalogue, {})
    assert reasons("annex-iv", case, base, prints) == ("Risks and measures: its rows stand in another order",)
    assert reasons("declaration-of-conformity", case, base, prints) == ()


@pytest.mark.parametrize("length", [1, LONGEST, LONGEST + 1, 5000])
def test_a_long_answer_is_shortened(length):
    shown = quoted("x" * length)
    assert len(shown) == min(length, LONGEST) + 2
    assert shown.endswith('…"') == (length > LONGEST)


@pytest.mark.parametrize(
    ("ends", "shown"),
    [
        ((" One.", " Two."), ' One."'),
        (("", " An addition."), "…"),
        (("y" * 200 + " One.", "y" * 200 + " Two."), ' One."'),
    ],
)
def test_long_answers_that_begin_alike_are_quoted_from_where_they_differ(ends, shown):
    before, after = (("x " * 100).strip() + end for end in ends)
    line = told(FactChange("a", "A", before, after))
    first, second = line.removeprefix("A: ").split(" -> ")
    assert first != second
    assert shown in first
    assert max(len(first), len(second)) <= LONGEST + 3

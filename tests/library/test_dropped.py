"""Re-branding drops nothing that the law asks for: what a firm's deliverable leaves out is told with the citation."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from pipeline.library.dropped import dropped_by
from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import Block, BlockKind, Deliverable, Section

Change = Callable[[Deliverable], Deliverable]


def block(**changes: object) -> Change:
    return section(block=(replace(FACTS, **changes), *DATA.block[1:]))


def section(**changes: object) -> Change:
    def change(whole: Deliverable) -> Deliverable:
        return replace(whole, section=(replace(DATA, **changes), *whole.section[1:]))

    return change


FACTS = Block(BlockKind.TABLE, facts=("data.data_sets",), columns=("id", "name"), when="scope.x == true")
DATA = Section(
    "data",
    "Data",
    1,
    cites=("Annex IV(2)(d)",),
    requirements=("AIV-2-d", "A10-2"),
    shown_when="scope.y == true",
    left_out_when="scope.z == true",
    block=(
        FACTS,
        Block(BlockKind.TEXT, words="Made from {data.origin}."),
        Block(BlockKind.STATEMENT, id="voluntary", when="scope.v == true", words="It is voluntary."),
        Block(BlockKind.SIGNATURE),
    ),
)
PLAIN = Section("plain", "Preface", 1, block=(Block(BlockKind.TEXT, words="Welcome."),))
SHIPPED = Deliverable(
    id="file", title="File", subtitle="", code="FIL", document="technical-documentation", cites=("Art 11",),
    output="docx", scope="system", languages=("en",), due_when="scope.due == true", layout="file",
    section=(DATA, PLAIN),
)  # fmt: skip
CITES = {"AIV-2-d": ("Annex IV(2)(d)",), "A10-2": ("Art 10(2)",)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda whole: replace(whole, section=(PLAIN,)),
            "Annex IV(2)(d), Art 10(2)|no section answers AIV-2-d, A10-2 in its",
        ),
        (section(requirements=("A10-2",)), "Annex IV(2)(d)|no section answers AIV-2-d"),
        (section(block=()), "Annex IV(2)(d), Art 10(2)|its section is empty"),
        (section(shown_when="scope.own == true"), "|section data is printed on a condition of the firm's own"),
        (section(left_out_when=ALWAYS), "|section data is printed on a condition of the firm's own (left_out_when)"),
        (block(facts=("data.other",)), "|data.data_sets is not printed"),
        (block(columns=("id",)), "|data.data_sets is printed without name"),
        (block(when="scope.own == true"), "|data.data_sets is not printed"),
        (section(block=(DATA.block[0], *DATA.block[2:])), "|data.origin is not printed"),
        (section(block=(*DATA.block[:2], DATA.block[3])), "|the statement 'voluntary' is not made"),
        (section(block=DATA.block[:3]), "|the signature is not printed"),
        (lambda whole: replace(whole, due_when=NEVER), "Art 11|due_when says when and for what the law wants it"),
        (lambda whole: replace(whole, despite=("prohibited",)), "Art 11|despite says when and for what the law"),
    ],
)
def test_what_is_dropped_is_told_with_its_points_of_law(change: Change, told: str) -> None:
    cites, _, why = told.partition("|")
    (found,) = [each.told(CITES) for each in dropped_by(change(SHIPPED), SHIPPED)]
    assert f"{cites or 'Annex IV(2)(d), Art 10(2)'} would be missing from this document: {why}" in found


@pytest.mark.parametrize(
    "change",
    [
        lambda whole: whole,
        lambda whole: replace(whole, title="Ours", subtitle="Ours", section=(*whole.section, replace(PLAIN, id="own"))),
        lambda whole: replace(whole, section=(PLAIN, DATA)),
        lambda whole: replace(whole, section=(DATA,)),
        section(heading="Our data", label="7", shown_when=ALWAYS, left_out_when=NEVER),
        section(id="renamed"),
        block(columns=(), when=ALWAYS, caption="Ours"),
        section(block=(*DATA.block, Block(BlockKind.TEXT, words="More."))),
    ],
    ids=["nothing", "added", "moved", "no-law", "worded", "renamed", "more-rows", "more-blocks"],
)
def test_what_a_firm_adds_words_anew_or_moves_is_its_own_affair(change: Change) -> None:
    assert dropped_by(change(SHIPPED), SHIPPED) == ()


def each_section(catalogue: Catalogue) -> Iterator[tuple[Deliverable, Section]]:
    for deliverable in catalogue.of_systems:
        yield from ((deliverable, each) for each in deliverable.section if each.requirements)


def test_each_section_of_each_shipped_deliverable_is_missed(catalogue: Catalogue, record_property) -> None:
    cites_of = {entry.id: entry.cites for entry in catalogue.legislation.requirements}
    count = 0
    for whole, each in each_section(catalogue):
        rest = tuple(other for other in whole.section if other is not each)
        told = "\n".join(found.told(cites_of) for found in dropped_by(replace(whole, section=rest), whole))
        for name in each.requirements:
            assert all(cite in told for cite in cites_of[name]), (whole.id, each.id, name)
        count += 1
    record_property("counted", f"{count} sections that answer the law, each missed where it is dropped")
    assert count > 80


def test_each_fact_of_each_shipped_section_is_missed(catalogue: Catalogue) -> None:
    for whole, each in each_section(catalogue):
        for path in {path for part in each.block for path in part.facts}:
            sections = tuple(
                replace(
                    other,
                    block=tuple(
                        replace(part, facts=tuple(fact for fact in part.facts if fact != path)) for part in other.block
                    ),
                )
                for other in whole.section
            )
            told = [found.why for found in dropped_by(replace(whole, section=sections), whole)]
            in_words = any("{" + path + "}" in part.words for other in whole.section for part in other.block)
            assert in_words or f"{path} is not printed" in told, (whole.id, each.id, path)


def test_words_that_lead_to_another_section_are_a_firms_own_affair() -> None:
    leads = Block(BlockKind.TEXT, words="Section {section.data} says more.")
    shipped = replace(SHIPPED, section=(replace(DATA, block=(*DATA.block, leads)), PLAIN))
    assert dropped_by(SHIPPED, shipped) == ()

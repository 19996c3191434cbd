"""Templates held against their declarations: the shipped ones are clean, and whatever is changed in them is told."""

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from pipeline.formats.docx_words import folded
from pipeline.model.deliverable import BlockKind
from pipeline.model.fact import ROWS
from pipeline.model.finding import Finding
from pipeline.model.offer import Offered
from pipeline.model.template import Naming, TemplateReading, Use
from pipeline.stages.judge_declaration import judge_declaration, judge_questions, never_asked
from pipeline.stages.judge_needs import missing_headings
from pipeline.stages.judge_template import judge_template
from pipeline.stages.nearest import slips_between
from pipeline.stages.needs import needs_of
from pipeline.stages.offer_names import offered_names, title_of
from tests.bench import NAME, flaws_of, reading_of, shipped, with_text, without_each_section
from tests.documents import deliverable_of
from tests.samples import ALL, DELIVERABLES


def judged(reading: TemplateReading, deliverable: str, catalogue) -> list[Finding]:
    flaws = judge_template(reading, deliverable_of(catalogue, deliverable), catalogue, NAME)
    return [flaw.finding for flaw in flaws]


def told(template: bytes, deliverable: str, catalogue) -> list[Finding]:
    return [flaw.finding for flaw in flaws_of(template, deliverable, catalogue)]


@pytest.mark.parametrize("name", DELIVERABLES)
def test_nothing_is_wrong_with_a_shipped_template(name: str, catalogue) -> None:
    assert told(shipped(name), name, catalogue) == []


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_wrong_with_a_shipped_declaration(name: str, catalogue) -> None:
    assert list(judge_declaration(deliverable_of(catalogue, name), catalogue, "deliverable.toml")) == []
    assert list(judge_questions(catalogue)) == []


# ------------------------------------------------------------------ what is left out


@pytest.mark.parametrize("name", DELIVERABLES)
def test_every_section_that_is_dropped_is_noticed_with_its_points_of_law(name: str, catalogue) -> None:
    sections = {folded(title_of(section)): section for section in deliverable_of(catalogue, name).section}
    dropped = 0
    for heading, template in without_each_section(shipped(name)):
        section = sections.pop(heading, None)
        found = [each for each in told(template, name, catalogue) if each.code == "TPL051" and heading in each.message]
        assert found, heading
        if section is not None:
            dropped += 1
            assert found[0].cites == section.cites, heading
            assert all(cite in found[0].message for cite in section.cites), heading
    assert sections == {}
    assert dropped


@pytest.mark.parametrize("name", DELIVERABLES)
def test_everything_that_a_block_prints_is_missed_where_it_is_not_printed(name: str, catalogue) -> None:
    reading, deliverable = reading_of(name), deliverable_of(catalogue, name)
    sections = {section.id: section for section in deliverable.section}
    for need in needs_of(deliverable, offered_names(deliverable, catalogue)):
        left = tuple(each for each in reading.names if each.path not in need.any_of)
        found = [each for each in judged(replace(reading, names=left), name, catalogue) if need.what in each.message]
        section = sections[need.section]
        assert {each.code for each in found} <= {"TPL050", "TPL054"}, need
        assert section.cites in {each.cites for each in found}, need
        assert all("would be missing from this document" in each.message for each in found if each.code == "TPL050")


def test_a_point_of_annex_iv_that_is_not_printed_is_named_as_its_reader_knows_it(catalogue) -> None:
    reading = reading_of("annex-iv")
    left = tuple(each for each in reading.names if not each.path.startswith("oversight.needs"))
    (found,) = judged(replace(reading, names=left), "annex-iv", catalogue)
    assert found.code == "TPL050"
    assert "Annex IV(2)(e) would be missing from this document" in found.message


@pytest.mark.parametrize("name", ["document.number", "document.revision", "document.status"])
def test_a_page_that_does_not_say_what_it_belongs_to_is_told(name: str, catalogue) -> None:
    reading = reading_of("annex-iv")
    left = tuple(each for each in reading.names if each.path != name or each.spot.where == "body")
    (found,) = judged(replace(reading, names=left), "annex-iv", catalogue)
    assert (found.code, found.severity) == ("TPL052", "warning")
    assert name in found.message


def test_a_draft_that_does_not_say_so_is_told(catalogue) -> None:
    reading = reading_of("annex-iv")
    left = tuple(each for each in reading.names if each.path != "document.draft_mark")
    assert [each.code for each in judged(replace(reading, names=left), "annex-iv", catalogue)] == ["TPL053"]


@pytest.mark.parametrize("name", DELIVERABLES)
def test_a_condition_that_is_declared_and_not_asked_is_told(name: str, catalogue) -> None:
    reading = reading_of(name)
    asked = {each.path for each in reading.names if each.use is Use.ASKED and each.path.startswith("sections.")}
    for path in asked:
        left = tuple(each for each in reading.names if each.path != path)
        found = judged(replace(reading, names=left), name, catalogue)
        assert [(each.code, path in each.hint) for each in found] == [("TPL048", True)], path


def test_a_section_that_does_not_say_why_it_is_not_there_is_told(catalogue) -> None:
    reading = reading_of("annex-iv")
    left = tuple(each for each in reading.names if each.path != "sections.aiv_1_b.note")
    assert [each.code for each in judged(replace(reading, names=left), "annex-iv", catalogue)] == ["TPL049"]


def test_a_template_without_any_heading_is_told_once(catalogue) -> None:
    found = judged(replace(reading_of("annex-iv"), headings=()), "annex-iv", catalogue)
    assert [each.code for each in found] == ["TPL063"]


def test_a_heading_serves_one_section_and_may_have_more_before_its_words(catalogue) -> None:
    sections = [section for section in deliverable_of(catalogue, "annex-iv").section if section.label][:3]
    titles = [title_of(section) for section in sections]
    assert missing_headings(titles, sections) == set()
    assert missing_headings([f"Part 7 {title}" for title in titles], sections) == set()
    assert missing_headings([*titles[:2], f"{titles[2]} and more"], sections) == {sections[2].id}
    assert missing_headings(titles[:1], [sections[0], replace(sections[0], id="again")]) == {"again"}


# ------------------------------------------------------------------ names that are not there


def slips_of(word: str) -> Iterator[str]:
    """Yield a word with a letter dropped, one doubled and two swapped, each once."""
    middle = len(word) // 2
    if len(word) > 1:
        yield word[:middle] + word[middle + 1 :]
    yield word[:middle] + word[middle] + word[middle:]
    swapped = next((place for place in range(len(word) - 1) if word[place] != word[place + 1]), None)
    if swapped is not None:
        yield word[:swapped] + word[swapped + 1] + word[swapped] + word[swapped + 2 :]


def siblings(path: str, offered: dict[str, Offered]) -> set[str]:
    """Return the last parts of the names that differ from a path in nothing else."""
    head, _, _ = path.rpartition(".")
    return {other.rpartition(".")[2] for other in offered if other.rpartition(".")[0] == head}


@pytest.mark.parametrize("name", DELIVERABLES)
def test_every_misspelled_field_is_told_with_the_right_one(name: str, catalogue) -> None:
    reading, offered = reading_of(name), dict(offered_names(deliverable_of(catalogue, name), catalogue))
    tried = 0
    for path, naming in {each.path: each for each in reading.names if "." in each.written}.items():
        head, _, last = naming.written.rpartition(".")
        for slip in slips_of(last):
            near = [other for other in siblings(path, offered) if slips_between(slip, other) <= 1]
            if near != [last]:
                continue
            tried += 1
            written = f"{head}.{slip}"
            wrong = Naming(f"{path.rpartition('.')[0]}.{slip}", written, naming.use, naming.spot)
            names = tuple(wrong if each == naming else each for each in reading.names)
            found = judged(replace(reading, names=names), name, catalogue)
            said = [each.message for each in found if each.code == "TPL040"]
            assert said == [f"{written} is not a field of this document. Did you mean {naming.written}?"], written
    assert tried > 100


MISSPELLED = {
    "a text": ("{{ purpose.context }}", "{{ purpose.contxt }}", "Did you mean purpose.context?"),
    "a section of the profile": ("{{ purpose.context }}", "{{ purpos.context }}", "Did you mean purpose.context?"),
    "an entry of a row": ("{{ row.update_rules }}", "{{ row.udpate_rules }}", "Did you mean row.update_rules?"),
    "a list of rows": (
        "for row in architecture.interfaces ",
        "for row in architecture.interface ",
        "Did you mean architecture.interfaces?",
    ),
    "a condition": (
        "{%p if sections.aiv_1_b.shown %}",
        "{%p if sections.aiv_1_b.shwon %}",
        "Did you mean sections.aiv_1_b.shown?",
    ),
    "a name below a fact": ("{{ purpose.context }}", "{{ purpose.context.text }}", ""),
    "nothing that is known": ("{{ purpose.context }}", "{{ nonsense_altogether }}", ""),
}


@pytest.mark.parametrize("case", MISSPELLED)
def test_a_name_that_is_misspelled_in_word_is_told_where_it_stands(case: str, catalogue) -> None:
    old, new, meant = MISSPELLED[case]
    found = [
        each for each in told(with_text(shipped("annex-iv"), old, new), "annex-iv", catalogue) if "040" in each.code
    ]
    assert found
    for each in found:
        assert meant in each.message
        assert "Did you mean" not in each.message or meant
        assert each.at.template == NAME
        assert each.at.paragraph.startswith("body, heading")
        assert each.at.excerpt


def test_what_follows_from_a_misspelled_loop_is_not_told_again(catalogue) -> None:
    template = with_text(shipped("annex-iv"), "for row in architecture.interfaces ", "for row in architecture.faces ")
    found = [each for each in told(template, "annex-iv", catalogue) if each.code in ("TPL040", "TPL042")]
    assert len(found) == 1


# ------------------------------------------------------------------ names that are used for what they are not

WRONG = {
    "a fact of another document": ("{{ purpose.context }}", "{{ organisation.address }}", "TPL041"),
    "a column that is not declared": ("{{ row.judged_because }}", "{{ row.foreseen }}", "TPL041"),
    "a register that is not declared": ("{{ purpose.context }}", "{{ evidence_register }}", "TPL043"),
    "a row outside of its loop": ("{{ purpose.context }}", "{{ row.name }}", "TPL042"),
    "an item outside of its loop": ("{{ purpose.context }}", "{{ item }}", "TPL042"),
    "a table printed": ("{{ purpose.context }}", "{{ architecture.interfaces }}", "TPL043"),
    "a list printed": ("{{ purpose.context }}", "{{ lists.preconditions }}", "TPL043"),
    "a text looped over": ("for row in architecture.interfaces ", "for row in purpose.context ", "TPL044"),
    "a condition printed": ("{{ purpose.context }}", "{{ sections.aiv_1_b.shown }}", "TPL045"),
    "half a name printed": ("{{ purpose.context }}", "{{ purpose }}", "TPL047"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_a_name_cannot_be_used_for_is_told(case: str, catalogue) -> None:
    old, new, code = WRONG[case]
    found = [
        each for each in told(with_text(shipped("annex-iv"), old, new), "annex-iv", catalogue) if each.code == code
    ]
    assert found
    name = re.sub(r"^\{\{ | \}\}$|^for row in | $", "", new)
    assert all(each.message.startswith(name) and each.hint for each in found)


def test_a_condition_over_a_fact_is_told(catalogue) -> None:
    reading = reading_of("annex-iv")
    asked = Naming("purpose.context", "purpose.context", Use.ASKED, reading.names[0].spot)
    found = judged(replace(reading, names=(*reading.names, asked)), "annex-iv", catalogue)
    assert [each.code for each in found] == ["TPL046"]


def test_what_another_document_prints_is_told_with_the_block_that_would_bring_it(catalogue) -> None:
    reading, spot = reading_of("instructions-for-use"), reading_of("instructions-for-use").names[0].spot
    fact = next(path for path in catalogue.questionnaire.facts if path.startswith("conformity.") and ROWS not in path)
    naming = Naming(fact, fact, Use.PRINTED, spot)
    found = judged(replace(reading, names=(*reading.names, naming)), "instructions-for-use", catalogue)
    assert [each.code for each in found] == ["TPL041"]
    assert f'facts = ["{fact}"]' in found[0].hint


# ------------------------------------------------------------------ what a declaration leaves out


def test_a_requirement_that_no_section_takes_up_is_told_with_its_point_of_law(catalogue) -> None:
    deliverable = deliverable_of(catalogue, "annex-iv")
    sections = tuple(replace(each, requirements=()) if each.id == "aiv_2_e" else each for each in deliverable.section)
    (taken,) = (each.requirements for each in deliverable.section if each.id == "aiv_2_e")
    fewer = replace(deliverable, section=sections)
    beside = replace(catalogue, deliverables=tuple(each for each in catalogue.deliverables if each != deliverable))
    found = list(judge_declaration(fewer, beside, "annex-iv/deliverable.toml"))
    assert {each.at.key for each in found} <= set(taken)
    assert {each.code for each in found} == {"TPL055"}
    assert ("Annex IV(2)(e)",) in {each.cites for each in found}
    # Another document of the same kind may take it up.
    assert list(judge_declaration(fewer, catalogue, "annex-iv/deliverable.toml")) == []


def test_a_question_that_stands_in_no_form_is_told_where_it_is_printed(catalogue) -> None:
    asked = catalogue.questionnaire
    sections = tuple(replace(each, forms=()) if each.id == "purpose" else each for each in asked.sections)
    silent = replace(asked, sections=sections)
    names = {question.id for question in never_asked(silent, catalogue.legislation.names)}
    assert {"purpose.intended_purpose", "purpose.context"} <= names
    told_of = judge_declaration(
        deliverable_of(catalogue, "annex-iv"), replace(catalogue, questionnaire=silent), "deliverable.toml"
    )
    found = {each.at.question: each for each in told_of}
    assert found["purpose.context"].code == "TPL056"
    assert "Annex IV(1)(a)" in found["purpose.context"].cites


def test_a_question_behind_one_that_is_never_asked_is_never_asked_either(catalogue) -> None:
    asked = catalogue.questionnaire
    first, second = "architecture.has_external_interfaces", "architecture.interfaces"
    sections = tuple(
        replace(
            section,
            question=tuple(
                replace(each, shown_if="false" if each.id == first else each.shown_if) for each in section.question
            ),
        )
        for section in asked.sections
    )
    names = {each.id for each in never_asked(replace(asked, sections=sections), catalogue.legislation.names)}
    assert {first, second} <= names


def test_every_kind_of_block_brings_its_names_and_its_needs(catalogue) -> None:
    """A block of a kind that brings no name could be left out of a template without a word."""
    fixed = {BlockKind.TEXT, BlockKind.SIGNATURE, BlockKind.ZONE}
    for deliverable in catalogue.of_systems:
        for section in deliverable.section:
            for block in section.block:
                only = replace(deliverable, section=(replace(section, block=(block,)),))
                names = offered_names(only, catalogue)
                assert needs_of(only, names) or block.kind in fixed, f"{deliverable.id} {section.id} {block.kind}"


# ------------------------------------------------------------------ zones


def test_a_zone_that_is_not_there_is_told_with_how_to_put_it_there(catalogue) -> None:
    reading = replace(reading_of("annex-iv"), zones=("aiv_1", "own"))
    found = [each for each in judged(reading, "annex-iv", catalogue) if each.code == "EDT001"]
    assert [each.message.split(": ")[0] for each in found][:2] == [
        "the template has no zone aiv_about",
        "the template has no zone aiv_2",
    ]
    assert '"Free text on part 2"' in found[1].message
    assert '"[zone:aiv_2]"' in found[1].hint


def test_a_zone_that_is_there_twice_is_told(catalogue) -> None:
    reading = reading_of("annex-iv")
    found = judged(replace(reading, zones=(*reading.zones, "aiv_1")), "annex-iv", catalogue)
    assert [each.code for each in found] == ["EDT002"]

"""Which documents of a system another edition of the law touches, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from pipeline.stages.compare_law import compare
from pipeline.stages.touch import Touched, touched
from tests.answers import DECLARATION, FILE, INSTRUCTIONS, INTIMATE, NO_USE, OTHERS, RECORD, product
from tests.classified import cases, intake_of
from tests.samples import with_answers
from tests.strategies import declarations

OLD, NEW = "eu-ai-act@2024-07-12", "eu-ai-act@2026-07-27"
MACHINE = product("machinery")
FACTS = {case.id: case.facts for case in cases()}


def under(intake: Any, before: str, after: str) -> dict[str, Touched]:
    """Return what the second edition touches of documents that were made under the first."""
    declared = declarations()
    law = declared.law
    differences = compare(law, law.edition(before), law.edition(after))
    found = touched(intake, declared.read(None, before), declared.read(None, after), differences)
    return {each.id: each for each in found}


@pytest.fixture(scope="module")
def otherwise(complete):
    """Return what an edition touches in the complete sample with other answers; each is worked out once."""
    made: dict[str, dict[str, Touched]] = {}

    def work(answers: Mapping[str, object], before: str, after: str) -> dict[str, Touched]:
        key = f"{answers} {before} {after}"
        if key not in made:
            made[key] = under(with_answers(complete, answers), before, after)
        return made[key]

    return work


class TestMachine:
    """Machinery moved from Section A to Section B of Annex I: what was owed in 2024 is not in 2026."""

    @pytest.mark.parametrize("name", OTHERS)
    @pytest.mark.parametrize(
        ("before", "after", "moved"),
        [(NEW, OLD, "not owed before, owed then"), (OLD, NEW, "owed before, not owed then")],
    )
    def test_every_document_of_the_file_is_touched_and_says_how(self, otherwise, name, before, after, moved):
        found = otherwise(MACHINE, before, after)[name]
        assert found.is_touched
        assert found.because[0] == moved

    def test_it_says_which_outcomes_move_it(self, otherwise):
        because = otherwise(MACHINE, NEW, OLD)[FILE].because
        (class_,) = [reason for reason in because if reason.startswith("High-risk: ")]
        assert "Annex I(B)" in class_.partition(" before, ")[0]
        assert "Annex I(A)" in class_.partition(" before, ")[2]
        assert any(reason.startswith("Conformity assessment: ") for reason in because)

    def test_the_record_is_touched_too(self, otherwise):
        assert otherwise(MACHINE, NEW, OLD)[RECORD].is_touched


class TestUse:
    """A use of Annex III is high-risk in both editions; dates and some requirements differ."""

    def test_the_file_is_touched_by_requirements_that_differ_and_names_their_points(self, otherwise):
        found = otherwise({}, NEW, OLD)[FILE]
        assert found.is_touched
        assert any(reason.startswith("Art 11(1) changed: ") for reason in found.because)
        assert not any("owed" in reason.partition(":")[0] for reason in found.because)

    def test_the_record_is_touched_by_dates_that_differ(self, otherwise):
        found = otherwise({}, NEW, OLD)[RECORD]
        assert found.is_touched
        assert any(
            reason.startswith("Date: 2027-12-02 before, 2026-08-02 then: Arts 6 to 27 apply")
            for reason in found.because
        )

    @pytest.mark.parametrize("name", [DECLARATION, INSTRUCTIONS])
    def test_what_prints_the_same_is_not_touched(self, otherwise, name):
        assert otherwise({}, NEW, OLD)[name] == Touched(name, is_touched=False, because=())


class TestPractice:
    """A practice that only the newer edition prohibits."""

    def test_what_it_would_hold_back_is_told(self, complete):
        """Once the prohibition applies everything but the record is held back."""
        declared, intake = declarations(), with_answers(complete, INTIMATE)
        law = declared.law
        differences = compare(law, law.edition(OLD), law.edition(NEW))
        day = next(entry.date for entry in law.milestones if entry.id == "new_prohibitions")
        after = declared.read(date.fromisoformat(day), NEW)
        found = {each.id: each for each in touched(intake, declared.read(None, OLD), after, differences)}
        for name in OTHERS:
            assert found[name].because[0] == "owed before, held back then"
            assert any(reason.startswith("Prohibited practices: ") for reason in found[name].because)
        assert found[RECORD].is_touched


class TestNothing:
    """A system that no edition asks documents of."""

    @pytest.mark.parametrize(("before", "after"), [(NEW, OLD), (OLD, NEW)])
    def test_documents_that_are_owed_in_neither_are_not_touched(self, otherwise, before, after):
        found = otherwise(NO_USE, before, after)
        assert {
            name: (each.is_touched, each.because) for name, each in found.items() if name in OTHERS
        } == dict.fromkeys(OTHERS, (False, ()))

    def test_without_a_reason_nothing_is_touched_and_with_one_there_is_a_reason(self, otherwise):
        for answers in (NO_USE, MACHINE, {}):
            for each in otherwise(answers, NEW, OLD).values():
                assert each.is_touched is bool(each.because)

    @pytest.mark.parametrize("edition", [OLD, NEW])
    @pytest.mark.parametrize("name", ["annex-iii-4a-yes", "prohibited-a", "annex-i-b-motor-vehicles"])
    def test_an_edition_touches_nothing_of_its_own(self, edition, name):
        found = under(intake_of(FACTS[name]), edition, edition)
        assert {each.is_touched for each in found.values()} == {False}

    def test_every_deliverable_is_told_of(self, otherwise, catalogue):
        assert list(otherwise(NO_USE, NEW, OLD)) == [each.id for each in catalogue.of_systems]

"""Whatever is done to a workbook, reading it gives findings of the catalogue and nothing else."""

import pytest

from tests.fuzz.reading import FORESEEN, read_mutants, told_by

MUTANTS, EACH = 2_000, 125


@pytest.mark.parametrize("first", range(0, MUTANTS, EACH))
def test_no_damage_gets_out_and_none_is_caught_that_was_not_foreseen(first):
    account = read_mutants(range(first, first + EACH))
    assert account.faults == []
    assert account.count == EACH
    assert sum(account.codes.values()) > EACH / 2


def test_the_same_seed_gives_the_same_damage_and_the_same_findings():
    seeds = range(MUTANTS, MUTANTS + 60)
    assert told_by(seeds) == told_by(seeds)


def test_what_may_be_caught_is_said_with_its_reason():
    assert all(FORESEEN.values())

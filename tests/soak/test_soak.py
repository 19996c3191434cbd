"""Whatever ends a run: no file is torn, none that a person saved is lost, and the next run leaves what it should."""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from tests.soak.crash import Account, tried, tried_with_a_careless_writer, tried_without_a_journal
from tests.soak.refusal import filled, refused

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked, which this system does not do")

TRIALS, SEED, EVERY = 25, 7, 3
"""`make crash` kills a thousand runs at any moment, and others at every step."""


def apart(work: Callable[..., Any], *given: object) -> Any:
    """Do work in a process of its own: it forks, and has what is pure remembered."""
    with ProcessPoolExecutor(1, get_context("spawn")) as worker:
        return worker.submit(work, *given).result()


def test_a_run_that_is_killed_at_any_step_or_moment_tears_and_loses_nothing() -> None:
    account: Account = apart(tried, TRIALS, SEED, EVERY)
    assert account.faults == []
    assert account.count > 100 + TRIALS
    kinds = {"first", "changed", "free-text", "edited"}
    assert {*account.kinds} == kinds | {f"{kind}, then changed" for kind in kinds}


def test_a_disk_that_is_full_broken_or_read_only_at_any_step_leaves_the_old_files_and_is_told() -> None:
    account: Account = apart(refused, ("changed",))
    assert account.faults == []
    assert account.count > 100


def test_a_writer_that_writes_files_where_they_lie_would_be_found_out() -> None:
    account: Account = apart(tried_with_a_careless_writer)
    assert any("instructions-for-use.docx is damaged" in fault for fault in account.faults)


def test_a_run_that_does_not_say_beforehand_what_it_will_do_would_be_found_out() -> None:
    account: Account = apart(tried_without_a_journal)
    assert any("a document of ours was taken for an edited one" in fault for fault in account.faults)


def test_a_disk_that_really_is_full_leaves_the_old_files_and_is_told() -> None:
    account: Account | None = apart(filled, (0, 4_096, 100_000, 300_000))
    if account is None:
        pytest.skip("no small disk can be made here: that needs root, and a system that lets it mount one")
    assert account.faults == []
    assert account.count == 16

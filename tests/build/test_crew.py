"""Crews: results in the order of the orders, each loss at the cost of its own order, memory flat, gone when told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.build.attempt import DIED, HUNG, MEMORY, RAISED, REFUSED, Loss, UnfitOrderError, attempt
from pipeline.build.cores import jobs_for
from pipeline.build.crew import Crew, Outcome, run_all
from pipeline.build.in_place import InPlace
from pipeline.build.processes import local_crew
from tests import toil

ROOT = Path(__file__).parents[2]
COUNT = 60
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

RAISING = {7: ("memory error", MEMORY), 21: ("raise", RAISED), 30: ("unpacked", RAISED), 44: ("unpackable", RAISED)}
DYING = {3: ("exit", DIED), 19: ("kill", DIED), 20: ("exit", DIED), 59: ("kill", DIED)}
HANGING = {5: ("hang", HUNG), 33: ("deaf", HUNG)}
TAKING = {11: ("memory", MEMORY)}
LEAVING = {12: ("leave", RAISED)}

CREWS: dict[str, tuple[Callable[[], Crew], dict[int, tuple[str, str]]]] = {
    "the parent": (lambda: local_crew(1), RAISING | LEAVING),
    "threads": (lambda: Crew(toil.threads, 2), RAISING | LEAVING),
    "a shuffling one": (lambda: Crew(toil.Shuffling, 2), RAISING),
    "the library's processes": (lambda: Crew(toil.processes, 2), RAISING | DYING),
    # Hanging and dying apart: the library's pool may miss the end of one process while another hangs.
    "the library's processes that hang": (lambda: Crew(toil.processes, 2), RAISING | {5: ("hang", HUNG)}),
    "processes": (
        lambda: local_crew(2, memory=1024**3),
        RAISING | DYING | HANGING | LEAVING | (TAKING if sys.platform == "linux" else {}),
    ),
}


def words(wrong: dict[int, tuple[str, str]]) -> dict[int, str]:
    return {number: word for number, (word, _) in wrong.items()}


def square_all(crew: Crew, wrong: dict[int, str], count: int = COUNT, deadline: float = 5) -> list[Outcome]:
    return list(run_all(toil.work, toil.orders(wrong, count), crew, deadline))


@pytest.mark.parametrize("name", CREWS)
def test_exactly_the_guilty_are_lost_and_all_come_in_order(name):
    hire, wrong = CREWS[name]
    outcomes = square_all(hire(), words(wrong))
    assert [outcome.order[0] for outcome in outcomes] == list(range(COUNT))
    assert {each.order[0]: each.loss.kind for each in outcomes if each.loss} == {
        number: kind for number, (_, kind) in wrong.items()
    }
    assert [each.result for each in outcomes if not each.loss] == [n * n for n in range(COUNT) if n not in wrong]


def test_a_loss_tells_the_kind_of_an_exception_and_never_its_words():
    outcomes = square_all(local_crew(1), {0: "raise", 1: "unpackable"}, 2)
    assert [outcome.loss.why for outcome in outcomes if outcome.loss] == ["ValueError", "UnpackableError"]


def test_a_worker_may_refuse_an_order_in_words_of_ours():
    def refuse(order):
        raise UnfitOrderError("another version")

    assert attempt(refuse, 1) == Loss(REFUSED, "another version")


@pytest.mark.parametrize("jobs", [1, 2])
def test_orders_are_taken_when_they_can_be_handed_out(jobs):
    taken = 0

    def counted() -> Iterator[tuple[int, str]]:
        nonlocal taken
        for order in toil.orders({}, 400):
            taken += 1
            yield order

    most = 0
    for told, _ in enumerate(run_all(toil.work, counted(), local_crew(jobs))):
        most = max(most, taken - told)
    assert taken == 400
    # The window of 2 for each worker, and what may be held back behind a slow one.
    assert most <= (2 if jobs == 1 else 2 * jobs + 16 * jobs + 1)


def test_a_slow_order_in_front_holds_up_no_more_than_its_worker(tmp_path):
    seen = []

    def watched() -> Iterator[tuple[int, str]]:
        for order in toil.orders({0: "sleep 2"}, 30):
            seen.append(order[0])
            yield order

    outcomes = run_all(toil.work, watched(), local_crew(2))
    assert next(outcomes).order[0] == 0
    assert len(seen) >= 30
    assert [each.order[0] for each in outcomes] == list(range(1, 30))


def test_no_executor_is_hired_where_there_is_nothing_to_do():
    def hire() -> Executor:
        raise AssertionError

    assert list(run_all(toil.work, iter([]), Crew(hire, 2))) == []


class Refusing(Executor):
    def submit(self, *_, **__) -> Future:
        raise BrokenExecutor


class Unwilling(Executor):
    def submit(self, *_, **__) -> Future:
        raise OSError("connection lost")


class Cancelling(Executor):
    def submit(self, *_, **__) -> Future:
        future: Future = Future()
        future.cancel()
        return future


@pytest.mark.parametrize("executor", [Refusing, Unwilling, Cancelling, toil.broken])
def test_an_executor_that_takes_nothing_loses_every_order_by_name(executor):
    outcomes = square_all(Crew(executor, 2), {}, 5)
    assert [(each.order[0], each.loss.kind) for each in outcomes if each.loss] == [(n, REFUSED) for n in range(5)]


class Deserted(Executor):
    """Takes everything and does nothing."""

    def submit(self, *_, **__) -> Future:
        return Future()


def test_where_nobody_works_any_more_orders_do_not_wait_one_after_the_other(monkeypatch):
    monkeypatch.setattr("pipeline.build.crew._PATIENCE", 0.3)
    outcomes = square_all(Crew(Deserted, 2), {}, 50, deadline=0.1)
    losses = [each.loss for each in outcomes if each.loss]
    assert {loss.kind for loss in losses} == {REFUSED}
    assert [loss.why for loss in losses] == ["nobody took it up within 0 seconds"] * 4 + [
        "nobody works there any more"
    ] * 46


def test_what_waits_behind_threads_that_all_hang_is_done_by_others():
    hired = []

    def hire() -> Executor:
        hired.append(ThreadPoolExecutor(2))
        return hired[-1]

    wrong = {0: "sleep 2", 1: "sleep 2"}
    outcomes = square_all(Crew(hire, 2), wrong, 6, deadline=0.5)
    assert [each.loss.kind if each.loss else each.result for each in outcomes] == [HUNG, HUNG, 4, 9, 16, 25]
    assert len(hired) == 2


def test_work_that_is_done_in_place_is_done_one_at_a_time():
    done: list[int] = []
    executor = InPlace()
    assert executor.submit(done.append, 1).done()
    assert done == [1]


@pytest.mark.parametrize(("systems", "jobs"), [(0, 1), (1, 1), (4, 1), (5, 2), (1000, 2)])
def test_a_few_systems_are_built_by_the_parent_alone(monkeypatch, systems, jobs):
    monkeypatch.setattr("pipeline.build.cores.cores", lambda: 2)
    assert jobs_for(systems) == jobs


PARENT = """
import signal
import sys
from pipeline.build.crew import run_all
from pipeline.build.processes import local_crew
from tests import toil

if __name__ == "__main__":
    # A suite that runs in the background hands down that Ctrl-C is not heard.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for outcome in run_all(toil.work, toil.orders({5: "deaf", 6: "hang"}, 1000), local_crew(2), 60):
            print(outcome.order[0], flush=True)
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.fixture
def parent(tmp_path) -> Iterator[subprocess.Popen[str]]:
    """A parent in a process group of its own, both of whose workers hang."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(5)] == [f"{number}\n" for number in range(5)]
        time.sleep(1)
        yield process


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def gone_within(group: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while alive(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(group)


@POSIX
def test_ctrl_c_ends_the_parent_and_all_its_workers(parent):
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.wait(20) == 130
    assert gone_within(parent.pid, 5)


@POSIX
def test_workers_end_when_the_parent_is_killed(parent):
    parent.kill()
    assert parent.wait(20) == -signal.SIGKILL
    assert gone_within(parent.pid, 5)

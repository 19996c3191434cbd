"""A Dask cluster of two worker processes on this machine: one that dies or hangs costs no more than its own order."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest

from pipeline.build.attempt import DIED, HUNG, RAISED
from pipeline.build.crew import ExecutorError, run_all
from pipeline.build.executors import named_crew
from tests import toil

distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")

COUNT = 40
WRONG = {3: ("exit", DIED), 7: ("raise", RAISED), 9: ("unpackable", RAISED), 21: ("hang", HUNG), 30: ("kill", DIED)}


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1", silence_logs=60
    ) as made:
        yield made


def test_exactly_the_guilty_are_lost_and_all_come_in_order(cluster):
    wrong = {number: word for number, (word, _) in WRONG.items()}
    with named_crew(f"dask:{cluster.scheduler_address}") as crew:
        assert crew.size == 2
        outcomes = list(run_all(toil.work, toil.orders(wrong, COUNT), crew, deadline=5))
    assert [outcome.order[0] for outcome in outcomes] == list(range(COUNT))
    assert {each.order[0]: each.loss.kind for each in outcomes if each.loss} == {
        number: kind for number, (_, kind) in WRONG.items()
    }
    assert [each.result for each in outcomes if not each.loss] == [n * n for n in range(COUNT) if n not in WRONG]


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(cluster):
    with named_crew(f"dask:{cluster.scheduler_address}") as crew:
        outcomes = run_all(toil.work, toil.orders(dict.fromkeys(range(20), "sleep 0.1"), 20), crew, deadline=30)
        results = [next(outcomes).result]
        with distributed.Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        results += [outcome.result for outcome in outcomes]
    assert results == [number * number for number in range(20)]


def test_where_no_scheduler_answers_that_is_said():
    with (
        pytest.raises(ExecutorError, match="no Dask scheduler answers at tcp"),
        named_crew("dask:tcp://127.0.0.1:1"),
    ):
        pass

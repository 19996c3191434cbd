"""A Dask cluster of two worker processes on this machine: one that dies or hangs costs no more than its own order."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest
from msgspec.structs import replace

from pipeline.build.attempt import DIED, HUNG, RAISED
from pipeline.build.batch import Wish, run
from pipeline.build.crew import ExecutorError, run_all
from pipeline.build.executors import named_crew
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from tests import toil
from tests.samples import INPUTS

dask = pytest.importorskip("dask", reason="the extra cluster is not installed")
distributed = pytest.importorskip("distributed", reason="the extra cluster is not installed")

COUNT = 40
WRONG = {3: ("exit", DIED), 7: ("raise", RAISED), 9: ("unpackable", RAISED), 21: ("hang", HUNG)}


@pytest.fixture
def cluster() -> Iterator[object]:
    # Two deaths in place of four: each costs the start of a worker.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1}),
        distributed.LocalCluster(
            # Any free port: without an address each takes the same one, and two tests may run at once.
            n_workers=2,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            host="127.0.0.1",
            silence_logs=60,
        ) as made,
    ):
        yield made


def kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


def test_exactly_the_guilty_are_lost_and_all_come_in_order(cluster):
    wrong = {number: word for number, (word, _) in WRONG.items()}
    with named_crew(f"dask:{cluster.scheduler_address}") as crew:
        assert crew.size == 2
        outcomes = list(run_all(toil.work, toil.orders(wrong, COUNT), crew, deadline=8))
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
        kill(victim)
        results += [outcome.result for outcome in outcomes]
    assert results == [number * number for number in range(20)]


def test_where_no_scheduler_answers_that_is_said():
    with (
        pytest.raises(ExecutorError, match="no Dask scheduler answers at tcp"),
        named_crew("dask:tcp://127.0.0.1:1"),
    ):
        pass


def test_a_cluster_builds_the_samples_with_the_bytes_of_the_parent_alone(cluster, catalogue, built, tmp_path, bytes_of):
    wish = Wish(catalogue, load_templates(catalogue, ()), load_pages(catalogue, ()))
    with named_crew(f"dask:{cluster.scheduler_address}") as crew:
        list(run(scan([INPUTS]), tmp_path, replace(wish, crew=crew)))
    assert bytes_of(tmp_path) == bytes_of(built)


def test_a_worker_that_is_killed_in_the_middle_of_the_samples_loses_nothing(
    cluster, catalogue, built, tmp_path, bytes_of
):
    wish = Wish(catalogue, load_templates(catalogue, ()), load_pages(catalogue, ()))
    with named_crew(f"dask:{cluster.scheduler_address}") as crew, distributed.Client(cluster) as client:
        results = run(scan([INPUTS]), tmp_path, replace(wish, crew=crew))
        next(results)
        kill(next(iter(client.run(os.getpid).values())))
        list(results)
    assert bytes_of(tmp_path) == bytes_of(built)

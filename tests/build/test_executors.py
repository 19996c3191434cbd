"""Who does the work, by name: any function that returns an executor; what cannot be used is said in a sentence."""

import sys

import pytest

from pipeline.build.crew import ExecutorError, run_all
from pipeline.build.executors import named_crew
from tests import toil


@pytest.mark.parametrize("name", ["threads", "processes", "Shuffling"])
def test_any_function_that_returns_an_executor_will_do(name):
    with named_crew(f"tests.toil:{name}") as crew:
        outcomes = list(run_all(toil.work, toil.orders({1: "raise"}, 20), crew))
    assert [each.result for each in outcomes] == [None if n == 1 else n * n for n in range(20)]


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("dask:", "names no address; write it as dask:tcp://host:8786"),
        ("dask:nonsense", "names no address"),
        ("dask:tcp://host", "names no address"),
        ("threads", "is neither dask:tcp://host:port nor package.module:function"),
        ("tests.nowhere:threads", "cannot be found: No module named 'tests.nowhere'"),
        ("tests.toil:nobody", "cannot be found: module 'tests.toil' has no attribute 'nobody'"),
        ("tests.toil:WRONG", "is not a function"),
        ("tests.toil:nothing", "returned NoneType, which is no executor"),
        ("tests.toil:broken", "failed: RuntimeError: no licence"),
    ],
)
def test_what_cannot_be_used_is_said_at_once(spec, said):
    with pytest.raises(ExecutorError, match=said), named_crew(spec):
        pass


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.delitem(sys.modules, "pipeline.build.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ExecutorError, match=r"pip install 'ai-act-dossier\[cluster\]'"), named_crew("dask:tcp://h:1"):
        pass

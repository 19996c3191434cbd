"""Who does the work, as the command line names it: a Dask cluster, or any executor that a function returns."""

import importlib
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from pipeline.build.crew import Crew, ExecutorError, dismiss

DASK = "dask:"
_ADDRESS = re.compile(r"[a-z]+://[^\s/]+:\d+")


@contextmanager
def named_crew(spec: str) -> Iterator[Crew]:
    """Return the crew that is named.

    Args:
        spec: ``dask:tcp://host:port``, or ``package.module:function`` with a function that takes nothing and returns an
            executor.

    Raises:
        ExecutorError: it cannot be used.
    """
    if spec.startswith(DASK):
        if not _ADDRESS.fullmatch(spec.removeprefix(DASK)):
            raise ExecutorError(f"--executor {spec} names no address; write it as dask:tcp://host:8786")
        try:
            from pipeline.build.cluster import cluster_crew
        except ModuleNotFoundError as error:
            raise ExecutorError(
                f"--executor {spec} needs {error.name}, which is not installed: pip install 'ai-act-dossier[cluster]'"
            ) from None
        with cluster_crew(spec.removeprefix(DASK)) as crew:
            yield crew
    else:
        factory = _factory(spec)
        # Made before anything is read, so that what is wrong with it is said at once; used as the first one.
        first = [_made(factory, spec)]
        size = _size(first[0])
        try:
            yield Crew(lambda: first.pop() if first else _made(factory, spec), size)
        finally:
            for unused in first:
                dismiss(unused)


def _factory(spec: str) -> Callable[[], object]:
    module, _, name = spec.partition(":")
    if not (module and name):
        raise ExecutorError(f"--executor {spec} is neither dask:tcp://host:port nor package.module:function")
    try:
        found: object = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError) as error:
        raise ExecutorError(f"--executor {spec} cannot be found: {error}") from None
    if not callable(found):
        raise ExecutorError(f"--executor {spec} is not a function")
    return found


def _made(factory: Callable[[], object], spec: str) -> Executor:
    try:
        made = factory()
    except Exception as error:
        raise ExecutorError(f"--executor {spec} failed: {type(error).__name__}: {error}") from error
    if not isinstance(made, Executor):
        raise ExecutorError(
            f"--executor {spec} returned {type(made).__name__}, which is no executor of concurrent.futures"
        )
    return made


def _size(executor: Executor) -> int:
    """Return how many orders an executor works on at once, where it says so as those of the library do."""
    said = getattr(executor, "_max_workers", None)
    return said if isinstance(said, int) and said > 0 else os.cpu_count() or 1

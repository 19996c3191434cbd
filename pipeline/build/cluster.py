"""A Dask cluster that does the work: connects, tells what does not match, frees a worker that hangs."""

import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any, ParamSpec, TypeVar

from distributed import Client
from distributed.versions import VersionMismatchWarning

from pipeline.build.crew import Crew, ExecutorError
from pipeline.build.parcel import MADE_BY

P = ParamSpec("P")
T = TypeVar("T")

_ANSWERS_WITHIN = 5
"""Seconds for a scheduler to answer."""
_FREED_WITHIN = 10
"""Seconds for a worker that hangs to be started anew."""


@contextmanager
def cluster_crew(address: str) -> Iterator[Crew]:
    """Connect to a scheduler.

    Args:
        address: of the scheduler, as it prints it.

    Raises:
        ExecutorError: nobody answers there, nobody works there, or the workers have another version of this package.
    """
    # What Dask says of lost connections stands in tracebacks; what it comes to is told by findings.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            client: Any = Client(address, timeout=_ANSWERS_WITHIN, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError, ValueError, ImportError) as error:
            raise ExecutorError(
                f"no Dask scheduler answers at {address} ({type(error).__name__}); start one with `dask scheduler`"
            ) from None
    try:
        for warning in told:
            if issubclass(warning.category, VersionMismatchWarning):
                raise ExecutorError(
                    f"the cluster at {address} runs other versions than this machine: {warning.message}"
                )
        yield Crew(lambda: ClusterExecutor(client), _size(client, address), give_up)
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=2)


class ClusterExecutor(Executor):
    """Hands work to a cluster, and knows by which name, so that what hangs can be found."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.keys: dict[Future[Any], str] = {}
        self._numbers = count()
        # Each order is one of its own: equal bytes are no reason to hand out the result of another run.
        self._inner = client.get_executor(pure=False)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a piece of work."""
        key = f"dossier-{id(self):x}-{next(self._numbers)}"
        future: Future[T] = self._inner.submit(fn, *args, key=key, **kwargs)
        self.keys[future] = key
        future.add_done_callback(lambda done: self.keys.pop(done, None))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as declared by Executor
        """Take back what is not done."""
        self._inner.shutdown(wait=wait and not cancel_futures)


def give_up(executor: Executor, future: Future[Any]) -> bool:
    """Cancel a piece of work, and start the worker anew that is in it: Dask itself lets it run on.

    Returns:
        True: the cluster gives the place to others; where the worker has no nanny, it is gone.
    """
    assert isinstance(executor, ClusterExecutor)  # noqa: S101 - the crew hires no other
    client, key = executor.client, executor.keys.get(future)
    with suppress(OSError, TimeoutError, KeyError):
        busy = [worker for worker, stack in _in_work(client, key).items() if stack]
        future.cancel()
        if busy:
            client.restart_workers(busy, timeout=_FREED_WITHIN, raise_for_error=False)
    future.cancel()
    return True


def _in_work(client: Any, key: str | None) -> dict[str, Any]:
    held: dict[str, Any] = client.processing()
    return {worker: [each for each in keys if each == key] for worker, keys in held.items()}


def _size(client: Any, address: str) -> int:
    """Return how many orders the cluster works on at once.

    Raises:
        ExecutorError: nobody works there, or with another version of this package.
    """
    threads: dict[str, int] = client.nthreads()
    if not threads:
        raise ExecutorError(f"the scheduler at {address} has no workers; start some with `dask worker {address}`")
    for worker, said in client.run(_made_by, on_error="return").items():
        if isinstance(said, Exception):
            raise ExecutorError(f"the worker {worker} has no ai-act-dossier ({type(said).__name__}); install it there")
        if said != MADE_BY:
            raise ExecutorError(f"the worker {worker} has ai-act-dossier {said}, this machine {MADE_BY}")
    return sum(threads.values())


def _made_by() -> str:
    return MADE_BY

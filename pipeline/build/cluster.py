"""A Dask cluster that does the work: connects, tells what does not match, frees a worker that hangs."""

import logging
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from itertools import count
from threading import Thread
from typing import Any, ParamSpec, TypeVar

from distributed import Client, get_worker
from distributed.versions import VersionMismatchWarning

from pipeline.build.crew import Crew, ExecutorError
from pipeline.build.parcel import MADE_BY

P = ParamSpec("P")
T = TypeVar("T")

_TOPIC = "dossier"
_ANSWERS_WITHIN = 5
"""Seconds for a scheduler to answer."""
_SETTLED_AT = 5.0
"""Seconds of age at which a nanny has surely seen that its worker runs."""
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
    for name in ("distributed", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
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
        yield Crew(lambda: ClusterExecutor(client), _size(client, address), _give_up, began=_began)
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=2)


class ClusterExecutor(Executor):
    """Hands work to a cluster, under names by which it is found again, and hears where and when work begins."""

    def __init__(self, client: Any) -> None:
        self._client = client
        # Each order is one of its own: equal bytes are no reason to hand out the result of another run.
        self._inner = client.get_executor(pure=False)
        self._topic = f"{_TOPIC}-{id(self):x}"
        self._numbers = count()
        self._keys: dict[Future[Any], str] = {}
        self._begun: dict[str, float] = {}
        client.subscribe_topic(self._topic, self._hear)

    def _hear(self, event: tuple[float, tuple[str, bool]]) -> None:
        # Heard anew where another worker takes over, also where a result was lost with the one that held it.
        key, begins = event[1]
        self._begun.pop(key, None)
        if begins:
            self._begun[key] = time.monotonic()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a piece of work."""
        key = f"{self._topic}-{next(self._numbers)}"
        future: Future[T] = self._inner.submit(_announced, self._topic, key, fn, args, kwargs, key=key)
        self._keys[future] = key
        future.add_done_callback(self._forget)
        return future

    def _forget(self, future: Future[Any]) -> None:
        self._begun.pop(self._keys.pop(future, ""), None)

    def began(self, future: Future[Any]) -> float | None:
        """Return since when something is in work, if it is."""
        return self._begun.get(self._keys.get(future, ""))

    def give_up(self, future: Future[Any]) -> None:
        """Cancel a piece of work and start the worker anew that is in it: Dask itself lets it run on."""
        key = self._keys.get(future)
        with suppress(OSError, TimeoutError):
            held: dict[str, Any] = self._client.processing()
            busy = [worker for worker, keys in held.items() if key in keys]
            # Aside, since a worker that hears nobody is waited for some seconds, and the others work on.
            Thread(target=self._restart, args=(busy,), daemon=True).start()
        future.cancel()

    def _restart(self, workers: list[str]) -> None:
        with suppress(Exception):
            self._client.restart_workers(workers, timeout=_FREED_WITHIN, raise_for_error=False)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as declared by Executor
        """Take back what is not done."""
        self._client.unsubscribe_topic(self._topic)
        self._inner.shutdown(wait=wait and not cancel_futures)


def _announced(topic: str, key: str, function: Callable[..., T], given: tuple[Any, ...], named: dict[str, Any]) -> T:
    """Do the work, on the worker, and tell when it begins and ends."""
    _settle()
    tell = get_worker().log_event
    tell(topic, (key, True))
    try:
        return function(*given, **named)
    finally:
        tell(topic, (key, False))


def _settle() -> None:
    """Let a worker be some moments old: one that dies while its nanny still starts it is never started again."""
    age = time.time() - get_worker().monitor.proc.create_time()
    time.sleep(min(max(0.0, _SETTLED_AT - age), _SETTLED_AT))


def _give_up(executor: Executor, future: Future[Any]) -> bool:
    assert isinstance(executor, ClusterExecutor)  # noqa: S101 - the crew hires no other
    executor.give_up(future)
    return True


def _began(executor: Executor, future: Future[Any], before: float | None) -> float | None:
    del before
    assert isinstance(executor, ClusterExecutor)  # noqa: S101 - as above
    return executor.began(future)


def _size(client: Any, address: str) -> int:
    """Return how many orders the cluster works on at once.

    Raises:
        ExecutorError: nobody works there, or with another version of this package.
    """
    with suppress(TimeoutError):
        # They may be on their way, or being started anew.
        client.wait_for_workers(1, timeout=_ANSWERS_WITHIN)
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

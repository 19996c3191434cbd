"""Processes of this machine that do the work: each may die, hang or run out of memory at the cost of its own order."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessPool

from pipeline.build.crew import Crew
from pipeline.build.in_place import IN_PLACE
from pipeline.build.sweeping import sweep_seldom

P = ParamSpec("P")
T = TypeVar("T")

MEMORY_LIMIT = 2 * 1024**3
"""Bytes of address space that a worker may ask for; a system of ordinary size needs a tenth of it."""
_NAME = "pebble_pool_worker"


def local_crew(jobs: int, preload: Sequence[str] = (), memory: int = MEMORY_LIMIT) -> Crew:
    """Return a crew on this machine: the parent itself for one job, else processes of their own.

    Args:
        jobs: how many orders to work on at once.
        preload: modules that every process needs; read once for all where the platform can.
        memory: limit of each process in bytes, where the platform keeps one.
    """
    if jobs == 1:
        return IN_PLACE
    return Crew(lambda: Processes(jobs, preload, memory), jobs, dismiss=_kill)


class Processes(Executor):
    """A pool of processes in which one that ends costs its own order only, and cancelling ends what is in work.

    The standard library's pool loses all that it holds with one process, and can end no single one.
    """

    def __init__(self, jobs: int, preload: Sequence[str] = (), memory: int = MEMORY_LIMIT) -> None:
        context: Any = multiprocessing.get_context(_start_method())
        if preload and context.get_start_method() == "forkserver":
            context.set_forkserver_preload([*preload])
        self._pool: Any = ProcessPool(max_workers=jobs, initializer=prepare, initargs=(memory,), context=context)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand out a piece of work.

        Raises:
            BrokenProcessPool: the pool cannot go on.
        """
        try:
            future: Future[T] = self._pool.schedule(fn, args=args, kwargs=kwargs)
        except RuntimeError as error:
            raise BrokenProcessPool(str(error)) from None
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as declared by Executor
        """End the processes, after what is in work or, without waiting, at once."""
        if wait and not cancel_futures and self._pool.active:
            self._pool.close()
        else:
            self._pool.stop()
            _kill_workers()
        self._pool.join()


def _kill(executor: Executor) -> None:
    executor.shutdown(wait=False, cancel_futures=True)


def _kill_workers() -> None:
    """End every worker of this process at once: one that is deep in a library hears no polite request for seconds."""
    for process in multiprocessing.active_children():
        if process.name == _NAME:
            with suppress(OSError, ValueError):
                process.kill()


def _start_method() -> str:
    """Return how processes are started: copies of one that holds no more than what they need, where that is safe."""
    return "forkserver" if sys.platform == "linux" else "spawn"


def prepare(memory: int) -> None:
    """Set up a worker: a limit of memory, deaf to Ctrl-C (the parent ends it), and gone when the parent is.

    Args:
        memory: limit in bytes; none where it is 0 or the platform keeps none.
    """
    sweep_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory:
        with suppress(ImportError, OSError, ValueError):
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process when the parent has ended, however it did and whatever is in work here."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)

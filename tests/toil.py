"""Work that goes wrong in every way in which a process can, for crews to be held against."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any


class UnpackableError(Exception):
    """Packed without what it is made with, so that it cannot be unpacked."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(first + second)


def raise_what_cannot_be_packed() -> None:
    class LocalError(Exception):
        """Known in this call only."""

    raise LocalError


def raise_what_cannot_be_unpacked() -> None:
    raise UnpackableError("an answer of ", "the client")


def take_memory() -> None:
    held = []
    while True:
        held.append(bytearray(64 * 1024**2))


def hang() -> None:
    while True:
        time.sleep(0.01)


def hang_deaf() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def run_out() -> None:
    raise MemoryError


def refuse() -> None:
    raise ValueError("an answer of the client")


WRONG: dict[str, Callable[[], None]] = {
    "exit": lambda: os._exit(3),
    "leave": lambda: exit(4),  # noqa: PLR1722 - what a library might call
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "hang": hang,
    "deaf": hang_deaf,
    "memory": take_memory,
    "memory error": run_out,
    "raise": refuse,
    "unpacked": raise_what_cannot_be_packed,
    "unpackable": raise_what_cannot_be_unpacked,
}


def work(order: tuple[int, str]) -> int:
    """Return the square of the order's number, unless its word says what goes wrong."""
    number, word = order
    if word in WRONG:
        WRONG[word]()
    if word.startswith("sleep "):
        time.sleep(float(word.removeprefix("sleep ")))
    return number * number


def orders(words: dict[int, str], count: int) -> Iterator[tuple[int, str]]:
    return ((number, words.get(number, "")) for number in range(count))


class Shuffling(Executor):
    """Does the work in the order that suits it: here what came last first, in fours."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Future[Any], Callable[[], Any]]] = []
        self._threads = ThreadPoolExecutor(1)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._waiting.append((future, lambda: fn(*args, **kwargs)))
        self._threads.submit(self._work_off)
        return future

    def _work_off(self) -> None:
        time.sleep(0.002)
        for future, call in reversed([self._waiting.pop() for _ in self._waiting[-4:]]):
            future.set_result(call())

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._threads.shutdown(wait=wait, cancel_futures=cancel_futures)


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def processes() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


def nothing() -> None:
    return None


def broken() -> Executor:
    raise RuntimeError("no licence")

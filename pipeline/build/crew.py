"""Has orders carried out by any executor: results in the order of the orders, a loss for its own order only."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress
from typing import Any, Generic

from msgspec import Struct

from pipeline.build.attempt import HUNG, REFUSED, Done, Loss, OrderT, ResultT, attempt, is_breakage, loss_of

_TICK = 0.2
"""Seconds between two looks at the clock; short, so that Ctrl-C is heard on every platform."""
_WAITING = 2
"""How many orders are handed out for each worker: one in work, one waiting, so that nobody stands idle."""
_AHEAD = 16
"""How many results for each worker are held back while an earlier order is still in work."""
_UNTOLD = 3
"""How many times its deadline an order may take where it is not known that work on it began ..."""
_PATIENCE = 60
"""... and how many seconds at least: a cluster may be starting workers anew."""


class ExecutorError(Exception):
    """What was named to do the work cannot be used."""


class Outcome(Struct, Generic[OrderT, ResultT], frozen=True):
    """What became of an order: its result, or why there is none."""

    order: OrderT
    result: ResultT | None = None
    loss: Loss | None = None


def cancel(executor: Executor, future: Future[Any]) -> bool:
    """Give up one piece of work as any executor can: by what cancelling does.

    Returns:
        False where the work goes on and its worker is lost to others.
    """
    del executor
    return future.cancel()


def dismiss(executor: Executor) -> None:
    """End an executor at once, with what is in work."""
    from concurrent.futures import ProcessPoolExecutor

    # Kept by name, since shutting down forgets them, and a process that hangs is waited for when the program ends.
    held: dict[int, Any] = getattr(executor, "_processes", None) or {}
    processes = [*held.values()] if isinstance(executor, ProcessPoolExecutor) else []
    executor.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        with suppress(OSError, ValueError):
            process.kill()


def began(executor: Executor, future: Future[Any], before: float | None) -> float | None:
    """Return since when something is in work, for executors that keep no such time: since it was first seen to be."""
    del executor
    return before or (time.monotonic() if future.running() else None)


class Crew(Struct, frozen=True):
    """Those who do the work.

    ``hire`` makes an executor, anew where one broke; ``size`` is how many orders it works on at once, ``handed`` how
    many it is given; ``give_up`` ends work on one order, ``dismiss`` all work at once; ``began`` tells since when an
    order is in work, by the clock of this process. What is not ``is_elsewhere`` is the parent itself.
    """

    hire: Callable[[], Executor]
    size: int
    give_up: Callable[[Executor, Future[Any]], bool] = cancel
    dismiss: Callable[[Executor], None] = dismiss
    began: Callable[[Executor, Future[Any], float | None], float | None] = began
    handed: int = 0
    is_elsewhere: bool = True

    @property
    def window(self) -> int:
        """How many orders are handed out at a time."""
        return self.handed or _WAITING * self.size


def run_all(
    function: Callable[[OrderT], ResultT], orders: Iterator[OrderT], crew: Crew, deadline: float | None = None
) -> Iterator[Outcome[OrderT, ResultT]]:
    """Have every order carried out, and yield what became of each in the order of the orders.

    Orders are taken when they can be handed out, and results are held back only until those before them are there: what
    is in memory does not grow with the number of orders.

    Args:
        function: the work; has to be found by its name on the other side.
        orders: what to work on.
        crew: who does it.
        deadline: seconds after which work on one order is given up.
    """
    run = _Run(function, orders, crew, deadline)
    try:
        yield from run.outcomes()
    finally:
        run.end()


class _Flight(Struct, Generic[OrderT]):
    """An order that was handed out; ``alone`` where nothing else is, so that what breaks then is its fault."""

    number: int
    order: OrderT
    alone: bool
    handed_out: float
    began: float | None = None


class _Run(Generic[OrderT, ResultT]):
    def __init__(
        self,
        function: Callable[[OrderT], ResultT],
        orders: Iterator[OrderT],
        crew: Crew,
        deadline: float | None,
    ) -> None:
        self._function, self._crew, self._deadline = function, crew, deadline
        self._orders = enumerate(orders)
        self._taken = self._told = 0
        self._executor: Executor | None = None
        self._flying: dict[Future[Done[ResultT] | Loss], _Flight[OrderT]] = {}
        self._ready: dict[int, Outcome[OrderT, ResultT]] = {}
        self._suspects: deque[tuple[int, OrderT]] = deque()
        self._returned: deque[tuple[int, OrderT]] = deque()
        self._stuck = 0
        self._heard_of = 0.0
        self._is_deserted = False

    def outcomes(self) -> Iterator[Outcome[OrderT, ResultT]]:
        while True:
            self._hand_out()
            while self._told in self._ready:
                outcome = self._ready.pop(self._told)
                self._told += 1
                yield outcome
                # A place came free while the outcome was looked at.
                self._hand_out()
            if not self._flying and not self._suspects and not self._returned and self._told == self._taken:
                return
            self._collect()

    def end(self) -> None:
        if self._executor and (self._flying or self._stuck):
            self._crew.dismiss(self._executor)
        elif self._executor:
            self._executor.shutdown()
        self._executor = None

    def _hand_out(self) -> None:
        if self._suspects:
            if not self._flying:
                self._submit(*self._suspects.popleft(), alone=True)
            return
        while len(self._flying) < self._crew.window:
            # Whatever was handed out as the only order stays the only one until it has ended.
            if any(flight.alone for flight in self._flying.values()):
                return
            if self._returned:
                number, order = self._returned.popleft()
            elif self._taken - self._told < self._crew.window + _AHEAD * self._crew.size:
                try:
                    number, order = next(self._orders)
                except StopIteration:
                    return
                self._taken = number + 1
            else:
                return
            self._submit(number, order)
            if self._suspects:
                return

    def _submit(self, number: int, order: OrderT, *, alone: bool = False) -> None:
        if self._is_deserted:
            self._ready[number] = Outcome(order, loss=Loss(REFUSED, "nobody works there any more"))
            return
        fresh = self._executor is None
        try:
            if self._executor is None:
                self._executor = self._crew.hire()
            future = self._executor.submit(attempt, self._function, order)
        except Exception as error:  # noqa: BLE001 - an executor from outside may refuse an order in any way
            if isinstance(error, BrokenExecutor) and not fresh:
                # Found broken by an order that it never took: that one is no more to blame than the others.
                self._replace(suspect=True)
                self._suspects.append((number, order))
            else:
                self._ready[number] = Outcome(order, loss=Loss(REFUSED, type(error).__name__))
        else:
            self._flying[future] = _Flight(number, order, alone, time.monotonic())

    def _collect(self) -> None:
        if not any(future.done() for future in self._flying):
            wait(self._flying, timeout=_TICK, return_when=FIRST_COMPLETED)
        # Asked each by itself: waiting does not hear of one that was cancelled and not yet given notice.
        for future in [each for each in self._flying if each.done()]:
            if future in self._flying:
                self._take(future)
        for future in self._overdue():
            if future in self._flying:
                self._lose(future)

    def _take(self, future: Future[Done[ResultT] | Loss]) -> None:
        flight = self._flying.pop(future)
        error = None if future.cancelled() else future.exception()
        if isinstance(error, BrokenExecutor):
            self._replace(suspect=True)
        if is_breakage(error) and not flight.alone:
            self._suspects.append((flight.number, flight.order))
            return
        self._heard_of = time.monotonic()
        told: Done[ResultT] | Loss = Loss(REFUSED, "the executor cancelled it")
        if not future.cancelled():
            told = loss_of(error) if error else future.result()
        if isinstance(told, Loss):
            self._ready[flight.number] = Outcome(flight.order, loss=told)
        else:
            self._ready[flight.number] = Outcome(flight.order, told.result)

    def _overdue(self) -> list[Future[Done[ResultT] | Loss]]:
        """Return what has taken too long, what began first in front."""
        if self._deadline is None:
            return []
        found = []
        for future, flight in self._flying.items():
            if future.done():
                continue
            if self._executor:
                flight.began = self._crew.began(self._executor, future, flight.began)
            since = flight.handed_out if flight.began is None else flight.began
            limit = max(_UNTOLD * self._deadline, _PATIENCE) if flight.began is None else self._deadline
            if time.monotonic() - since > limit:
                found.append((since, future))
        return [future for _, future in sorted(found, key=lambda pair: pair[0])]

    def _lose(self, future: Future[Done[ResultT] | Loss]) -> None:
        assert self._executor is not None  # noqa: S101 - nothing flies without one
        flight = self._flying.pop(future)
        loss = Loss(HUNG, f"{self._deadline:g}")
        if flight.began is None:
            loss = Loss(REFUSED, f"nobody took it up within {time.monotonic() - flight.handed_out:.0f} seconds")
            # Where nothing else was done either in all that time, the others need not wait as long.
            self._is_deserted = self._heard_of < flight.handed_out
        self._ready[flight.number] = Outcome(flight.order, loss=loss)
        if not self._crew.give_up(self._executor, future):
            self._stuck += 1
        if self._stuck >= self._crew.size:
            # Everyone is stuck: the others that were handed out wait for nobody's fault.
            self._replace(suspect=False)

    def _replace(self, *, suspect: bool) -> None:
        """Let an executor go and take back what it holds: to be run one at a time where one of it broke it."""
        for future in [each for each in self._flying if each.done() and not each.cancelled() and not each.exception()]:
            self._take(future)
        back = [(flight.number, flight.order) for flight in self._flying.values()]
        (self._suspects if suspect else self._returned).extend(back)
        self._flying.clear()
        self._stuck = 0
        if self._executor:
            self._crew.dismiss(self._executor)
        self._executor = None

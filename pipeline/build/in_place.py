"""The parent as its own worker: no process is started, and nothing is packed."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import ParamSpec, TypeVar

from pipeline.build.crew import Crew

P = ParamSpec("P")
T = TypeVar("T")


class InPlace(Executor):
    """Does the work at once, in the caller's own process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it, and return what is done already."""
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        future.set_result(fn(*args, **kwargs))
        return future


IN_PLACE = Crew(InPlace, 1, handed=1, is_elsewhere=False)

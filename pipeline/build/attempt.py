"""One try at one order, on the side of the worker: nothing that is raised there crosses to the parent as it is."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import Any, Generic, TypeVar

from msgspec import Struct

OrderT = TypeVar("OrderT")
ResultT = TypeVar("ResultT")

DIED, HUNG, MEMORY, RAISED, REFUSED = "died", "hung", "memory", "raised", "refused"


class Loss(Struct, frozen=True):
    """Why there is no result: ``kind`` is died, hung, memory, raised or refused; ``why`` never quotes an answer."""

    kind: str
    why: str = ""


class Done(Struct, Generic[ResultT], frozen=True):
    """What the work gave."""

    result: ResultT


class UnfitOrderError(Exception):
    """An order that this worker must not carry out; the message is ours and may be told."""


def attempt(function: Callable[[OrderT], ResultT], order: OrderT) -> Done[ResultT] | Loss:
    """Do the work, and tell what kept it from being done by the name of its kind alone.

    An exception is not handed on: its message may quote an answer, and one that cannot be packed or unpacked ends more
    than its own order.

    Args:
        function: the work.
        order: what it is given.

    Raises:
        KeyboardInterrupt: a person ends the run, where the work is done in the parent itself.
    """
    try:
        return Done(function(order))
    except KeyboardInterrupt:
        raise
    except UnfitOrderError as error:
        return Loss(REFUSED, str(error))
    except MemoryError:
        return Loss(MEMORY)
    except BaseException as error:  # noqa: BLE001 - whatever ends the work ends this order only
        return Loss(RAISED, type(error).__name__)


def is_breakage(error: BaseException | None) -> bool:
    """Tell whether an exception says that something ended that held this order, perhaps among others."""
    # Dask's by name: it need not be installed here.
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


def loss_of(error: BaseException) -> Loss:
    """Return what an exception means that an executor raised in place of a result.

    Args:
        error: of the executor, not of the work.
    """
    code: Any = getattr(error, "exitcode", None)
    if code is not None:
        return Loss(DIED, f"signal {-code}" if code < 0 else f"exit code {code}")
    if is_breakage(error):
        return Loss(DIED)
    if isinstance(error, MemoryError):
        return Loss(MEMORY)
    return Loss(REFUSED, type(error).__name__)

"""Examines evidence in processes of their own: a file that takes too long or too much memory costs itself alone."""

import multiprocessing
import os
import sys
from collections.abc import Mapping
from concurrent.futures import TimeoutError as LateError
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any

from pipeline.formats.pdf_evidence import examine
from pipeline.model.examined import Examined, Limits, Showing

_SECONDS, _MEMORY, _MOST_WORKERS = 60.0, 2 * 1024**3, 4


def examine_all(
    contents: Mapping[str, bytes], limits: Limits | None = None, seconds: float = _SECONDS, memory: int = _MEMORY
) -> dict[str, Examined]:
    """Examine files that are said to be PDF files.

    Args:
        contents: by name.
        limits: of what one may have; the usual ones where none are given.
        seconds: that each may take.
        memory: bytes that the process of one may take, where the platform keeps a limit.

    Returns:
        What was found, by the same names; no file stops another.
    """
    if not contents:
        return {}
    from pebble import ProcessExpired, ProcessPool

    method = "forkserver" if sys.platform == "linux" else "spawn"
    context: Any = multiprocessing.get_context(method)
    workers = max(1, min(_MOST_WORKERS, os.cpu_count() or 1, len(contents)))
    found: dict[str, Examined] = {}
    pool: Any = ProcessPool(max_workers=workers, initializer=_keep_to, initargs=(memory,), context=context)
    with pool:
        futures: dict[str, Any] = {
            name: pool.schedule(examine, args=(content, limits or Limits()), timeout=seconds)
            for name, content in contents.items()
        }
        try:
            for name, future in futures.items():
                try:
                    found[name] = future.result()
                except LateError:
                    found[name] = Examined(Showing.LARGE, f"takes longer than {seconds:g} seconds to read")
                except MemoryError:
                    found[name] = Examined(Showing.LARGE, "takes more memory than there is for it")
                except (ProcessExpired, BrokenProcessPool):
                    found[name] = Examined(Showing.BROKEN, "the program that read it ended")
        except BaseException:
            pool.stop()
            raise
    return found


def _keep_to(memory: int) -> None:
    """Keep a process to a limit of memory, where the platform does."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory if hard == resource.RLIM_INFINITY else min(memory, hard), hard))

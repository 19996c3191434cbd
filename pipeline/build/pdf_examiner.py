"""Examines evidence in processes of their own: a file that takes long or much memory costs itself alone."""

import logging
from collections.abc import Mapping
from functools import partial

from pipeline.build.attempt import HUNG, MEMORY, Loss
from pipeline.build.cores import cores
from pipeline.build.crew import run_all
from pipeline.build.processes import MEMORY_LIMIT, local_crew
from pipeline.formats.pdf_evidence import examine
from pipeline.model.examined import Examined, Limits, Showing

_SECONDS, _LEAST_WORKERS, _MOST_WORKERS = 60.0, 2, 4
"""One worker alone would be the parent itself, which a file must not reach."""


def examine_all(
    contents: Mapping[str, bytes],
    limits: Limits | None = None,
    seconds: float = _SECONDS,
    memory: int = MEMORY_LIMIT,
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
    workers = max(_LEAST_WORKERS, min(_MOST_WORKERS, cores(), len(contents)))
    work = partial(_examine_quietly, limits=limits or Limits())
    outcomes = run_all(work, iter(contents.values()), local_crew(workers, memory=memory), seconds)
    return {
        name: outcome.result or _lost(outcome.loss, seconds) for name, outcome in zip(contents, outcomes, strict=True)
    }


def _examine_quietly(content: bytes, limits: Limits) -> Examined:
    """Examine one file; what pypdf has to say of it is said by the record."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return examine(content, limits)


def _lost(loss: Loss | None, seconds: float) -> Examined:
    kind = loss.kind if loss else ""
    if kind == HUNG:
        return Examined(Showing.LARGE, f"takes longer than {seconds:g} seconds to read")
    if kind == MEMORY:
        return Examined(Showing.LARGE, "takes more memory than there is for it")
    return Examined(Showing.BROKEN, "the program that read it ended")

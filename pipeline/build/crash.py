"""Keeps the traceback of a bug in a log file, without any value of a client in it."""

import traceback
from pathlib import Path

from platformdirs import user_log_path


def keep_traceback(error: BaseException) -> Path | None:
    """Write where a bug happened to a log file.

    Args:
        error: the exception; its message is left out, since it may quote an answer.

    Returns:
        The file, or None where it could not be written.
    """
    path = user_log_path("ai-act-dossier") / "crash.log"
    lines = [f"{type(error).__module__}.{type(error).__qualname__}\n", *traceback.format_tb(error.__traceback__)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(lines), encoding="utf-8")
    except OSError:
        return None
    return path

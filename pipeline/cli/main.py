"""Arguments in, exit code out; every command is imported only when it is called."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from pipeline.build.plugins import refuse_plugins
from pipeline.build.sweeping import sweep_seldom
from pipeline.cli.arguments import parser

DONE, FINDINGS, NOT_RUN, BUG, DISK, LOCKED, INTERRUPTED = 0, 1, 2, 3, 74, 75, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the command line without the program's name; that of the process where none is given.

    Returns:
        The exit code: 0 done, 1 findings, 2 could not run, 3 a bug, 74 disk, 75 locked, 130 interrupted.
    """
    sweep_seldom()
    refuse_plugins()
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser().parse_args(given)
    try:
        return _command(options.command)(options)
    except KeyboardInterrupt:
        return _stop("interrupted", INTERRUPTED, options)
    except OSError as error:
        from pipeline.build.store import DISK_ERRORS

        if error.errno in DISK_ERRORS:
            return _stop(f"the disk refuses: {error.strerror}", DISK, options)
        return _stop(str(error), NOT_RUN, options)
    except Exception as error:  # noqa: BLE001 - the boundary of the program: a person never sees a traceback
        return _explain(error, options)


_COMMANDS = {
    "adopt": ("revisions", "run_adopt"),
    "build": ("up_to_date", "build"),
    "changes": ("changes", "changes"),
    "check": ("check", "check"),
    "explain": ("explain", "explain"),
    "form": ("forms", "form"),
    "gaps": ("gaps", "gaps"),
    "init": ("forms", "init"),
    "issue": ("revisions", "run_issue"),
    "law": ("law", "run"),
    "pack": ("pack", "run"),
    "status": ("status", "status"),
    "templates": ("templates", "run"),
    "verify": ("verify", "run"),
}
"""Module and function of each command: each is imported alone, as what a command does not need costs time."""


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    module, function = _COMMANDS[name]
    found: Callable[[argparse.Namespace], int] = getattr(import_module(f"pipeline.cli.{module}"), function)
    return found


def _explain(error: Exception, options: argparse.Namespace) -> int:
    from pipeline.build.clock import NoDayError
    from pipeline.build.crash import keep_traceback
    from pipeline.build.crew import ExecutorError
    from pipeline.build.forms import FileInTheWayError, NoWorkbookNameError
    from pipeline.build.lock import LockedError
    from pipeline.build.own_templates import TemplateMissingError
    from pipeline.build.scan import NoSuchPathError
    from pipeline.formats.html_page import PageError
    from pipeline.library.languages import NoLanguageError
    from pipeline.library.locate import LibraryNotFoundError
    from pipeline.library.reading import DeclarationError
    from pipeline.model.law_book import NoEditionError

    if isinstance(error, LockedError):
        return _stop(str(error), LOCKED, options)
    foreseen = (
        NoDayError,
        NoSuchPathError,
        FileInTheWayError,
        NoWorkbookNameError,
        TemplateMissingError,
        PageError,
        DeclarationError,
        LibraryNotFoundError,
        NoLanguageError,
        NoEditionError,
        ExecutorError,
    )
    if isinstance(error, foreseen):
        return _stop(str(error), NOT_RUN, options)
    log = keep_traceback(error)
    where = f"; where it happened is in {log}" if log else ""
    return _stop(f"this is a fault of the program ({type(error).__name__}){where}", BUG, options)


def _stop(message: str, code: int, options: argparse.Namespace) -> int:
    if options.json:
        import json

        command = " ".join(filter(None, (options.command, getattr(options, "action", ""))))
        sys.stdout.write(json.dumps({"command": command, "error": message, "findings": []}) + "\n")
    sys.stderr.write(f"dossier: {message}\n")
    return code

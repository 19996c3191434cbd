"""Arguments in, exit code out; every command is imported only when it is called."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence

from pipeline.cli.arguments import parser

DONE, FINDINGS, NOT_RUN, BUG, DISK, LOCKED, INTERRUPTED = 0, 1, 2, 3, 74, 75, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the command line without the program's name; that of the process where none is given.

    Returns:
        The exit code: 0 done, 1 findings, 2 could not run, 3 a bug, 74 disk, 75 locked, 130 interrupted.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(given[0] if given else "").parse_args(given)
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


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    # Each is imported alone: what a command does not need costs it no time.
    if name == "explain":
        from pipeline.cli.explain import explain

        return explain
    if name == "gaps":
        from pipeline.cli.gaps import gaps

        return gaps
    if name == "law":
        from pipeline.cli.law import run

        return run
    if name == "pack":
        from pipeline.cli.pack import run as pack

        return pack
    if name == "status":
        from pipeline.cli.status import status

        return status
    if name == "templates":
        from pipeline.cli.templates import run as bench

        return bench
    if name == "verify":
        from pipeline.cli.verify import run as verify

        return verify
    from pipeline.cli.commands import COMMANDS

    return COMMANDS[name]


def _explain(error: Exception, options: argparse.Namespace) -> int:
    from pipeline.build.clock import NoDayError
    from pipeline.build.crash import keep_traceback
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
    )
    if isinstance(error, foreseen):
        return _stop(str(error), NOT_RUN, options)
    log = keep_traceback(error)
    where = f"; where it happened is in {log}" if log else ""
    return _stop(f"this is a fault of the program ({type(error).__name__}){where}", BUG, options)


def _stop(message: str, code: int, options: argparse.Namespace) -> int:
    if options.json:
        command = " ".join(filter(None, (options.command, getattr(options, "action", ""))))
        sys.stdout.write(json.dumps({"command": command, "error": message, "findings": []}) + "\n")
    sys.stderr.write(f"dossier: {message}\n")
    return code

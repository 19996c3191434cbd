"""Arguments in, exit code out; every command is imported only when it is called."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from pipeline import __version__
from pipeline.cli.law import add_parser as add_law
from pipeline.cli.law import run as law

DONE, FINDINGS, NOT_RUN, BUG, DISK, LOCKED, INTERRUPTED = 0, 1, 2, 3, 74, 75, 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments, as JSON too where JSON was asked for."""

    def error(self, message: str) -> NoReturn:
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"command": None, "error": message, "findings": []}) + "\n")
        super().error(message)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    every = _Parser(add_help=False)
    every.add_argument("--json", action="store_true", help="one JSON object on standard output, nothing else there")
    every.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="exit with 1 at findings of this severity or above (default: error)",
    )
    every.add_argument("--library", action="append", type=Path, default=[], help="a firm's own folder; repeatable")
    dated = _Parser(add_help=False)
    dated.add_argument(
        "--as-of", type=_day, metavar="DATE", help="read the law as it stands on this day (default: today)"
    )
    root = _Parser(prog="dossier", description="Intake forms to legal documents under the EU AI Act.")
    root.add_argument("--version", action="version", version=f"dossier {__version__}")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    init = commands.add_parser("init", parents=[every], help="a folder with blank forms for a new client")
    init.add_argument("folder", type=Path)
    init.add_argument("--client", default="", help="name of the client")

    form = commands.add_parser("form", parents=[every], help="a blank or prefilled form")
    form.add_argument("file", type=Path)
    form.add_argument("--organisation", action="store_true", help="the organisation's form, not a system's")
    form.add_argument("--from", dest="source", type=Path, help="prefill from a profile.json or another workbook")
    form.add_argument("--replace", action="store_true", help="overwrite a workbook that lies there")

    check = commands.add_parser(
        "check", parents=[every, dated], help="read forms and tell everything that is wrong or missing"
    )
    check.add_argument("paths", nargs="+", type=Path)

    explain = commands.add_parser(
        "explain", parents=[every, dated], help="classification, route, duties and dates of a system, with reasons"
    )
    explain.add_argument("workbook", type=Path, metavar="SYSTEM.xlsx")

    build = commands.add_parser(
        "build", parents=[every, dated], help="make the documents that are due and have changed"
    )
    build.add_argument("paths", nargs="+", type=Path)
    build.add_argument("-o", "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs")
    build.add_argument("--only", action="append", default=[], metavar="ID", help="only this deliverable; repeatable")
    build.add_argument("--force", action="store_true", help="make unchanged documents again")
    build.add_argument("--replace-edited", action="store_true", help="overwrite documents that a person edited")

    status = commands.add_parser("status", parents=[every, dated], help="how the documents stand, and why")
    status.add_argument("paths", nargs="+", type=Path)
    status.add_argument("-o", "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs")
    status.add_argument("--law", metavar="EDITION", help="tell which documents this edition of the law would touch")

    add_law(commands, [every, dated])

    templates = commands.add_parser("templates", help="list deliverables, write their templates")
    actions = templates.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[every], help="the deliverables that are known")
    new = actions.add_parser("new", parents=[every], help="write template.docx from deliverable.toml")
    new.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the command line without the program's name; that of the process where none is given.

    Returns:
        The exit code: 0 done, 1 findings, 2 could not run, 3 a bug, 74 disk, 75 locked, 130 interrupted.
    """
    options = parser().parse_args(arguments)
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
    if name == "law":
        return law
    if name == "status":
        from pipeline.cli.status import status

        return status
    from pipeline.cli.commands import COMMANDS

    return COMMANDS[name]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day written as 2026-11-26") from None


def _explain(error: Exception, options: argparse.Namespace) -> int:
    from pipeline.build.batch import LockedError
    from pipeline.build.clock import NoDayError
    from pipeline.build.crash import keep_traceback
    from pipeline.build.forms import FileInTheWayError, NoWorkbookNameError
    from pipeline.build.scan import NoSuchPathError
    from pipeline.build.templates import TemplateMissingError
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
        DeclarationError,
        LibraryNotFoundError,
        NoEditionError,
    )
    if isinstance(error, foreseen):
        return _stop(str(error), NOT_RUN, options)
    log = keep_traceback(error)
    where = f"; where it happened is in {log}" if log else ""
    return _stop(f"this is a fault of the program ({type(error).__name__}){where}", BUG, options)


def _stop(message: str, code: int, options: argparse.Namespace) -> int:
    if options.json:
        sys.stdout.write(json.dumps({"command": options.command, "error": message, "findings": []}) + "\n")
    sys.stderr.write(f"dossier: {message}\n")
    return code

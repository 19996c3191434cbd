"""Arguments in, exit code out; every command is imported only when it is called."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pipeline import __version__

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
        "check", parents=[every], help="read forms and tell everything that is wrong or missing"
    )
    check.add_argument("paths", nargs="+", type=Path)

    build = commands.add_parser("build", parents=[every], help="make the documents that are due and have changed")
    build.add_argument("paths", nargs="+", type=Path)
    build.add_argument("-o", "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs")
    build.add_argument("--only", action="append", default=[], metavar="ID", help="only this deliverable; repeatable")
    build.add_argument("--force", action="store_true", help="make unchanged documents again")
    build.add_argument("--replace-edited", action="store_true", help="overwrite documents that a person edited")

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
        from pipeline.cli.commands import COMMANDS

        return COMMANDS[options.command](options)
    except KeyboardInterrupt:
        return _stop("interrupted", INTERRUPTED, options)
    except OSError as error:
        from pipeline.build.store import DISK_ERRORS

        if error.errno in DISK_ERRORS:
            return _stop(f"the disk refuses: {error.strerror}", DISK, options)
        return _stop(str(error), NOT_RUN, options)
    except Exception as error:  # noqa: BLE001 - the boundary of the program: a person never sees a traceback
        return _explain(error, options)


def _explain(error: Exception, options: argparse.Namespace) -> int:
    from pipeline.build.batch import LockedError
    from pipeline.build.crash import keep_traceback
    from pipeline.build.forms import FileInTheWayError
    from pipeline.build.scan import NoSuchPathError
    from pipeline.build.templates import TemplateMissingError
    from pipeline.library.declarations import DeclarationError
    from pipeline.library.locate import LibraryNotFoundError

    if isinstance(error, LockedError):
        return _stop(str(error), LOCKED, options)
    foreseen = (NoSuchPathError, FileInTheWayError, TemplateMissingError, DeclarationError, LibraryNotFoundError)
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

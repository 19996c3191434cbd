"""The command line: which commands there are, and what each takes."""

import argparse
from collections.abc import Callable

from pipeline import __version__
from pipeline.cli.argument_kinds import count, day, path, seconds
from pipeline.cli.command_parser import CommandParser


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; the arguments of a command are set up when it is called."""
    root = CommandParser(prog="dossier", description="Intake forms to legal documents under the EU AI Act.")
    root.add_argument("--version", action="version", version=f"dossier {__version__}")
    # Named here, since finding the name out would set up a page of help.
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="dossier")
    for name, (told, fill) in _COMMANDS.items():
        commands.add_parser(name, help=told, fill=fill)
    return root


def _every(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one JSON object on standard output, nothing else there")
    command.add_argument(
        "--fail-on",
        choices=("error", "warning", "note", "never"),
        default="error",
        help="exit with 1 at findings of this severity or above (default: error)",
    )
    command.add_argument("--library", action="append", type=path, default=[], help="a firm's own folder; repeatable")


def _dated(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument(
        "--as-of", type=day, metavar="DATE", help="read the law as it stands on this day (default: today)"
    )


def _init(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument("folder", type=path)
    command.add_argument("--client", default="", help="name of the client")
    command.add_argument("--lang", default="en", metavar="LL", help="language of the forms (default: en)")


def _form(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument("file", type=path)
    command.add_argument("--organisation", action="store_true", help="the organisation's form, not a system's")
    command.add_argument(
        "--from",
        dest="source",
        type=path,
        help="prefill from a profile.json, a workbook, a model card (.md) or other JSON",
    )
    command.add_argument("--lang", default="en", metavar="LL", help="language of the form (default: en)")
    command.add_argument(
        "--confirmed", action="store_true", help="the answers hold as of today: ask none of them again"
    )
    command.add_argument("--contact", default="", help="whom the client may ask, as the first sheet says it")
    command.add_argument("--deadline", default="", help="by when to send the form back, as the first sheet says it")
    command.add_argument("--replace", action="store_true", help="overwrite a workbook that lies there")


def _check(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("paths", nargs="+", type=path)
    command.add_argument(
        "--annotate", type=path, metavar="DIR", help="write review copies there, with the remarks beside the answers"
    )


def _explain(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("workbook", type=path, metavar="SYSTEM.xlsx")


def _gaps(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("workbook", type=path, metavar="SYSTEM.xlsx")


def _build(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("paths", nargs="+", type=path)
    command.add_argument("-o", "--outputs", type=path, default="outputs", help="folder of all outputs")
    command.add_argument("--only", action="append", default=[], metavar="ID", help="only this deliverable; repeatable")
    command.add_argument(
        "--pdf", action="store_true", help="print each document too, with page numbers in its contents (LibreOffice)"
    )
    command.add_argument(
        "--jobs", type=count, metavar="N", help="so many processes (default: one for every 4 systems, up to all cores)"
    )
    command.add_argument(
        "--executor",
        metavar="SPEC",
        help="who does the work instead: dask:tcp://HOST:PORT, or PACKAGE.MODULE:FUNCTION that returns an executor",
    )
    command.add_argument(
        "--deadline",
        type=seconds,
        default=120.0,
        metavar="SECONDS",
        help="give up a system that takes longer, where it is not built by this process itself (default: 120)",
    )
    command.add_argument("--dry-run", action="store_true", help="say what would be made, and why; write nothing")
    command.add_argument("--force", action="store_true", help="make unchanged documents again")
    command.add_argument(
        "--redline",
        action="store_true",
        help="beside each changed document a copy with tracked changes since it was issued, or since its last revision",
    )
    command.add_argument(
        "--replace-edited", action="store_true", help="overwrite documents that a person edited; theirs are kept"
    )


def _status(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("paths", nargs="+", type=path)
    command.add_argument("-o", "--outputs", type=path, default="outputs", help="folder of all outputs")
    command.add_argument("--law", metavar="EDITION", help="tell which documents this edition of the law would touch")


def _changes(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument("system", type=path, metavar="SYSTEM_OUTPUT", help="folder of its documents")
    command.add_argument(
        "--from",
        dest="earlier",
        type=int,
        metavar="N",
        help="revision to compare with (default: the last one issued, else the one before the newest)",
    )
    command.add_argument(
        "--to", dest="later", type=int, metavar="N", help="revision that is compared (default: the present state)"
    )


def _verify(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument("paths", nargs="+", type=path, metavar="PATH")


def _pack(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument(
        "folder", type=path, metavar="CLIENT_OUTPUT", help="of a client below the outputs, or a system's"
    )
    command.add_argument(
        "-o",
        "--output",
        type=path,
        metavar="FILE.zip or DIR",
        help="where to write it (default: into the client's folder below the outputs)",
    )
    command.add_argument(
        "--inputs",
        type=path,
        metavar="DIR",
        help="folder of the workbooks and the evidence (default: inputs, beside the outputs)",
    )
    command.add_argument("--replace", action="store_true", help="overwrite a file that was not packed here")


def _issue(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument("folder", type=path, metavar="SYSTEM_OUTPUT", help="as outputs/lindenhof/tenorscore")
    command.add_argument("ids", nargs="+", metavar="ID", help="of the deliverable, as annex-iv")


def _adopt(command: argparse.ArgumentParser) -> None:
    _every(command)
    command.add_argument(
        "files",
        nargs="+",
        type=path,
        metavar="FILE",
        help="the document, or the newer version or the copy with tracked changes beside it once it is finished",
    )


def _law(command: argparse.ArgumentParser) -> None:
    _dated(command)
    command.add_argument(
        "words",
        nargs="*",
        metavar="CITATION or ID | diff EDITION EDITION",
        help="a citation finds everything below it too; without one, a table of contents",
    )


def _templates(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, (told, fill) in _ACTIONS.items():
        actions.add_parser(name, help=told, fill=fill)


def _new(action: argparse.ArgumentParser) -> None:
    _every(action)
    action.add_argument(
        "folders",
        nargs="+",
        type=path,
        metavar="FOLDER",
        help="of a deliverable, whose id is its name, as LIBRARY/annex-iv; made where there is none",
    )
    action.add_argument("--replace", action="store_true", help="overwrite a template that was edited")


def _fields(action: argparse.ArgumentParser) -> None:
    _every(action)
    action.add_argument("id", metavar="ID", help="of the deliverable")
    action.add_argument(
        "-o", "--output", type=path, metavar="FILE.docx", help="where to write it (default: ID-fields.docx)"
    )


def _check_templates(action: argparse.ArgumentParser) -> None:
    _every(action)
    action.add_argument(
        "paths",
        nargs="*",
        type=path,
        metavar="FILE.docx or FOLDER",
        help="templates, or folders of deliverables (default: every deliverable that is known)",
    )
    action.add_argument(
        "--annotate", type=path, metavar="DIR", help="write copies there, with Word comments where something is wrong"
    )
    _for_a_deliverable(action)


def _preview(action: argparse.ArgumentParser) -> None:
    _every(action)
    action.add_argument("path", type=path, metavar="FILE.docx or FOLDER")
    action.add_argument("-o", "--output", type=path, default="preview", metavar="DIR", help="for the two documents")
    _for_a_deliverable(action)


def _for_a_deliverable(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--as",
        dest="deliverable",
        default="",
        metavar="ID",
        help="the deliverable that a file is for, where no deliverable.toml lies beside it",
    )


_Commands = dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]

_ACTIONS: _Commands = {
    "list": ("the deliverables that are known", _every),
    "new": ("write template.docx from deliverable.toml", _new),
    "fields": ("the tags of a template, as a Word document to copy from", _fields),
    "check": ("what is wrong with templates, before any client's data", _check_templates),
    "preview": ("fill a template with the complete sample, and with an empty profile", _preview),
}
"""What is said of each action of ``dossier templates`` and what sets it up."""

_COMMANDS: _Commands = {
    "init": ("a folder with blank forms for a new client", _init),
    "form": ("a blank or prefilled form", _form),
    "check": ("read forms and tell everything that is wrong or missing", _check),
    "explain": ("classification, route, duties and dates of a system, with reasons", _explain),
    "gaps": ("how each requirement stands, what the management system lends, what remains", _gaps),
    "build": ("make the documents that are due and have changed", _build),
    "status": ("how the documents stand, and why", _status),
    "issue": ("freeze reviewed documents of a system, byte for byte", _issue),
    "adopt": ("make an edited or unknown document the document, as it stands", _adopt),
    "changes": ("what changed between two revisions of a system, and what a person has to judge", _changes),
    "verify": ("whether documents are there, as they were made, and sound; any Office file too", _verify),
    "pack": ("documents, answers and evidence of a client as one ZIP, with a PDF of each system", _pack),
    "law": ("what the catalogue of the law holds on a citation or an id, with its sources", _law),
    "templates": ("list deliverables; make, check and preview their templates", _templates),
}
"""What is said of each command and what sets it up, in the order of the help."""

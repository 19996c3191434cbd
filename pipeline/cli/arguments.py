"""The command line: which commands there are, and what each takes."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

from pipeline import __version__
from pipeline.cli.argument_kinds import count, day, seconds


class _Commands(Protocol):
    """The sub-parsers of the command line."""

    def add_parser(self, name: str, **options: Any) -> argparse.ArgumentParser: ...


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments, as JSON too where JSON was asked for."""

    def error(self, message: str) -> NoReturn:
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"command": None, "error": message, "findings": []}) + "\n")
        super().error(message)


_Shared = Sequence[argparse.ArgumentParser]


def parser(command: str = "") -> argparse.ArgumentParser:
    """Return the parser of the command line.

    Args:
        command: the one that is called: no other is set up then, as each takes its time; all where it is none.
    """
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
        "--as-of", type=day, metavar="DATE", help="read the law as it stands on this day (default: today)"
    )
    root = _Parser(prog="dossier", description="Intake forms to legal documents under the EU AI Act.")
    root.add_argument("--version", action="version", version=f"dossier {__version__}")
    # Named here, since finding the name out would set up a page of help.
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND", prog="dossier")
    for add in (_ADDED[command],) if command in _ADDED else _ADDED.values():
        add(commands, [every], [every, dated])
    return root


def _add_init(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    init = commands.add_parser("init", parents=every, help="a folder with blank forms for a new client")
    init.add_argument("folder", type=Path)
    init.add_argument("--client", default="", help="name of the client")
    init.add_argument("--lang", default="en", metavar="LL", help="language of the forms (default: en)")


def _add_form(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    form = commands.add_parser("form", parents=every, help="a blank or prefilled form")
    form.add_argument("file", type=Path)
    form.add_argument("--organisation", action="store_true", help="the organisation's form, not a system's")
    form.add_argument(
        "--from",
        dest="source",
        type=Path,
        help="prefill from a profile.json, a workbook, a model card (.md) or other JSON",
    )
    form.add_argument("--lang", default="en", metavar="LL", help="language of the form (default: en)")
    form.add_argument("--confirmed", action="store_true", help="the answers hold as of today: ask none of them again")
    form.add_argument("--contact", default="", help="whom the client may ask, as the first sheet says it")
    form.add_argument("--deadline", default="", help="by when to send the form back, as the first sheet says it")
    form.add_argument("--replace", action="store_true", help="overwrite a workbook that lies there")


def _add_check(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    check = commands.add_parser("check", parents=dated, help="read forms and tell everything that is wrong or missing")
    check.add_argument("paths", nargs="+", type=Path)
    check.add_argument(
        "--annotate", type=Path, metavar="DIR", help="write review copies there, with the remarks beside the answers"
    )


def _add_explain(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    explain = commands.add_parser(
        "explain", parents=dated, help="classification, route, duties and dates of a system, with reasons"
    )
    explain.add_argument("workbook", type=Path, metavar="SYSTEM.xlsx")


def _add_gaps(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    gaps = commands.add_parser(
        "gaps", parents=dated, help="how each requirement stands, what the management system lends, what remains"
    )
    gaps.add_argument("workbook", type=Path, metavar="SYSTEM.xlsx")


def _add_build(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    build = commands.add_parser("build", parents=dated, help="make the documents that are due and have changed")
    build.add_argument("paths", nargs="+", type=Path)
    build.add_argument("-o", "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs")
    build.add_argument("--only", action="append", default=[], metavar="ID", help="only this deliverable; repeatable")
    build.add_argument(
        "--pdf", action="store_true", help="print each document too, with page numbers in its contents (LibreOffice)"
    )
    build.add_argument(
        "--jobs", type=count, metavar="N", help="so many processes (default: one for every 4 systems, up to all cores)"
    )
    build.add_argument(
        "--executor",
        metavar="SPEC",
        help="who does the work instead: dask:tcp://HOST:PORT, or PACKAGE.MODULE:FUNCTION that returns an executor",
    )
    build.add_argument(
        "--deadline",
        type=seconds,
        default=120.0,
        metavar="SECONDS",
        help="give up a system that takes longer, where it is not built by this process itself (default: 120)",
    )
    build.add_argument("--dry-run", action="store_true", help="say what would be made, and why; write nothing")
    build.add_argument("--force", action="store_true", help="make unchanged documents again")
    build.add_argument(
        "--redline",
        action="store_true",
        help="beside each changed document a copy with tracked changes since it was issued, or since its last revision",
    )
    build.add_argument(
        "--replace-edited", action="store_true", help="overwrite documents that a person edited; theirs are kept"
    )


def _add_status(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    status = commands.add_parser("status", parents=dated, help="how the documents stand, and why")
    status.add_argument("paths", nargs="+", type=Path)
    status.add_argument("-o", "--outputs", type=Path, default=Path("outputs"), help="folder of all outputs")
    status.add_argument("--law", metavar="EDITION", help="tell which documents this edition of the law would touch")


def _add_changes(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    changes = commands.add_parser(
        "changes", parents=dated, help="what changed between two revisions of a system, and what a person has to judge"
    )
    changes.add_argument("system", type=Path, metavar="SYSTEM_OUTPUT", help="folder of its documents")
    changes.add_argument(
        "--from",
        dest="earlier",
        type=int,
        metavar="N",
        help="revision to compare with (default: the last one issued, else the one before the newest)",
    )
    changes.add_argument(
        "--to", dest="later", type=int, metavar="N", help="revision that is compared (default: the present state)"
    )


def _add_verify(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    verify = commands.add_parser(
        "verify", parents=every, help="whether documents are there, as they were made, and sound; any Office file too"
    )
    verify.add_argument("paths", nargs="+", type=Path, metavar="PATH")


def _add_pack(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    pack = commands.add_parser(
        "pack", parents=every, help="documents, answers and evidence of a client as one ZIP, with a PDF of each system"
    )
    pack.add_argument("folder", type=Path, metavar="CLIENT_OUTPUT", help="of a client below the outputs, or a system's")
    pack.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE.zip or DIR",
        help="where to write it (default: into the client's folder below the outputs)",
    )
    pack.add_argument(
        "--inputs",
        type=Path,
        metavar="DIR",
        help="folder of the workbooks and the evidence (default: inputs, beside the outputs)",
    )
    pack.add_argument("--replace", action="store_true", help="overwrite a file that was not packed here")


def _add_issue(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    issue = commands.add_parser("issue", parents=every, help="freeze reviewed documents of a system, byte for byte")
    issue.add_argument("folder", type=Path, metavar="SYSTEM_OUTPUT", help="as outputs/lindenhof/tenorscore")
    issue.add_argument("ids", nargs="+", metavar="ID", help="of the deliverable, as annex-iv")


def _add_adopt(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    adopt = commands.add_parser(
        "adopt", parents=every, help="make an edited or unknown document the document, as it stands"
    )
    adopt.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="the document, or the newer version or the copy with tracked changes beside it once it is finished",
    )


def _add_law(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del every
    law = commands.add_parser(
        "law", parents=dated, help="what the catalogue of the law holds on a citation or an id, with its sources"
    )
    law.add_argument(
        "words",
        nargs="*",
        metavar="CITATION or ID | diff EDITION EDITION",
        help="a citation finds everything below it too; without one, a table of contents",
    )


def _add_templates(commands: _Commands, every: _Shared, dated: _Shared) -> None:
    del dated
    templates = commands.add_parser("templates", help="list deliverables; make, check and preview their templates")
    actions = templates.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=every, help="the deliverables that are known")
    new = actions.add_parser("new", parents=every, help="write template.docx from deliverable.toml")
    new.add_argument(
        "folders",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="of a deliverable, whose id is its name, as LIBRARY/annex-iv; made where there is none",
    )
    new.add_argument("--replace", action="store_true", help="overwrite a template that was edited")
    fields = actions.add_parser("fields", parents=every, help="the tags of a template, as a Word document to copy from")
    fields.add_argument("id", metavar="ID", help="of the deliverable")
    fields.add_argument(
        "-o", "--output", type=Path, metavar="FILE.docx", help="where to write it (default: ID-fields.docx)"
    )
    check = actions.add_parser("check", parents=every, help="what is wrong with templates, before any client's data")
    check.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE.docx or FOLDER",
        help="templates, or folders of deliverables (default: every deliverable that is known)",
    )
    check.add_argument(
        "--annotate", type=Path, metavar="DIR", help="write copies there, with Word comments where something is wrong"
    )
    preview = actions.add_parser(
        "preview", parents=every, help="fill a template with the complete sample, and with an empty profile"
    )
    preview.add_argument("path", type=Path, metavar="FILE.docx or FOLDER")
    preview.add_argument(
        "-o", "--output", type=Path, default=Path("preview"), metavar="DIR", help="for the two documents"
    )
    for action in (check, preview):
        action.add_argument(
            "--as",
            dest="deliverable",
            default="",
            metavar="ID",
            help="the deliverable that a file is for, where no deliverable.toml lies beside it",
        )


_ADDED: dict[str, Callable[[_Commands, _Shared, _Shared], None]] = {
    "init": _add_init,
    "form": _add_form,
    "check": _add_check,
    "explain": _add_explain,
    "gaps": _add_gaps,
    "build": _add_build,
    "status": _add_status,
    "issue": _add_issue,
    "adopt": _add_adopt,
    "changes": _add_changes,
    "verify": _add_verify,
    "pack": _add_pack,
    "law": _add_law,
    "templates": _add_templates,
}
"""What sets up each command, in the order of the help."""

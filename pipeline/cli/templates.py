"""`dossier templates`: the bench of those who make templates."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.output_formats import DOCX
from pipeline.build.scan import NoSuchPathError
from pipeline.build.template_check import Checked, check_template, write_annotated
from pipeline.build.template_fields import described, fields_json, write_fields
from pipeline.build.template_sources import TemplateSource, deliverable_named, libraries_with, template_sources
from pipeline.build.templates import make_template
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.library.load import deliverable_folders, load_catalogue
from pipeline.library.locate import packaged_root
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Severity
from pipeline.stages.judge_declaration import judge_questions


def run(options: argparse.Namespace) -> int:
    """Run the action that is asked for."""
    return _ACTIONS[options.action](options)


def _list(options: argparse.Namespace) -> int:
    catalogue, folders = _load(options.library), deliverable_folders(options.library)
    shipped = packaged_root() / "templates"
    known = list(described(catalogue.deliverables, folders, options.library))
    for each in known:
        own = Path(each["folder"]).parent
        each["library"] = "" if own == shipped else str(own)
    _print_json(options, {"deliverables": known}, ())
    for each in known:
        lying = "template" if each["template"] else "built" if each["library"] else "no template"
        of = lying if each["output"] == DOCX else ""
        law = ", ".join(each["cites"]) or "-"
        line = f"{each['id']:28} {each['output']:5} {each['scope']:7} {of:12} {each['title']}  {law}"
        say(f"{line}  {each['library']}".rstrip())
    return 0


def _new(options: argparse.Namespace) -> int:
    made = []
    for folder in options.folders:
        catalogue = _load(libraries_with(folder, options.library))
        if path := make_template(folder, catalogue, replace=options.replace):
            made.append(path)
    _print_json(options, {"paths": [str(path) for path in made]}, ())
    for path in made:
        say(f"made {path}")
    return 0


def _fields(options: argparse.Namespace) -> int:
    catalogue = _load(options.library)
    deliverable = deliverable_named(options.id, catalogue)
    if not deliverable.is_of_a_system:
        raise NoSuchPathError(f"{deliverable.id} is a page over many systems, which has no fields")
    target = options.output or (None if options.json else Path(f"{deliverable.id}-fields.docx"))
    if target:
        write_fields(deliverable, catalogue, target)
        say(f"made {target}")
    path = str(target) if target else None
    names = fields_json(deliverable, catalogue)
    _print_json(options, {"deliverable": deliverable.id, "path": path, "fields": names}, ())
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.annotate and options.annotate.is_file():
        raise NoSuchPathError(f"{options.annotate} is a file: --annotate names the folder that copies are written to")
    checked: list[Checked] = []
    copies: list[Path] = []
    for source in template_sources(options.paths, options.library, _load, options.deliverable):
        checked.append(check_template(source))
        copies += write_annotated(checked[-1], options.annotate) if options.annotate else ()
    # Only whoever checks all that there is wants to hear of questions that no template is about.
    asked = list(judge_questions(checked[0].source.catalogue)) if checked and not options.paths else []
    findings = [told for each in checked for told in each.findings]
    findings += [told for told in asked if told.at.key not in {each.at.key for each in findings}]
    data: dict[str, Any] = {"templates": [_told(each) for each in checked]}
    if options.annotate:
        data["copies"] = [str(path) for path in copies]
    _print_json(options, data, findings)
    print_findings(findings)
    for each in checked:
        say(f"{_named(each.source)}: {_counted(each.findings)}")
    for path in copies:
        say(f"made {path}")
    return exit_code(findings, options.fail_on)


def _preview(options: argparse.Namespace) -> int:
    from pipeline.build.preview import write_previews

    findings: list[Finding] = []
    paths: list[Path] = []
    for source in template_sources([options.path], options.library, _load, options.deliverable):
        checked = check_template(source)
        findings += checked.findings
        # A template from outside is filled only when nothing in it was refused.
        for each in write_previews(source, options.output) if checked.is_safe else ():
            findings += each.findings
            paths += [each.path] if each.path else []
    _print_json(options, {"paths": [str(path) for path in paths]}, findings)
    print_findings(findings)
    for path in paths:
        say(f"made {path}")
    if not paths:
        say(f"nothing was made of {options.path}: put right first what is wrong with it")
    return exit_code(findings, options.fail_on)


_ACTIONS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "new": _new,
    "fields": _fields,
    "check": _check,
    "preview": _preview,
}


def _load(libraries: Sequence[Path]) -> Catalogue:
    return load_catalogue(libraries, as_of=today())


def _told(checked: Checked) -> dict[str, Any]:
    source = checked.source
    return {
        "template": str(source.path) if source.content else None,
        "deliverable": source.deliverable.id,
        "findings": findings_json(checked.findings),
    }


def _named(source: TemplateSource) -> str:
    return str(source.path if source.content or source.content is None else source.declaration)


def _counted(findings: Sequence[Finding]) -> str:
    counts = {severity: sum(told.severity is severity for told in findings) for severity in reversed(Severity)}
    told = (f"{count} {name}{'s' if count != 1 else ''}" for name, count in counts.items() if count)
    return ", ".join(told) or "no findings"


def _print_json(options: argparse.Namespace, data: dict[str, Any], findings: Iterable[Finding]) -> None:
    if options.json:
        command = f"{options.command} {options.action}"
        sys.stdout.write(json.dumps({"command": command, **data, "findings": findings_json(findings)}) + "\n")

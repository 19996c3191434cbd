"""The commands that write forms."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.forms import FormWish, make_engagement, make_form
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.library.languages import load_questionnaire
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding
from pipeline.model.questionnaire import Form


def init(options: argparse.Namespace) -> int:
    """Write the folder of a new engagement."""
    catalogue = _catalogue(options)
    asked = load_questionnaire(catalogue.questionnaire, options.lang, options.library)
    paths = make_engagement(options.folder, options.client, catalogue, asked)
    _print_json(options, {"paths": [str(path) for path in paths]}, ())
    for path in paths:
        say(f"made {path}")
    return 0


def form(options: argparse.Namespace) -> int:
    """Write one form."""
    kind = Form.ORGANISATION if options.organisation else Form.SYSTEM
    wish = FormWish(
        options.file,
        kind,
        options.source,
        options.replace,
        options.confirmed,
        options.contact,
        options.deadline,
    )
    catalogue = _catalogue(options)
    made = make_form(wish, catalogue, load_questionnaire(catalogue.questionnaire, options.lang, options.library))
    findings = made.findings
    _print_json(options, {"path": str(options.file)}, findings)
    print_findings(findings)
    code = exit_code(findings, options.fail_on)
    say(f"made {options.file}" if made.is_written else f"{options.file} was not written")
    return code


def _catalogue(options: argparse.Namespace) -> Catalogue:
    return load_catalogue(options.library, as_of=today())


def _print_json(options: argparse.Namespace, data: dict[str, Any], findings: Iterable[Finding]) -> None:
    if options.json:
        told = {"command": options.command, **data, "findings": findings_json(findings)}
        sys.stdout.write(json.dumps(told) + "\n")

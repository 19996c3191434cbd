"""`dossier status`: how the documents of a portfolio stand, or which of them another edition of the law touches."""

import argparse
import json
import sys
from collections.abc import Iterable

from msgspec import to_builtins

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.portfolio_status import SystemStatus, status_of, status_under
from pipeline.build.scan import scan
from pipeline.build.templates import load_templates
from pipeline.cli.exit_code import exit_code
from pipeline.cli.kept import kept_json
from pipeline.cli.report import print_findings, say, stated, tone
from pipeline.library.load import load_declarations
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding


def status(options: argparse.Namespace) -> int:
    """Tell how every document of the systems stands, and why."""
    declared = load_declarations(options.library)
    catalogue = declared.read(options.as_of or today())
    sources = scan(options.paths)
    if options.law:
        found = tuple(status_under(sources, declared, catalogue, options.law))
    else:
        found = tuple(status_of(sources, options.outputs, catalogue, load_templates(catalogue, options.library, [])))
    findings = [told for system in found for told in system.findings]
    if not found:
        where = ", ".join(map(str, options.paths))
        findings.append(finding("BLD003", Place(file=where), path=where))
    if options.json:
        data = {"command": "status", "systems": [_json(system) for system in found]}
        sys.stdout.write(json.dumps({**data, "findings": findings_json(findings)}, ensure_ascii=False) + "\n")
    print_statuses(found)
    print_findings(told for told in findings if told.code == "BLD003")
    return exit_code(findings, options.fail_on)


def print_statuses(systems: Iterable[SystemStatus]) -> None:
    """Print one line for each document of each system, and until when they are kept, with the reasons below."""
    for system in systems:
        name = f"{system.client}/{system.system}"
        for each in system.deliverables:
            say(f"{name:32} {each.id:28} {stated(each.state)}".rstrip())
            for because in each.because:
                say(f"{'':32}   {tone(because, 'dim')}")
        if system.kept.parts:
            open_end = "no day yet; `dossier explain` says from when the years are counted"
            say(f"{name:32} {'kept until':28} {system.kept.day or open_end}")


def _json(system: SystemStatus) -> dict[str, object]:
    return {
        "system": system.system,
        "client": system.client,
        "deliverables": [to_builtins(each) for each in system.deliverables],
        "keep_until": kept_json(system.kept) if system.kept.parts else None,
    }

"""``dossier check``: read forms and tell everything that is wrong or missing."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.gather import gather_safely
from pipeline.build.scan import scan
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.library.languages import ENGLISH, NoLanguageError, load_questionnaire
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_catalogue import finding
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.stages.case import work_out
from pipeline.stages.profile_json import to_profile_json
from pipeline.stages.tell import tell


def check(options: argparse.Namespace) -> int:
    """Read forms and tell everything that is wrong or missing."""
    catalogue = load_catalogue(options.library, as_of=options.as_of or today())
    systems: list[dict[str, Any]] = []
    everything: list[Finding] = []
    sources = tuple(scan(options.paths))
    for source in sources:
        gathered = gather_safely(source, catalogue)
        findings = gathered.intake.findings
        profile = None
        if gathered.profile is not None:
            case = work_out(gathered.intake, catalogue, gathered.evidence)
            findings += (*tell(case, catalogue),)
            profile = to_profile_json(Form.SYSTEM, gathered.profile, gathered.intake.notes)
        everything += findings
        systems.append(
            {
                "system": gathered.system,
                "workbook": str(source.workbook),
                "profile": profile,
                "findings": findings_json(findings),
            }
        )
        print_findings(sorted(findings, key=lambda told: -told.severity.rank))
        say(f"{source.workbook}: {_counted(findings)}")
    if not sources:
        where = ", ".join(map(str, options.paths))
        everything.append(finding("BLD003", Place(file=where), path=where))
        print_findings(everything)
    copies: list[Path] = []
    if options.annotate:
        from pipeline.build.review import write_reviews

        in_language = partial(_in_language, catalogue=catalogue, libraries=options.library)
        copies = list(write_reviews(sources, everything, options.annotate, catalogue, in_language))
        for path in copies:
            say(f"made {path}")
    told = {"copies": [str(path) for path in copies]} if options.annotate else {}
    if options.json:
        data = {"command": "check", "systems": systems, **told, "findings": findings_json(everything)}
        sys.stdout.write(json.dumps(data, default=str) + "\n")
    return exit_code(everything, options.fail_on)


def _in_language(language: str, catalogue: Catalogue, libraries: Sequence[Path]) -> Questionnaire:
    """Return the questions in the language of a form; in English where that is no longer declared."""
    try:
        return load_questionnaire(catalogue.questionnaire, language or ENGLISH, libraries)
    except NoLanguageError:
        return catalogue.questionnaire


def _counted(findings: Iterable[Finding]) -> str:
    told = list(findings)
    counts = {severity: sum(each.severity is severity for each in told) for severity in reversed(Severity)}
    return (
        ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for severity, count in counts.items() if count)
        or "no findings"
    )

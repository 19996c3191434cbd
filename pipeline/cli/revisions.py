"""`dossier issue` and `dossier adopt`: freeze a reviewed document; take in what the record does not know."""

import argparse
import json
import sys
from pathlib import Path

from msgspec import to_builtins

from pipeline.build.adopting import REFUSED, adopt
from pipeline.build.archive import FACTS
from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.issuing import issue
from pipeline.build.lock import locked
from pipeline.build.scan import NoSuchPathError
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.library.load import load_catalogue


def run_issue(options: argparse.Namespace) -> int:
    """Freeze documents of one system."""
    folder = options.folder
    if not (folder / FACTS[0]).is_file():
        raise NoSuchPathError(f"{folder} is no folder of a system: nothing was built in it")
    catalogue = load_catalogue(options.library, as_of=today())
    with locked(_outputs(folder)):
        frozen = [issue(folder, name, catalogue) for name in options.ids]
    findings = [told for each in frozen for told in each.findings]
    for each in frozen:
        print_findings(each.findings)
        for path in each.paths:
            say(f"issued {path}")
    for words in dict.fromkeys(each.kept.words for each in frozen if each.kept.words):
        say(f"keep   {words}")
    if options.json:
        told = [to_builtins(each.issued) for each in frozen if each.issued]
        data = {"command": "issue", "system": folder.resolve().name, "issued": told}
        sys.stdout.write(json.dumps({**data, "findings": findings_json(findings)}, ensure_ascii=False) + "\n")
    return exit_code(findings, options.fail_on)


def run_adopt(options: argparse.Namespace) -> int:
    """Make files the documents of their systems."""
    for path in options.files:
        if not path.is_file():
            raise NoSuchPathError(f"{path} is no file" if path.exists() else f"{path} does not exist")
    catalogue = load_catalogue(options.library, as_of=today())
    adopted = []
    for path in options.files:
        with locked(_outputs(path.parent)):
            adopted.append(adopt(path, catalogue))
    findings = [told for each in adopted for told in each.findings]
    for each in adopted:
        print_findings(each.findings)
        if each.state != REFUSED:
            say(f"{each.state:12} {each.path}")
    if options.json:
        files = [{"path": str(each.path), "state": each.state} for each in adopted]
        data = {"command": "adopt", "files": files, "findings": findings_json(findings)}
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    return exit_code(findings, options.fail_on)


def _outputs(folder: Path) -> Path:
    """Return the folder of all outputs, which a run locks, from that of a system."""
    return folder.resolve().parent.parent

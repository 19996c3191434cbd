"""`dossier verify`: is every document there, as it was made, and sound; and is any other Office file?"""

import argparse
import json
import sys
from collections import Counter

from pipeline.build.finding_json import findings_json
from pipeline.build.verify import INTACT, UNKNOWN, verify
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding


def run(options: argparse.Namespace) -> int:
    """Verify files and folders."""
    files = []
    for file in verify(options.paths):
        files.append(file)
        if file.state not in (INTACT, UNKNOWN):
            say(f"{file.state:8} {file.path}")
        print_findings(file.findings)
    findings = [told for file in files for told in file.findings]
    if not files:
        where = ", ".join(map(str, options.paths))
        findings.append(finding("VER013", Place(file=where), path=where))
        print_findings(findings)
    if options.json:
        told = [{"path": file.path, "state": file.state, "revision": file.revision} for file in files]
        data = {"command": "verify", "files": told, "findings": findings_json(findings)}
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    counts = Counter(file.state for file in files)
    say(", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing to verify")
    return exit_code(findings, options.fail_on)

"""``dossier build`` as it begins: where everything is known to be up to date, it is said at once.

Nothing heavy is imported here, nor by what is called from here, before it is known that something has to be done.
"""

import argparse
import sys
from collections import Counter

from pipeline.build.clock import today
from pipeline.build.index import Index, look
from pipeline.build.inputs import Inputs
from pipeline.build.scan import scan
from pipeline.cli.standing import count_findings, count_states, where_to_look
from pipeline.model.severity import Severity, reach


def build(options: argparse.Namespace) -> int:
    """Say that everything is up to date, or have made what is not."""
    sources = scan(options.paths)
    day = (options.as_of or today()).isoformat()
    index = look(sources, options.outputs, Inputs(options.only, options.library, day))
    if options.force or options.pdf or options.redline:
        index = index.without_rows()
    if index.is_whole and not (options.json or options.dry_run or options.executor):
        return _told(options, index)
    from pipeline.cli.build import build as build_what_changed

    return build_what_changed(options, sources, index)


def _told(options: argparse.Namespace, index: Index) -> int:
    states: Counter[str] = Counter()
    findings = dict.fromkeys(Severity, 0)
    for row in index.rows.values():
        states.update(row.states)
        for name, count in row.findings.items():
            findings[Severity(name)] += count
    lines = (count_findings(len(index.rows), findings), count_states(states), where_to_look(options.outputs))
    sys.stderr.write("".join(f"{line}\n" for line in lines))
    return int(reach((each for each in findings if findings[each]), options.fail_on))

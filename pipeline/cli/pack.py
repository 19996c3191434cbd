"""`dossier pack`: what leaves the house, in one archive with an index, digests and the dossier as a PDF."""

import argparse
import json
import sys

from msgspec import to_builtins

from pipeline.build.clock import today
from pipeline.build.finding_json import findings_json
from pipeline.build.layout import office_engine
from pipeline.build.lock import held_still
from pipeline.build.pack import PackWish, pack
from pipeline.build.pack_place import beside, place, refuse_what_is_not_ours, target_of
from pipeline.cli.exit_code import exit_code
from pipeline.cli.report import print_findings, say
from pipeline.library.load import load_catalogue
from pipeline.library.pack_files import load_pack_files


def run(options: argparse.Namespace) -> int:
    """Pack a client's documents, answers and evidence."""
    catalogue = load_catalogue(options.library, as_of=today())
    files = load_pack_files(options.library)
    folder = options.folder
    inputs = options.inputs or beside(folder)
    with held_still(folder), office_engine() as engine:
        target = target_of(folder, options.output, files.words.file_name)
        # Told before the work is done, not after it.
        refuse_what_is_not_ours(target, replace=options.replace)
        packed = pack(folder, PackWish(catalogue, files, inputs, engine))
        if packed.archive:
            place(target, packed.archive, replace=options.replace)
    if options.json:
        data = {
            "command": "pack",
            "path": str(target) if packed.archive else None,
            "client": to_builtins(packed.client),
            "findings": findings_json(packed.findings),
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")
    print_findings(sorted(packed.findings, key=lambda told: -told.severity.rank))
    count = len(packed.client.files)
    say(f"packed {count} files into {target}" if packed.archive else "nothing was packed")
    return exit_code(packed.findings, options.fail_on)

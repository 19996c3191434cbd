"""``dossier build``: make the documents that are due and have changed."""

import argparse
import json
import sys
from contextlib import AbstractContextManager, closing, nullcontext
from typing import Any

from msgspec import to_builtins

from pipeline.build.batch import Wish, run
from pipeline.build.clock import today
from pipeline.build.cores import jobs_for
from pipeline.build.crew import Crew
from pipeline.build.dispatch import PARENT, run_errand
from pipeline.build.index import Index, Row
from pipeline.build.layout import Engine, office_engine
from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.scan import SystemSource
from pipeline.build.templates import load_pages, load_templates
from pipeline.cli.progress import watched
from pipeline.cli.report import print_findings, say
from pipeline.cli.results import print_result, print_shared
from pipeline.cli.standing import count_findings, count_states, where_to_look
from pipeline.cli.tally import Tally
from pipeline.library.load import load_catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.severity import reach


def build(options: argparse.Namespace, sources: list[SystemSource], index: Index) -> int:
    """Make the documents that are due and have changed.

    Args:
        options: the arguments.
        sources: the system workbooks.
        index: what is known to be up to date.
    """
    catalogue = load_catalogue(options.library, as_of=options.as_of or today())
    templates = load_templates(catalogue, options.library, options.only)
    pages = load_pages(catalogue, options.library, options.only)
    tally = Tally(keeps_all=options.json)
    shared: list[SharedResult] = []
    to_do = [source for source in sources if source.path not in index.rows]
    with _engine(options) as engine, _crew(options, len(to_do)) as crew, watched(to_do) as watch:
        wish = Wish(
            catalogue,
            templates,
            pages,
            options.force,
            options.replace_edited,
            options.redline,
            options.dry_run,
            engine,
            crew,
            deadline=options.deadline,
            # What is beside the documents hangs on more than the index knows of.
            index=None if options.pdf or options.redline else index,
        )
        # Closed as soon as a person ends the run: that ends the workers too.
        with closing(run(sources, options.outputs, wish)) as made:
            for result in made:
                if isinstance(result, SharedResult):
                    shared.append(result)
                    print_shared(result, watch.write)
                elif isinstance(result, Row):
                    tally.add_known(result)
                    if options.json:
                        from pipeline.build.recall import recall

                        tally.keep(*recall(result, options.outputs, templates))
                else:
                    tally.add(result)
                    print_result(result, watch.write)
                    watch.count(result)
    besides = list(_besides(options, tally, has_engine=engine is not None))
    print_findings(besides)
    tally.tell(besides)
    if options.json:
        data: dict[str, Any] = {"command": "build", "systems": tally.systems, "shared": to_builtins(shared)}
        data |= (
            {"summary": tally.states} | ({"dry_run": True} if options.dry_run else {}) | {"findings": tally.findings}
        )
        sys.stdout.write(json.dumps(data, default=str) + "\n")
    if tally.up_to_date:
        say(count_findings(tally.up_to_date, tally.standing))
    if tally.states:
        say(count_states(tally.states, dry_run=options.dry_run))
    if tally.has_written and not options.dry_run:
        say(where_to_look(options.outputs))
    return int(reach(tally.severities, options.fail_on))


def _besides(options: argparse.Namespace, tally: Tally, *, has_engine: bool) -> list[Finding]:
    """Return what is to be told of the run itself."""
    told = []
    if not tally.count:
        where = ", ".join(map(str, options.paths))
        told.append(finding("BLD003", Place(file=where), path=where))
    if options.pdf and not has_engine:
        told.append(finding("PDF001", Place()))
    return told


def _engine(options: argparse.Namespace) -> AbstractContextManager[Engine | None]:
    """Return what lays documents out, if it is asked for and there."""
    if not options.pdf:
        return nullcontext()
    return office_engine()


def _crew(options: argparse.Namespace, systems: int) -> AbstractContextManager[Crew]:
    """Return who makes the documents: as asked, or by how much there is to do."""
    if options.executor:
        from pipeline.build.executors import named_crew

        return named_crew(options.executor)
    jobs = options.jobs or jobs_for(systems)
    if jobs == 1:
        return nullcontext(PARENT)
    from pipeline.build.processes import local_crew

    return nullcontext(local_crew(jobs, [run_errand.__module__]))

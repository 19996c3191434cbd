"""One short function per command: read, call, print."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from pipeline.build.batch import Wish, run
from pipeline.build.clock import today
from pipeline.build.cores import jobs_for
from pipeline.build.crew import Crew
from pipeline.build.dispatch import PARENT, run_errand
from pipeline.build.finding_json import findings_json
from pipeline.build.forms import FormWish, make_engagement, make_form
from pipeline.build.gather import gather_safely
from pipeline.build.layout import Engine, office_engine
from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.produce import examine
from pipeline.build.review import write_reviews
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from pipeline.cli.exit_code import exit_code
from pipeline.cli.progress import watched
from pipeline.cli.report import print_findings, print_result, print_shared, say
from pipeline.cli.tally import Tally, in_words
from pipeline.library.languages import ENGLISH, NoLanguageError, load_questionnaire
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place, Severity
from pipeline.model.finding_catalogue import finding
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.stages.profile_json import to_profile_json


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


def check(options: argparse.Namespace) -> int:
    """Read forms and tell everything that is wrong or missing."""
    catalogue = _catalogue(options)
    systems: list[dict[str, Any]] = []
    everything: list[Finding] = []
    sources = tuple(scan(options.paths))
    for source in sources:
        gathered = gather_safely(source, catalogue)
        findings = gathered.intake.findings
        profile = None
        if gathered.profile is not None:
            _, findings = examine(gathered, catalogue)
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
    nothing = _nothing(systems, options.paths)
    print_findings(nothing)
    everything += nothing
    copies: list[Path] = []
    if options.annotate:
        in_language = partial(_in_language, catalogue=catalogue, libraries=options.library)
        copies = list(write_reviews(sources, everything, options.annotate, catalogue, in_language))
        for path in copies:
            say(f"made {path}")
    told = {"copies": [str(path) for path in copies]} if options.annotate else {}
    _print_json(options, {"systems": systems, **told}, everything)
    return exit_code(everything, options.fail_on)


def build(options: argparse.Namespace) -> int:
    """Make the documents that are due and have changed."""
    catalogue = _catalogue(options)
    templates = load_templates(catalogue, options.library, options.only)
    pages = load_pages(catalogue, options.library, options.only)
    sources = scan(options.paths)
    tally = Tally(keeps_all=options.json)
    shared: list[SharedResult] = []
    with _engine(options) as engine, _crew(options, len(sources)) as crew, watched(sources) as watch:
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
        )
        # Closed as soon as a person ends the run: that ends the workers too.
        with closing(run(sources, options.outputs, wish)) as made:
            for result in made:
                if isinstance(result, SharedResult):
                    shared.append(result)
                    print_shared(result, watch.console)
                else:
                    tally.add(result)
                    print_result(result, watch.console)
                    watch.count(result)
    findings = tally.findings + _nothing(range(tally.count), options.paths)
    without = [finding("PDF001", Place())] if options.pdf and engine is None else []
    print_findings(without)
    findings += without
    data: dict[str, Any] = {
        "systems": tally.systems,
        "shared": [to_builtins(result) for result in shared],
        "summary": tally.summary,
    }
    if options.dry_run:
        data["dry_run"] = True
    _print_json(options, data, findings)
    print_findings(told for told in findings if told.code == "BLD003")
    if tally.summary:
        say(in_words(tally.summary, dry_run=options.dry_run))
    if tally.has_written and not options.dry_run:
        say(
            f"Look in {options.outputs}. Each folder holds the documents, and findings.json with each gap and its cell."
        )
    return exit_code(findings, options.fail_on)


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


def _in_language(language: str, catalogue: Catalogue, libraries: Sequence[Path]) -> Questionnaire:
    """Return the questions in the language of a form; in English where that is no longer declared."""
    try:
        return load_questionnaire(catalogue.questionnaire, language or ENGLISH, libraries)
    except NoLanguageError:
        return catalogue.questionnaire


def _catalogue(options: argparse.Namespace) -> Catalogue:
    return load_catalogue(options.library, as_of=getattr(options, "as_of", None) or today())


def _nothing(systems: Iterable[object], paths: Iterable[Path]) -> list[Finding]:
    where = ", ".join(map(str, paths))
    return [] if list(systems) else [finding("BLD003", Place(file=where), path=where)]


def _print_json(options: argparse.Namespace, data: dict[str, Any], findings: Iterable[Finding]) -> None:
    if options.json:
        told = {"command": options.command, **data, "findings": findings_json(findings)}
        sys.stdout.write(json.dumps(told, default=str) + "\n")


def _counted(findings: Iterable[Finding]) -> str:
    told = list(findings)
    counts = {severity: sum(each.severity is severity for each in told) for severity in reversed(Severity)}
    return (
        ", ".join(f"{count} {severity}{'s' if count != 1 else ''}" for severity, count in counts.items() if count)
        or "no findings"
    )

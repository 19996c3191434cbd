"""What the catalogue of the law holds, as a page to read: the citation as head, then what is said, when and whence."""

import sys
from collections import Counter
from collections.abc import Iterable

from pipeline.cli.page import Page
from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.law_entries import Change, Difference, Entries, TableRow
from pipeline.model.legislation import Edition, Gate, Milestone, OpenQuestion, Requirement


def write_entries(entries: Entries) -> None:
    """Write what was found, or the table of contents."""
    page = Page(sys.stderr)
    page.title(entries.title, f"{entries.law}, checked on {entries.checked_on}, read as of {entries.as_of}")
    if not entries.query:
        _contents(page, entries)
        return
    _law(page, entries)
    _serving(page, entries)
    if entries.above:
        page.head("Above it", "")
        page.line("", ", ".join(entries.above))
    page.note(f"{entries.query}: {_counted(entries)}")


def write_differences(old: Edition, new: Edition, differences: Iterable[Difference]) -> None:
    """Write what differs between two editions."""
    told = list(differences)
    counts = Counter(each.kind for each in told)
    page = Page(sys.stderr)
    page.title(f"{old.id} to {new.id}", f"{old.title}, {old.short}; {new.title}, {new.short}")
    for each in told:
        # A topic cites nothing: its tables do.
        page.head(", ".join(each.cites) or each.id, f"{each.kind}: {each.what} {each.id}")
        _sides(page, each)
        for key in each.keys:
            # What the lines above show already is not said again.
            if key.before not in each.before or key.after not in each.after:
                page.line(key.key, f"{key.before or '(nothing)'} -> {key.after or '(nothing)'}")
        if each.amended_by:
            page.line("amended by", each.amended_by)
    summed = ", ".join(f"{counts[kind]} {kind}" for kind in Change)
    page.note(f"{len(told)} differences: {summed}." if told else "The two editions say the same here.")


def _sides(page: Page, each: Difference) -> None:
    if each.before == each.after:
        page.line("says", each.after)
        return
    if each.before:
        page.line("before", each.before)
    if each.after:
        page.line("after", each.after)


def _contents(page: Page, entries: Entries) -> None:
    page.head("Editions", "")
    for edition in entries.editions:
        text = f"{edition.id}: {edition.title}, {edition.short}, checked on {edition.checked_on}"
        page.line(edition.text_state, text)
    page.head("Requirements by document", "")
    for counted in entries.documents:
        page.line(str(counted.requirements), counted.document)
    page.head("Dates", "")
    for entry in entries.milestones:
        page.line(entry.date, f"{entry.duty} ({', '.join(entry.cites)}; {entry.act})", entry.id)
    page.head("Open questions", "")
    for question in entries.open_questions:
        page.line("", f"{question.question} ({', '.join(question.cites)})", question.id)
    page.head("Gates", "")
    for gate in entries.gates:
        page.line("", f"{gate.words} ({', '.join(gate.cites)})", gate.id)


def _law(page: Page, entries: Entries) -> None:
    for requirement in entries.requirements:
        _requirement(page, requirement)
    for row in entries.decisions:
        _decision(page, row)
    for milestone in entries.milestones:
        _milestone(page, milestone)
    for question in entries.open_questions:
        _open_question(page, question)
    for gate in entries.gates:
        _gate(page, gate)


def _serving(page: Page, entries: Entries) -> None:
    if entries.questions:
        page.head("Questions of the form", "")
    for asked in entries.questions:
        page.line(asked.number, f"{asked.label} ({asked.id})")
    if entries.sections:
        page.head("Sections of documents", "")
    for section in entries.sections:
        page.line("", f"{section.title}: {f'{section.label} {section.heading}'.strip()}")


def _requirement(page: Page, entry: Requirement) -> None:
    page.head(", ".join((*entry.cites, entry.place)) if entry.place else ", ".join(entry.cites), entry.id)
    page.line("says", entry.summary)
    page.line("when", entry.condition)
    if entry.applies_if != ALWAYS:
        page.line("applies if", entry.applies_if)
    page.line("force", entry.force)
    page.line("document", entry.document)
    if entry.note:
        page.line("note", entry.note)
    _source(page, entry, entry.amended_by)


def _decision(page: Page, row: TableRow) -> None:
    page.head(", ".join(row.cites), f"decision {row.name}")
    page.line("decides", f"{row.title} ({row.output})")
    page.line("gives", _given(row))
    page.line("because", row.because)
    if row.when:
        page.line("when", row.when)
    if row.review_if != NEVER:
        page.line("open if", row.review_if)
    _source(page, row)


def _milestone(page: Page, entry: Milestone) -> None:
    page.head(", ".join(entry.cites), f"date {entry.id}")
    page.line(entry.date, entry.duty)
    page.line("set by", entry.act)
    _source(page, entry)


def _open_question(page: Page, entry: OpenQuestion) -> None:
    page.head(", ".join(entry.cites), f"open question {entry.id}")
    page.line("asks", entry.question)
    page.line("taken here", entry.default)
    page.line("otherwise", entry.alternative)
    _source(page, entry)


def _gate(page: Page, entry: Gate) -> None:
    page.head(", ".join(entry.cites), f"gate {entry.id}")
    page.line("holds back" if entry.holds else "tells", entry.words)
    page.line("when", entry.when)
    if span := _span(entry):
        page.line("stands", ", ".join(span))


def _source(page: Page, entry: Requirement | TableRow | Milestone | OpenQuestion, amended_by: str = "") -> None:
    amended = [f"amended by {amended_by}"] if amended_by else []
    page.line("source", ", ".join([entry.edition, *amended, *_span(entry)]))
    page.line("checked on", entry.checked_on)


def _span(entry: Requirement | TableRow | Milestone | OpenQuestion | Gate) -> list[str]:
    """Say from which text of the law on an entry stands, and up to which, as far as it is not in all of them."""
    since = [f"since {entry.since}"] if entry.since else []
    return since + ([f"until {entry.until}"] if entry.until else [])


def _given(row: TableRow) -> str:
    if isinstance(row.gives, bool):
        return "yes" if row.gives else "no"
    return row.gives or "nothing"


def _counted(entries: Entries) -> str:
    counts = (
        (len(entries.requirements), "requirement", "requirements"),
        (len(entries.decisions), "row of a decision table", "rows of decision tables"),
        (len(entries.milestones), "date", "dates"),
        (len(entries.open_questions), "open question", "open questions"),
        (len(entries.gates), "gate", "gates"),
        (len(entries.questions), "question of the form", "questions of the form"),
        (len(entries.sections), "section", "sections"),
    )
    return ", ".join(f"{count} {one if count == 1 else several}" for count, one, several in counts if count)

"""A citation or an id to everything that the catalogue holds on it: law, questions of the form, sections."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches

from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import Citation
from pipeline.model.condition_text import NEVER
from pipeline.model.fact import asked_as
from pipeline.model.law_entries import DocumentCount, Entries, ServingQuestion, ServingSection, TableRow
from pipeline.model.legislation import DecisionRow, DecisionTable, Legislation, Requirement
from pipeline.rules.condition import parse_condition, paths_in
from pipeline.rules.decide import OTHERWISE
from pipeline.stages.cite import in_order, is_at_or_below, points_above, read_citation

_Meets = Callable[[Iterable[str], Iterable[str]], bool]
"""Whether an entry with these names and these citations is asked for."""

_NEAREST = 5


def look_up(catalogue: Catalogue, text: str) -> Entries:
    """Find what is held on a citation and everything below it, or on an id.

    Args:
        catalogue: the law in one edition, the questionnaire and the deliverables.
        text: a citation, or the id of a requirement, of a decision table or a row of it, of a date, of an open
            question or of a gate; nothing for the table of contents.

    Returns:
        The entries; where there are none, the known ids and citations that come nearest.
    """
    query = " ".join(text.split())
    if not query:
        return _contents(catalogue)
    law = catalogue.legislation
    found = _meeting(catalogue, query, _by_name(query))
    point = read_citation(query)
    if point and not found.is_found:
        found = _meeting(catalogue, str(point), _by_point(point))
        cites = {cited.casefold(): cited for cited in _cites(law)}
        above = (cites.get(each.casefold()) for each in points_above(str(point)))
        found = replace(found, above=tuple(each for each in above if each))
    return found if found.is_found else replace(found, nearest=tuple(_nearest(law, query, point)))


def rows_of(table: DecisionTable) -> Iterator[TableRow]:
    """Yield the rows of a table, and what it gives where none of them holds."""
    last = DecisionRow(OTHERWISE, "", table.otherwise, table.otherwise_cites, table.otherwise_because, NEVER)
    for row in (*table.row, last):
        yield TableRow(
            table=table.id,
            title=table.title,
            output=table.output,
            id=row.id,
            when=row.when,
            gives=row.gives,
            because=row.because,
            cites=row.cites,
            review_if=row.review_if,
            edition=table.edition,
            checked_on=table.checked_on,
            since=row.since or table.since,
            until=row.until or table.until,
        )


def _blank(catalogue: Catalogue, query: str) -> Entries:
    law = catalogue.legislation
    return Entries(law.edition, law.title, law.checked_on, law.as_of, query)


def _contents(catalogue: Catalogue) -> Entries:
    law = catalogue.legislation
    counted = Counter(requirement.document for requirement in law.requirements)
    return replace(
        _blank(catalogue, ""),
        milestones=law.milestones,
        open_questions=law.open_questions,
        gates=law.gates,
        documents=tuple(DocumentCount(document, count) for document, count in counted.items()),
        editions=catalogue.editions,
    )


def _by_name(query: str) -> _Meets:
    wanted = query.casefold()
    return lambda names, _: any(name.casefold() == wanted for name in names)


def _by_point(point: Citation) -> _Meets:
    return lambda _, cites: any(is_at_or_below(cited, point.text) for cited in cites)


def _meeting(catalogue: Catalogue, query: str, meets: _Meets) -> Entries:
    law = catalogue.legislation
    parents = {requirement.id: requirement.parent for requirement in law.requirements}
    # Sorted by the points that were asked for: a requirement may cite others before them.
    requirements = tuple(
        sorted(
            (entry for entry in law.requirements if meets(_with_parents(entry.id, parents), entry.cites)),
            key=lambda entry: in_order(cited for cited in entry.cites if meets((), (cited,))),
        )
    )
    rows = (row for table in law.tables for row in rows_of(table))
    decisions = tuple(row for row in rows if meets((row.table, row.output, row.id, row.name), row.cites))
    return replace(
        _blank(catalogue, query),
        requirements=requirements,
        decisions=decisions,
        milestones=tuple(entry for entry in law.milestones if meets((entry.id,), entry.cites)),
        open_questions=tuple(entry for entry in law.open_questions if meets((entry.id,), entry.cites)),
        gates=tuple(entry for entry in law.gates if meets((entry.id,), entry.cites)),
        questions=tuple(_questions(catalogue, requirements, decisions, meets)),
        sections=tuple(_sections(catalogue, requirements, meets)),
    )


def _with_parents(name: str, parents: dict[str, str]) -> list[str]:
    """Return the id of a requirement and of the headings above it: who asks for a heading wants what it heads."""
    names = [name]
    while (above := parents.get(names[-1], "")) and above not in names:
        names.append(above)
    return names


def _questions(
    catalogue: Catalogue, requirements: Iterable[Requirement], rows: Iterable[TableRow], meets: _Meets
) -> Iterator[ServingQuestion]:
    wanted = {asked_as(path) for requirement in requirements for path in requirement.facts}
    read = {path for row in rows if row.when for path in paths_in(parse_condition(row.when))}
    for question in catalogue.questionnaire.questions():
        # The rows of a table of the profile are read as table.column.
        is_read = any(path == question.id or path.startswith(f"{question.id}.") for path in read)
        if is_read or question.id in wanted or meets((), question.cites):
            yield ServingQuestion(question.number, question.label, question.id)


def _sections(catalogue: Catalogue, requirements: Iterable[Requirement], meets: _Meets) -> Iterator[ServingSection]:
    wanted = {requirement.id for requirement in requirements}
    for deliverable in catalogue.deliverables:
        for section in deliverable.section:
            if not wanted.isdisjoint(section.requirements) or meets((), section.cites):
                yield ServingSection(deliverable.id, deliverable.title, section.id, section.label, section.heading)


def _cites(law: Legislation) -> set[str]:
    rows = (row for table in law.tables for row in rows_of(table))
    entries = (law.requirements, law.milestones, law.open_questions, law.gates, rows)
    return {cited for several in entries for entry in several for cited in entry.cites}


def _names(law: Legislation) -> Iterator[str]:
    for several in (law.requirements, law.tables, law.milestones, law.open_questions, law.gates):
        yield from (entry.id for entry in several)
    yield from (row.name for table in law.tables for row in rows_of(table))


def _nearest(law: Legislation, query: str, point: Citation | None) -> list[str]:
    """Return what reads most alike, after the first known point above where the query is a citation."""
    cites = _cites(law)
    known = {name.casefold(): name for name in (*sorted(cites), *_names(law))}
    alike = [known[name] for name in get_close_matches(query.casefold(), known, _NEAREST)]
    points = points_above(str(point)) if point else ()
    above = [each for each in points if any(is_at_or_below(cited, each) for cited in cites)]
    return list(dict.fromkeys(above[:1] + alike))[:_NEAREST]

"""What the declarations say, gathered so that tests can hold them against each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import FIGURES, BlockKind, Deliverable, Section
from pipeline.model.fact import ROWS
from pipeline.model.fact_list import facts
from pipeline.model.legislation import Legislation, Requirement, Service
from pipeline.model.scalar import Kind
from pipeline.rules.condition import parse_condition, paths_in


@dataclass(frozen=True, slots=True)
class Declared:
    """A condition, where it stands, and the table whose cells it may read as ``table.column``."""

    place: str
    text: str
    rows_of: str = ""


def expand(path: str) -> set[str]:
    """Return a fact, or the columns of a table, as single facts."""
    fact = facts()[path]
    return {f"{path}{ROWS}.{column}" for column in fact.columns} if fact.kind is Kind.TABLE else {path}


def table_of(path: str) -> str:
    """Return the path that the question of a fact has: its table's, or its own."""
    return path.partition(ROWS)[0]


def printed_in(section: Section) -> set[str]:
    """Return the single facts that the blocks of a section print in words, those named in braces among them."""
    found: set[str] = set()
    for block in section.block:
        for path in block.facts if block.kind not in FIGURES else ():
            found |= {f"{path}{ROWS}.{column}" for column in block.columns} or expand(path)
        found |= set(block.facts_in_words)
    return found


def drawn_in(section: Section) -> set[str]:
    """Return the single facts that the figures of a section are drawn from."""
    found: set[str] = set()
    for block in section.block:
        for path, draws in zip(block.facts, (block.draws, block.outside), strict=False):
            found |= {f"{path}{ROWS}.{column}" for column in draws.values()}
    return found


def taken_up(catalogue: Catalogue) -> tuple[Requirement, ...]:
    """Return the requirements of the documents that a deliverable is declared for."""
    documents = {deliverable.document for deliverable in catalogue.deliverables}
    return tuple(entry for entry in catalogue.legislation.requirements if entry.document in documents)


def named_in(section: Section, requirements: Iterable[Requirement]) -> set[str]:
    """Return the single facts that the requirements of a section name, in whichever edition they stand."""
    wanted = [entry for entry in requirements if entry.id in section.requirements]
    return {fact for entry in wanted for path in entry.facts for fact in expand(path)}


def conditions(catalogue: Catalogue) -> Iterator[Declared]:
    """Yield every condition that is evaluated, with the place of its declaration."""
    yield from deciding(catalogue)
    for entry in catalogue.questionnaire.contradictions:
        yield Declared(f"contradiction {entry.id}", entry.when, entry.each)


def deciding(catalogue: Catalogue) -> Iterator[Declared]:
    """Yield every condition on which something depends: all but those that only tell that answers clash."""
    yield from _conditions_of_law(catalogue.legislation)
    for question in catalogue.questionnaire.questions():
        yield Declared(f"question {question.id}", question.shown_if)
        for column in question.column:
            yield Declared(f"column {question.id}.{column.id}", column.shown_if, question.id)
    for deliverable in catalogue.deliverables:
        yield from _conditions_of(deliverable)
    for duty in catalogue.crosswalk.duties:
        yield Declared(f"duty {duty.id}", duty.applies_if)
    for situation in catalogue.crosswalk.situations:
        yield Declared(f"situation {situation.id}", situation.when)


def _conditions_of_law(law: Legislation) -> Iterator[Declared]:
    for requirement in law.requirements:
        if requirement.served_by is not Service.LATER:
            yield Declared(f"requirement {requirement.id}", requirement.applies_if)
    yield from of_tables(law)
    for milestone in law.milestones:
        yield Declared(f"milestone {milestone.id}", milestone.when)
    for question in law.open_questions:
        yield Declared(f"open question {question.id}", question.when)
    for gate in law.gates:
        yield Declared(f"gate {gate.id}", gate.when)
    for period in law.periods:
        yield Declared(f"period {period.id}", period.when)
    for table, text in law.rows_absent_if.items():
        yield Declared(f"rows of {table}", text)


def of_tables(law: Legislation) -> Iterator[Declared]:
    """Yield the conditions of the decision tables: when a row holds, and when a person has to review it."""
    for table in law.tables:
        for row in table.row:
            yield Declared(f"decision {table.id}.{row.id}", row.when, table.each)
            yield Declared(f"review of {table.id}.{row.id}", row.review_if, table.each)


def _conditions_of(deliverable: Deliverable) -> Iterator[Declared]:
    yield Declared(f"{deliverable.id} due", deliverable.due_when)
    yield Declared(f"{deliverable.id} voluntary", deliverable.voluntary_when)
    for section in deliverable.section:
        yield Declared(f"{deliverable.id} {section.id}", section.shown_when)
        yield Declared(f"{deliverable.id} {section.id}", section.left_out_when)
        for place, block in enumerate(section.block):
            rows_of = block.facts[0] if block.kind in (BlockKind.TABLE, *FIGURES) else ""
            yield Declared(f"{deliverable.id} {section.id} block {place}", block.when, rows_of)
    for precondition in deliverable.precondition:
        yield Declared(f"{deliverable.id} precondition {precondition.id}", precondition.settled_when)


def full_paths(declared: Declared, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the full paths that a condition reads, the cells of a table as the fact catalogue names them."""
    names = catalogue.legislation.names
    return tuple(
        full_path(names.get(name, name), declared.rows_of) for name in paths_in(parse_condition(declared.text))
    )


def full_path(path: str, rows_of: str) -> str:
    """Return a path, or for ``table.column`` of a table that is gone through ``table[].column``."""
    inside = rows_of and path.startswith(f"{rows_of}.")
    return f"{rows_of}{ROWS}.{path.removeprefix(f'{rows_of}.')}" if inside else path


def asked_by(catalogue: Catalogue) -> set[str]:
    """Return the ids of the questions whose answers some condition reads, or a period counts from."""
    read = {table_of(path) for declared in deciding(catalogue) for path in full_paths(declared, catalogue)}
    asked = {question.id for question in catalogue.questionnaire.questions()}
    counted = {day for period in catalogue.legislation.periods for day in (period.counted_from, period.not_before)}
    return (read | counted | {table.each for table in catalogue.legislation.tables}) & asked

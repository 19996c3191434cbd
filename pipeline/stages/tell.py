"""What has to be said about a system beyond its cells: gaps, answers not needed, documents that may not be due."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from pipeline.model.assessment import MissingFact
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.fact import ROWS, asked_as, fact_at, is_extra
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import AnswerState
from pipeline.model.questionnaire import Question
from pipeline.stages.case import Case
from pipeline.stages.check_management import check_management
from pipeline.stages.check_steps import check_steps
from pipeline.stages.contradict import contradictions
from pipeline.stages.due import closed_gates, held_by, is_due, not_due_because
from pipeline.stages.naming import number_findings


def tell(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the findings about one system as a whole.

    Args:
        case: the system with its classification and assessment.
        catalogue: law, questionnaire and deliverables.
    """
    clashes = tuple(contradictions(case.intake, case.classification, catalogue.questionnaire, case.standings))
    yield from clashes
    yield from _unneeded(case, {fact_at(clash.at.question) for clash in clashes if clash.code == "CLS007"})
    yield from _gates(case, catalogue)
    yield from _due(case, catalogue)
    yield from number_findings(case, catalogue)
    yield from check_management(case)
    yield from check_steps(case, catalogue.workflow)
    yield from _gaps(case, catalogue)


def _unneeded(case: Case, told: set[str]) -> Iterator[Finding]:
    """Tell each answer whose question does not apply, a table or a column of it once, but for the facts told before."""
    for place in case.standings.unneeded:
        if place.fact not in told:
            told.add(place.fact)
            numbers = _numbers(case.classification.asked_behind(place.shown.reads), case)
            because = f"the answer to question {numbers} settles it" if numbers else "the classification settles it"
            yield finding("INT032", _at(place.path, case), _question(place.fact, case).cites, because=because)


def _gates(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Tell what holds documents back, with their names, and what is only told."""
    law = catalogue.legislation
    for gate in closed_gates(case, law):
        read = case.classification.read_behind(case.standings.facts.judge(gate.when).reads)
        held = [each.title for each in catalogue.of_systems if held_by(each, case, law) == gate]
        at = _at(read[-1], case) if read else Place()
        if held:
            yield finding("CLS005", at, gate.cites, words=gate.words, deliverables=", ".join(held))
        else:
            yield finding("CLS004", at, gate.cites, words=gate.words)


def _due(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Tell which documents may not be due: those that wait for the same answers in one finding."""
    waiting: dict[tuple[str, tuple[str, ...]], list[Deliverable]] = {}
    # Whether there is something to compare with is no matter of the answers.
    for deliverable in (each for each in catalogue.of_systems if not each.follows):
        if held_by(deliverable, case, catalogue.legislation):
            continue
        verdict = case.standings.facts.judge(deliverable.due_when)
        if verdict.holds is None:
            # Nobody owes what is prepared of one's own accord.
            if case.standings.facts.judge(deliverable.voluntary_when).holds:
                continue
            asked = case.classification.open_behind(verdict.unknowns)
            behind = ("CLS001", asked) if asked else ("CLS006", case.classification.asked_behind(verdict.unknowns))
            waiting.setdefault(behind, []).append(deliverable)
        elif verdict.holds is False:
            because = not_due_because(deliverable, case, catalogue)
            at = Place(document=deliverable.id)
            yield finding("CLS002", at, deliverable.cites, deliverable=deliverable.title, because=because)
    for (code, asked), several in waiting.items():
        titles = ", ".join(deliverable.title for deliverable in several)
        cites = tuple(dict.fromkeys(cite for deliverable in several for cite in deliverable.cites))
        yield finding(code, _at(asked[0], case), cites, deliverables=titles, questions=_numbers(asked, case))


def _gaps(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Tell every missing fact once, in the order of the form, with the documents that print a marker for it."""
    known = {requirement.id: requirement for requirement in catalogue.legislation.requirements}
    law = catalogue.legislation
    made = [each for each in catalogue.of_systems if is_due(each, case) is not False and not held_by(each, case, law)]
    titles = {each.document: each.title for each in made}
    order = {name: place for place, name in enumerate(case.standings.questions)}
    for gap in sorted(case.assessment.missing, key=lambda gap: order[asked_as(gap.fact)]):
        wanting = [known[name] for name in gap.requirements if known[name].document in titles]
        if titles and (wanting or not gap.requirements):
            question = _question(gap.fact, case)
            documents = dict.fromkeys(titles[requirement.document] for requirement in wanting)
            documents = documents or dict.fromkeys(_printing(gap.fact, made)) or dict.fromkeys(titles.values())
            cites = tuple(dict.fromkeys(cite for requirement in wanting for cite in requirement.cites))
            said = case.intake.notes.get(gap.path)
            yield finding(
                "REQ002" if said and said.state is AnswerState.UNKNOWN else "REQ001",
                _at(gap.path, case),
                cites or question.cites,
                number=question.number,
                label=_label(gap, question),
                deliverables=", ".join(documents),
                who=catalogue.questionnaire.choices["who"][question.who],
            )


def _printing(fact: str, made: Iterable[Deliverable]) -> Iterator[str]:
    """Yield the titles of the documents that print a firm's own fact; of the model's, what needs them is declared."""
    yield from (each.title for each in made if is_extra(fact) and asked_as(fact) in each.facts)


def _label(gap: MissingFact, question: Question) -> str:
    column = gap.fact.partition(f"{ROWS}.")[2]
    row = gap.path.partition("[")[2].partition("]")[0]
    label = next((entry.label for entry in question.column if entry.id == column), question.label)
    return f"{label} of {row}" if row else label


def _question(fact: str, case: Case) -> Question:
    return case.standings.questions[asked_as(fact)]


def _at(path: str, case: Case) -> Place:
    return replace(case.intake.place_of(path), question=path)


def _numbers(paths: Iterable[str], case: Case) -> str:
    return ", ".join(dict.fromkeys(_question(path, case).number for path in paths))

"""A returned workbook to answers: cells by row ids and column codes, every fault found in one pass."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from pipeline.model.fact import ROWS
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.form_codes import CONFIRM_LIST, PRODUCT, YES_NO_LIST, MetaKey
from pipeline.model.intake import Intake
from pipeline.model.questionnaire import Form, Questionnaire
from pipeline.model.sheet import Workbook
from pipeline.stages.blocks import labels_of, meta_of
from pipeline.stages.carry_over import carry_over
from pipeline.stages.confirming import confirm_labels
from pipeline.stages.copied import without_copies
from pipeline.stages.marked import marked
from pipeline.stages.meant import lines_as_meant
from pipeline.stages.read_lines import LineReader
from pipeline.stages.strays import beside_answers, left_over_in
from pipeline.stages.tongue import Labels, Tongue


def read(
    workbook: Workbook, questionnaire: Questionnaire, expected: Form, only: Collection[str] | None = None
) -> Intake:
    """Read the answers of one workbook.

    Args:
        workbook: its cells.
        questionnaire: the questions of both forms.
        expected: which form the workbook should be; a system workbook may carry organisation sheets too.
        only: ids of the questions to read; all where none are named. Of the others nothing is told.

    Returns:
        Values, notes and cells by fact path, and all findings; no values where the workbook is no form of ours.
    """
    meta = meta_of(workbook) or {}
    refused = _refuse(workbook.name, meta, questionnaire, expected)
    if refused:
        return Intake({}, findings=(refused,))
    version = meta[MetaKey.FORM_VERSION]
    own_labels = labels_of(workbook)
    carried = carry_over(lines_as_meant(workbook), version, questionnaire, own_labels)
    questions = questionnaire.by_id
    tongue = Tongue(_labels(own_labels, questionnaire), questionnaire.answers, meta.get(MetaKey.LANGUAGE, ""))
    percents = {(grid.title, *place) for grid in workbook.grids for place in grid.marks.percents}
    reader = LineReader(workbook.name, questions, questionnaire.facts, tongue, percents, questionnaire.words.confirm)
    if version != questionnaire.version:
        told = finding("INT041", Place(workbook.name), version=version, known=questionnaire.version)
        reader.findings.append(told)
    left_out = set[str]() if only is None else reader.questions.keys() - only
    asked = tuple(line for line in carried.lines if (line.table or line.mark) not in left_out)
    lines, copied = without_copies(workbook.name, asked, questionnaire)
    for line in lines:
        reader.take(line)
    reader.finish()
    reader.keep_copies_aside(asked, lines)
    reader.findings += copied
    reader.findings += marked(workbook, lines, questions, everywhere=only is None)
    titles = {grid.title for grid in workbook.grids}
    if version == questionnaire.version:
        reader.report_missing(questionnaire.sections_of(expected), titles, left_out)
    strays = tuple(left_over_in(workbook, _columns(questionnaire))) if only is None else ()
    reader.findings += beside_answers(workbook.name, strays)
    return Intake(
        reader.values,
        MappingProxyType(reader.notes),
        MappingProxyType(reader.cells),
        tuple(reader.findings),
        typed=MappingProxyType(reader.typed),
        confirmations=MappingProxyType(reader.confirmations),
        left_over=(*strays, *carried.left_over, *reader.left_over) if only is None else (),
    )


def _refuse(name: str, meta: Mapping[str, str], questionnaire: Questionnaire, expected: Form) -> Finding | None:
    at = Place(workbook=name)
    if meta.get(MetaKey.PRODUCT) != PRODUCT:
        return finding("INT010", at, what="the workbook is not an intake form made by this tool")
    if meta.get(MetaKey.FORM_ID) != expected:
        what = f"the workbook is the {meta.get(MetaKey.FORM_ID)} form; the {expected} form belongs here"
        return finding("INT010", at, what=what)
    version, versions = meta.get(MetaKey.FORM_VERSION, ""), questionnaire.versions
    if version not in (*versions.earlier, versions.current):
        known = ", ".join(f'"{each}"' for each in (*versions.earlier, versions.current))
        return finding("INT011", at, version=version, known=f"version {known}")
    return None


def _labels(own_labels: Labels, questionnaire: Questionnaire) -> Labels:
    """Join today's wording with the wording that the form itself was written with; the form's own goes before."""
    labels = {name: {label: code for code, label in options.items()} for name, options in questionnaire.choices.items()}
    words = questionnaire.words
    labels[YES_NO_LIST] = {words.yes: "yes", words.no_word: "no"}
    labels[CONFIRM_LIST] = {label: code for code, label in confirm_labels(words).items()}
    for name, own in own_labels.items():
        # An entry of an older or of a firm's own list that is not declared here is none of the answers offered.
        known = questionnaire.choices.get(name)
        labels[name] = labels.get(name, {}) | {
            label: code for label, code in own.items() if known is None or code in known
        }
    return labels


def _columns(questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Return the codes of the columns of each table, those of earlier versions among them, which are carried over."""
    columns = {asked.id: {column.id for column in asked.column} for asked in questionnaire.questions()}
    for change in questionnaire.changes:
        table, _, column = change.id.partition(f"{ROWS}.")
        columns.setdefault(table, set()).update(
            {column} if column else columns.get(change.to[0].id, ()) if change.to else ()
        )
    return columns

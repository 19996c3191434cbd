"""The sheet that explains each use of the list beside the table of uses."""

from pipeline.model.fact import ROWS
from pipeline.model.form_codes import SEPARATOR
from pipeline.model.form_layout import ReferenceColumn, ReferenceSheet
from pipeline.model.form_words import FormWords
from pipeline.model.questionnaire import Question, Questionnaire, UseExplained
from pipeline.stages.form_cites import cited

USES = "scope.use_cases"
"""The table of uses, whose entries the sheet explains."""


def uses_sheet(questionnaire: Questionnaire, question: Question) -> ReferenceSheet | None:
    """Return what each listed use means, in the order of the list from which a row chooses; nothing where none is."""
    if not questionnaire.uses:
        return None
    words, title = questionnaire.words, question.own_sheet
    asked = {column.id: column.label for column in question.column}

    def column(label: str, helps: str = "") -> ReferenceColumn:
        return ReferenceColumn(label, words.uses_helps.format(column=asked[helps]) if helps in asked else "")

    labels = questionnaire.choices[questionnaire.facts[f"{question.id}{ROWS}.use"].vocabulary]
    explained = questionnaire.uses
    return ReferenceSheet(
        title=words.uses_sheet,
        heading=f"{question.number}  {words.uses_heading}",
        intro=words.uses_intro.format(sheet=title),
        explains=title,
        columns=(
            column(words.uses_use),
            column(words.uses_point),
            column(words.uses_does, "does_it"),
            column(words.uses_body, "for_body"),
            column(words.uses_condition, "condition"),
            column(words.uses_exception, "carve_out"),
            column(words.uses_counts),
            column(words.uses_does_not),
        ),
        rows=tuple(_use(label, explained[code], words) for code, label in labels.items() if code in explained),
    )


def _use(label: str, use: UseExplained, words: FormWords) -> tuple[str, ...]:
    said = (use.does, use.body, use.condition, use.exception)
    texts = (_sentence(text) or words.uses_nothing for text in said)
    return (label, cited(use.point, words), *texts, _listed(use.counts), _listed(use.does_not))


def _sentence(text: str) -> str:
    """Return a text that was written to follow other words as one that stands alone."""
    return text[:1].upper() + text[1:]


def _listed(examples: str) -> str:
    """Return examples one below the other."""
    return "\n".join(f"• {_sentence(example)}" for example in examples.split(SEPARATOR))

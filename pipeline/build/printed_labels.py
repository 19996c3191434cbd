"""The labels under which documents print facts."""

from pipeline.model.catalogue import Catalogue
from pipeline.model.fact import ROWS


def printed_labels(catalogue: Catalogue) -> dict[str, str]:
    """Return the printed label of every fact and column by path."""
    labels = {}
    for question in catalogue.questionnaire.questions():
        labels[question.id] = question.label
        labels |= {f"{question.id}{ROWS}.{column.id}": column.label for column in question.column}
    return labels

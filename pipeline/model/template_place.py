"""A spot in a template as the place of a finding, in words that lead a person there."""

from collections.abc import Iterator

from pipeline.model.finding import Place
from pipeline.model.template import Spot


def place_of(spot: Spot, template: str) -> Place:
    """Return the place of a finding.

    Args:
        spot: where it stands.
        template: the template's name.
    """
    return Place(template=template, part=spot.part, paragraph=", ".join(_steps(spot)), excerpt=spot.excerpt)


def _steps(spot: Spot) -> Iterator[str]:
    """Yield the steps from the part to the paragraph; the file as a whole has none."""
    if not spot.part:
        return
    yield spot.where
    if spot.heading:
        yield f'heading "{spot.heading}"'
    if spot.table:
        yield f"table {spot.table}"
        if spot.row:
            yield f"row {spot.row}"
        if spot.cell:
            yield f"cell {spot.cell}"
    elif spot.below or spot.paragraph:
        yield f"paragraph {spot.below or spot.paragraph}"

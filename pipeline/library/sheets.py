"""What is wrong with the titles of the sheets of a form: Excel takes each once, and not any text."""

import re
from collections.abc import Iterable, Iterator

from pipeline.model.form_codes import LISTS_SHEET, META_SHEET, SHEET_TITLE_LIMIT, START_SHEET
from pipeline.model.questionnaire import FormSection

_TITLE = re.compile(rf"(?!')[^\[\]:*?/\\]{{1,{SHEET_TITLE_LIMIT}}}(?<!')")


def sheet_faults(sections: Iterable[tuple[str, FormSection]], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield what is wrong with the sheets of sections and of their tables.

    Args:
        sections: each after its file.
        taken: titles of other sheets, beside those that every form has.
    """
    seen = {title.casefold() for title in (START_SHEET, META_SHEET, LISTS_SHEET, *taken)}
    for place, title in _titles(sections):
        if not _TITLE.fullmatch(title):
            yield f"{place}: sheet: {title!r} cannot be the title of a sheet, of at most {SHEET_TITLE_LIMIT} characters"
        if title.casefold() in seen:
            yield f"{place}: sheet: {title!r} is the title of another sheet"
        seen.add(title.casefold())


def _titles(sections: Iterable[tuple[str, FormSection]]) -> Iterator[tuple[str, str]]:
    for place, section in sections:
        yield place, section.sheet
        yield from ((f"{place} {question.id}", title) for question in section.question if (title := question.own_sheet))

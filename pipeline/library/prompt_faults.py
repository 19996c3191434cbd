"""Whether what a person is asked after a change can be asked; else a sentence for each fault."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.library.alone import Alone
from pipeline.library.known import KnownNames
from pipeline.library.locate import MODIFICATION
from pipeline.library.references import condition_faults, in_each_edition
from pipeline.model.inquiry import InquiryBook
from pipeline.model.law_book import stands
from pipeline.model.legislation import Legislation
from pipeline.model.modification import Prompt, PromptKind
from pipeline.model.name_pattern import fields_in

CHANGES = "changes"
"""The one name that the words of a prompt may hold in braces."""


def prompt_faults(prompts: Iterable[Prompt], book: InquiryBook) -> list[str]:
    """Tell what is wrong with the prompts, in each edition of the law.

    Args:
        prompts: as they are declared.
        book: the law in all its editions, and the questionnaire.
    """
    declared, alone = tuple(prompts), Alone.of(book)
    told = [f"{_at(entry)}: {fault}" for entry in declared for fault in (*alone.faults(entry), *_braces(entry))]

    def within(law: Legislation, known: KnownNames) -> Iterator[str]:
        standing = [entry for entry in declared if stands(entry, law.text_state)]
        counts = Counter(entry.id for entry in standing)
        yield from (
            f"{MODIFICATION}: {kind.value}: is declared {counts[kind]} times"
            for kind in PromptKind
            if counts[kind] != 1
        )
        for entry in standing:
            yield from (f"{_at(entry)}: {fault}" for fault in condition_faults(entry, known))

    return told + in_each_edition(book, within)


def _braces(entry: Prompt) -> Iterator[str]:
    yield from (f"words: {{{name}}} is filled by nothing" for name in fields_in(entry.words) if name != CHANGES)


def _at(entry: Prompt) -> str:
    return f"{MODIFICATION}: {entry.id}"

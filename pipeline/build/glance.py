"""A first look at each workbook: whose it is, so that a run knows the folders before it does any work."""

from collections.abc import Iterable, Iterator
from sys import intern

from msgspec import Struct
from msgspec.structs import replace

from pipeline.build.answers import load_files, read_answers
from pipeline.build.index import Index, Row
from pipeline.build.scan import SystemSource
from pipeline.build.stamps import is_settled
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import value_at

_SYSTEM, _CLIENT = "system.id", "organisation.id"


class Glance(Struct, frozen=True):
    """A workbook with the ids of its client and its system; without the latter where it cannot be used.

    ``row`` is there where the system is known to be up to date; ``taken`` is how the workbook looked before anything of
    it was read, as a hash, or 0 if a later change of it could go unseen. ``clash`` tells which other workbook of the
    client has the same id.
    """

    source: SystemSource
    client: str
    system: str | None = None
    row: Row | None = None
    taken: int = 0
    clash: Finding | None = None


def glance(sources: Iterable[SystemSource], catalogue: Catalogue, index: Index | None = None) -> list[Glance]:
    """Look at each workbook and refuse every system whose id another one of the client has too.

    Args:
        sources: the workbooks.
        catalogue: the questions.
        index: what is known to be up to date, and is not looked at again.

    Returns:
        One entry each, in their order; what is wrong with a workbook itself is told where it is read whole.
    """
    seen = [_known(source, index) or _look(source, catalogue, index) for source in sources]
    for number, others in _clashes(seen):
        _, at = _ids(seen[number].source, catalogue)
        told = finding("INT031", at, id=str(seen[number].system).casefold(), other=", ".join(others))
        seen[number] = replace(seen[number], row=None, taken=0, clash=told)
    return seen


def _known(source: SystemSource, index: Index | None) -> Glance | None:
    row = index.rows.get(source.path) if index else None
    return Glance(source, row.client, row.system, row) if row else None


def _look(source: SystemSource, catalogue: Catalogue, index: Index | None) -> Glance:
    looks = index.inputs.workbook(source) if index else ()
    taken = hash(looks) if looks and is_settled(looks) else 0
    (client, system), _ = _ids(source, catalogue)
    # Held once for all systems of a client.
    return Glance(source, intern(client), system, taken=taken)


def _ids(source: SystemSource, catalogue: Catalogue) -> tuple[tuple[str, str | None], Place]:
    """Return the ids of the client and of the system, and where the latter stands."""
    try:
        files = load_files(source, with_evidence=False)
        intake, is_form = read_answers(files, catalogue.questionnaire, frozenset({_SYSTEM, _CLIENT}))
    except Exception:  # noqa: BLE001 - what cannot be read is told when it is read whole
        return (source.folder.resolve().name, None), Place(source.path)
    client = value_at(intake.values, _CLIENT) or files.client
    at = intake.cells.get(_SYSTEM, Place(source.path))
    return (client, value_at(intake.values, _SYSTEM) if is_form else None), at


def _clashes(seen: list[Glance]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each system that has the id of others, with the paths of these."""
    several: dict[tuple[str, str], list[int]] = {}
    suspects = _twice(hash(owner) for each in seen if (owner := _owner(each)))
    for number, each in enumerate(seen if suspects else ()):
        if (owner := _owner(each)) and hash(owner) in suspects:
            several.setdefault(owner, []).append(number)
    for numbers in several.values():
        for number in numbers if len(numbers) > 1 else ():
            yield number, [seen[other].source.path for other in numbers if other != number]


def _owner(seen: Glance) -> tuple[str, str] | None:
    return (seen.client, seen.system.casefold()) if seen.system else None


def _twice(numbers: Iterable[int]) -> set[int]:
    """Return the numbers that come more than once; less is held than by keeping what they stand for."""
    once: set[int] = set()
    twice: set[int] = set()
    for number in numbers:
        (twice if number in once else once).add(number)
    return twice

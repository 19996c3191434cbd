"""A first look at each workbook: whose it is, so that a run knows the folders before it does any work."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.build.answers import load_files, read_answers
from pipeline.build.scan import SystemSource
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.intake import value_at

_SYSTEM, _CLIENT = "system.id", "organisation.id"


class Glance(Struct, frozen=True):
    """A workbook with the ids of its client and its system; without the latter where it cannot be used.

    ``clash`` tells which other workbook of the client has the same id.
    """

    source: SystemSource
    client: str
    system: str | None = None
    at: Place = Place()
    clash: Finding | None = None


def glance(sources: Iterable[SystemSource], catalogue: Catalogue) -> list[Glance]:
    """Look at each workbook and refuse every system whose id another one of the client has too.

    Args:
        sources: the workbooks.
        catalogue: the questions.

    Returns:
        One entry each, in their order; what is wrong with a workbook itself is told where it is read whole.
    """
    seen = [_look(source, catalogue) for source in sources]
    clashes = dict(_clashes(seen))
    return [
        Glance(each.source, each.client, each.system, each.at, clashes.get(number)) for number, each in enumerate(seen)
    ]


def _look(source: SystemSource, catalogue: Catalogue) -> Glance:
    folder = source.folder.resolve().name
    try:
        files = load_files(source, with_evidence=False)
        intake, is_form = read_answers(files, catalogue.questionnaire, frozenset({_SYSTEM, _CLIENT}))
    except Exception:  # noqa: BLE001 - what cannot be read is told when it is read whole
        return Glance(source, folder)
    client = value_at(intake.values, _CLIENT) or files.client
    at = intake.cells.get(_SYSTEM, Place(str(source.workbook)))
    return Glance(source, client, value_at(intake.values, _SYSTEM) if is_form else None, at)


def _clashes(seen: list[Glance]) -> Iterator[tuple[int, Finding]]:
    owners: dict[tuple[str, str], list[int]] = {}
    for number, each in enumerate(seen):
        if each.system:
            owners.setdefault((each.client, each.system.casefold()), []).append(number)
    for (_, name), several in owners.items():
        for number in several if len(several) > 1 else ():
            others = ", ".join(str(seen[other].source.workbook) for other in several if other != number)
            yield number, finding("INT031", seen[number].at, id=name, other=others)

"""Evidence before it goes into the PDF of a dossier: each file is examined once, and what was found is told."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.build.pack_chapters import counted, is_pdf
from pipeline.build.pack_inputs import Answers
from pipeline.build.pdf_examiner import examine_all
from pipeline.model.examined import Examined, Limits, Showing
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

_CODES = {Showing.LOCKED: "PCK018", Showing.BROKEN: "PCK020", Showing.OTHER: "PCK021", Showing.LARGE: "PCK022"}


def examine_evidence(
    several: Sequence[Answers], limits: Limits | None = None
) -> tuple[dict[str, Examined], list[Finding]]:
    """Examine every PDF that an evidence register names.

    Args:
        several: the answers of the systems of a client, whose evidence lies in one folder.
        limits: of what one may have; the usual ones where none are given.

    Returns:
        What was found, by the names of the files, and what there is to say of it.
    """
    wanted: dict[str, bytes] = {}
    named: dict[str, tuple[str, ...]] = {}
    for answers in several:
        registered = {name for row in answers.register for name in row.get("file") or ()}
        for name, proof in answers.proofs.items():
            if proof.content is not None and name in registered and is_pdf(name, proof.content):
                wanted[name], named[name] = proof.content, proof.named
    examined = examine_all(wanted, limits)
    return examined, list(_told(examined, named))


def _told(examined: Mapping[str, Examined], named: Mapping[str, Sequence[str]]) -> Iterator[Finding]:
    for name, found in examined.items():
        at = Place(file=name, key=", ".join(named[name]))
        if found.showing is not Showing.SHOWN:
            yield finding(_CODES[found.showing], at, name=name, why=found.why, kind=found.why)
            continue
        if found.restricted:
            yield finding("PCK019", at, name=name, restricted=found.restricted)
        if found.mended:
            yield finding("PCK027", at, name=name, why=found.mended, pages=found.pages)
        if found.removed:
            yield finding("PCK023", at, name=name, removed=counted(found.removed))
        if found.signed:
            yield finding("PCK024", at, name=name, count=found.signed)

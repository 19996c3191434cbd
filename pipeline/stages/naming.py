"""What documents are called by a firm's patterns: their numbers everywhere, the names of files that leave the house."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.firm import Firm
from pipeline.model.manifest import Revision
from pipeline.model.name_pattern import fields_in, fill
from pipeline.model.portable_name import not_portable
from pipeline.stages.case import Case

_DRAFT = "draft"
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"ø": "oe", "Ø": "Oe", "œ": "oe", "Œ": "Oe", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"}
)
"""Letters that have a usual spelling in ASCII; accents alone are left out."""
_STRANGE = re.compile(r"[^A-Za-z0-9.]+")


class IssuedName(Struct, frozen=True):
    """The name of a file that leaves the house, and what there is to say of it."""

    name: str
    findings: tuple[Finding, ...] = ()


def name_values(deliverable: Deliverable, case: Case, revision: Revision) -> dict[str, str]:
    """Return what the fields of a pattern hold for one document; nothing where it is not answered.

    Args:
        deliverable: what it is.
        case: the system.
        revision: that it is made in.
    """
    return values_from(deliverable, case.standings.facts.look_up, revision.number)


def values_from(deliverable: Deliverable, look: Callable[[str], object], revision: int) -> dict[str, str]:
    """Return the same from answers wherever they come from, as from the profile that a document was made from.

    Args:
        deliverable: what it is.
        look: gives the answer to a question; a day as such, or as a profile writes it.
        revision: that it was made in.
    """
    approved = look("documents.approved_on")
    return {
        "client": _text(look("organisation.id")),
        "system": _text(look("system.id")),
        "code": deliverable.code,
        "language": deliverable.languages[0],
        "version": _text(look("system.version")),
        "revision": str(revision),
        "date": approved.isoformat() if isinstance(approved, date) else _text(approved),
        "status": _text(look("documents.status")) or _DRAFT,
    }


def document_number(firm: Firm, values: Mapping[str, str]) -> str:
    """Return the number that a document bears: what fills the firm's pattern, in capitals.

    Args:
        firm: with the pattern.
        values: as `name_values` gives them.
    """
    return fill(firm.number, {name: value.upper() for name, value in values.items()})


def number_findings(case: Case, catalogue: Catalogue) -> Iterator[Finding]:
    """Tell once for a system which fields of the numbers of its documents hold nothing.

    Args:
        case: the system.
        catalogue: with the firm and the deliverables.
    """
    for deliverable in catalogue.of_systems[:1]:
        if empty := _empty(catalogue.firm.number, name_values(deliverable, case, Revision(0))):
            yield finding("FRM001", Place(key="number"), pattern=catalogue.firm.number, fields=empty)


def issued_name(firm: Firm, deliverable: Deliverable, values: Mapping[str, str]) -> IssuedName:
    """Return the name that a document gets when it is issued or packed; every computer can hold it.

    Args:
        firm: with the pattern.
        deliverable: what it is; its own name stands where the pattern gives none that can be used.
        values: as `name_values` gives them, the language that of the document.

    Returns:
        The name: in ASCII, of values as they are, their signs that are no letter, digit or full stop as hyphens.
    """
    plain = {name: _plain(value) for name, value in values.items()}
    name, at = file_name(firm, values, deliverable.output), Place(document=deliverable.id, key="file_name")
    if why := not_portable(name):
        told = finding("FRM003", at, pattern=firm.file_name, why=why, name=deliverable.file)
        return IssuedName(deliverable.file, (told,))
    empty = _empty(firm.file_name, plain)
    if not empty:
        return IssuedName(name)
    return IssuedName(name, (finding("FRM002", at, pattern=firm.file_name, fields=empty, name=name),))


def file_name(firm: Firm, values: Mapping[str, str], ending: str) -> str:
    """Return what fills the firm's pattern, whether a computer can hold it or not.

    Args:
        firm: with the pattern.
        values: as `name_values` gives them.
        ending: of the name, without its full stop.
    """
    return f"{fill(firm.file_name, {name: _plain(value) for name, value in values.items()})}.{ending}"


def _empty(pattern: str, values: Mapping[str, str]) -> str:
    return ", ".join(dict.fromkeys(name for name in fields_in(pattern) if not values.get(name)))


def _plain(value: str) -> str:
    letters = unicodedata.normalize("NFKD", value.translate(_SPELLED)).encode("ascii", "ignore").decode()
    return _STRANGE.sub("-", letters).strip("-.")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

"""A dossier that leaves the house, as its index lists it: systems, and every file with its state and digest."""

from enum import StrEnum

from msgspec import Struct


class Part(StrEnum):
    """Where a file belongs."""

    DOSSIER = "dossier"
    DOCUMENTS = "documents"
    ANSWERS = "answers"
    EVIDENCE = "evidence"


class PackState(StrEnum):
    """How a document stands that is enclosed.

    superseded: issued, and a later revision is in work; complete: nothing in it is open, and nobody issued it yet;
    held-back: it was made once, and is not to be made on the answers of today.
    """

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    COMPLETE = "complete"
    DRAFT = "draft"
    EDITED = "edited"
    HELD_BACK = "held-back"


class Enclosed(Struct, frozen=True):
    """One file: where it lies in the archive, what it is called in the house, and what there is to say of it.

    ``id`` is that of the deliverable or of the document of evidence.
    """

    part: Part
    path: str
    title: str
    source: str
    sha256: str
    size: int
    id: str = ""
    state: PackState | None = None
    revision: int = 0
    note: str = ""


class PackedSystem(Struct, frozen=True):
    """One system of a dossier; what is not answered is empty."""

    id: str
    name: str
    version: str
    provider: str
    revision: int
    edition: str
    is_draft: bool
    files: tuple[Enclosed, ...]


class PackedClient(Struct, frozen=True):
    """The dossier of one client; ``shared`` are the files of all its systems."""

    id: str
    name: str
    systems: tuple[PackedSystem, ...]
    shared: tuple[Enclosed, ...] = ()

    @property
    def files(self) -> tuple[Enclosed, ...]:
        """Every file, system by system, then what they share."""
        return (*(file for system in self.systems for file in system.files), *self.shared)

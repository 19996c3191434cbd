"""Where a document comes from, as it says itself, so that it is known when its record is lost or it comes by mail."""

from msgspec import Struct

_SEPARATOR = " "
_FIELDS = 5


class Origin(Struct, frozen=True):
    """System, deliverable and revision of a document, its key, and the digest of what it says outside its zones."""

    system: str
    deliverable: str
    revision: int
    key: str
    outside_sha256: str

    def __str__(self) -> str:
        """Return it as a document holds it; ids hold no spaces."""
        parts = (self.system, self.deliverable, str(self.revision), self.key, self.outside_sha256)
        return _SEPARATOR.join(parts)


def read_origin(text: str) -> Origin | None:
    """Return the origin that a document holds, or None where it holds none that can be read."""
    parts = text.split(_SEPARATOR)
    if len(parts) != _FIELDS or not all(parts) or not parts[2].isdecimal():
        return None
    system, deliverable, revision, key, outside = parts
    return Origin(system, deliverable, int(revision), key, outside)

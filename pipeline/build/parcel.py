"""What every worker needs beside the bytes of its order: the declarations and templates, packed once for a run."""

import hashlib
import pickle
import zlib
from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from pipeline import __version__
from pipeline.build.attempt import UnfitOrderError
from pipeline.build.identity import OUTPUT_VERSION
from pipeline.build.template import Template
from pipeline.model.catalogue import Catalogue

MADE_BY = f"{__version__}/{OUTPUT_VERSION}"
"""Which package packs and unpacks here: another one may read the declarations otherwise, and write other documents."""


class Parcel(Struct, frozen=True, eq=False):
    """Declarations and templates as bytes, by their digest, and which package packed them."""

    digest: str
    made_by: str
    content: bytes

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parcel) and (self.digest, self.made_by) == (other.digest, other.made_by)


class Contents(Struct, frozen=True):
    """What a parcel holds."""

    catalogue: Catalogue
    templates: Mapping[str, Template]


def pack(catalogue: Catalogue, templates: Mapping[str, Template]) -> Parcel:
    """Pack what workers need; it goes along with every order, since a worker may be anywhere."""
    content = zlib.compress(pickle.dumps(Contents(catalogue, dict(templates)), protocol=5))
    return Parcel(hashlib.sha256(content).hexdigest(), MADE_BY, content)


@lru_cache(maxsize=2)
def unpack(parcel: Parcel) -> Contents:
    """Return what a parcel holds; once for each process and parcel.

    Raises:
        UnfitOrderError: another version of this package packed it.
    """
    if parcel.made_by != MADE_BY:
        raise UnfitOrderError(
            f"the worker has ai-act-dossier {MADE_BY} and the order comes from {parcel.made_by}; "
            "install the same version on every machine"
        )
    contents = pickle.loads(zlib.decompress(parcel.content))  # noqa: S301 - comes from the parent that starts the work
    assert isinstance(contents, Contents)  # noqa: S101 - nothing else is packed
    return contents

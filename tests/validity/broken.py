"""A good file with one thing wrong: how it is broken, and what has to be said of it."""

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.formats.docx_package import read_parts, write_parts

Parts = dict[str, bytes]


@dataclass(frozen=True)
class Broken:
    """One mutation of a good file, with words of the complaint that it must draw.

    ``is_doubtful``: said of a document that comes from a person, it is a warning.
    """

    name: str
    make: Callable[[bytes], bytes]
    complaint: str
    is_doubtful: bool = False


def swapped(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what replaces markup in a part, once."""

    def make(content: bytes) -> bytes:
        parts = read_parts(content)
        text = parts[part].decode()
        assert text.count(old) >= 1, old
        return write_parts(parts | {part: text.replace(old, new, 1).encode()})

    return make


def without(part: str) -> Callable[[bytes], bytes]:
    """Return what takes a part out of a package."""
    return lambda content: write_parts({name: data for name, data in read_parts(content).items() if name != part})


def added(more: Mapping[str, bytes]) -> Callable[[bytes], bytes]:
    """Return what puts parts into a package, or others in their place."""
    return lambda content: write_parts({**read_parts(content), **more})


def with_member(name: str, data: bytes) -> Callable[[bytes], bytes]:
    """Return what adds a member to the archive, whatever its name and whatever is there already."""

    def make(content: bytes) -> bytes:
        target = io.BytesIO(content)
        with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
            # That a name is there twice is what is wanted.
            warnings.simplefilter("ignore")
            archive.writestr(zipfile.ZipInfo(name), data)
        return target.getvalue()

    return make

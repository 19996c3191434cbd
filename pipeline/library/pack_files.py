"""The files from which a dossier's index and pages are made: of each the nearest library's, whole."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from pipeline.library.locate import packaged_root
from pipeline.library.reading import DeclarationError
from pipeline.model.pack_words import PackWords

WORDS, INDEX, STYLE = "dossier.toml", "dossier-index.html", "dossier-index.css"


class PackFiles(Struct, frozen=True):
    """The words, and the template and style of the index."""

    words: PackWords
    index: str
    style: str


def load_pack_files(libraries: Sequence[Path] = ()) -> PackFiles:
    """Read the files of dossiers.

    Args:
        libraries: a firm's own folders, nearest first; a file at their root goes before the shipped one of its name.

    Raises:
        DeclarationError: a file cannot be used.
    """
    folders = (*libraries, packaged_root().joinpath("templates"))
    text = {name: _text(folders, name) for name in (WORDS, INDEX, STYLE)}
    try:
        words = msgspec.convert(tomllib.loads(text[WORDS]), PackWords)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise DeclarationError(f"{WORDS}: {error}") from None
    return PackFiles(words, text[INDEX], text[STYLE])


def _text(folders: Sequence[Path], name: str) -> str:
    path = next(path for folder in folders if (path := folder / name).is_file())
    try:
        return path.read_bytes().decode().replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise DeclarationError(f"{name} is not in UTF-8") from None

"""The TOML files of the shipped folders and of a firm's own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.library.locate import LibraryNotFoundError, language_of


def toml_files(folder: Path, prefix: str = "", language: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the TOML files below a folder by their paths there, with forward slashes, in the order of names.

    Args:
        folder: where they lie.
        prefix: put before each path.
        language: only those that word others anew in this language; those that do not where none is given.

    Raises:
        LibraryNotFoundError: what is named as one is no file; a pipe would keep a run waiting for ever.
    """
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            yield from toml_files(entry, f"{prefix}{entry.name}/", language)
        elif entry.name.endswith(".toml") and language_of(entry.name) == language:
            if not entry.is_file():
                raise LibraryNotFoundError(f"{entry} is no file")
            yield f"{prefix}{entry.name}", entry.read_bytes()


def overlays(libraries: Sequence[Path], language: str = "") -> list[dict[str, bytes]]:
    """Return the files in the schemas/ of each library, nearest first.

    Args:
        libraries: a firm's own folders.
        language: as for `toml_files`.

    Raises:
        LibraryNotFoundError: a library is no folder, or holds a declaration that is no file.
    """
    for library in libraries:
        if not library.is_dir():
            raise LibraryNotFoundError(f"the library {library} is no folder")
    folders = (library.joinpath("schemas") for library in libraries)
    return [dict(toml_files(folder, language=language)) for folder in folders if folder.is_dir()]

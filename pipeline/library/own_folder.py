"""What lies at the root of a firm's library, beside its schemas/: its brand, its look, its deliverable folders."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.library.locate import HOUSE_STYLE, LibraryNotFoundError

FIRM, DECLARATION, TEMPLATE = "firm.toml", "deliverable.toml", "template.docx"
LARGEST_LOGO = 2_000_000
"""Bytes of a logo: it stands in every document."""


def own_files(libraries: Sequence[Path]) -> list[dict[str, bytes]]:
    """Return the files of each library that declare something, by their paths there, nearest library first.

    Of a template it holds that there is one, and no bytes.

    Args:
        libraries: a firm's own folders, nearest first.

    Raises:
        LibraryNotFoundError: a library is no folder, or holds a declaration that is no file.
    """
    return [dict(_files(library)) for library in libraries]


def _files(library: Path) -> Iterator[tuple[str, bytes]]:
    if not library.is_dir():
        raise LibraryNotFoundError(f"the library {library} is no folder")
    for name in (FIRM, HOUSE_STYLE):
        yield from _file(library, name)
    yield from _logo(library)
    for folder in sorted(library.iterdir()):
        if folder.is_dir():
            yield from _file(library, f"{folder.name}/{DECLARATION}")
            if folder.joinpath(TEMPLATE).is_file():
                yield f"{folder.name}/{TEMPLATE}", b""


def _file(library: Path, name: str) -> Iterator[tuple[str, bytes]]:
    path = library / name
    if path.is_file():
        yield name, path.read_bytes()
    elif path.exists():
        raise LibraryNotFoundError(f"{path} is no file")


def _logo(library: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the file that firm.toml names as the logo, cut off where it is too large to be used."""
    path = library / FIRM
    if not path.is_file():
        return
    # Imported here: parsing is heavy, and most libraries have no brand.
    from pipeline.library.reading import read_toml  # noqa: PLC0415

    try:
        name = read_toml(path.read_bytes()).get("logo")
    except ValueError:
        return  # told with its place when it is read
    if isinstance(name, str) and name and Path(name).name == name and _is_file(library / name):
        with (library / name).open("rb") as file:
            yield name, file.read(LARGEST_LOGO + 1)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False  # no disk holds so long a name

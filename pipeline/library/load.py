"""The catalogue from its folders, through a cache keyed by what the folders hold."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path

from platformdirs import user_cache_path

from pipeline import __version__
from pipeline.library.codec import decoder, encode
from pipeline.library.locate import HOUSE_STYLE, LibraryNotFoundError, packaged_root
from pipeline.model.catalogue import Catalogue


def load_catalogue(libraries: Sequence[Traversable] = (), cache: Path | None = None) -> Catalogue:
    """Load the law, the questionnaire and the deliverables.

    Args:
        libraries: a firm's own folders, nearest first; a deliverable folder there goes before a shipped one of the
            same name.
        cache: folder of the parsed copy; the user's cache folder where none is given.

    Raises:
        DeclarationError: a declaration cannot be used.
        LibraryNotFoundError: a library, or the shipped folders, are missing.
    """
    root = packaged_root()
    schemas = dict(_toml_files(root.joinpath("schemas"), ""))
    schemas[HOUSE_STYLE] = root.joinpath("templates", HOUSE_STYLE).read_bytes()
    folders = deliverable_folders(libraries)
    deliverables = {name: folder.joinpath("deliverable.toml").read_bytes() for name, folder in folders.items()}
    place = (cache or user_cache_path("ai-act-dossier")) / f"{_digest(schemas, deliverables)}.json"
    rebuild = decoder(Catalogue)
    try:
        return rebuild(json.loads(place.read_bytes()))  # type: ignore[misc, no-any-return]
    except (OSError, ValueError, LookupError, TypeError):
        return _parse_and_keep(schemas, deliverables, place)


def deliverable_folders(libraries: Sequence[Traversable] = ()) -> dict[str, Traversable]:
    """Return the folders that declare a deliverable, by id, in order of id; the nearest library wins.

    Raises:
        LibraryNotFoundError: a library is no folder.
    """
    found: dict[str, Traversable] = {}
    for library in [packaged_root().joinpath("templates"), *reversed(libraries)]:
        if not library.is_dir():
            raise LibraryNotFoundError(f"the library {library} is no folder")
        for folder in library.iterdir():
            if folder.joinpath("deliverable.toml").is_file():
                found[folder.name] = folder
    return dict(sorted(found.items()))


def _parse_and_keep(schemas: dict[str, bytes], deliverables: dict[str, bytes], place: Path) -> Catalogue:
    # Imported here: pydantic is heavy and needed only when declarations changed.
    from pipeline.library.declarations import read_catalogue  # noqa: PLC0415

    catalogue = read_catalogue(schemas, deliverables)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{id(catalogue)}.part")
        part.write_text(json.dumps(encode(catalogue), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        part.replace(place)
    except OSError:
        # A cache that cannot be written costs time at the next start and nothing else.
        pass
    return catalogue


def _toml_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            yield from _toml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _digest(*groups: dict[str, bytes]) -> str:
    digest = hashlib.sha256(__version__.encode())
    for group in groups:
        for name, content in group.items():
            digest.update(f"\n{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()

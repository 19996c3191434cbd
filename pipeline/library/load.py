"""The catalogue from its folders, through a cache keyed by what the folders hold."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.library.files import overlays
from pipeline.library.inquire import load_inquiry, shipped_schemas
from pipeline.library.locate import HOUSE_STYLE, LibraryNotFoundError, is_for_documents, packaged_root
from pipeline.library.own_folder import DECLARATION, own_files
from pipeline.library.parsed_once import parsed_once
from pipeline.model.catalogue import Catalogue, Declarations, Documents


def load_catalogue(
    libraries: Sequence[Path] = (), cache: Path | None = None, as_of: date | None = None, edition: str = ""
) -> Catalogue:
    """Load the law as it stands on a day, the questionnaire and the deliverables.

    Args:
        libraries: a firm's own folders, nearest first; a deliverable folder there goes before a shipped one of the
            same name, or is laid over what it extends; a file in its schemas/, its house style and its firm.toml are
            laid over those of the same name.
        cache: folder of the parsed copy; the user's cache folder where none is given.
        as_of: the day on which the law is read; the day on which the edition was checked where none is given.
        edition: of the law; the one in force on the day where none is given.

    Raises:
        DeclarationError: a declaration cannot be used.
        LibraryNotFoundError: a library, or the shipped folders, are missing.
        NoEditionError: there is no such edition, or none on that day.
    """
    return load_declarations(libraries, cache).read(as_of, edition)


def load_declarations(libraries: Sequence[Path] = (), cache: Path | None = None) -> Declarations:
    """Load everything that is declared, with the law in all its editions.

    Args:
        libraries: as for `load_catalogue`.
        cache: as for `load_catalogue`.

    Raises:
        DeclarationError: a declaration cannot be used.
        LibraryNotFoundError: a library, or the shipped folders, are missing.
    """
    root, above = packaged_root(), overlays(libraries)
    schemas = shipped_schemas()
    shared = {
        HOUSE_STYLE: root.joinpath("templates", HOUSE_STYLE).read_bytes(),
        **{name: content for name, content in schemas.items() if is_for_documents(name)},
    }
    deliverables = {name: folder.joinpath(DECLARATION).read_bytes() for name, folder in deliverable_folders().items()}
    own = own_files(libraries)
    inquiry = load_inquiry(libraries, cache)

    def read() -> Documents:
        # Imported here: parsing and checking are heavy, and needed only when declarations changed.
        from pipeline.library.declarations import check_documents, read_documents  # noqa: PLC0415

        documents = read_documents(deliverables, shared, above, own)
        shipped = read_documents(deliverables, shared).deliverables if own else ()
        check_documents(documents, inquiry, {entry.id: entry for entry in shipped})
        return documents

    # What documents may name is declared in all of schemas/: where any of it changes, they are checked again.
    documents = parsed_once(Documents, [schemas, shared, deliverables, *above, *own], cache, read)
    return Declarations(inquiry, documents)


def deliverable_folders(libraries: Sequence[Path] = ()) -> dict[str, Path]:
    """Return the folders that declare a deliverable, by id, in order of id; the nearest library wins.

    Raises:
        LibraryNotFoundError: a library is no folder.
    """
    found: dict[str, Path] = {}
    for library in [packaged_root().joinpath("templates"), *reversed(libraries)]:
        if not library.is_dir():
            raise LibraryNotFoundError(f"the library {library} is no folder")
        for folder in library.iterdir():
            if folder.joinpath(DECLARATION).is_file():
                found[folder.name] = folder
    return dict(sorted(found.items()))


def folders_of(deliverable: str, libraries: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Return the folders of a deliverable, the nearest first and the shipped one last.

    Args:
        deliverable: its id.
        libraries: a firm's own folders, nearest first.
    """
    places = (*libraries, packaged_root().joinpath("templates"))
    return tuple(folder for place in places if (folder := place.joinpath(deliverable)).is_dir())

"""The law and the questionnaire from their folders, without the documents: what `dossier explain` needs."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.library.files import overlays, toml_files
from pipeline.library.locate import packaged_root
from pipeline.library.parsed_once import parsed_once
from pipeline.model.inquiry import InquiryBook


def load_inquiry(libraries: Sequence[Path] = (), cache: Path | None = None) -> InquiryBook:
    """Load the law in all its editions and the questionnaire, without the documents.

    Args:
        libraries: a firm's own folders, nearest first; a file in its schemas/ is laid over the shipped one of its name.
        cache: folder of the parsed copy; the user's cache folder where none is given.

    Raises:
        DeclarationError: a declaration cannot be used.
        LibraryNotFoundError: a library, or the shipped folders, are missing.
    """
    schemas, above = shipped_schemas(), overlays(libraries)

    def read() -> InquiryBook:
        # Imported here: parsing and checking are heavy, and needed only when declarations changed.
        from pipeline.library.declarations import read_inquiry  # noqa: PLC0415

        return read_inquiry(schemas, above)

    return parsed_once(InquiryBook, [schemas, *above], cache, read)


def shipped_schemas() -> dict[str, bytes]:
    """Return the TOML files in the shipped schemas/ by their path there."""
    return dict(toml_files(packaged_root().joinpath("schemas")))

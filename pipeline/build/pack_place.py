"""Where a dossier goes, and whether it may: one that a person changed, or that is none of ours, stays."""

from pathlib import Path

from pipeline.build.forms import FileInTheWayError
from pipeline.build.plain_file import read_file
from pipeline.build.store import MANIFEST, refuse_link, write
from pipeline.formats.zip_archive import is_sealed
from pipeline.stages.member_name import member_name

_ENDING = ".zip"
_INPUTS = "inputs"


def target_of(folder: Path, wanted: Path | None, file_name: str) -> Path:
    """Return the path of the archive.

    Args:
        folder: what is packed.
        wanted: a file that ends in .zip, or a folder for it; the folder that is packed where none is given, a
            client's even where one of its systems is.
        file_name: what the archive is called beside the name of what it holds.
    """
    if wanted is not None and wanted.suffix.casefold() == _ENDING and not wanted.is_dir():
        return wanted
    whole = folder.resolve()
    alone = (whole / MANIFEST).is_file()
    name = member_name(f"{whole.parent.name}_{whole.name}" if alone else whole.name)
    place = wanted if wanted is not None else (folder.parent if alone else folder)
    return place / f"{name}_{file_name}{_ENDING}"


def beside(folder: Path) -> Path:
    """Return the folder of the inputs that is usual: beside the one of the outputs.

    Args:
        folder: of a client below the outputs, or of one of its systems.
    """
    whole = folder.resolve()
    client = whole.parent if (whole / MANIFEST).is_file() else whole
    return client.parent.parent / _INPUTS


def refuse_what_is_not_ours(target: Path, *, replace: bool) -> None:
    """Refuse a place where something lies that was not packed here, or was changed since.

    Raises:
        FileInTheWayError: something else lies there, and it was not said that it may go.
        UnsafePathError: it is a link.
    """
    refuse_link(target)
    if target.exists() and not replace and not is_sealed(read_file(target)):
        raise FileInTheWayError(
            f"{target} was not packed here, or was changed since; nothing was written."
            " Move it away, or overwrite it with --replace"
        )


def place(target: Path, archive: bytes, *, replace: bool) -> bool:
    """Write the archive, whole or not at all.

    Args:
        target: as `target_of` gives it.
        archive: its bytes.
        replace: whether a file goes that was not packed here.

    Returns:
        False where the same archive lies there.

    Raises:
        FileInTheWayError: as `refuse_what_is_not_ours` does.
        OSError: the disk refuses.
    """
    refuse_what_is_not_ours(target, replace=replace)
    return write(target, archive)

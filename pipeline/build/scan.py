"""Finds the workbooks of an engagement: one client a folder, one system a workbook."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

WORKBOOK = ".xlsx"
ORGANISATION = f"organisation{WORKBOOK}"
EVIDENCE = "evidence"
SOURCE = "source"

_EXCEL_LOCK, _LIBREOFFICE_LOCK = "~$", ".~lock."


class NoSuchPathError(Exception):
    """A path given on the command line that does not exist or cannot be opened."""


class SystemSource(Struct, frozen=True):
    """A system workbook, the folder of its client, and the organisation's workbook where one lies beside it."""

    workbook: Path
    folder: Path
    organisation: Path | None

    @property
    def evidence(self) -> Path:
        """Folder of the files that the workbooks name."""
        return self.folder / EVIDENCE


def scan(paths: Iterable[Path]) -> list[SystemSource]:
    """Find system workbooks.

    Args:
        paths: workbooks, client folders, or folders of client folders.

    Returns:
        Every system workbook once, sorted by path; temporary and hidden files are passed over.

    Raises:
        NoSuchPathError: a path does not exist.
    """
    found = {source.workbook: source for path in paths for source in _sources(path)}
    return [found[workbook] for workbook in sorted(found)]


def _sources(path: Path) -> Iterator[SystemSource]:
    if not path.exists():
        raise NoSuchPathError(f"{path} does not exist")
    if not (path.is_dir() or path.is_file()):
        raise NoSuchPathError(f"{path} is neither a file nor a folder")
    if path.is_dir():
        for folder in (path, *_clients(path)):
            for workbook in sorted(folder.glob(f"*{WORKBOOK}")):
                if workbook.name != ORGANISATION and not is_passed_over(workbook.name):
                    yield source_of(workbook)
    elif path.name == ORGANISATION:
        # It is read together with the systems beside it; alone it describes none.
        yield from _sources(path.parent)
    elif not path.name.startswith(_EXCEL_LOCK):
        # A pattern such as *.xlsx names what Excel lays beside an open workbook as well.
        yield source_of(path)


def is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, or one that a program lays beside a document that is open in it."""
    return name.startswith((_EXCEL_LOCK, "."))


def is_open(workbook: Path) -> bool:
    """Tell whether a workbook is open in Excel or LibreOffice, as far as a file beside it says so."""
    beside = (f"{_EXCEL_LOCK}{workbook.name}", f"{_LIBREOFFICE_LOCK}{workbook.name}#")
    return any((workbook.parent / name).is_file() for name in beside)


def _clients(path: Path) -> Iterator[Path]:
    """Yield the clients' folders in a folder; a client's own folder has none."""
    if not (path / ORGANISATION).is_file():
        for entry in sorted(path.iterdir()):
            if entry.is_dir() and entry.name not in (EVIDENCE, SOURCE) and not entry.name.startswith("."):
                yield entry


def source_of(workbook: Path) -> SystemSource:
    """Return a system's workbook with the organisation's that lies beside it."""
    organisation = workbook.parent / ORGANISATION
    beside = organisation if organisation.is_file() and organisation != workbook else None
    return SystemSource(workbook, workbook.parent, beside)

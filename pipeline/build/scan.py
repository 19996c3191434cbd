"""Finds the workbooks of an engagement: one client a folder, one system a workbook.

Nothing is imported here but what every command needs: a run that has nothing to do looks for the workbooks, too.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

WORKBOOK = ".xlsx"
ORGANISATION = f"organisation{WORKBOOK}"
EVIDENCE = "evidence"
SOURCE = "source"

LOCKS = _EXCEL_LOCK, _LIBREOFFICE_LOCK = "~$", ".~lock."
"""How the names of files begin that programs lay beside a workbook that is open in them."""


class NoSuchPathError(Exception):
    """A path given on the command line that does not exist or cannot be opened."""


class SystemSource(NamedTuple):
    """A system workbook, the folder of its client, and the organisation's workbook where one lies beside it.

    The workbook is held by its ``name`` in the folder: there are many of them, and one folder.
    """

    name: str
    folder: Path
    organisation: Path | None

    @property
    def path(self) -> str:
        """Path of the workbook, as it is told."""
        # As pathlib writes it, at a tenth of its price.
        folder = str(self.folder)
        return self.name if folder == "." else os.path.join(folder, self.name)

    @property
    def workbook(self) -> Path:
        """The workbook."""
        return self.folder / self.name

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
    found = {*chain.from_iterable(map(_sources, paths))}
    return sorted(found, key=_parts)


def _sources(path: Path) -> Iterator[SystemSource]:
    if not path.exists():
        raise NoSuchPathError(f"{path} does not exist")
    if not (path.is_dir() or path.is_file()):
        raise NoSuchPathError(f"{path} is neither a file nor a folder")
    if path.is_dir():
        for folder in (path, *_clients(path)):
            organisation = _organisation_in(folder)
            for name in _names_in(folder):
                if os.path.normcase(name).endswith(WORKBOOK) and name != ORGANISATION and not is_passed_over(name):
                    yield SystemSource(name, folder, organisation)
    elif path.name == ORGANISATION:
        # It is read together with the systems beside it; alone it describes none.
        yield from _sources(path.parent)
    elif not path.name.startswith(_EXCEL_LOCK):
        # A pattern such as *.xlsx names what Excel lays beside an open workbook as well.
        yield source_of(path)


def _parts(source: SystemSource) -> tuple[str, ...]:
    return *source.folder.parts, source.name


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except PermissionError:
        # Somebody else's folder among those of clients.
        return []


def is_passed_over(name: str) -> bool:
    """Tell whether a file is hidden, or one that a program lays beside a document that is open in it."""
    return name.startswith((_EXCEL_LOCK, "."))


def is_open(workbook: Path) -> bool:
    """Tell whether a workbook is open in Excel or LibreOffice, as far as a file beside it says so."""
    return any((workbook.parent / name).is_file() for name in locks_of(workbook.name))


def locks_of(name: str) -> tuple[str, str]:
    """Return the names of the files that programs lay beside a workbook that is open in them."""
    return f"{_EXCEL_LOCK}{name}", f"{_LIBREOFFICE_LOCK}{name}#"


def _clients(path: Path) -> Iterator[Path]:
    """Yield the clients' folders in a folder; a client's own folder has none."""
    if not (path / ORGANISATION).is_file():
        for entry in sorted(path.iterdir()):
            if entry.is_dir() and entry.name not in (EVIDENCE, SOURCE) and not entry.name.startswith("."):
                yield entry


def source_of(workbook: Path) -> SystemSource:
    """Return a system's workbook with the organisation's that lies beside it."""
    beside = None if workbook.name == ORGANISATION else _organisation_in(workbook.parent)
    return SystemSource(workbook.name, workbook.parent, beside)


def _organisation_in(folder: Path) -> Path | None:
    path = folder / ORGANISATION
    return path if path.is_file() else None

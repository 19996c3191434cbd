"""How whatever a run reads looks from outside, before anything of it is read: answers, evidence, declarations, code."""

import os
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.build.scan import EVIDENCE, ORGANISATION, SystemSource, locks_of
from pipeline.build.stamps import NONE, file_stamp, is_settled, stamp_of, tree_of
from pipeline.library.locate import packaged_root

_INSTALLED = "site-packages"


class Inputs:
    """The stamps of all that a run reads, each taken before it is read.

    Args:
        only: ids of the deliverables that are asked for; all where none is given.
        libraries: a firm's own folders.
        day: on which the law is read, in ISO form.
    """

    def __init__(self, only: Iterable[str], libraries: Sequence[Path], day: str) -> None:
        self.day = day
        self.shared = _shared(only, libraries)
        """Of what every system hangs on; none where a change of it might go unseen."""
        self._folders: dict[Path, str] = {}
        self._locks: dict[Path, frozenset[str]] = {}

    def folder(self, folder: Path) -> str:
        """Return the stamp of what the systems in a folder share; none where a change of it might go unseen."""
        if folder not in self._folders:
            self._folders[folder] = self._look_at(folder)
        return self._folders[folder]

    def workbook(self, source: SystemSource) -> str:
        """Return the stamp of a system's workbook as it is now; none where it is open, or a link."""
        if not self.folder(source.folder) or not self._locks[source.folder].isdisjoint(locks_of(source.name)):
            return NONE
        try:
            seen = os.lstat(source.path)
        except (OSError, ValueError):
            return NONE
        return file_stamp("", seen) if stat.S_ISREG(seen.st_mode) else NONE

    def settled(self, source: SystemSource) -> str:
        """Return the same if a later change could not go unseen, else none."""
        stamp = self.workbook(source)
        return stamp if is_settled(stamp) else NONE

    def differs(self, workbook: str, folders: Mapping[str, str]) -> bool:
        """Tell whether what is known of the folder of a workbook no longer holds, as far as this run looked at it."""
        folder = Path(workbook).parent
        return folder in self._folders and self._folders[folder] != folders.get(str(folder))

    @property
    def folders(self) -> dict[str, str]:
        """The stamps of all folders that were looked at."""
        return {str(folder): stamp for folder, stamp in self._folders.items() if stamp}

    def _look_at(self, folder: Path) -> str:
        path = str(folder)
        try:
            names = os.listdir(folder)
        except OSError:
            return NONE
        self._locks[folder] = frozenset(name for name in names if name.startswith(("~$", ".~lock.")))
        shared = tree_of(os.path.join(path, EVIDENCE), deep=False)
        organisation = stamp_of(os.path.join(path, ORGANISATION)) if ORGANISATION in names else NONE
        is_open = not self._locks[folder].isdisjoint(locks_of(ORGANISATION))
        if is_open or not is_settled(shared) or not is_settled(organisation):
            return NONE
        # A client may be called after its folder.
        return f"{os.path.realpath(folder)}\n{organisation}\n{shared}"


def _shared(only: Iterable[str], libraries: Sequence[Path]) -> str:
    root = packaged_root()
    folders = [Path(__file__).parents[1], root / "schemas", root / "templates", *libraries]
    installed = [path for path in sys.path if path.endswith(_INSTALLED)]
    stamps = [*map(stamp_of, installed), *(tree_of(str(folder)) for folder in folders)]
    if not all(map(is_settled, stamps)):
        return NONE
    asked = ",".join(sorted(set(only)))
    return "\n".join((sys.version, asked, *(os.path.abspath(each) for each in libraries), *stamps))

"""How whatever a run reads looks from outside, before anything of it is read: answers, evidence, declarations, code."""

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.build.scan import EVIDENCE, LOCKS, ORGANISATION, SystemSource, locks_of
from pipeline.build.stamps import Looks, is_settled, look_of, tree_of
from pipeline.library.locate import packaged_root

NONE = ""
"""The stamp of what is better read than looked at."""

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

    def workbook(self, source: SystemSource) -> Looks:
        """Return how a system's workbook looks now; nothing where it is open, or a link."""
        if not self.folder(source.folder) or not self._locks[source.folder].isdisjoint(locks_of(source.name)):
            return ()
        return look_of(source.path, link=False)

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
        self._locks[folder] = frozenset(name for name in names if name.startswith(LOCKS))
        files, evidence = tree_of(os.path.join(path, EVIDENCE), deep=False)
        looks = evidence + look_of(os.path.join(path, ORGANISATION))
        is_open = not self._locks[folder].isdisjoint(locks_of(ORGANISATION))
        # A client may be called after its folder.
        return NONE if is_open or not is_settled(looks) else f"{os.path.realpath(folder)}\n{files}\n{hash(looks)}"


def _shared(only: Iterable[str], libraries: Sequence[Path]) -> str:
    root = packaged_root()
    folders = [Path(__file__).parents[1], root / "schemas", root / "templates", *libraries]
    installed = [look_of(path) for path in sys.path if path.endswith(_INSTALLED)]
    trees = [tree_of(str(folder)) for folder in folders]
    looks = tuple(chain(*installed, *(looks for _, looks in trees)))
    if not is_settled(looks):
        return NONE
    places = (os.path.abspath(library) for library in libraries)
    names = (names for names, _ in trees)
    return "\n".join((sys.version, ",".join(sorted(set(only))), *places, *names, str(hash(looks))))

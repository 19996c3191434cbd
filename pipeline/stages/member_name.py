"""Names of files in an archive: every computer can hold them, none leads elsewhere, no two are taken for one."""

import re
import unicodedata
from collections.abc import Iterable

from pipeline.model.portable_name import LONGEST_NAME, not_portable

_REFUSED = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')
_STAND_IN = "_"
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Characters that nobody sees, those that turn the direction of writing among them, and halves of characters."""


def member_name(name: str) -> str:
    """Return the name under which a file lies in an archive; as it is where every computer can hold it.

    Args:
        name: of the file, as an answer or a folder has it.
    """
    seen = "".join(char for char in unicodedata.normalize("NFC", name) if unicodedata.category(char) not in _UNSEEN)
    plain = _REFUSED.sub(_STAND_IN, seen).strip(" ").rstrip(".") or _STAND_IN
    stem, dot, ending = plain.rpartition(".")
    if not stem:
        stem, dot, ending = plain, "", ""
    stem = stem.rstrip(" .") or _STAND_IN
    shorter = stem.encode()[: LONGEST_NAME - len(f"{dot}{ending}".encode())].decode("utf-8", "ignore")
    cut = f"{shorter}{dot}{ending}" if shorter else plain.encode()[:LONGEST_NAME].decode("utf-8", "ignore")
    return f"{_STAND_IN}{cut}" if not_portable(cut if dot else f"{cut}.x") else cut


def distinct(names: Iterable[str]) -> dict[str, str]:
    """Return a name in the archive for each name, no two the same for a computer that takes no heed of case.

    Args:
        names: in order; the first of two that fall together keeps its own.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        wanted = free = member_name(name)
        count = 1
        while free.casefold() in taken:
            count += 1
            stem, dot, ending = wanted.rpartition(".")
            free = f"{stem}-{count}{dot}{ending}" if stem else f"{wanted}-{count}"
        taken.add(free.casefold())
        given[name] = free
    return given

"""Names of files that every computer, mail program and archive can hold."""

import re

LONGEST_NAME = 120
"""Characters of a file name with its ending: what mail, archives and deep folders still hold."""

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[ .]|\Z)", re.IGNORECASE)


def not_portable(name: str) -> str:
    """Say why a name is none that every computer can hold, or nothing where it is one.

    Args:
        name: of the file with its ending, in ASCII.
    """
    stem = name.rpartition(".")[0]
    if not stem.strip("-_. "):
        return "it is empty"
    if _RESERVED.match(stem):
        return f"Windows keeps {stem.partition('.')[0]} for itself"
    if stem[0] in " .~-":
        return f"it begins with {stem[0]!r}"
    if stem[-1] in " .":
        return f"it ends with {stem[-1]!r}"
    return f"it has {len(name)} characters; {LONGEST_NAME} at most" if len(name) > LONGEST_NAME else ""

"""Where templates/ and schemas/ are found: inside the wheel, or in the checkout."""

import re
from pathlib import Path

HOUSE_STYLE = "house-style.toml"
"""Name of the house style, in templates/."""

WORDS = "words.toml"
"""Name of the fixed words of documents, in schemas/."""

CROSSWALKS, WORKFLOWS = "crosswalks/", "workflows/"
"""Folders in schemas/ of what documents print beside law and answers."""

IMPORTS = "imports/"
"""Folder in schemas/ that says what of a client's own files answers which question."""


MODIFICATION = "modification.toml"
"""Name of what a person has to judge after a change, in schemas/."""

_OF_A_LANGUAGE = re.compile(r".+\.([a-z]{2})\.toml")


def language_of(name: str) -> str:
    """Return the language of a file that words another one anew, as ``06-data.de.toml`` does; nothing for others."""
    found = _OF_A_LANGUAGE.fullmatch(name)
    return found[1] if found else ""


def is_for_documents(name: str) -> bool:
    """Tell whether a file in schemas/ is read for documents or forms alone, not to classify a system."""
    return name in (WORDS, MODIFICATION) or name.startswith((CROSSWALKS, WORKFLOWS, IMPORTS))


class LibraryNotFoundError(Exception):
    """The folders of declarations are not where they should be."""


def packaged_root() -> Path:
    """Return the folder that holds templates/ and schemas/.

    Raises:
        LibraryNotFoundError: neither the package nor the checkout holds them.
    """
    package = Path(__file__).parents[1]
    places = (package / "_data", package.parent)
    for place in places:
        if place.joinpath("templates").is_dir() and place.joinpath("schemas").is_dir():
            return place
    raise LibraryNotFoundError(f"no templates/ and schemas/ in {' or '.join(map(str, places))}")

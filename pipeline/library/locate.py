"""Where templates/ and schemas/ are found: inside the wheel, or in the checkout."""

from importlib.resources import files
from importlib.resources.abc import Traversable

HOUSE_STYLE = "house-style.toml"
"""Name of the house style, in templates/."""

WORDS = "words.toml"
"""Name of the fixed words of documents, in schemas/."""


class LibraryNotFoundError(Exception):
    """The folders of declarations are not where they should be."""


def packaged_root() -> Traversable:
    """Return the folder that holds templates/ and schemas/.

    Raises:
        LibraryNotFoundError: neither the package nor the checkout holds them.
    """
    package = files("pipeline")
    places = (package.joinpath("_data"), package.joinpath(".."))
    for place in places:
        if place.joinpath("templates").is_dir() and place.joinpath("schemas").is_dir():
            return place
    raise LibraryNotFoundError(f"no templates/ and schemas/ in {' or '.join(map(str, places))}")

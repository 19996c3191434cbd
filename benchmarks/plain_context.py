"""A context as plain data: what programs other than ours are given to print."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.ours import SizedPicture, plain_values, sized_pictures
from pipeline.model.context import Context, View


def plain(value: object) -> object:
    """Return a value as dictionaries, lists, texts, numbers and truth values."""
    if isinstance(value, View):
        return {name: plain(getattr(value, name)) for name in value}
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(each) for each in value]
    return value if isinstance(value, bool | int | str) else str(value)


def plain_context(context: Context, evidence: Path) -> dict[str, object]:
    """Return everything that a template may name; a picture is its path, its width and its height.

    Args:
        context: as we print it.
        evidence: the folder in which the pictures lie.
    """
    pictures = {
        name: [
            [str(evidence / entry.name), entry.width, entry.height] if isinstance(entry, SizedPicture) else plain(entry)
            for entry in each
        ]
        for name, each in sized_pictures(context).items()
    }
    values = {name: plain(value) for name, value in plain_values(context).items()}
    return {**values, "pictures": pictures}

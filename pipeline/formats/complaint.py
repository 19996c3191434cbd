"""What a lint has to say about a part of an Office file."""

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct


class Complaint(Struct, frozen=True):
    """One thing that is wrong with a part, in plain words.

    ``is_doubtful``: programs that people use write it and Word or Excel live with it, so that it is wrong in a file
    that this tool made, and only worth a look in one that comes from a person.
    """

    part: str
    words: str
    is_doubtful: bool = False

    def __str__(self) -> str:
        return f"{self.part}: {self.words}" if self.part else self.words


def doubtful(part: str, words: str) -> Complaint:
    """Return a complaint of what is wrong only in a file of our own."""
    return Complaint(part, words, is_doubtful=True)


def twice(part: str, what: str, values: Iterable[object], *, is_doubtful: bool = False) -> Iterator[Complaint]:
    """Complain of each value that is there more than once; what is not there at all (None) is left out."""
    for found, times in Counter(values).items():
        if times > 1 and found is not None:
            yield Complaint(part, f"the {what} {found} is there {times} times", is_doubtful)

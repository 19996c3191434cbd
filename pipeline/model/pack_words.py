"""The words of a dossier that leaves the house: its index, and the pages of its PDF that no deliverable gives."""

from msgspec import Struct

from pipeline.model.pack import PackState, Part


class PackWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Every word of index, cover, contents and divider pages.

    ``order`` is that of the documents; ``state`` has words and shade of each state.
    """

    language: str
    title: str
    file_name: str
    order: tuple[str, ...]
    index: dict[str, str]
    part: dict[Part, str]
    file: dict[str, str]
    state: dict[PackState, tuple[str, str]]
    pdf: dict[str, str]

    def place_of(self, deliverable: str) -> tuple[int, str]:
        """Return by what documents are sorted: their place in the declared order, then their id."""
        place = self.order.index(deliverable) if deliverable in self.order else len(self.order)
        return place, deliverable

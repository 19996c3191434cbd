"""A row of a register of which a document prints a few entries: what it does not print is not worked out."""

from collections.abc import Callable, Mapping

from pipeline.model.context import View


class LazyRow(View):
    """A row whose entries are worked out when they are asked for."""

    __slots__ = ()

    def __init__(self, entries: Mapping[str, Callable[[], object]]) -> None:
        """Hold what works the entries out."""
        super().__init__(entries)

    def __getattr__(self, name: str) -> object:
        """Work an entry out.

        Raises:
            AttributeError: there is no such entry.
        """
        work_out = super().__getattr__(name)
        assert callable(work_out)  # noqa: S101 - all entries are
        return work_out()

"""What it means in law that something is open, looked up by the longest citation at or above it."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.model.crosswalk import Crosswalk, Weight, at_or_above


class Weights(Struct, frozen=True):
    """The weights by citation."""

    by_cite: Mapping[str, Weight]

    @classmethod
    def of(cls, crosswalk: Crosswalk) -> "Weights":
        """Gather them."""
        return cls({cite: weight for weight in crosswalk.weights for cite in weight.cites})

    def at(self, cite: str) -> Weight | None:
        """Return the weight of a citation, or None where none stands at or above it."""
        return next(self._above(cite), None)

    def takes_credit(self, cite: str) -> bool:
        """Tell whether a standard may lend anything to what a citation asks: no weight at or above it forbids that."""
        return all(weight.takes_credit for weight in self._above(cite))

    def _above(self, cite: str) -> Iterator[Weight]:
        return (self.by_cite[above] for above in at_or_above(cite) if above in self.by_cite)

"""What a figure came to: the numbers, their spread, and what they were measured on."""

from collections.abc import Mapping

from msgspec import Struct

from benchmarks.measuring import BY_CPU, BY_WALL, Costs, Ratio, milliseconds


class Outcome(Struct, frozen=True):
    """One figure as it was measured.

    ``ratios`` holds the figure itself under "ratio" (or "median") and what stands beside it under names of its own;
    ``cpu`` and ``wall`` the median milliseconds of each variant, ``more`` further numbers and words.
    """

    ratios: Mapping[str, Ratio]
    rounds: int
    cpu: Mapping[str, float] = {}
    wall: Mapping[str, float] = {}
    more: Mapping[str, object] = {}

    @classmethod
    def of(cls, costs: Costs, ratios: Mapping[str, Ratio], **more: object) -> "Outcome":
        """Take over what was measured in turn."""
        rounds = min(len(each) for each in costs.values())
        return cls(ratios, rounds, milliseconds(costs, BY_CPU), milliseconds(costs, BY_WALL), more)

    def as_json(self) -> dict[str, object]:
        """Return what docs/benchmarks.json holds of it: each ratio as a number, its spread beside it."""
        told: dict[str, object] = {}
        for name, found in self.ratios.items():
            told[name] = rounded(found.median)
            told[spread_name(name)] = [rounded(found.low), rounded(found.high)]
        timed = {by: {name: rounded(ms) for name, ms in each.items()} for by, each in self._times()}
        return {**told, "rounds": self.rounds, **timed, **self.more}

    def _times(self) -> tuple[tuple[str, Mapping[str, float]], ...]:
        return ((BY_CPU, self.cpu), (BY_WALL, self.wall))


class NotMeasuredError(Exception):
    """A figure cannot be measured here; the message says why."""


def spread_name(name: str) -> str:
    """Return where the spread of a number stands: beside "ratio" it is "spread", beside "x_ratio" "x_spread"."""
    return f"{name.removesuffix('ratio').removesuffix('median')}spread"


def rounded(value: float) -> float:
    """Return a value with three or four digits that count; no more of it would be the same the next time."""
    return float(f"{value:.4g}")

"""The picture of cost against work: two panels, both axes in powers of ten, as SVG."""

import math
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from msgspec import Struct

WIDTH, HEIGHT = 920, 400
_PANEL, _LEFT, _TOP, _BOTTOM, _APART = 360, 64, 56, 320, 470
_COLOURS = ("#1f4e79", "#c55a11", "#548235")
_STYLE = (
    "text{font:13px 'Segoe UI',Helvetica,Arial,sans-serif;fill:#333}.head{font-weight:600}.end{text-anchor:end}"
    ".mid{text-anchor:middle}.grid{stroke:#ddd}polyline{fill:none;stroke-width:2}"
)


class Panel(Struct, frozen=True):
    """One panel: what lies along it, its title, and the name of each line, in the points and as it is printed."""

    along: str
    title: str
    lines: Mapping[str, str]


PANELS = {
    "systems": Panel(
        "systems", "Systems, one document each: seconds of CPU", {"build": "build", "no-op": "nothing to do"}
    ),
    "rows": Panel("rows", "Rows of one table: seconds of CPU", {"ours": "ours", "docxtpl": "plain docxtpl"}),
}


def draw(growth: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """Return the picture.

    Args:
        growth: the points of each panel, by its name.
    """
    body = "".join(
        part
        for number, (name, panel) in enumerate(PANELS.items())
        for part in _panel(panel, growth[name], _LEFT + number * _APART)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        f"<title>Cost against work</title><style>{_STYLE}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{body}</svg>\n'
    )


class _Axis(Struct, frozen=True):
    """Powers of ten from one place to another."""

    low: int
    high: int
    begin: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], begin: float, end: float) -> "_Axis":
        low, high = (turn(math.log10(most(values))) for turn, most in ((math.floor, min), (math.ceil, max)))
        return cls(low, max(high, low + 1), begin, end)

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.begin + share * (self.end - self.begin), 1)

    def marks(self) -> Iterator[tuple[float, str]]:
        for power in range(self.low, self.high + 1):
            yield self.at(10.0**power), f"{10**power:,}" if power >= 0 else f"{10.0**power:.{-power}f}"


def _panel(panel: Panel, points: Sequence[Mapping[str, float]], left: float) -> Iterator[str]:
    right = left + _PANEL
    across = _Axis.over([point[panel.along] for point in points], left, right)
    up = _Axis.over([point[name] for point in points for name in panel.lines], _BOTTOM, _TOP)
    yield f'<text class="head" x="{left}" y="{_TOP - 28}">{escape(panel.title)}</text>'
    for at, text in across.marks():
        yield f'<line class="grid" x1="{at}" y1="{_TOP}" x2="{at}" y2="{_BOTTOM}"/>'
        yield f'<text class="mid" x="{at}" y="{_BOTTOM + 20}">{text}</text>'
    for at, text in up.marks():
        yield f'<line class="grid" x1="{left}" y1="{at}" x2="{right}" y2="{at}"/>'
        yield f'<text class="end" x="{left - 8}" y="{at + 4}">{text}</text>'
    for number, (name, words) in enumerate(panel.lines.items()):
        places = [(across.at(point[panel.along]), up.at(point[name])) for point in points]
        joined = " ".join(f"{x},{y}" for x, y in places)
        colour = _COLOURS[number]
        yield f'<polyline points="{joined}" stroke="{colour}"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
        legend = left + number * 130
        yield f'<rect x="{legend}" y="{HEIGHT - 40}" width="14" height="4" fill="{colour}"/>'
        yield f'<text x="{legend + 20}" y="{HEIGHT - 34}">{escape(words)}</text>'

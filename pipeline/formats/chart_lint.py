"""The rules of a chart: without them Word draws nothing, or stops."""

from collections.abc import Iterator, Mapping

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_AXES = ("catAx", "valAx", "dateAx", "serAx")


def lint_charts(roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Complain of charts that cannot be drawn.

    Args:
        roots: the XML parts of a package, parsed.
    """
    for name, root in roots.items():
        if root.tag == _c("chartSpace"):
            yield from _lint_chart(name, root)


def _lint_chart(name: str, root: Element) -> Iterator[Complaint]:
    area = root.find(f"{_c('chart')}/{_c('plotArea')}")
    if area is None:
        yield Complaint(name, "the chart has no area to plot in")
        return
    axes = [_value(axis, "axId") for kind in _AXES for axis in area.findall(_c(kind))]
    yield from twice(name, "axis", axes)
    for kind in _AXES:
        for axis in area.findall(_c(kind)):
            if _value(axis, "crossAx") not in axes:
                yield Complaint(name, "an axis crosses one that is not there")
    series = list(area.iter(_c("ser")))
    yield from twice(name, "number of a series", (_value(each, "idx") for each in series))
    yield from twice(name, "place of a series", (_value(each, "order") for each in series))
    plots = [child for child in area if child.find(_c("ser")) is not None]
    if not plots:
        yield doubtful(name, "the chart plots nothing")
    for plot in plots:
        for axis in plot.findall(_c("axId")):
            if axis.get("val") not in axes:
                yield Complaint(name, f"a plot names the axis {axis.get('val')}, which is not there")
    for cache in root.iter(_c("numCache"), _c("strCache")):
        yield from _lint_points(name, cache)


def _lint_points(name: str, cache: Element) -> Iterator[Complaint]:
    count = _value(cache, "ptCount") or ""
    points = [point.get("idx", "") for point in cache.findall(_c("pt"))]
    yield from twice(name, "point", points)
    if not count.isdecimal() or any(not each.isdecimal() or int(each) >= int(count) for each in points):
        yield Complaint(name, f"a point stands beyond the {count or 'none'} that there are")
    for value in cache.iterfind(f"{_c('pt')}/{_c('v')}") if cache.tag == _c("numCache") else ():
        try:
            is_number = abs(float(value.text or "")) != float("inf")
        except ValueError:
            is_number = False
        if not is_number or (value.text or "").casefold() == "nan":
            yield Complaint(name, f"a point is no number: {value.text}")


def _value(element: Element, name: str) -> str | None:
    found = element.find(_c(name))
    return found.get("val") if found is not None else None


def _c(name: str) -> str:
    return f"{{{_CHART}}}{name}"

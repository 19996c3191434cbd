"""Which layer of a diagram each box stands in: below all that feed it, once links that close a circle are turned."""

from collections.abc import Sequence

Way = tuple[str, str, str]
"""A link as it runs down: its upper box, its lower one, and the kind of its lanes (``lane``, or ``back``)."""


def without_circles(nodes: Sequence[str], links: Sequence[tuple[str, str]]) -> list[Way]:
    """Return the links with those turned round that close a circle on a walk in the order of the table."""
    targets: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in links:
        targets[source].append(target)
    open_now: set[str] = set()
    done: set[str] = set()
    turned: set[tuple[str, str]] = set()

    def walk(node: str) -> None:
        open_now.add(node)
        for target in targets[node]:
            if target in open_now:
                turned.add((node, target))
            elif target not in done:
                walk(target)
        open_now.discard(node)
        done.add(node)

    for node in nodes:
        if node not in done:
            walk(node)
    return [(link[1], link[0], "back") if link in turned else (*link, "lane") for link in links]


def layers(nodes: Sequence[str], links: Sequence[tuple[str, str]], abreast: int) -> dict[str, int]:
    """Return the layer of each node: below all that feed it, where there is room beside the others."""
    above: dict[str, set[str]] = {node: set() for node in nodes}
    for upper, lower in links:
        above[lower].add(upper)
    linked = {node for link in links for node in link}
    found: dict[str, int] = {}
    taken: dict[int, int] = {}
    # What nothing is linked to comes last: it stands below the picture and not in it.
    waiting = [*(node for node in nodes if node in linked), *(node for node in nodes if node not in linked)]
    first_free: int | None = None
    while waiting:
        node = next(each for each in waiting if above[each] <= found.keys())
        waiting.remove(node)
        if node not in linked and first_free is None:
            first_free = max(found.values(), default=-1) + 1
        layer = max((found[each] + 1 for each in above[node]), default=first_free or 0)
        while taken.get(layer, 0) >= abreast:
            layer += 1
        found[node] = layer
        taken[layer] = taken.get(layer, 0) + 1
    return found

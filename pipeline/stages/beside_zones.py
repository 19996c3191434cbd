"""What changed beside the free text of a document: the facts of the sections that a zone closes."""

from collections.abc import Iterator, Mapping

from pipeline.model.deliverable import BlockKind, Deliverable, zone_key
from pipeline.model.fact_change import Differences
from pipeline.stages.prints import Prints
from pipeline.stages.why_stale import told, touched_sections
from pipeline.stages.wording import Wording

_SHOWN = 5


def beside_zones(
    deliverable: Deliverable, differences: Differences, prints: Prints, wording: Wording
) -> Mapping[str, str]:
    """Return what to remark on the text in each zone: which facts of the sections up to it read otherwise now.

    Args:
        deliverable: the document.
        differences: between the state beside which the text was written and the present one.
        prints: tells which section prints what.
        wording: of the document.

    Returns:
        By the key of the zone; a zone beside which nothing changed is not among them.
    """
    remarks = {}
    for key, sections in _reach(deliverable):
        parts = [part for part in prints.parts(deliverable) if part.id in sections]
        changed = [told(change) for change in differences.facts if touched_sections(parts, change)]
        if changed:
            rest = len(changed) - _SHOWN
            more = wording.say("beside_more", count=rest) if rest > 0 else ""
            remarks[key] = wording.say("beside_changed", changes="; ".join(changed[:_SHOWN]) + more)
    return remarks


def _reach(deliverable: Deliverable) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each zone with the sections since the zone before it."""
    reach: list[str] = []
    for section in deliverable.section:
        reach.append(section.id)
        zones = [block for block in section.block if block.kind is BlockKind.ZONE]
        yield from ((zone_key(section, zone), frozenset(reach)) for zone in zones)
        if zones:
            reach = []

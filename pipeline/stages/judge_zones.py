"""Whether a template has the places in which a person may write, each of them once."""

from collections import Counter
from collections.abc import Iterator

from pipeline.model.deliverable import BlockKind, Deliverable, zone_key
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.template import TemplateReading
from pipeline.stages.offer_names import title_of


def judge_zones(reading: TemplateReading, deliverable: Deliverable, template: str) -> Iterator[Flaw]:
    """Yield the zones that are declared and not there, and those that are there more than once.

    Args:
        reading: what was read of the template.
        deliverable: what it is for; a template may have zones beside those that it declares.
        template: the file's name.
    """
    at, there = Place(template=template), Counter(reading.zones)
    for section in deliverable.section:
        for block in section.block:
            key = zone_key(section, block)
            if block.kind is BlockKind.ZONE and key not in there:
                yield Flaw(finding("EDT001", at, section.cites, key=key, title=block.words or title_of(section)))
    for key, count in there.items():
        if count > 1:
            yield Flaw(finding("EDT002", at, key=key))

"""A template held against the declaration of its deliverable."""

from msgspec.structs import replace

from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.flaw import Flaw
from pipeline.model.template import TemplateReading
from pipeline.stages.judge_names import KnownHere, judge_names
from pipeline.stages.judge_needs import judge_needs
from pipeline.stages.judge_zones import judge_zones
from pipeline.stages.needs import needs_of
from pipeline.stages.offer_names import offered_names


def judge_template(
    reading: TemplateReading, deliverable: Deliverable, catalogue: Catalogue, template: str
) -> tuple[Flaw, ...]:
    """Return what is wrong with a template whose syntax is clean.

    Args:
        reading: what was read of it.
        deliverable: what it is for.
        catalogue: law, questions and fixed words.
        template: the file's name, for the places of findings.
    """
    names = offered_names(deliverable, catalogue)
    known = KnownHere(deliverable, names, catalogue.questionnaire.facts, template)
    needs = needs_of(deliverable, names)
    judged = judge_names(reading.names, known)
    meant = replace(reading, names=judged.meant)
    zones = judge_zones(reading, deliverable, template)
    return (*judged.flaws, *judge_needs(meant, deliverable, needs, template), *zones)

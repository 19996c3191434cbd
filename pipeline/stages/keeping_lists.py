"""What is kept, and until when, as a register of a document prints it."""

from collections.abc import Iterator, Mapping

from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.context import View
from pipeline.stages.case import Case
from pipeline.stages.keep_until import keep_until
from pipeline.stages.leaves import NOTHING, points
from pipeline.stages.wording import Wording


def kept(case: Case, catalogue: Catalogue, wording: Wording, shades: Mapping[str, str]) -> Iterator[View]:
    """Yield each period of the law that has something kept, or may."""
    for part in keep_until(case.classification, catalogue, wording.day).parts:
        yield View(
            {
                "keeps": unbroken(part.keeps),
                "until": wording.day(part.day) if part.day else NOTHING,
                "counted": unbroken(part.says) or NOTHING,
                "point": points(part.cites),
                "shade": shades["plain" if part.day or not part.says else "open"],
            }
        )

"""Hands systems out to a crew and takes back what was made; what befell a worker becomes a finding on its system."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from pipeline.build.attempt import DIED, HUNG, MEMORY, RAISED, REFUSED, Loss
from pipeline.build.crew import Crew, run_all
from pipeline.build.glance import Glance
from pipeline.build.in_place import IN_PLACE
from pipeline.build.order import Order
from pipeline.build.parcel import Parcel, pack, unpack
from pipeline.build.task import MadeSystem, make_system
from pipeline.build.template import Template
from pipeline.model.catalogue import Catalogue
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

PARENT = IN_PLACE
"""The crew that is nobody but the parent."""
DEADLINE = 120.0
"""Seconds for one system: a hundred times what a large one takes."""
_TOLD = {DIED: "WRK001", HUNG: "WRK002", MEMORY: "WRK003", REFUSED: "WRK004", RAISED: "BLD002"}

Asked = tuple[Glance, Order | Finding]
Answered = tuple[Glance, Order | None, MadeSystem | Finding]


class Errand(Struct, frozen=True):
    """An order with what every order needs; nothing else has to be where the work is done."""

    order: Order
    parcel: Parcel


def run_errand(errand: Errand) -> MadeSystem:
    """Make one system, wherever this is called.

    Raises:
        UnfitOrderError: it comes from another version of this package.
    """
    contents = unpack(errand.parcel)
    return make_system(errand.order, contents.catalogue, contents.templates)


def make_all(
    asked: Iterable[Asked], catalogue: Catalogue, templates: Mapping[str, Template], crew: Crew, deadline: float
) -> Iterator[Answered]:
    """Have every system made.

    Args:
        asked: workbooks with their orders, or why there is none; read only as fast as they are handed out.
        catalogue: law, questionnaire, deliverables.
        templates: template of each deliverable to make, by id.
        crew: who makes them.
        deadline: seconds for one system.

    Yields:
        In the order of the workbooks: what was made, or why nothing was; without the order where there was none.
    """
    waiting: deque[Asked] = deque()
    if crew.is_elsewhere:
        parcel = pack(catalogue, templates)
        errands = (Errand(order, parcel) for order in _orders(asked, waiting))
        made = (outcome.result or outcome.loss for outcome in run_all(run_errand, errands, crew, deadline))
    else:
        work = partial(make_system, catalogue=catalogue, templates=templates)
        made = (outcome.result or outcome.loss for outcome in run_all(work, _orders(asked, waiting), crew))
    for each in made:
        yield from _unasked(waiting)
        seen, order = waiting.popleft()
        assert isinstance(order, Order)  # noqa: S101 - the others were taken out just now
        assert each is not None  # noqa: S101 - an outcome has one of the two
        yield seen, order, told(each, seen) if isinstance(each, Loss) else each
    yield from _unasked(waiting)


def _orders(asked: Iterable[Asked], waiting: deque[Asked]) -> Iterator[Order]:
    for seen, order in asked:
        waiting.append((seen, order))
        if isinstance(order, Order):
            yield order


def _unasked(waiting: deque[Asked]) -> Iterator[Answered]:
    while waiting and isinstance(waiting[0][1], Finding):
        seen, told_before = waiting.popleft()
        assert isinstance(told_before, Finding)  # noqa: S101 - as just asked
        yield seen, None, told_before


def told(loss: Loss, seen: Glance) -> Finding:
    """Return the finding on a system that a loss concerns."""
    return finding(_TOLD[loss.kind], Place(seen.source.path), why=loss.why or "no reason was given")

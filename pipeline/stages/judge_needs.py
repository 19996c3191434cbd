"""Whether a template prints what its declaration needs, section by section, and says how the document stands."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import Deliverable, Section
from pipeline.model.fact import ROWS
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.offer import Need
from pipeline.model.template import Naming, Spot, TemplateReading, Use
from pipeline.model.template_place import place_of
from pipeline.stages.offer_names import DRAFT_MARK, title_of

_RUNNING = ("document.number", "document.revision", "document.status")
"""What every page says of its document."""

_RUNNING_PARTS = ("header", "footer")


class _Used(Struct, frozen=True):
    """The names that a template uses, each by what it does with it."""

    printed: frozenset[str]
    asked: frozenset[str]
    every: frozenset[str]

    @classmethod
    def of(cls, namings: Sequence[Naming]) -> "_Used":
        """Gather the names."""
        printed = frozenset(naming.path for naming in namings if naming.use is Use.PRINTED)
        asked = frozenset(naming.path for naming in namings if naming.use is Use.ASKED)
        return cls(printed, asked, frozenset(naming.path for naming in namings))


class _Here(Struct, frozen=True):
    """Where a section stands in a template, as far as a name in it tells: its place, and a spot for a remark."""

    whole: Place
    at: Place
    spot: Spot = Spot("")


def judge_needs(
    reading: TemplateReading, deliverable: Deliverable, needs: Sequence[Need], template: str
) -> Iterator[Flaw]:
    """Yield what a template leaves out.

    Args:
        reading: what was read of it.
        deliverable: what it is for.
        needs: what has to be printed.
        template: the file's name.
    """
    used, at = _Used.of(reading.names), Place(template=template)
    if deliverable.section and not reading.headings:
        yield Flaw(finding("TPL063", at, id=deliverable.id))
    without = missing_headings(reading.headings, deliverable.section) if reading.headings else set()
    for section in deliverable.section:
        here = _place_of(section, reading.names, template)
        yield from _of_section(section, [need for need in needs if need.section == section.id], used, without, here)
    if DRAFT_MARK not in used.printed:
        yield Flaw(finding("TPL053", at, tag=_tag(DRAFT_MARK)))
    running = {naming.path for naming in reading.names if naming.spot.where in _RUNNING_PARTS}
    for name in _RUNNING:
        if name not in running:
            yield Flaw(finding("TPL052", at, name=name, tag=_tag(name)))


def judge_headings(found: Sequence[str], deliverable: Deliverable, template: str) -> Iterator[Flaw]:
    """Yield the sections whose heading a template does not have.

    Args:
        found: its headings.
        deliverable: what it is for.
        template: the file's name.
    """
    without = missing_headings(found, deliverable.section)
    for section in deliverable.section:
        if section.id in without:
            yield _no_heading(section, Place(template=template))


def missing_headings(found: Sequence[str], sections: Sequence[Section]) -> set[str]:
    """Return the ids of the sections whose heading is not there; each heading serves one section.

    A heading serves a section also where more stands before the declared words, such as a number of the firm's own.

    Args:
        found: the headings of a template.
        sections: with the headings that are declared.
    """
    left = [folded(text) for text in found]
    waiting = []
    for section in sections:
        title = folded(title_of(section))
        if title in left:
            left.remove(title)
        else:
            waiting.append((section.id, title))
    missing = set()
    for name, title in waiting:
        served = next((text for text in left if text.endswith(f" {title}")), None)
        if served is None:
            missing.add(name)
        else:
            left.remove(served)
    return missing


def folded(text: str) -> str:
    """Return text with every stretch of white space as one blank."""
    return " ".join(text.split())


def _of_section(section: Section, needs: Sequence[Need], used: _Used, without: set[str], here: _Here) -> Iterator[Flaw]:
    title = title_of(section)
    open_needs = [need for need in needs if not used.printed.intersection(need.any_of)]
    if section.id in without:
        yield _no_heading(section, here.whole)
        if len(open_needs) == len(needs):
            # Nothing of the section is there: one finding says so.
            return
    yield from _guards(section, used, here)
    for need in open_needs:
        code = "TPL050" if need.of_law else "TPL054"
        said = {"what": need.what, "name": _tag_of(need), "heading": title, "missing": _missing(section)}
        yield Flaw(finding(code, here.at, need.cites, **said), here.spot)


def _guards(section: Section, used: _Used, here: _Here) -> Iterator[Flaw]:
    """Yield the conditions that a section has by its declaration and the template does not ask for."""
    name, title = f"sections.{section.id}", title_of(section)
    guards = {"here": section.left_out_when != NEVER, "shown": section.shown_when != ALWAYS}
    for guard, is_declared in guards.items():
        if is_declared and f"{name}.{guard}" not in used.asked:
            tag = f"{{%p if {name}.{guard} %}} … {{%p endif %}}"
            yield Flaw(finding("TPL048", here.at, section.cites, heading=title, tag=tag), here.spot)
    if section.shown_when != ALWAYS and section.block and f"{name}.note" not in used.printed:
        tag = f"{{%p else %}} {_tag(f'{name}.note')}"
        yield Flaw(finding("TPL049", here.at, section.cites, heading=title, tag=tag), here.spot)


def _place_of(section: Section, namings: Sequence[Naming], template: str) -> _Here:
    whole, title = Place(template=template), folded(title_of(section))
    for naming in namings:
        spot = naming.spot
        if folded(spot.heading).endswith(title):
            return _Here(whole, place_of(Spot(spot.part, spot.where, spot.heading), template), spot)
    return _Here(whole, whole)


def _tag_of(need: Need) -> str:
    """Return the tag that prints what is needed, with the loop that it has to stand in."""
    name, rows, entry = need.any_of[0].partition(ROWS)
    if not rows:
        return _tag(name)
    return f"{_tag(f'row{entry}' if entry else 'item')}, in a loop over {name},"


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _no_heading(section: Section, at: Place) -> Flaw:
    return Flaw(finding("TPL051", at, section.cites, heading=title_of(section), missing=_missing(section)))


def _missing(section: Section) -> str:
    return ", ".join(section.cites) or f'"{title_of(section)}"'

"""Whether a template prints what its declaration needs, section by section, and says how the document stands."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.model.condition_text import ALWAYS, NEVER
from pipeline.model.deliverable import Deliverable, Section
from pipeline.model.finding import Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.offer import Need
from pipeline.model.template import Naming, TemplateReading, Use
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
        yield from _of_section(section, [need for need in needs if need.section == section.id], used, without, at)
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


def _of_section(section: Section, needs: Sequence[Need], used: _Used, without: set[str], at: Place) -> Iterator[Flaw]:
    title = title_of(section)
    open_needs = [need for need in needs if not used.printed.intersection(need.any_of)]
    if section.id in without:
        yield _no_heading(section, at)
        if len(open_needs) == len(needs):
            # Nothing of the section is there: one finding says so.
            return
    yield from _guards(section, used, at)
    for need in open_needs:
        code = "TPL050" if need.of_law else "TPL054"
        tag = _tag(need.any_of[0])
        yield Flaw(finding(code, at, need.cites, what=need.what, name=tag, heading=title, missing=_missing(section)))


def _guards(section: Section, used: _Used, at: Place) -> Iterator[Flaw]:
    """Yield the conditions that a section has by its declaration and the template does not ask for."""
    name, title = f"sections.{section.id}", title_of(section)
    guards = {"here": section.left_out_when != NEVER, "shown": section.shown_when != ALWAYS}
    for guard, is_declared in guards.items():
        if is_declared and f"{name}.{guard}" not in used.asked:
            tag = f"{{%p if {name}.{guard} %}} … {{%p endif %}}"
            yield Flaw(finding("TPL048", at, section.cites, heading=title, tag=tag))
    if section.shown_when != ALWAYS and section.block and f"{name}.note" not in used.printed:
        tag = f"{{%p else %}} {_tag(f'{name}.note')}"
        yield Flaw(finding("TPL049", at, section.cites, heading=title, tag=tag))


def _tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _no_heading(section: Section, at: Place) -> Flaw:
    return Flaw(finding("TPL051", at, section.cites, heading=title_of(section), missing=_missing(section)))


def _missing(section: Section) -> str:
    return ", ".join(section.cites) or f'"{title_of(section)}"'

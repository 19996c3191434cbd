"""Headings: the point of law, a tab, the words, and a bookmark that the contents list links to."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pipeline.formats.docx_looks import LabelWidths
from pipeline.formats.docx_markup import Element, bookmarked, paragraph, tab, twips, w, words
from pipeline.model.deliverable import Section, heading_mark, label_mark, tag_name
from pipeline.model.house_style import HouseStyle

_WIDE, _NARROW, _AVERAGE = 0.62, 0.34, 0.58
_CENTIMETRES_PER_POINT = 2.54 / 72
_GAP_AFTER_LABEL = 0.25
_BEFORE_BASIS = 30
_NARROWEST_ENTRY = 0.8


class Place(Struct, frozen=True):
    """A section at its place in the document."""

    section: Section
    number: int

    @property
    def name(self) -> str:
        """The section as ``sections`` names it in a template."""
        return tag_name(self.section.id)

    @property
    def bookmark(self) -> str:
        """Name of the bookmark on the heading."""
        return heading_mark(self.section, self.number)


def heading(place: Place, *, new_page: bool = False, on_top: bool = False) -> Element:
    """Make the heading of a section in the style of its level.

    Args:
        place: the section.
        new_page: whether it begins a page.
        on_top: whether it stands at the top of a page, where no room is wanted above it.
    """
    section = place.section
    named = [words(section.label or section.heading)]
    # The ids of both bookmarks are unlike all others: one is odd, one is even.
    target = bookmarked(2 * place.number, label_mark(section, place.number), named)
    content = [*target, tab(), words(section.heading)] if section.label else target
    properties = [w("pageBreakBefore")] if new_page else []
    spacing = ({"before": 0} if on_top else {}) | ({"after": _BEFORE_BASIS} if _basis(section) else {})
    if spacing:
        properties.append(w("spacing", **spacing))
    return paragraph(
        f"Heading{section.level}", *bookmarked(2 * place.number - 1, place.bookmark, content), properties=properties
    )


def legal_basis(place: Place, labels: LabelWidths) -> list[Element]:
    """Return the line below a heading that names its legal basis; it starts where the words of the heading do."""
    section = place.section
    if not _basis(section):
        return []
    indent = [w("ind", left=twips(labels[section.level - 1]))] if section.label else []
    return [paragraph("LegalBasis", words("; ".join(_basis(section))), properties=indent)]


def _basis(section: Section) -> tuple[str, ...]:
    """Return the legal basis of a section, or nothing where its label says the same."""
    return () if section.cites == (section.label,) else section.cites


def label_widths(sections: Iterable[Section], style: HouseStyle) -> LabelWidths:
    """Return the room that the widest label of a level needs before the words of its heading.

    Levels 1 and 2 share theirs, so that their words stand below each other. The widths of letters are those of the
    house font by rough classes: the result only has to be wide enough.
    """
    first, second, third = _widest(sections, [look.size for look in style.heading])
    upper = max(style.label_width, first, second)
    return upper, upper, max(upper, third)


def entry_widths(sections: Iterable[Section], style: HouseStyle) -> LabelWidths:
    """Return the room that the widest label of a level needs in the contents list."""
    first, second, third = _widest(sections, [style.text.size] * len(style.heading))
    return max(_NARROWEST_ENTRY, first), max(style.label_width, second), max(style.label_width, third)


def _widest(sections: Iterable[Section], sizes: Sequence[float]) -> LabelWidths:
    needs = [0.0, 0.0, 0.0]
    for section in sections:
        level = section.level - 1
        needs[level] = max(needs[level], _width(section, sizes[level]))
    first, second, third = (round(need, 2) for need in needs)
    return first, second, third


def _width(section: Section, points: float) -> float:
    if not section.label:
        return 0.0
    ems = sum(_NARROW if char in "()[].,ijlt I" else _WIDE if char.isupper() else _AVERAGE for char in section.label)
    return ems * points * _CENTIMETRES_PER_POINT + _GAP_AFTER_LABEL

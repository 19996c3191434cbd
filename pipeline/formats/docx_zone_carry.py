"""What a person wrote in the zones of a document, carried into the zones of its next version."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from msgspec import Struct

from pipeline.formats.docx_captions import count_captions
from pipeline.formats.docx_markup import Element, qn, serialise, w
from pipeline.formats.docx_said import said
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.docx_zone_orphans import orphans_of
from pipeline.formats.docx_zone_remarks import remark_on
from pipeline.formats.docx_zones import ZoneBlocks, is_written, text_of, zone_blocks
from pipeline.formats.graft import Graft
from pipeline.formats.open_package import OpenPackage

_PROMPT = f"{qn('sdtPr')}/{qn('showingPlcHdr')}"
_CONTENT = qn("sdtContent")


class Carried(Struct, frozen=True):
    """A document with the text of a person in its zones.

    ``carried`` are the zones that were taken over; ``orphans`` is a document with what was written in zones that the
    new version has not, each under its title and key, or nothing.
    """

    document: bytes
    carried: tuple[str, ...] = ()
    orphans: bytes | None = None


def carry_zones(new: bytes, old: bytes, remarks: Mapping[str, str] | None = None) -> Carried:
    """Put what a person wrote into the zones of one version of a document into those of the next.

    Text goes with its looks, styles, lists, tables, pictures, charts, links, notes, comments and tracked changes. What
    cannot go along is no text: the other end of a range or field that reaches out of the zone, breaks of sections, a
    binding to data, prompts, and numbers that programs give.

    Args:
        new: the version that was just made.
        old: the version in which a person wrote.
        remarks: by the key of a zone: what has changed beside it, for a comment on the text that was carried.

    Returns:
        The new version with the text; the very bytes of ``new`` where nothing is written in any zone of both.

    Raises:
        pipeline.formats.open_package.NoDocumentError: one of them is no Word document, or damaged.
    """
    source, target = OpenPackage.of(old), OpenPackage.of(new)
    written = {key: zone for key, zone in zone_blocks(source).items() if is_written(zone.content)}
    there = zone_blocks(target)
    carried = tuple(key for key, zone in written.items() if key in there and not _alike(zone, there[key]))
    lost = {key: zone for key, zone in written.items() if key not in there}
    orphans = orphans_of(lost, source, target) if lost else None
    if not carried:
        return Carried(new, (), orphans)
    graft = Graft(source, target)
    for key in carried:
        blocks = graft.fit(written[key].content)
        _place(_control(target, key), blocks)
        if remarks and (changed := remarks.get(key)):
            remark_on(target, blocks, changed)
    # A person's tables have numbers too, and those after them other ones now.
    counted = count_captions(serialise(target.root(target.main)).decode())
    target.replace(target.main, counted.encode())
    return Carried(target.written(), carried, orphans)


def _alike(one: ZoneBlocks, other: ZoneBlocks) -> bool:
    """Tell whether two zones say the same with the same looks: a firm's template may have put it there."""
    drawn = any(next(block.iter(qn("drawing"), qn("pict")), None) is not None for block in one.content)
    return not drawn and _said(one) == _said(other)


def _said(zone: ZoneBlocks) -> list[str]:
    held = w("body", *map(deepcopy, zone.content))
    return list(said(held, {}, lambda link: link, lambda kind, number: f"{kind} {number}"))


def _control(package: OpenPackage, key: str) -> Element:
    """Return the first control of a key."""
    return next(control for found, control in zone_controls(package.root(package.main)) if found == key)


def _place(control: Element, blocks: Sequence[Element]) -> None:
    """Put blocks into a control, which then stands around blocks even where it stood around words of a paragraph."""
    for prompt in control.findall(_PROMPT):
        _remove(prompt)
    content, parent = control.find(_CONTENT), control.getparent()
    if content is None:
        content = w("sdtContent")
        control.append(content)
    cells = [content] if parent is None or parent.tag not in (qn("tr"), qn("tbl")) else list(content.iter(qn("tc")))
    held = cells[0] if cells else content
    for each in [child for child in held if child.tag != qn("tcPr")]:
        held.remove(each)
    held.extend(blocks)
    if not blocks or blocks[-1].tag != qn("p"):
        # A cell has to end with a paragraph, and below a table nobody could write on.
        held.append(w("p"))
    around = next(control.iterancestors(qn("p")), None)
    if around is not None:
        around.addnext(control)
        if not text_of(around).strip() and next(around.iter(qn("sectPr"), qn("drawing")), None) is None:
            _remove(around)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

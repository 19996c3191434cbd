"""How each paragraph style of a document looks: the one place where measures meet names."""

from msgspec import Struct

from pipeline.model.firm import Firm
from pipeline.model.house_style import HouseStyle
from pipeline.model.paint import readable_on

_FIELD_TAB = 4.1
"""From the name of a field to its value in a cell of a certificate, in centimetres."""

COVER_RULE_BEFORE, MARK_AFTER = 190.0, 16.0
"""Room on a cover above its rule, and below a firm's mark, in points."""

LETTERS_LARGER = 4.0
"""By how much a firm's name in place of a mark is larger than text, in points."""

LabelWidths = tuple[float, float, float]
"""From the number of a heading to its words, by level, in centimetres."""


class Look(Struct, frozen=True):
    """How one style differs from the one it is based on; points, and centimetres for indents."""

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    font: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    shade: str = ""
    before: float | None = None
    after: float | None = None
    line: float = 0
    exact: float = 0
    left: float = 0
    hanging: float = 0
    right: float = 0
    tab: float = 0
    dotted: float = 0
    keep_next: bool = False
    outline: int = -1
    align: str = ""
    rule: str = ""
    rule_width: int = 0
    rule_colour: str = ""
    tracking: int = 0
    numbered: bool = False
    page_break: bool = False
    quick: bool = True


def looks(style: HouseStyle, labels: LabelWidths, entries: LabelWidths) -> tuple[Look, ...]:
    """Return every paragraph style but Normal.

    Args:
        style: the house style.
        labels: from the number of a heading to its words, by level.
        entries: the same in the contents list.
    """
    text, colour, table = style.text, style.colour, style.table
    wide = style.page.text_width(landscape=False)
    headings = tuple(
        Look(f"Heading{level}", f"heading {level}", next="Normal", size=look.size, bold=True, colour=colour.accent,
              before=look.before, after=look.after, line=1, left=labels[level - 1], hanging=labels[level - 1],
              tab=labels[level - 1], keep_next=True, outline=level - 1)
        for level, look in enumerate(style.heading, 1)
    )  # fmt: skip
    contents = tuple(
        Look(f"TOC{level}", f"toc {level}", bold=level == 1, before=before, after=after, line=1, colour=shade,
             size=text.size - (level > 1) * 0.5, left=sum(entries[:level]), hanging=entries[level - 1],
             tab=sum(entries[:level]), dotted=wide, quick=False)
        for level, before, after, shade in (
            (1, 5, 1.5, colour.accent), (2, 0, 1, colour.text), (3, 0, 1, colour.muted),
        )
    )  # fmt: skip
    return (
        *headings,
        *contents,
        Look("Title", "Title", size=text.title, bold=True, colour=colour.accent, before=0, after=10, line=1),
        Look("Subtitle", "Subtitle", size=text.subtitle, colour=colour.muted, after=4, line=1.05),
        Look("CoverMark", "Cover mark", size=text.small, colour=colour.muted, after=0, line=1, tab=-wide),
        Look("CoverRule", "Cover rule", size=2, before=COVER_RULE_BEFORE, after=14, exact=2, right=wide - 2.2,
              rule="top", rule_width=36, rule_colour=colour.accent),
        Look("CoverLine", "Cover line", colour=colour.muted, after=0, line=1.05),
        Look("CoverSpace", "Cover space", size=2, before=170, after=0, exact=2, quick=False),
        Look("CertificateRule", "Certificate rule", based_on="CoverRule", before=0, after=2),
        Look("CertificateTitle", "Certificate title", based_on="Title", size=22, after=0, tab=-wide),
        Look("CertificateOpen", "Certificate open point", based_on="TableBullet", size=text.small, line=1),
        Look("CertificateSubtitle", "Certificate subtitle", based_on="Subtitle", size=text.size, after=6),
        Look("FrontHeading", "Front heading", next="Normal", size=style.heading[0].size, bold=True,
              colour=colour.accent, before=22, after=8, line=1, keep_next=True),
        Look("FrontHeadingNewPage", "Front heading on a new page", based_on="FrontHeading", next="Normal", before=0,
              page_break=True),
        Look("LegalBasis", "Legal basis", size=text.small, colour=colour.muted, after=5, line=1, keep_next=True),
        Look("Label", "Label", size=table.size, bold=True, colour=colour.muted, before=4, after=1.5, line=1,
              keep_next=True),
        Look("Statement", "Statement"),
        Look("Alarm", "Alarm", based_on="Statement", bold=True, left=0.35, before=4, after=10, rule="left",
              rule_width=36, rule_colour=colour.draft),
        Look("NotApplicable", "Not applicable", italic=True, colour=colour.muted),
        Look("ListBullet", "List Bullet", after=3, left=0.6, hanging=0.4, numbered=True),
        Look("Picture", "Picture", before=9, after=4, align="center", keep_next=True, line=1),
        Look("Caption", "caption", size=text.small, colour=colour.muted, before=4, after=4, line=1, keep_next=True),
        Look("FigureCaption", "Figure caption", size=text.small, colour=colour.muted, after=10, align="center", line=1),
        Look("FigureNote", "Figure note", size=text.small, colour=colour.muted, before=3, after=6, line=1),
        Look("Header", "header", size=text.running, colour=colour.muted, after=0, line=1, tab=-wide, rule="bottom",
              rule_width=4, rule_colour=colour.line),
        Look("Footer", "footer", size=text.running, colour=colour.muted, after=0, line=1, tab=-wide, rule="top",
              rule_width=4, rule_colour=colour.line),
        Look("TableText", "Table text", size=table.size, after=0, line=1.08),
        Look("TableHeading", "Table heading", based_on="TableText", bold=True, colour=readable_on(colour.accent),
              keep_next=True),
        Look("TableLabel", "Table label", based_on="TableText", bold=True, colour=colour.muted),
        Look("RecordHeading", "Record heading", based_on="TableText", bold=True, colour=colour.accent, keep_next=True),
        Look("CellStatement", "Cell statement", based_on="TableText", after=2),
        Look("TableBullet", "Table bullet", based_on="TableText", left=0.4, hanging=0.35, after=0, numbered=True),
        Look("TableNote", "Table note", based_on="TableText", italic=True, colour=colour.muted),
        Look("Digest", "Digest", based_on="TableText", font=style.table.digest_font, size=style.table.digest),
        Look("TableEnd", "Table end", size=4, after=0, exact=8, quick=False),
        Look("Point", "Point", based_on="TableText", bold=True, colour=colour.accent, outline=1, left=0.6, hanging=0.6,
              tab=0.6),
        Look("CellField", "Cell field", based_on="TableText", left=_FIELD_TAB, hanging=_FIELD_TAB, tab=_FIELD_TAB,
              after=1),
        Look("SignatureRoom", "Signature room", size=text.running - 0.5, colour=colour.muted, before=14, after=0,
              line=1, right=3.5, rule="top", rule_width=4, rule_colour=colour.muted),
        Look("FieldName", "Field name", size=text.running - 0.5, colour=colour.muted, before=2, after=0, line=1,
              keep_next=True),
        Look("FieldValue", "Field value", size=table.size + 0.5, after=0, line=1.05),
        Look("ContentsEnd", "Contents end", size=1, after=0, exact=1, quick=False),
        Look("SectionEnd", "Section end", size=1, after=0, exact=1, quick=False),
        Look("EndMark", "End mark", size=text.running - 0.5, colour=colour.muted, before=8, after=0,
              align="center", line=1),
        Look("CommentText", "annotation text", size=text.size, after=0, line=1, quick=False),
    )  # fmt: skip


def brand_looks(style: HouseStyle, firm: Firm) -> tuple[Look, ...]:
    """Return the paragraph styles that only a firm's own documents use; none without a firm.

    Args:
        style: the house style.
        firm: whose documents they are.
    """
    if not firm.is_printed:
        return ()
    text, colour = style.text, style.colour
    return (
        Look("FirmMark", "Firm mark", size=text.size + LETTERS_LARGER, after=MARK_AFTER, line=1),
        Look("FirmLine", "Firm line", size=text.running, colour=colour.muted, after=1, line=1),
        Look("FooterFirm", "Footer firm", size=text.running, colour=colour.muted, before=2, after=0, line=1),
    )


def character_looks(style: HouseStyle, firm: Firm) -> tuple[Look, ...]:
    """Return every character style but the default one."""
    colour = style.colour
    own = (Look("FirmName", "Firm name", bold=True, colour=colour.accent),) if firm.is_printed else ()
    return (
        *own,
        Look("Gap", "Gap", colour="000000", shade=colour.gap),
        Look("CaptionLabel", "Caption label", bold=True, colour=colour.text),
        Look("FieldLabel", "Field label", colour=colour.muted),
        Look("DraftWord", "Draft word", size=style.text.small + 1.5, bold=True, colour=colour.draft, tracking=20),
        Look("CommentReference", "annotation reference", size=8),
    )

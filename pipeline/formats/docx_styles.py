"""The styles of a document, written out of the house style; every look in a document is one of these."""

from collections.abc import Iterator

from pipeline.formats.docx_looks import LabelWidths, Look, brand_looks, character_looks, looks
from pipeline.formats.docx_markup import Element, serialise, twips, w
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle

BULLETS = 1
"""Number of the list definition that ListBullet uses."""


def styles_part(style: HouseStyle, labels: LabelWidths, entries: LabelWidths, firm: Firm = NO_FIRM) -> bytes:
    """Return the styles part.

    Args:
        style: the house style.
        labels: from the number of a heading to its words, by level.
        entries: the same in the contents list.
        firm: whose documents they are.

    Returns:
        The part: defaults with the language, every paragraph, character and table style; no latent styles.
    """
    root = w("styles", _defaults(style), _normal(style))
    root.extend(_paragraph_style(look) for look in (*looks(style, labels, entries), *brand_looks(style, firm)))
    root.extend(_character_styles(style, firm))
    root.extend(_table_styles(style))
    return serialise(root)


def _paragraph_style(look: Look) -> Element:
    tabs = list(_tabs(look))
    border = w("pBdr", _rule(look)) if look.rule else None
    properties = w(
        "pPr",
        w("keepNext") if look.keep_next else None,
        w("keepLines") if look.keep_next else None,
        w("pageBreakBefore") if look.page_break else None,
        w("numPr", w("numId", val=BULLETS)) if look.numbered else None,
        border,
        w("tabs", *tabs) if tabs else None,
        _spacing(look),
        _indent(look),
        w("jc", val=look.align) if look.align else None,
        w("outlineLvl", val=look.outline) if look.outline >= 0 else None,
    )
    return w(
        "style",
        w("name", val=look.name),
        w("basedOn", val=look.based_on),
        w("next", val=look.next) if look.next else None,
        w("qFormat") if look.quick else None,
        properties,
        _run_properties(look),
        type="paragraph",
        styleId=look.id,
    )


def _tabs(look: Look) -> Iterator[Element]:
    if look.tab:
        yield w("tab", val="right" if look.tab < 0 else "left", pos=twips(abs(look.tab)))
    if look.dotted:
        yield w("tab", val="right", leader="dot", pos=twips(look.dotted))


def _rule(look: Look) -> Element:
    return w(look.rule, val="single", sz=look.rule_width, space=0 if look.exact else 4, color=look.rule_colour)


def _spacing(look: Look) -> Element | None:
    spacing: dict[str, str | float] = {}
    if look.before is not None:
        spacing["before"] = round(look.before * 20)
    if look.after is not None:
        spacing["after"] = round(look.after * 20)
    if look.exact:
        spacing |= {"line": round(look.exact * 20), "lineRule": "exact"}
    elif look.line:
        spacing |= {"line": round(look.line * 240), "lineRule": "auto"}
    return w("spacing", **spacing) if spacing else None


def _indent(look: Look) -> Element | None:
    indent = {"left": look.left, "right": look.right, "hanging": look.hanging}
    set_ones = {key: twips(length) for key, length in indent.items() if length}
    return w("ind", **set_ones) if set_ones else None


def _run_properties(look: Look) -> Element:
    font, size = look.font, round(look.size * 2)
    return w(
        "rPr",
        w("rFonts", ascii=font, hAnsi=font, cs=font) if font else None,
        w("b") if look.bold else None,
        w("bCs") if look.bold else None,
        w("i") if look.italic else None,
        w("iCs") if look.italic else None,
        w("color", val=look.colour) if look.colour else None,
        w("spacing", val=look.tracking) if look.tracking else None,
        w("sz", val=size) if size else None,
        w("szCs", val=size) if size else None,
        w("shd", val="clear", color="auto", fill=look.shade) if look.shade else None,
    )


def _defaults(style: HouseStyle) -> Element:
    font, size = style.text.font, round(style.text.size * 2)
    run = w(
        "rPr",
        w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font),
        w("sz", val=size),
        w("szCs", val=size),
        w("lang", val=style.language, eastAsia=style.language, bidi="ar-SA"),
    )
    spacing = w("spacing", after=round(style.text.after * 20), line=round(style.text.line * 240), lineRule="auto")
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", w("pPr", spacing)))


def _normal(style: HouseStyle) -> Element:
    run = w("rPr", w("color", val=style.colour.text))
    return w("style", w("name", val="Normal"), w("qFormat"), run, type="paragraph", default=1, styleId="Normal")


def _character_styles(style: HouseStyle, firm: Firm) -> list[Element]:
    base = w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1), w("semiHidden"),
             type="character", default=1, styleId="DefaultParagraphFont")  # fmt: skip
    return [base] + [
        w(
            "style",
            w("name", val=look.name),
            w("basedOn", val="DefaultParagraphFont"),
            _run_properties(look),
            type="character",
            styleId=look.id,
        )
        for look in character_looks(style, firm)
    ]


def _table_styles(style: HouseStyle) -> list[Element]:
    table = style.table
    across, down = twips(table.padding_horizontal), twips(table.padding_vertical)
    line: dict[str, str | float] = {
        "val": "single",
        "sz": round(table.line * 8),
        "space": 0,
        "color": style.colour.line,
    }
    plain = w("tblPr", w("tblInd", w=0, type="dxa"), _margins(0, 108))
    ruled = w(
        "tblPr",
        w("tblInd", w=0, type="dxa"),
        w("tblBorders", w("top", **line), w("bottom", **line), w("insideH", **line)),
        _margins(down, across),
    )
    return [
        w("style", w("name", val="Normal Table"), w("uiPriority", val=99), w("semiHidden"), plain,
          type="table", default=1, styleId="TableNormal"),
        w("style", w("name", val="Dossier table"), w("basedOn", val="TableNormal"), w("qFormat"), ruled,
          type="table", styleId="DossierTable"),
        w("style", w("name", val="No List"), w("uiPriority", val=99), w("semiHidden"),
          type="numbering", default=1, styleId="NoList"),
    ]  # fmt: skip


def _margins(down: int, across: int) -> Element:
    sides = (("top", down), ("left", across), ("bottom", down), ("right", across))
    return w("tblCellMar", *(w(side, w=length, type="dxa") for side, length in sides))

"""What the schema of WordprocessingML says of the most frequent attributes: their values, and where they must be."""

from pipeline.formats.docx_markup import qn

_ON_OFF = "true false 1 0 on off"
_WIDTHS = "nil pct dxa auto"
_JUSTIFIED = """left center right both start end distribute numTab mediumKashida highKashida lowKashida
    thaiDistribute"""

_VALUES = {
    "jc val": _JUSTIFIED,
    "lvlJc val": _JUSTIFIED,
    "vAlign val": "top center bottom both",
    "vMerge val": "restart continue",
    "vertAlign val": "baseline superscript subscript",
    "u val": """single words double thick dotted dottedHeavy dash dashedHeavy dashLong dashLongHeavy dotDash
        dashDotHeavy dotDotDash dashDotDotHeavy wave wavyHeavy wavyDouble none""",
    "highlight val": """black blue cyan green magenta red yellow white darkBlue darkCyan darkGreen darkMagenta darkRed
        darkYellow darkGray lightGray none""",
    "shd val": """nil clear solid horzStripe vertStripe reverseDiagStripe diagStripe horzCross diagCross
        thinHorzStripe thinVertStripe thinReverseDiagStripe thinDiagStripe thinHorzCross thinDiagCross pct5 pct10 pct12
        pct15 pct20 pct25 pct30 pct35 pct37 pct40 pct45 pct50 pct55 pct60 pct62 pct65 pct70 pct75 pct80 pct85 pct87
        pct90 pct95""",
    "fldChar fldCharType": "begin separate end",
    "br type": "page column textWrapping",
    "br clear": "none left right all",
    "tblLayout type": "fixed autofit",
    "tblW type": _WIDTHS,
    "tcW type": _WIDTHS,
    "tblInd type": _WIDTHS,
    "headerReference type": "even default first",
    "footerReference type": "even default first",
    "pgSz orient": "portrait landscape",
    "spacing lineRule": "auto exact atLeast",
    "trHeight hRule": "auto exact atLeast",
    "style type": "paragraph character table numbering",
    "suff val": "tab space nothing",
    "multiLevelType val": "singleLevel multilevel hybridMultilevel",
    "tab val": "clear start center end decimal bar num left right",
    "tab leader": "none dot hyphen underscore heavy middleDot",
    "lock val": "sdtLocked contentLocked unlocked sdtContentLocked",
    "characterSpacingControl val": "doNotCompress compressPunctuation compressPunctuationAndJapaneseKana",
    "zoom val": "none fullPage bestFit textFit",
    **{
        f"{switch} val": _ON_OFF
        for switch in (
            *("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "vanish", "noProof", "rtl", "cs"),
            *("keepNext", "keepLines", "pageBreakBefore", "widowControl", "contextualSpacing", "bidi"),
            *("cantSplit", "tblHeader", "titlePg", "noWrap", "hidden", "qFormat", "semiHidden", "updateFields"),
        )
    },
}
VALUES = {
    qn(element): {qn(attribute): frozenset(values.split())}
    for key, values in _VALUES.items()
    for element, attribute in (key.split(),)
} | {
    qn(element): {qn(first): frozenset(_VALUES[f"{element} {first}"].split()) for first in attributes}
    for element, attributes in (("br", ("type", "clear")), ("tab", ("val", "leader")))
}
"""By element and attribute: the values that there are."""

_INTEGER, _MEASURE = r"[-+]?\d+", r"-?\d+(\.\d+)?(mm|cm|in|pt|pc|pi|%)?"
_COLOUR, _LENGTH = r"auto|[0-9A-Fa-f]{6}", r".{1,40}"
_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
_PATTERNS = {
    "gridSpan val": _INTEGER,
    "sz val": _MEASURE,
    "szCs val": _MEASURE,
    "outlineLvl val": r"[0-9]",
    "ilvl val": r"[0-8]",
    "numId val": _INTEGER,
    "abstractNumId val": _INTEGER,
    "color val": _COLOUR,
    "shd fill": _COLOUR,
    "gridCol w": _MEASURE,
    "tcW w": _MEASURE,
    "tblW w": _MEASURE,
    "pgSz w": _MEASURE,
    "pgMar top": _MEASURE,
    "spacing after": _MEASURE,
    "spacing line": _MEASURE,
    "ind left": _MEASURE,
    "bookmarkStart id": _INTEGER,
    "bookmarkEnd id": _INTEGER,
    "bookmarkStart name": _LENGTH,
    "comment id": _INTEGER,
    "comment initials": r".{0,9}",
    "comment date": _TIME,
    "ins date": _TIME,
    "del date": _TIME,
    "tag val": r".{0,64}",
    "alias val": r".{0,64}",
}
PATTERNS: dict[str, dict[str, str]] = {}
for _key, _pattern in _PATTERNS.items():
    _element, _attribute = _key.split()
    PATTERNS.setdefault(qn(_element), {})[qn(_attribute)] = _pattern
"""By element and attribute: how a value is written."""

_REQUIRED = {
    "pStyle": "val",
    "rStyle": "val",
    "tblStyle": "val",
    "jc": "val",
    "numId": "val",
    "ilvl": "val",
    "gridSpan": "val",
    "sz": "val",
    "color": "val",
    "bookmarkStart": "id name",
    "bookmarkEnd": "id",
    "commentRangeStart": "id",
    "commentRangeEnd": "id",
    "commentReference": "id",
    "comment": "id author",
    "footnoteReference": "id",
    "footnote": "id",
    "fldChar": "fldCharType",
    "fldSimple": "instr",
    "style": "styleId",
    "abstractNum": "abstractNumId",
    "num": "numId",
    "lvl": "ilvl",
    "shd": "val",
    "headerReference": "type",
    "footerReference": "type",
    "zoom": "percent",
}
REQUIRED = {qn(element): tuple(map(qn, attributes.split())) for element, attributes in _REQUIRED.items()}
"""By element: the attributes without which it means nothing."""

"""What the schema of WordprocessingML says of the most frequent elements: order, parents, values; read as tables."""

from pipeline.formats.docx_markup import qn

_BORDERS = "top left start bottom right end insideH insideV tl2br tr2bl between bar"
_SIDES = "top left start bottom right end"

_ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss
        imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
        fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
        headers cellIns cellDel cellMerge tcPrChange""",
    "sectPr": """headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
        sectPrChange""",
    "tbl": "bookmarkStart|bookmarkEnd tblPr tblGrid *",
    "tr": "tblPrEx trPr *",
    "tc": "tcPr *",
    "p": "pPr *",
    "r": "rPr *",
    "sdt": "sdtPr sdtEndPr sdtContent bookmarkStart|bookmarkEnd",
    "numPr": "ilvl numId numberingChange ins",
    "tblBorders": _BORDERS,
    "tcBorders": _BORDERS,
    "pBdr": _BORDERS,
    "tblCellMar": _SIDES,
    "tcMar": _SIDES,
    "styles": "docDefaults latentStyles style",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
        displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData
        embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges
        bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors
        activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter
        stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves
        doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop
        autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength
        clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting
        bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing
        displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin
        drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning
        characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore
        savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText
        doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags
        alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr
        attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures
        forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags
        decimalSymbol listSeparator""",
}

ANY = "*"
"""In an order: everything that the table does not name."""

ORDER = {
    qn(parent): {
        name if name == ANY else qn(name): place
        for place, names in enumerate(children.split())
        for name in names.split("|")
    }
    for parent, children in _ORDER.items()
}
"""By element: the place of each of its children in their order."""

REPEATED = {
    qn(name)
    for name in (
        *("headerReference", "footerReference", "bookmarkStart", "bookmarkEnd", "ins", "del", "tblStylePr", "style"),
        *("numPicBullet", "abstractNum", "num", "lvl", "lvlOverride", "activeWritingStyle", "attachedSchema"),
        *("smartTagType", "proofErr"),
    )
}
"""Children in an order that may be there more than once."""

_MARKED = "sdtContent customXml ins del moveFrom moveTo"
_BLOCKS = f"body hdr ftr comment footnote endnote tc txbxContent docPartBody {_MARKED}"
_RUNS = f"p hyperlink smartTag fldSimple dir bdo rt rubyBase {_MARKED}"
_PARENTS = {
    "p": _BLOCKS,
    "tbl": _BLOCKS,
    "tr": f"tbl {_MARKED}",
    "tc": f"tr {_MARKED}",
    "r": _RUNS,
    "hyperlink": _RUNS,
    "t": "r",
    "br": "r",
    "fldChar": "r",
    "instrText": "r",
    "drawing": "r",
    "commentReference": "r",
    "footnoteReference": "r",
    "sdtContent": "sdt",
    "pPr": "p style lvl docDefaults pPrDefault tblStylePr pPrChange",
    "tcPr": "tc style tblStylePr tcPrChange",
    "trPr": "tr style tblStylePr trPrChange",
    "tblPr": "tbl style tblStylePr tblPrChange",
    "sectPr": "body pPr sectPrChange",
    "gridCol": "tblGrid tblGridChange",
}
PARENTS = {qn(child): {qn(parent) for parent in parents.split()} for child, parents in _PARENTS.items()}
"""By element: what it may stand in."""

_LINES = """nil none single thick double dotted dashed dotDash dotDotDash triple thinThickSmallGap thickThinSmallGap
    thinThickThinSmallGap thinThickMediumGap thickThinMediumGap thinThickThinMediumGap thinThickLargeGap
    thickThinLargeGap thinThickThinLargeGap wave doubleWave dashSmallGap dashDotStroked threeDEmboss threeDEngrave
    outset inset"""
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
    "type val": "nextPage nextColumn continuous evenPage oddPage",
    "style type": "paragraph character table numbering",
    "suff val": "tab space nothing",
    "multiLevelType val": "singleLevel multilevel hybridMultilevel",
    "tab val": "clear start center end decimal bar num left right",
    "tab leader": "none dot hyphen underscore heavy middleDot",
    "lock val": "sdtLocked contentLocked unlocked sdtContentLocked",
    "characterSpacingControl val": "doNotCompress compressPunctuation compressPunctuationAndJapaneseKana",
    "zoom val": "none fullPage bestFit textFit",
    **{f"{side} val": _LINES for side in ("top", "left", "bottom", "right", "insideH", "insideV", "between", "bar")},
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

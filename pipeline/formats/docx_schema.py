"""What the schema of WordprocessingML says of the most frequent elements: what they hold, in which order; as tables."""

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
        lvl lvlOverride headers cellIns cellDel cellMerge tcPrChange""",
    "sectPr": """headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings
        sectPrChange""",
    "tbl": "tblPr tblGrid *",
    "tr": "tblPrEx trPr *",
    "tc": "tcPr *",
    "p": "pPr *",
    "r": "rPr *",
    "sdt": "sdtPr sdtEndPr sdtContent",
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
        *("headerReference", "footerReference", "ins", "del", "tblStylePr", "style"),
        *("numPicBullet", "abstractNum", "num", "lvl", "lvlOverride", "activeWritingStyle", "attachedSchema"),
        *("smartTagType", "proofErr"),
    )
}
"""Children in an order that may be there more than once."""

_RANGES = """bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd
    moveToRangeStart moveToRangeEnd permStart permEnd proofErr customXmlInsRangeStart customXmlInsRangeEnd
    customXmlDelRangeStart customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd
    customXmlMoveToRangeStart customXmlMoveToRangeEnd"""
RANGES = frozenset(map(qn, _RANGES.split()))
"""Ends of what reaches over several elements; they stand between any others."""

_MARKED = "sdtContent customXml ins del moveFrom moveTo"
_AMONG = f"sdt customXml ins del moveFrom moveTo {_RANGES}"
_BLOCKS = f"p tbl altChunk {_AMONG}"
_RUNS = f"r hyperlink fldSimple smartTag dir bdo subDoc {_AMONG}"

_HOLDS = {
    "body": f"{_BLOCKS} sectPr",
    "hdr": _BLOCKS,
    "ftr": _BLOCKS,
    "comment": _BLOCKS,
    "footnote": _BLOCKS,
    "endnote": _BLOCKS,
    "tc": f"{_BLOCKS} tcPr",
    "tr": f"tblPrEx trPr tc {_AMONG}",
    "tbl": f"tblPr tblGrid tr {_AMONG}",
    "p": f"pPr {_RUNS}",
    "hyperlink": _RUNS,
    "r": """rPr br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort yearShort
        dayLong monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator sym pgNum cr tab
        object pict fldChar ruby footnoteReference endnoteReference commentReference drawing ptab
        lastRenderedPageBreak""",
    "fldChar": "fldData ffData numberingChange",
    "trPr": """cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden
        ins del trPrChange""",
    "tblGrid": "gridCol tblGridChange",
    "tabs": "tab",
    "comments": "comment",
    "footnotes": "footnote",
    "docDefaults": "rPrDefault pPrDefault",
}
HOLDS = {
    **{parent: frozenset(order) for parent, order in ORDER.items() if ANY not in order},
    **{qn(parent): frozenset(map(qn, children.split())) for parent, children in _HOLDS.items()},
    qn("sdt"): frozenset(map(qn, ("sdtPr", "sdtEndPr", "sdtContent"))) | RANGES,
}
"""By element: all that it may hold of Word's own elements."""

_WITHIN = {
    "p": f"body hdr ftr comment footnote endnote tc txbxContent docPartBody {_MARKED}",
    "tbl": f"body hdr ftr comment footnote endnote tc txbxContent docPartBody {_MARKED}",
    "tr": f"tbl {_MARKED}",
    "tc": f"tr {_MARKED}",
    "r": f"p hyperlink smartTag fldSimple dir bdo rt rubyBase {_MARKED}",
    "hyperlink": f"p hyperlink smartTag fldSimple dir bdo {_MARKED}",
    "t": "r",
    "sdtContent": "sdt",
    "pPr": "p style lvl docDefaults pPrDefault tblStylePr pPrChange",
    "sectPr": "body pPr sectPrChange",
}
WITHIN = {qn(child): {qn(parent) for parent in parents.split()} for child, parents in _WITHIN.items()}
"""By element: what it may stand in."""

_NAMED = ("pPr", "rPr", "tblPr", "tcPr", "sectPr", "numPr", "style", "tblBorders", "abstractNum", "num", "lvl")
_SIGNS = """br t delText instrText delInstrText noBreakHyphen softHyphen annotationRef footnoteRef endnoteRef separator
    continuationSeparator sym pgNum cr tab footnoteReference endnoteReference commentReference ptab
    lastRenderedPageBreak"""
_WITH_CHILDREN = """numPr pBdr tabs rPr sectPr pPrChange rPrChange tblBorders tblCellMar tblPrChange tcBorders tcMar
    lvl lvlOverride headers cellIns cellDel cellMerge tcPrChange ins del moveFrom moveTo footnotePr endnotePr pgBorders
    cols sectPrChange pPr tblPr trPr tcPr tblStylePr"""
LEAVES = (
    frozenset(
        child
        for parent in (
            "pPr",
            "rPr",
            "tblPr",
            "tcPr",
            "sectPr",
            "numPr",
            "style",
            "tblBorders",
            "abstractNum",
            "num",
            "lvl",
        )
        for child in ORDER[qn(parent)]
    )
    | frozenset(map(qn, (*_RANGES.split(), "gridCol", "cantSplit", "trHeight", "tblHeader", *_SIGNS.split())))
) - frozenset(map(qn, _WITH_CHILDREN.split()))
"""Elements that hold nothing."""

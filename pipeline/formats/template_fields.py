"""The fields of a template, as Word would run them: those that print something of the document itself, and no other."""

import re
from collections.abc import Iterator, Mapping

from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.template_statements import Trouble
from pipeline.formats.template_syntax import Fault
from pipeline.model.template import Spot

_COMMAND = re.compile(r"\s*([A-Za-z]+|=)")
_WORD = re.compile(r'"[^"]*"|\S+')
_SWITCH = re.compile(r"\\[A-Za-z*@#!]")
_NESTED = " {field} "
_TAKE_A_WORD = ("\\l", "\\o", "\\t", "\\*")
"""Switches of a link that are followed by a place in the document, a hint, a frame or a format."""
_HARMLESS_TARGETS = ("http://", "https://", "mailto:", "#")
_TODAY = frozenset({"DATE", "TIME", "PRINTDATE", "SAVEDATE", "CREATEDATE", "EDITTIME"})
_HARMLESS = frozenset(
    {
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "HYPERLINK"),
        *("TOC", "TC", "TOA", "TA", "INDEX", "XE", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS"),
        *("DOCPROPERTY", "FILENAME", "REVNUM", "NUMWORDS", "NUMCHARS", "LASTSAVEDBY", "USERNAME", "USERINITIALS"),
        *("SYMBOL", "EQ", "ADVANCE", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "CITATION", "BIBLIOGRAPHY"),
        *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "IF", "COMPARE", "="),
        *_TODAY,
    }
)


def check_fields(roots: Mapping[str, Element]) -> Iterator[Trouble]:
    """Yield the fields that may fetch, run or hide something, and those that print today.

    Args:
        roots: the XML parts of the package, by name.
    """
    for name, root in roots.items():
        for code in _codes(root):
            found = _COMMAND.match(code)
            command = found[1].upper() if found else code.strip()[:20] or "without a name"
            excerpt = " ".join(code.split())[:80]
            if command not in _HARMLESS or _reaches_out(code):
                yield Trouble(Fault("TPL007", (("name", command),)), Spot(name, "field", excerpt=excerpt))
            elif command in _TODAY:
                yield Trouble(Fault("TPL036", (("name", command),)), Spot(name, "field", excerpt=excerpt))


def _reaches_out(code: str) -> bool:
    """Tell whether a link leads anywhere but to the web, a mail address or a place in the document."""
    verb, *words = _WORD.findall(code)
    if verb.upper() != "HYPERLINK":
        return False
    before = [verb, *words]
    targets = [
        word.strip('"').strip().casefold()
        for word, earlier in zip(words, before, strict=False)
        if not _SWITCH.fullmatch(word) and earlier.casefold() not in _TAKE_A_WORD
    ]
    return any(not target.startswith(_HARMLESS_TARGETS) for target in targets)


def _codes(root: Element) -> Iterator[str]:
    """Yield the code of each field, joined over runs; a field within another is one of its own.

    In the code of the outer one it stands as a word that is no command and no address: Word puts its result there.
    """
    open_codes: list[list[str]] = []
    ended: list[bool] = []
    for element in root.iter(qn("fldChar"), qn("instrText"), qn("delInstrText"), qn("fldSimple")):
        if element.tag == qn("fldSimple"):
            yield element.get(qn("instr")) or ""
        elif element.tag == qn("fldChar"):
            kind = element.get(qn("fldCharType"))
            if kind == "begin":
                if open_codes and not ended[-1]:
                    open_codes[-1].append(_NESTED)
                open_codes.append([])
                ended.append(False)
            elif kind == "separate" and open_codes:
                ended[-1] = True
            elif kind == "end" and open_codes:
                ended.pop()
                yield "".join(open_codes.pop())
        elif open_codes:
            open_codes[-1].append(element.text or "")
        else:
            yield element.text or ""
    yield from ("".join(code) for code in open_codes)

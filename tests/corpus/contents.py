"""What people and programs leave in the cells of answers: formulas, texts that look like something else, long texts."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.corpus.case import (
    DAY,
    LINE,
    NO,
    NUMBER,
    PROSE,
    VERSION,
    YES,
    Case,
    Filled,
    cell,
    changed,
    faulty,
    read,
    typed,
)
from tests.corpus.package import STRINGS, WORKBOOK_RELS, Package

_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
_NEW_ERRORS = ("#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!")
"""What Excel has learnt to show since the standard was written."""

_LONGEST = 32_767

# What is typed, and what is read where that is not the same.
_TEXTS: Mapping[str, tuple[str, str]] = {
    "equals sign": ("=1+1", ""),
    "formula to be carried out": ("=cmd|' /C calc'!A0", ""),
    "plus": ("+353 1 555 0100", ""),
    "minus": ("-5 degrees is the limit", ""),
    "at sign": ("@compliance answers this", ""),
    "apostrophe": ("'quoted", ""),
    "template": ("{{ 7*7 }} {% for x in y %}", ""),
    "markup": ("R&D <b>x</b> </w:t></si> ]]>", ""),
    "text of an error": ("#REF! is what the log said", ""),
    "languages": ("Größe Ελληνικά Ўкраїна 漢字 한국어 ไทย हिन्दी", ""),
    "right to left": ("מערכת דירוג أشعة", ""),
    "signs of many parts": ("👩‍🔬 🇪🇺 𝔘𝔫𝔦 e\u0301", "👩‍🔬 🇪🇺 𝔘𝔫𝔦 é"),
    "blanks around": ("  text \u00a0 ", "text"),
    "hard blank within": ("a\u00a0b", "a\u00a0b"),
    "line ends of Windows": ("one_x000D_\ntwo", "one\ntwo"),
    "line of Word": ("one_x000B_two", "one\ntwo"),
    "tab": ("a\tb", ""),
    "escaped escape": ("a_x005F_x0041_b", "a_x0041_b"),
    "escape of both halves of a sign": ("_xD83D__xDE00_", "😀"),
    "escape of a letter": ("a_x0041_b", "aAb"),
}
_UNPRINTABLE: Mapping[str, tuple[str, str]] = {
    "bell": ("a_x0007_b", "ab"),
    "null": ("a_x0000_b", "ab"),
    "no character": ("a_xFFFE_b", "ab"),
    "turned around": ("a\u202egpj.exe", "agpj.exe"),
    "isolates": ("a\u2066b\u2069", "ab"),
    "half of a sign": ("a_xD83D_b", "a\ufffdb"),
    "delete": ("a\u007fb", "ab"),
    "stand-in of a writer": ("a\ufdd0b", "ab"),
}


def _shared(content: str) -> Callable[[Package, Filled], None]:
    """Return a change of an answer by way of the table of texts."""

    def change(package: Package, form: Filled) -> None:
        table = package.markup(STRINGS)
        package.replace(STRINGS, "</sst>", f"<si>{content}</si></sst>")
        package.put(*form.at(PROSE), f"<v>{len(table)}</v>", "s")

    return change


def _inside_another_program(package: Package, form: Filled) -> None:
    """Put a picture into a cell as Excel does: the value is an error for programs that do not know it."""
    package.write("xl/metadata.xml", '<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')
    package.write("xl/richData/rdrichvalue.xml", "<rvData/>")
    package.write("xl/richData/richValueRel.xml", "<richValueRels/>")
    package.write("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")
    package.relate("xl/workbook.xml", "sheetMetadata", "metadata.xml")
    assert WORKBOOK_RELS in package.parts
    package.put(*form.at(PROSE), "<v>#VALUE!</v>", "e", vm="1")


def _formula(formula: str, value: str, **more: str) -> Callable[[Package, Filled], None]:
    attributes = "".join(f' {name}="{content}"' for name, content in more.items())
    return cell(PROSE, f"<f{attributes}>{formula}</f><v>{value}</v>", "str")


def _dynamic(package: Package, form: Filled) -> None:
    _formula('_xlfn.TEXTJOIN(", ",TRUE,A1:A3)', "a, b", t="array", ref="E6")(package, form)
    package.cell(*form.at(PROSE)).set("cm", "1")


def _day(path: str, serial: int) -> Callable[[Package, Filled], None]:
    """Return a change of an answer to a number that is shown as a day."""

    def change(package: Package, form: Filled) -> None:
        package.put(*form.at(path), f"<v>{serial}</v>", s=package.cell(*form.at(DAY)).get("s", ""))

    return change


def _typed(name: str, path: str, content: str, *told: str, **more: Any) -> Case:
    return read(name, changed(typed(path, content)), *told, at=path if told else "", **more)


CASES = (
    *(_typed(f"text: {name}", PROSE, put, reads={PROSE: kept or put}) for name, (put, kept) in _TEXTS.items()),
    *(
        _typed(f"not to be printed: {name}", PROSE, put, "INT019", reads={PROSE: kept})
        for name, (put, kept) in _UNPRINTABLE.items()
    ),
    read("text of the table", changed(_shared("<t>from the table</t>")), reads={PROSE: "from the table"}),
    read(
        "text in runs",
        changed(_shared('<r><rPr><b/></rPr><t>bold</t></r><r><t xml:space="preserve"> and not</t></r>')),
        reads={PROSE: "bold and not"},
    ),
    read(
        "reading aid of Japanese",
        changed(_shared('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>')),
        reads={PROSE: "東京"},
    ),
    read("text of nothing", changed(_shared("<t/>")), reads={PROSE: None}),
    _typed("line break in a short answer", LINE, "one\ntwo", "INT037", reads={LINE: "one two"}),
    _typed("longest text", PROSE, "x" * _LONGEST, reads={PROSE: "x" * _LONGEST}),
    faulty(
        "text one character too long", changed(typed(PROSE, "x" * (_LONGEST + 1))), "INT026", at=PROSE, says="32768"
    ),
    faulty("signs that count twice", changed(typed(PROSE, "😀" * 16_384)), "INT026", at=PROSE, says="32768"),
    faulty("five million characters", changed(typed(PROSE, "x" * 5_000_000)), "INT026", at=PROSE, says="5000000"),
    read("formula with its result", changed(_formula('"a"&amp;"b"', "ab")), reads={PROSE: "ab"}),
    read("formula of an array", changed(_formula("A1:A3", "ab", t="array", ref="E6")), reads={PROSE: "ab"}),
    read(
        "formula of several cells", changed(_formula("A1", "ab", t="shared", ref="E6:E7", si="0")), reads={PROSE: "ab"}
    ),
    read("formula that spills", changed(_dynamic), reads={PROSE: "a, b"}),
    read("formula that gives nothing", changed(cell(PROSE, '<f>""</f><v></v>', "str")), reads={PROSE: None}),
    faulty("formula never worked out", changed(cell(PROSE, "<f>A1</f>")), "INT020", at=PROSE, says="without a stored"),
    faulty(
        "formula with an empty result", changed(cell(PROSE, "<f>A1</f><v/>")), "INT020", at=PROSE, says="without a st"
    ),
    faulty(
        "formula in a number", changed(cell(NUMBER, "<f>SUM(A1)</f>")), "INT020", at=NUMBER, says="without a stored"
    ),
    faulty(
        "formula in a comment",
        changed(lambda package, _: package.put("3 Purpose", "J12", "<f>A1</f>")),
        "INT020",
        at="3 Purpose!J12",
        reads={},
    ),
    *(
        faulty(f"error {error}", changed(cell(PROSE, f"<f>A1</f><v>{error}</v>", "e")), "INT020", at=PROSE, says=error)
        for error in (*_ERRORS, *_NEW_ERRORS)
    ),
    faulty("error typed in", changed(cell(YES, "<v>#N/A</v>", "e")), "INT020", at=YES, says="#N/A"),
    faulty("picture in a cell", changed(_inside_another_program), "INT020", at=PROSE, says="#VALUE!"),
    faulty("yes in a number", changed(cell(NUMBER, "<v>1</v>", "b")), "INT014", at=NUMBER),
    read("true for yes", changed(cell(NO, "<v>1</v>", "b")), reads={NO: True}),
    read("true in a text", changed(cell(PROSE, "<v>1</v>", "b")), reads={PROSE: "TRUE"}),
    read("version as a number", changed(cell(VERSION, "<v>3.1</v>")), "INT027", at=VERSION, reads={VERSION: "3.1"}),
    read("version as a whole number", changed(cell(VERSION, "<v>3</v>")), "INT027", at=VERSION, reads={VERSION: "3"}),
    read(
        "version that became a day",
        changed(_day(VERSION, 46_056)),
        "INT027",
        at=VERSION,
        reads={VERSION: "2026-02-03"},
    ),
    _typed("placeholder", PROSE, "t.b.d.", "INT017", reads={PROSE: None}),
    _typed(
        "does not apply without a reason",
        PROSE,
        "Does not apply",
        "INT018",
        reads={PROSE: None, f"{PROSE}#": {"state": "not-applicable"}},
    ),
    faulty("letters in a number", changed(typed(NUMBER, "a few hundred")), "INT014", at=NUMBER, says="a few hundred"),
    *(
        faulty(f"no number: {word}", changed(typed(NUMBER, word)), "INT014", at=NUMBER)
        for word in ("NaN", "inf", "1e999", "0x1F", "1/3", "12-15", "--5", "1.2.3.4", "1..5")
    ),
    faulty("number beyond reach", changed(cell(NUMBER, "<v>1e400</v>")), "INT014", at=NUMBER),
    faulty("choice of none", changed(typed("documents.status", "printed")), "INT015", at="documents.status"),
    faulty("maybe", changed(typed(YES, "maybe")), "INT024", at=YES),
    faulty(
        "path for a file",
        changed(typed("architecture.diagram", "..\\..\\plan.png")),
        "INT036",
        at="architecture.diagram",
    ),
    faulty(
        "id that is none",
        changed(typed("system.id", "../../x")),
        "INT035",
        at="system.id",
        reads={"system.id": "tenorscore"},
    ),
    faulty("day before all others", changed(cell(DAY, "<v>5</v>", s="0")), "INT016", at=DAY),
    faulty("day that there is not", changed(typed(DAY, "2027-02-30")), "INT016", at=DAY),
    faulty("day beyond reach", changed(cell(DAY, "<v>99999999</v>")), "INT016", at=DAY),
)

"""Workbooks damaged by chance, the same ones for the same seed: bytes, markup, relations, cells, rows and columns."""

import random
from collections.abc import Callable

from lxml import etree

from tests.corpus.package import STRINGS, WORKBOOK, WORKBOOK_RELS, Package, letters_of, q, shifted, text, without

_NUMBERS = (
    "0",
    "-1",
    "1",
    "2",
    "99",
    "65536",
    "1048576",
    "1048577",
    "4294967296",
    "9" * 30,
    "1e400",
    "NaN",
    "0x7F",
    "",
    " ",
)
_WORDS = (
    "XFD1048576",
    "A0",
    "a1",
    "A1:XFD1048576",
    "1A",
    "../../x",
    "s",
    "e",
    "b",
    "d",
    "str",
    "inlineStr",
    "true",
    "%",
    "é",
)
_TAGS = ("c", "v", "f", "is", "row", "t", "si", "r", "sheet", "mergeCell", "col", "xf", "font", "strike", "worksheet")
_TARGETS = (
    "sharedStrings.xml",
    "workbook.xml",
    "/xl/workbook.xml",
    "../[Content_Types].xml",
    "..",
    "",
    "http://x.example/",
)
_TEXTS = (
    *(
        "Yes",
        "Nicht sicher",
        "Does not apply: no",
        "TBD",
        "=1+1",
        "1.234,5",
        "12.000",
        "93,5 %",
        "2.1.2026",
        "01/02/2026",
    ),
    *(
        "#REF!",
        "#id",
        "#rows:evidence",
        "EV-01",
        "EV-01; EV-99",
        "_x0000_",
        "a_xD83D_b",
        "x" * 40_000,
        "\u202eabc",
        "😀",
    ),
    *("id", "answer", "provider; astronaut", "a\nb", " \u00a0", "../x.pdf", "x.pdf", "{{ 7*7 }}", "☒", "DS-01", "<r>"),
)
_FORMULAS = (
    *(("<f>A1</f>", ""), ("<f>A1</f><v/>", ""), ("<f>1/0</f><v>#DIV/0!</v>", "e"), ("<v>#SPILL!</v>", "e")),
    *(
        ("<v>2</v>", "b"),
        ("<v>TRUE</v>", "b"),
        ("<v>2026-01-02T25:00:00</v>", "d"),
        ("<v>x</v>", "n"),
        ("<v>-1</v>", "s"),
    ),
    *(("<v>1.7976931348623157e308</v>", ""), ("<v>-5e-324</v>", ""), ("<v>46000.999999</v>", ""), ("<v>3.2</v>", "z")),
)
Dice = random.Random
Mutation = Callable[[Package, Dice], None]


def mutant(seed: int, content: bytes) -> tuple[str, bytes]:
    """Return what was done to a workbook, and the damaged workbook.

    Args:
        seed: the same gives the same.
        content: a sound workbook.
    """
    dice = random.Random(seed)
    if dice.random() < 0.1:
        return "bytes of the file", damaged(content, dice)
    package = Package(content)
    done = []
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        mutation = dice.choices(MUTATIONS, WEIGHTS)[0]
        mutation(package, dice)
        done.append(mutation.__name__.strip("_").replace("_", " "))
    # Not packed: what a packed byte does is tried above, and packing takes longer than reading.
    return ", ".join(done), package.save(packing=0)


def damaged(content: bytes, dice: Dice) -> bytes:
    """Return bytes of which some were turned over, cut out or put in."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(changed) + 1)
        match dice.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del changed[at : at + dice.randrange(1, 40)]
            case 2:
                changed[at:at] = dice.randbytes(dice.randrange(1, 20))
            case 3:
                changed[at : at + 4] = dice.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b'"/><', b"<!--", b"&#0;")
                )
            case _ if dice.random() < 0.2:
                del changed[at:]
    return bytes(changed)


def _bytes_of_a_part(package: Package, dice: Dice) -> None:
    part = dice.choice(_names(package))
    package.write(part, damaged(package.content(part), dice))


def _elements(package: Package, dice: Dice) -> None:
    """Delete, copy, move or rename an element, or change what stands in it."""
    element = _element(package, dice)
    if element is None:
        return
    parent = element.getparent()
    assert parent is not None
    match dice.randrange(6):
        case 0:
            parent.remove(element)
        case 1:
            for _ in range(dice.choice((1, 1, 30))):
                parent.append(_copy(element))
        case 2:
            parent.insert(dice.randrange(len(parent)), element)
        case 3:
            element.tag = q(dice.choice(_TAGS))
        case 4:
            element.text = dice.choice((*_NUMBERS, *_WORDS))
        case 5:
            siblings = list(parent)
            dice.shuffle(siblings)
            parent[:] = siblings


def _attributes(package: Package, dice: Dice) -> None:
    """Take an attribute away, or give it another value."""
    element = _element(package, dice, lambda each: bool(each.attrib))
    if element is None:
        return
    name = dice.choice(sorted(map(str, element.attrib)))
    if dice.random() < 0.25:
        del element.attrib[name]
    else:
        element.set(name, dice.choice((*_NUMBERS, *_WORDS)))


def _relations(package: Package, dice: Dice) -> None:
    """Let a relation lead somewhere else."""
    parts = [name for name in package.parts if name.endswith(".rels")]
    root = _tree(package, dice.choice(parts)) if parts else None
    if root is None or not len(root):
        return
    relation = dice.choice(list(root))
    others = [each.get("Target", "") for each in root]
    name = dice.choice(("Target", "Target", "Target", "Type", "Id"))
    relation.set(name, dice.choice((*_TARGETS, *others)) if name == "Target" else dice.choice(_WORDS))


def _parts(package: Package, dice: Dice) -> None:
    """Take a part away, or put another one in its place."""
    name, other = dice.choice(_names(package)), dice.choice(_names(package))
    content = package.content(other)
    package.drop(name)
    if dice.random() < 0.5:
        package.write(name, content)


def _cells(package: Package, dice: Dice) -> None:
    """Put anything into some cells of a sheet."""
    title = _title(package, dice)
    if not title:
        return
    for _ in range(dice.randint(1, 5)):
        name = f"{letters_of(dice.randint(1, 14))}{dice.randint(1, 40)}"
        inside, kind = dice.choice((*_FORMULAS, *((text(each), "inlineStr") for each in _TEXTS)))
        more = {"s": dice.choice(_NUMBERS[:6])} if dice.random() < 0.3 else {}
        package.put(title, name, inside, kind, **more)


def _rows_and_columns(package: Package, dice: Dice) -> None:
    """Insert, delete or shuffle rows or columns of a sheet."""
    title = _title(package, dice)
    if not title:
        return
    at = dice.randint(1, 12)
    kept = list(range(1, 60))
    dice.shuffle(kept)
    move = dice.choice(
        (shifted(at, dice.randint(1, 4)), without(at), lambda each: kept[each - 1] if each < 60 else each)
    )
    if dice.random() < 0.5:
        package.renumber(title, row=move)
    else:
        package.renumber(title, column=move)


MUTATIONS: tuple[Mutation, ...] = (
    *(_bytes_of_a_part, _elements, _attributes, _relations, _parts, _cells, _rows_and_columns),
)
WEIGHTS = (1, 4, 6, 1, 1, 9, 3)


def _names(package: Package) -> list[str]:
    """Return the parts, those that are read more often."""
    sheets = [name for name in package.parts if "sheets/" in name]
    central = [name for name in (STRINGS, WORKBOOK, WORKBOOK_RELS, "xl/styles.xml") if name in package.parts]
    return [*package.parts, *sheets * 3, *central * 3]


def _tree(package: Package, part: str) -> etree._Element | None:
    try:
        return package.markup(part)
    except etree.XMLSyntaxError:
        return None


def _element(
    package: Package, dice: Dice, wanted: Callable[[etree._Element], bool] = lambda _: True
) -> etree._Element | None:
    """Return an element of a part, but not its root."""
    root = _tree(package, dice.choice(_names(package)))
    if root is None:
        return None
    found = [each for each in root.iterdescendants() if each.tag.__class__ is str and wanted(each)]
    return dice.choice(found) if found else None


def _title(package: Package, dice: Dice) -> str:
    """Return a sheet whose cells can still be changed one by one, or nothing."""
    try:
        title = dice.choice(package.titles())
        grid = package.grid(title)
        sound = all(each.get("r", "").isdigit() for each in grid) and all(
            each.get("r", "").isalnum() and each.get("r", "")[:1].isupper() and each.get("r", "")[-1:].isdigit()
            for row in grid
            for each in row
        )
    except (etree.XMLSyntaxError, ValueError, KeyError, IndexError, AssertionError):
        return ""
    return title if sound else ""


def _copy(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element))

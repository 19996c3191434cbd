"""A firm's brand as its libraries declare it: read key by key, the nearest library first, and held against use."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import combinations, product
from pathlib import PurePath

from msgspec.structs import asdict

from pipeline.formats.picture_size import picture_size
from pipeline.library.own_folder import DECLARATION, FIRM, LARGEST_LOGO
from pipeline.library.reading import Reading
from pipeline.model.deliverable import Deliverable
from pipeline.model.firm import NO_FIRM, Firm, FirmFile, Logo
from pipeline.model.name_pattern import FIELDS, fill, fixed_text, pattern_faults
from pipeline.model.portable_name import not_portable

_PICTURES = (".png", ".jpg", ".jpeg")
_TAG = re.compile(r"\{[{%#]")
_PORTABLE = re.compile(r"[A-Za-z0-9 ._-]*")
_WIDEST_LOGO = 10_000
"""Pixels: a picture of few bytes may unfold to more than a program that opens the document can hold."""

_LONGEST_LINE, _LONGEST_NUMBER, _LONGEST_FIXED = 200, 60, 60


def read_firm(own: Sequence[Mapping[str, bytes]], declared: Iterable[Deliverable], reading: Reading) -> Firm:
    """Return the firm that the libraries declare, all empty where none does.

    Args:
        own: the files of each library by path, nearest first.
        declared: the deliverables, whose numbers and names must not clash.
        reading: takes the faults.

    Raises:
        DeclarationError: a file is no TOML.
    """
    if not own:
        return NO_FIRM
    # A firm that declares nothing of itself may still declare documents whose numbers clash.
    files = reading.parse({FIRM: b""}, [{FIRM: each[FIRM]} for each in own if FIRM in each])
    file = reading.whole(FirmFile, FIRM, files)
    if file is None:
        return NO_FIRM
    of_systems = [entry for entry in declared if entry.is_of_a_system]
    shared = list(_shared_codes(of_systems, own))
    told = (*_texts(file), *_patterns(file, [] if shared else of_systems), *_classifications(file, of_systems))
    reading.faults += [*shared, *(f"{FIRM}: {fault}" for fault in told)]
    said = {key: value for key, value in asdict(file).items() if key != "logo"}
    return Firm(**said, logo=_logo(file.logo, own, reading))


def _texts(file: FirmFile) -> Iterator[str]:
    """Tell texts that no document can hold on a line, or that a template would take for a tag."""
    texts = [("name", file.name), ("contact", file.contact), ("classification", file.classification)]
    texts += [(f"address[{place}]", line) for place, line in enumerate(file.address)]
    texts += [(f"classification_of.{name}", word) for name, word in file.classification_of.items()]
    for key, text in (*texts, ("number", file.number), ("file_name", file.file_name)):
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") for sign in text):
            yield f"{key}: holds a line break or another sign that does not print"
        elif len(text) > _LONGEST_LINE:
            yield f"{key}: is longer than {_LONGEST_LINE} characters"
        elif key.partition("_")[0] not in ("number", "file") and _TAG.search(text):
            yield f"{key}: holds what a template would take for a tag"


def _shared_codes(declared: Sequence[Deliverable], own: Sequence[Mapping[str, bytes]]) -> Iterator[str]:
    """Tell documents of a firm's own whose numbers would be those of another one, as they have its code."""
    for first, second in combinations(declared, 2):
        if first.code.casefold() == second.code.casefold():
            named = sorted((first.id, second.id), key=lambda name: any(f"{name}/{DECLARATION}" in each for each in own))
            yield f"{named[1]}/{DECLARATION}: code: {second.code} is that of {named[0]} as well, and stands in numbers"


def _classifications(file: FirmFile, declared: Sequence[Deliverable]) -> Iterator[str]:
    known = [entry.id for entry in declared]
    for name in file.classification_of:
        if name not in known:
            near = get_close_matches(name, known, 1)
            meant = f"; did you mean {near[0]}?" if near else ""
            yield f"classification_of.{name}: no document of a system is called so{meant}"


def _patterns(file: FirmFile, declared: Sequence[Deliverable]) -> Iterator[str]:
    fixed = fixed_text(file.file_name)
    strange = [*pattern_faults(file.number)], [*pattern_faults(file.file_name)]
    if len(fixed_text(file.number)) > _LONGEST_NUMBER:
        strange[0].append(f"its fixed text is longer than {_LONGEST_NUMBER} characters")
    if not _PORTABLE.fullmatch(fixed.replace("{", "").replace("}", "")):
        signs = " ".join(dict.fromkeys(sign for sign in fixed if not _PORTABLE.fullmatch(sign) and sign not in "{}"))
        strange[1].append(f"{signs} cannot stand in a file name on every computer; use A-Z, a-z, 0-9, - _ . and blanks")
    elif why := not_portable(f"{fill(file.file_name, dict.fromkeys(FIELDS, 'x'))}.docx"):
        strange[1].append(f"gives no name that every computer can hold: {why}")
    if len(fixed) > _LONGEST_FIXED:
        strange[1].append(f"its fixed text is longer than {_LONGEST_FIXED} characters")
    for key, pattern, faults in zip(("number", "file_name"), (file.number, file.file_name), strange, strict=True):
        told = faults or _clashes(pattern, declared, each_language=key == "file_name")
        yield from (f"{key}: {fault}" for fault in told)


def _clashes(pattern: str, declared: Sequence[Deliverable], *, each_language: bool) -> Iterator[str]:
    """Tell the first two documents that a pattern would call the same, of two systems or of one."""
    named: dict[tuple[str, ...], str] = {}
    for system, entry in product(("one", "other"), declared):
        for language in entry.languages if each_language else entry.languages[:1]:
            values = dict.fromkeys(FIELDS, "x") | {"system": system, "code": entry.code, "language": language}
            named[system, entry.id, language] = fill(pattern, values).casefold()
    for first, second in combinations(named, 2):
        if named[first] == named[second]:
            if first[0] != second[0]:
                yield "names no {system}, so that documents of two systems would be called the same"
            elif first[1] != second[1]:
                yield f"would call {first[1]} and {second[1]} the same; name {{code}}"
            else:
                yield f"names no {{language}}, so that {first[1]} would be called the same in two languages"
            return


def _logo(name: str, own: Sequence[Mapping[str, bytes]], reading: Reading) -> Logo | None:
    if not name:
        return None
    # The file lies beside the nearest firm.toml that names it.
    content = next((each[name] for each in own if FIRM in each and name in each), None)
    ending = PurePath(name).suffix.casefold()
    size = picture_size(content) if content else None
    if PurePath(name).name != name:
        why = f"{name} is no name of a file in the library itself"
    elif ending == ".svg":
        why = f"{name} is an SVG, which many a Word does not show; save it as PNG"
    elif ending not in _PICTURES:
        why = f"{name} is no PNG or JPEG"
    elif content is None:
        why = f"{name} does not lie beside {FIRM}"
    elif len(content) > LARGEST_LOGO:
        why = f"{name} is larger than {LARGEST_LOGO // 1_000_000} MB, and would be in every document; save it smaller"
    elif size and max(size) > _WIDEST_LOGO:
        why = f"{name} is more than {_WIDEST_LOGO:,} pixels wide or high; save it smaller"
    elif size is None:
        why = f"{name} is no PNG or JPEG, or it is damaged"
    else:
        return Logo(name, content, *size)
    reading.faults.append(f"{FIRM}: logo: {why}")
    return None

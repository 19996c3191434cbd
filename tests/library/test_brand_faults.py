"""A firm's brand that cannot be used is told when it is read: file, key, what is wrong, the nearest name."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.library.declarations import read_documents
from pipeline.library.locate import HOUSE_STYLE
from pipeline.library.own_folder import FIRM, LARGEST_LOGO, own_files
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Documents
from pipeline.model.firm import NO_FIRM
from pipeline.model.name_pattern import FIELDS, fill, pattern_faults
from pipeline.model.paint import contrast, readable_on
from tests.library.test_declarations import DELIVERABLES, SHARED

BRAND = Path(__file__).parent / "brand"
LOGO = (BRAND / "logo.png").read_bytes()


def read(*own: Mapping[str, bytes]) -> Documents:
    return read_documents(DELIVERABLES, SHARED, (), own)


def told(*own: Mapping[str, bytes]) -> list[str]:
    with pytest.raises(DeclarationError) as error:
        read(*own)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name = 5", 'firm.toml: name: has to be text in quotation marks, "...", not a number'),
        ('nam = "Weber"', "firm.toml: there is no key nam here; did you mean name?"),
        ('name = "{{ x }}"', "firm.toml: name: holds what a template would take for a tag"),
        ('address = ["a", "{% x %}"]', "firm.toml: address[1]: holds what a template would take for a tag"),
        ('contact = "a\\nb"', "firm.toml: contact: holds a line break or another sign that does not print"),
        ('name = "a\\u202eb"', "firm.toml: name: holds a line break or another sign that does not print"),
        (f'classification = "{"x" * 201}"', "firm.toml: classification: is longer than 200 characters"),
        (
            '[classification_of]\nannex-v = "Secret"',
            "firm.toml: classification_of.annex-v: no document of a system is called so; did you mean annex-iv?",
        ),
        ('number = "{sytem}-{code}"', "firm.toml: number: {sytem} is no field; did you mean {system}?"),
        (
            'number = "{x}{system}{code}"',
            "firm.toml: number: {x} is no field; there are client, system, code, language, version, revision, date, st",
        ),
        ('number = "{system}-{code"', "firm.toml: number: a brace is opened and not closed: {system}-{code"),
        ('number = "{system}-code}"', "firm.toml: number: a brace is closed twice: {system}-code}"),
        ('number = ""', "firm.toml: number: names no field, so that every document would be called the same"),
        ('number = "{code}"', "firm.toml: number: names no {system}, so that documents of two systems would be"),
        ('number = "{system}"', "firm.toml: number: would call action-plan and annex-iv the same; name {code}"),
        (f'number = "{"x" * 61}{{system}}{{code}}"', "firm.toml: number: its fixed text is longer than 60 characters"),
        ('file_name = "{system}/{code}"', "firm.toml: file_name: / cannot stand in a file name on every computer"),
        ('file_name = "Prüfung {system}{code}"', "firm.toml: file_name: ü cannot stand in a file name"),
        ('file_name = "{client}-{code}"', "firm.toml: file_name: names no {system}, so that documents of two systems"),
        (
            'file_name = "con.{system}{code}"',
            "firm.toml: file_name: gives no name that every computer can hold: Windows",
        ),
        ('file_name = "{system}{code}."', "firm.toml: file_name: gives no name that every computer can hold: it ends"),
        ('logo = "logo.svg"', "firm.toml: logo: logo.svg is an SVG, which many a Word does not show; save it as PNG"),
        ('logo = "logo.gif"', "firm.toml: logo: logo.gif is no PNG or JPEG"),
        ('logo = "other.png"', "firm.toml: logo: other.png does not lie beside firm.toml"),
        ('logo = "../logo.png"', "firm.toml: logo: ../logo.png is no name of a file in the library itself"),
        ('logo = "broken.png"', "firm.toml: logo: broken.png is no PNG or JPEG, or it is damaged"),
        ('logo = "wide.png"', "firm.toml: logo: wide.png is more than 10,000 pixels wide or high; save it smaller"),
        ("name = " + "[" * 5_000 + "]" * 5_000, "firm.toml: is nested too deep"),
        (".".join("a" * 50_000) + " = 1", "firm.toml: has more than 200 full stops in a line"),
        ("# " + "x" * 1_000_000, "firm.toml: is larger than 1 MB"),
        ('logo = "large.png"', "firm.toml: logo: large.png is larger than 2 MB, and would be in every document"),
    ],
)
def test_what_a_firm_says_of_itself_and_cannot_be_printed_is_told(text: str, line: str) -> None:
    files = {
        FIRM: text.encode(),
        "wide.png": LOGO[:16] + b"\x7f\xff\xff\xff" + LOGO[20:],
        "logo.png": LOGO,
        "broken.png": LOGO[:-8],
        "logo.svg": b"<svg/>",
    }
    files["large.png"] = LOGO + b"\0" * LARGEST_LOGO
    (only,) = told(files)
    assert only.startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[color]\naccent = "0B5D4E"', "there is no key color here; did you mean colour?"),
        ("[colour]\nacent = 1", "colour: there is no key acent here; did you mean accent?"),
        ('[colour]\naccent = "#0B5D4E"', "colour.accent: has to be a colour as six digits"),
        ('[colour]\naccent = "FFEE00"', "colour.accent: FFEE00 cannot be read on white paper (contrast 1.2, at least"),
        ('[colour]\nmuted = "AAAAAA"', "colour.muted: AAAAAA cannot be read on white paper (contrast 2.3, at least"),
        ('[text]\nfont = ""', "text.font: Expected `str` of length >= 1"),
        ("[text]\nsize = 200", "text.size: Expected `float` <= 96.0"),
        ("[page]\nleft = 9\nright = 6", "page: an upright page has 6 cm for text between its margins; at least 8"),
        ("[page]\ntop = 9\nbottom = 4", "page: a landscape page has 8 cm for text between top and bottom; at least"),
        ('[words]\nstatus = "{{ x }}"', "words.status: holds what a template would take for a tag"),
        ('[words]\nstaus = "Stand"', "words: there is no key staus here"),
        ("heading = []", "heading: has to hold 3 entries, and holds 0"),
    ],
)
def test_a_house_style_that_no_document_can_have_is_told(text: str, line: str) -> None:
    (only,) = told({HOUSE_STYLE: text.encode()})
    assert only.startswith(f"house-style.toml: {line}")


def test_a_document_of_a_firms_own_with_the_code_of_another_is_told() -> None:
    lines = told({"letter/deliverable.toml": b'extends = "annex-iv"\ntitle = "Letter"'})
    assert lines == ["letter/deliverable.toml: code: AIV is that of annex-iv as well, and stands in numbers"]


def test_without_a_library_there_is_no_firm() -> None:
    assert read().firm == NO_FIRM
    assert not NO_FIRM.is_printed


def test_the_nearest_library_wins_key_by_key() -> None:
    near = {
        FIRM: b'name = "Office Hamburg"\n[classification_of]\nannex-iv = "Secret"',
        HOUSE_STYLE: b"[text]\nsize = 11",
    }
    far = {
        FIRM: b'name = "Weber"\ncontact = "weber"\nlogo = "logo.png"\n[classification_of]\ngap-analysis = "Open"',
        HOUSE_STYLE: b'[text]\nsize = 9\nfont = "Verdana"',
        "logo.png": LOGO,
    }
    documents = read(near, far)
    firm, text = documents.firm, documents.style.text
    assert (firm.name, firm.contact) == ("Office Hamburg", "weber")
    assert [firm.classification_on(name) for name in ("annex-iv", "gap-analysis", "action-plan")] == [
        "Secret",
        "Open",
        "",
    ]
    assert firm.logo is not None
    assert (firm.logo.width, firm.logo.height) == (480, 160)
    assert (text.size, text.font) == (11, "Verdana")
    assert read({FIRM: b'logo = ""'}, far).firm.logo is None, "a nearer library does without the mark"


def test_the_example_library_is_read_whole() -> None:
    (files,) = own_files([BRAND])
    assert set(files) == {FIRM, HOUSE_STYLE, "logo.png", *(name for name in files if "/" in name)}
    assert read(files).firm.name == "Weidmann & Köhler Regulatory"


@given(pattern=st.text(st.sampled_from("{}abc-_ "), max_size=12))
def test_a_pattern_without_faults_can_be_filled(pattern: str) -> None:
    if not list(pattern_faults(pattern)):
        assert "{" not in fill(pattern, dict.fromkeys(FIELDS, "x"))


@pytest.mark.parametrize(
    ("one", "other", "rounded"), [("000000", "FFFFFF", 21.0), ("ffffff", "FFFFFF", 1.0), ("777777", "FFFFFF", 4.5)]
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, rounded: float) -> None:
    assert round(contrast(one, other), 1) == rounded
    assert contrast(one, other) == contrast(other, one)


@given(red=st.integers(0, 255), green=st.integers(0, 255), blue=st.integers(0, 255))
def test_what_stands_on_a_colour_can_always_be_read(red: int, green: int, blue: int) -> None:
    ground = f"{red:02X}{green:02X}{blue:02X}"
    assert contrast(readable_on(ground), ground) >= 4.5

"""Evidence before its pages go into a dossier: what is shown, what is refused, and what is left out by name."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import TextStringObject

from pipeline.formats.docx_package import write_parts
from pipeline.formats.pdf_evidence import examine
from pipeline.model.examined import Examined, Limits, OutlineMark, Showing
from tests.evidence import (
    SCRIPT,
    action,
    at_opening,
    bomb,
    circle,
    document_script,
    embedded,
    evidence,
    filled,
    hidden_layer,
    locked,
    mark,
    name,
    outlined,
    page_event,
    program_form,
    record,
    signed,
    sized,
    turned,
    without_content,
)
from tests.validity.whole_document import whole_document

PLAIN = evidence()
LIMITS = Limits(pages=20, stream=5_000_000, streams=20_000_000, objects=2_000)


def look(content: bytes) -> Examined:
    return examine(content, LIMITS)


def shown(content: bytes) -> Any:
    found = look(content)
    assert found.showing is Showing.SHOWN, found.why
    return PdfReader(io.BytesIO(found.pdf), strict=True)


REFUSED = {
    "user password": (locked("secret"), Showing.LOCKED, ""),
    "empty": (b"", Showing.OTHER, "an empty file"),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", Showing.OTHER, "a web page (HTML)"),
    "Word document": (whole_document(), Showing.OTHER, "a Word document"),
    "ZIP archive cut off": (whole_document()[:200], Showing.OTHER, "a damaged ZIP archive"),
    "other archive": (write_parts({"a.txt": b"a"}), Showing.OTHER, "a ZIP archive without a workbook"),
    "cut off in its head": (PLAIN[:40], Showing.BROKEN, ""),
    "cut off at its end": (PLAIN[: PLAIN.rindex(b"%%EOF")], Showing.BROKEN, "Stream has ended unexpectedly"),
    "no pages": (evidence(pages=0), Showing.BROKEN, "it has no pages"),
    "pages in a circle": (circle(), Showing.BROKEN, ""),
    "content that is not there": (without_content(), Showing.BROKEN, "the content of page 1 is missing"),
    "too many pages": (evidence(pages=21), Showing.LARGE, "has 21 pages, 20 at most are shown"),
    "stream that unfolds": (bomb(100_000_000), Showing.LARGE, "has a part that unfolds to more than 5 MB"),
    "stream packed twice": (bomb(30_000_000, layers=2), Showing.LARGE, "has a part that unfolds to more than 5 MB"),
}


@pytest.mark.parametrize(("content", "showing", "why"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused_with_its_reason(content, showing, why) -> None:
    found = look(content)
    assert (found.showing, found.pdf) == (showing, b"")
    assert why in found.why


ACTIVE = {
    "script of the document": (evidence(document_script), {"script": 1}),
    "script at opening": (evidence(at_opening(SCRIPT)), {"script": 1}),
    "program at opening": (evidence(at_opening(action("Launch"))), {"start of a program": 1}),
    "page to open at": (evidence(at_opening(action("GoTo"))), {}),
    "event of a page": (evidence(page_event), {"script": 1}),
    "link that starts a program": (evidence(mark("Link", A=action("Launch"))), {"start of a program": 1}),
    "link that runs a script": (evidence(mark("Link", A=SCRIPT)), {"script": 1}),
    "link that sends a form": (evidence(mark("Link", A=action("SubmitForm"))), {"sending of a form": 1}),
    "link to another file": (evidence(mark("Link", A=action("GoToR"))), {"link to another file": 1}),
    "link to a strange scheme": (
        evidence(mark("Link", A=action("URI", URI=name("file")))),
        {"action of the kind URI": 1},
    ),
    "action after a harmless one": (
        evidence(mark("Text", A=action("GoTo", Next=SCRIPT, D=name("x")))),
        {"script": 1},
    ),
    "event of a mark": (evidence(mark("Text", AA=record(E=SCRIPT))), {"script": 1}),
    "attached file": (evidence(embedded), {"attached file": 1}),
    "attached file on a page": (evidence(mark("FileAttachment")), {"attached file": 1}),
    "film": (evidence(mark("RichMedia"), mark("Screen")), {"film or sound": 2}),
    "mark of an unknown kind": (evidence(mark("Strange")), {"mark of the kind Strange": 1}),
    "form of its own program": (evidence(program_form), {"form of its own program (XFA)": 1}),
}
_OF_ITSELF = (b"/JavaScript", b"/Launch", b"/SubmitForm", b"/GoToR", b"/AA", b"/OpenAction", b"/EmbeddedFile", b"/XFA")


@pytest.mark.parametrize(("content", "removed"), ACTIVE.values(), ids=ACTIVE)
def test_what_does_something_is_counted_by_name_and_not_in_the_copy(content, removed) -> None:
    found = look(content)
    assert (found.showing, found.pages, dict(found.removed)) == (Showing.SHOWN, 2, removed)
    assert [held for held in _OF_ITSELF if held in found.pdf] == []


def test_harmless_marks_stay() -> None:
    address = mark("Link", A=action("URI", URI=TextStringObject("https://example.org/a")))
    page = shown(evidence(address, mark("Highlight"), mark("Popup"))).pages[0]
    assert [each.get_object()["/Subtype"] for each in page["/Annots"]] == ["/Link", "/Highlight"]


def test_a_password_of_the_author_alone_is_told_and_shown() -> None:
    found = look(locked(""))
    assert (found.showing, found.restricted) == (Showing.SHOWN, "copying, changing, assembling")
    assert not PdfReader(io.BytesIO(found.pdf)).is_encrypted


MENDED = {
    "junk before its head": b"HTTP/1.1 200 OK\r\n\r\n" + PLAIN,
    "table of parts that is wrong": PLAIN.replace(b"startxref\n", b"startxref\n9"),
    "junk after its end": PLAIN + bytes(2_000),
}


@pytest.mark.parametrize("content", MENDED.values(), ids=MENDED)
def test_a_file_that_breaks_a_rule_is_shown_whole_and_told(content) -> None:
    found = look(content)
    assert (found.showing, found.pages, bool(found.mended)) == (Showing.SHOWN, 2, True)


def test_a_sound_file_has_nothing_to_tell() -> None:
    found = look(PLAIN)
    assert found == Examined(Showing.SHOWN, pdf=found.pdf, pages=2)


def test_signatures_are_counted_and_what_they_show_is_drawn() -> None:
    found = look(evidence(signed))
    page: Any = PdfReader(io.BytesIO(found.pdf), strict=True).pages[0]
    assert (found.signed, "/Annots" in page, len(page["/Resources"]["/XObject"])) == (1, False, 1)
    assert b"cm /DossierField0 Do" in page.get_contents().get_data()


def test_what_was_filled_into_a_form_is_drawn_and_the_form_is_gone() -> None:
    reader = shown(evidence(filled))
    assert "/AcroForm" not in reader.root_object
    assert b"/DossierField0 Do" in reader.pages[0].get_contents().get_data()


def test_a_hidden_layer_stays_hidden() -> None:
    layers = shown(evidence(hidden_layer)).root_object["/OCProperties"]
    assert [each.get_object()["/Name"] for each in layers["/D"]["/OFF"]] == ["Internal"]


def test_the_outline_is_told_with_its_depth() -> None:
    found = look(evidence(outlined("One", "Two", "Three", "Four")))
    assert found.outline == (OutlineMark("One", 0, 0), OutlineMark("Two", 1, 1), OutlineMark("Three", 1, 2))


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(30, 30), (842, 595), (5000, 7000)], ids=str)
def test_sizes_and_turns_of_pages_stay(size, degrees) -> None:
    page = shown(evidence(sized(*size), turned(degrees))).pages[0]
    assert (page.mediabox.width, page.mediabox.height, page.rotation % 360) == (*size, degrees)


def test_the_same_file_gives_the_same_copy() -> None:
    assert look(evidence(signed)) == look(evidence(signed))


@given(st.data())
def test_no_damage_makes_it_raise(data) -> None:
    content = bytearray(evidence(signed, document_script, mark("Link", A=SCRIPT), outlined("One")))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(content)))
    found = look(bytes(content[:cut]))
    assert (found.showing is Showing.SHOWN) == bool(found.pdf)

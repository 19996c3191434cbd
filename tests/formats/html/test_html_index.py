"""The index of a dossier: it shows what is enclosed, loads nothing, and escapes what answers hold."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from pipeline.formats.html_index import render_index
from pipeline.formats.html_page import PageError
from pipeline.library.pack_files import load_pack_files
from pipeline.model.pack import Enclosed, PackedClient, PackedSystem, PackState, Part

FILES = load_pack_files()
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"
DOCUMENT = Enclosed(
    Part.DOCUMENTS,
    "s/documents/a.docx",
    "Declaration",
    "a.docx",
    "0" * 64,
    1_234_567,
    "doc",
    PackState.EDITED,
    3,
    "why",
)
EVIDENCE = Enclosed(Part.EVIDENCE, "evidence/a_b.pdf", "EV-01 Report", "a:b.pdf", "f" * 64, 12)
SYSTEM = PackedSystem("s", "System", "1.0", "Provider", 3, "Regulation", is_draft=True, files=(DOCUMENT,))
CLIENT = PackedClient("c", "Client", (SYSTEM,), (EVIDENCE,))


def page(client: PackedClient = CLIENT, template: str = FILES.index) -> str:
    return render_index(client, FILES.words, template, FILES.style).decode()


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.partition("<body>")[2])).split())


def test_every_file_stands_there_with_state_revision_and_size() -> None:
    shown = text(page())
    for said in ("Declaration why Edited by a person Revision 3", "1.2 MB", "12 B", "called a:b.pdf at the client's"):
        assert said in shown


@pytest.mark.parametrize(("is_draft", "said"), [(True, True), (False, False)])
def test_a_draft_is_said_to_be_one(is_draft, said) -> None:
    client = replace(CLIENT, systems=(replace(SYSTEM, is_draft=is_draft),))
    assert ("Draft: at least one" in text(page(client))) == said


def test_what_answers_hold_is_text() -> None:
    client = replace(CLIENT, name=HOSTILE, systems=(replace(SYSTEM, name=HOSTILE + "\x00\ufffe"),))
    shown = page(client)
    assert "<script" not in shown
    assert "{{ 7*7 }}" in unescape(shown)
    assert "\x00" not in shown


def test_it_loads_and_runs_nothing() -> None:
    assert re.findall(r"\b(?:src|onclick|onload)=|https?://", page()) == []
    assert "default-src 'none'" in unescape(page())


@pytest.mark.parametrize("template", ["{{ nobody }}", "{% if %}", "{{ client.__class__.__mro__ }}"])
def test_a_template_that_goes_wrong_is_refused(template) -> None:
    with pytest.raises(PageError):
        page(template=template)

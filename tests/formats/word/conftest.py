"""A small deliverable of each layout, and contexts to print in them."""

import io
import struct
import tomllib
import zlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import docx
import pytest
from msgspec import convert

from pipeline.model.context import Context, Gap, Picture, Properties, View
from pipeline.model.deliverable import Block, BlockKind, Deliverable, Precondition, Section
from pipeline.model.house_style import HouseStyle

LABELS = {
    "purpose.intended_purpose": "Intended purpose",
    "system.name": "Name of the system",
    "system.version": "Version of the system",
    "conformity.place": "Place",
    "conformity.date": "Date",
    "conformity.signatory": "Name",
    "risk.harms": "Possible harms",
    "system.release_forms": "Forms of release",
    "system.release_forms[].form": "Form",
    "system.release_forms[].description": "Description",
    "data.data_sets": "Data sets",
    "data.data_sets[].name": "Name",
    "data.data_sets[].records": "Records",
    "data.data_sets[].provenance": "Provenance",
    "data.data_sets[].scope": "Scope",
    "data.data_sets[].selection": "Selection",
    "architecture.diagram": "Diagram",
}

SECTIONS = (
    Section("index", "Requirement index", 1, landscape=True, block=(Block(BlockKind.REQUIREMENT_INDEX),)),
    Section(
        "general",
        "General description",
        1,
        label="1",
        cites=("Annex IV(1)",),
        block=(
            Block(BlockKind.TEXT, words="This part follows Annex IV point by point."),
            Block(BlockKind.TEXT, words="The system is {system.name}."),
            Block(BlockKind.TEXT, facts=("purpose.intended_purpose",)),
            Block(BlockKind.FACTS, facts=("system.name", "system.version")),
            Block(BlockKind.LIST, facts=("risk.harms",)),
            Block(BlockKind.STATEMENT, id="sole-responsibility", words="Made in every document."),
            Block(BlockKind.STATEMENT, id="made", words="Made only where it holds.", when="system.roles == true"),
            Block(BlockKind.TEXT, facts=("system.name",), labelled=False),
            Block(BlockKind.LIST, facts=("risk.harms",), labelled=False),
            Block(BlockKind.TABLE, facts=("system.release_forms",), when="system.roles == true"),
        ),
    ),
    Section(
        "data",
        "Data sets",
        2,
        label="2(d)",
        shown_when="data.uses_data_sets == true",
        block=(
            Block(BlockKind.TABLE, facts=("data.data_sets",), columns=("name", "records"), caption="Data sets in use"),
            Block(BlockKind.TABLE, facts=("data.data_sets",), columns=("name", "provenance", "scope", "selection")),
        ),
    ),
    Section(
        "pictures",
        "Pictures",
        2,
        left_out_when="not (product.is_component == true)",
        block=(Block(BlockKind.PICTURE, facts=("architecture.diagram",), caption="Architecture"),),
    ),
    Section(
        "evidence",
        "Evidence register",
        1,
        landscape=True,
        block=(Block(BlockKind.EVIDENCE_REGISTER), Block(BlockKind.REVISION_TABLE)),
    ),
    Section("signed", "Signature", 1, block=(Block(BlockKind.SIGNATURE, facts=("conformity.place",)),)),
)

POINTS = (
    Section("one", "AI system", 1, label="1", block=(Block(BlockKind.FACTS, facts=("system.name",)),)),
    Section(
        "two",
        "Data sets",
        1,
        label="2",
        shown_when="data.uses_data_sets == true",
        block=(
            Block(BlockKind.TABLE, facts=("data.data_sets",), columns=("name", "records")),
            Block(BlockKind.LIST, facts=("risk.harms",)),
        ),
    ),
    Section(
        "three",
        "Personal data",
        1,
        label="3",
        left_out_when="not (data.personal_data == true)",
        block=(
            Block(BlockKind.TEXT, words="Fixed words."),
            Block(BlockKind.TEXT, facts=("purpose.intended_purpose",), labelled=False),
            Block(BlockKind.STATEMENT, id="sole-responsibility"),
            Block(BlockKind.STATEMENT, id="made", when="system.roles == true"),
        ),
    ),
    Section(
        "four",
        "Place and signature",
        1,
        label="4",
        block=(Block(BlockKind.FACTS, facts=("conformity.place",)), Block(BlockKind.SIGNATURE)),
    ),
    Section(
        "open",
        "Open before signature",
        1,
        left_out_when="true",
        block=(Block(BlockKind.LIST, id="preconditions"),),
    ),
    Section(
        "sign",
        "Signed by",
        1,
        block=(Block(BlockKind.SIGNATURE, facts=("conformity.place", "conformity.date", "conformity.signatory")),),
    ),
)


def _deliverable(layout: str, sections: tuple[Section, ...], precondition: tuple[Precondition, ...]) -> Deliverable:
    return Deliverable(
        id=f"toy-{layout}",
        title="Technical documentation",
        subtitle="Annex IV",
        code="TOY",
        document="technical-documentation",
        cites=("Art 11",),
        output="docx",
        scope="system",
        languages=("en",),
        due_when="true",
        layout=layout,
        section=sections,
        precondition=precondition,
    )


@pytest.fixture(scope="session")
def labels() -> Mapping[str, str]:
    return LABELS


@pytest.fixture(scope="session")
def style() -> HouseStyle:
    text = (Path(__file__).parents[3] / "templates" / "house-style.toml").read_text("utf-8")
    return convert(tomllib.loads(text), HouseStyle)


@pytest.fixture(scope="session")
def file() -> Deliverable:
    return _deliverable("file", SECTIONS, ())


@pytest.fixture(scope="session")
def certificate() -> Deliverable:
    return _deliverable(
        "certificate", POINTS, (Precondition("place", "The place is given.", "known(conformity.place)"),)
    )


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


DOCUMENT = {
    "title": "Technical documentation",
    "subtitle": "Annex IV",
    "number": "ACME-1",
    "system_version": "4.2",
    "revision": "3",
    "status": "Draft",
    "draft_mark": "DRAFT",
    "edition": "Regulation (EU) 2024/1689",
    "checked_on": "23 November 2026",
    "provider": "R&D <x> GmbH",
    "system": "Ranker 4.2",
    "classification": "High-risk",
    "prepared_by": "A. Weber",
    "approved_by": "B. Klein",
    "approved_on": "20 November 2026",
}
ROW = {"id": "DS-01", "name": "Letters", "records": "1,200", "provenance": "Archive", "scope": "EU", "selection": "All"}
INDEX = {"point": "Annex IV(1)", "requirement": "Purpose", "section": "1", "evidence": "EV-01", "status": "Met"}
PROOF = {"id": "EV-01", "title": "Report", "file": "report.pdf", "digest": "ab12", "date": "1 May 2026"}
REVISION = {"revision": "3", "date": "23 November 2026", "change": "First issue", "author": "A. Weber"}


@pytest.fixture
def context_of() -> Callable[..., Context]:
    """Return a maker of contexts; its arguments replace single entries."""

    def make(
        purpose: object = "Ranks letters.",
        rows: tuple[Mapping[str, object], ...] = (ROW,),
        gaps: tuple[Gap, ...] = (),
        shown: bool = True,
        evidence: tuple[Mapping[str, object], ...] = ({**PROOF, "responsible": "QA", "supports": "Art 10"},),
        document: Mapping[str, object] = DOCUMENT,
        pictures: tuple[Picture | Gap | str, ...] = (Picture("d.png", png(20, 10), 'What "feeds" <what>'),),
        printed: tuple[str, ...] = (),
    ) -> Context:
        names = [section.id for section in (*SECTIONS, *POINTS)]
        values: dict[str, object] = {
            "purpose": View({"intended_purpose": purpose}),
            "system": View({"name": "Ranker", "version": "4.2"}),
            "data": View({"data_sets": tuple(View(row) for row in rows)}),
            "conformity": View({"place": "Bonn", "date": "1 May 2026", "signatory": "B. Klein"}),
            "document": View(document),
            "sections": View(
                {name: View({"here": shown, "shown": shown, "note": "Not applicable: no data."}) for name in names}
            ),
            "statements": View({"general_1": "The system is Ranker.", "sole_responsibility": ""}),
            "lists": View(
                {
                    "risk_harms": ("Privacy", "Dignity"),
                    "preconditions": ("The place is given.",),
                    "made": ("It holds.",) if shown else (),
                    "system_release_forms": (View({"id": "RF-01", "form": "Hosted", "description": "A service."}),),
                }
            ),
            "requirement_index": (View({**INDEX, "shade": "DDF2E3"}),),
            "evidence_register": tuple(View(row) for row in evidence),
            "revisions": (View({**REVISION, "approved": "B. Klein"}),),
        }
        properties = Properties("Title – R&D <x>", "Subject", "R&D <x>", "AI Act", "en-GB", date(2026, 11, 23))
        return Context(
            "toy", "en", values, properties, gaps, {"architecture_diagram": pictures}, ("General description",), printed
        )

    return make


@pytest.fixture
def opened() -> Callable[[bytes], docx.document.Document]:
    return lambda package: docx.Document(io.BytesIO(package))


@pytest.fixture
def with_body() -> Callable[[bytes, str, str], bytes]:
    """Return a package with a piece of the body replaced."""
    from pipeline.formats.docx_package import read_parts, write_parts

    def replace(package: bytes, old: str, new: str) -> bytes:
        parts = read_parts(package)
        body = parts["word/document.xml"].decode()
        assert old in body
        return write_parts({**parts, "word/document.xml": body.replace(old, new, 1).encode()})

    return replace


@pytest.fixture(scope="session")
def png_of() -> Callable[[int, int], bytes]:
    return png

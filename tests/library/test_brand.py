"""A whole example of a firm's library, `tests/library/brand`: what the firm says of itself is what its documents show.

Nothing in it is Python: a firm.toml, a mark, a house style of a few lines, and what differs in one deliverable.
"""

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from pipeline.build.batch import Wish, run
from pipeline.build.journal import known_of
from pipeline.build.own_templates import template_of
from pipeline.build.portfolio_status import status_of
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.store import MANIFEST, manifest_json
from pipeline.build.template import Template
from pipeline.build.templates import load_pages, load_templates, make_template
from pipeline.formats import docx_template
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.library.load import load_catalogue
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Catalogue
from pipeline.model.manifest import SHIPPED
from tests.documents import Printed, deliverable_of
from tests.samples import COMPLETE, DELIVERABLES, INPUTS, ROOT

BRAND = Path(__file__).parent / "brand"
FIRM = "Weidmann & Köhler Regulatory"
MADE = ("action-plan", "annex-iv", "declaration-of-conformity", "gap-analysis")
OURS = '[[section]]\nid = "own"\nheading = "Ours"\nlevel = 1\n[[section.block]]\nkind = "text"\nwords = "We."'
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what is parsed and built apart from what the user has."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for module in ("pipeline.build.own_templates", "pipeline.library.parsed_once"):
            patch.setattr(f"{module}.user_cache_path", lambda name: folder / name)
        yield folder


@pytest.fixture(scope="module")
def branded(cache: Path) -> Catalogue:
    return load_catalogue([BRAND])


def build(outputs: Path, *libraries: Path, only: tuple[str, ...] = MADE) -> dict[str, str]:
    """Build the complete sample, and return the state of each document."""
    catalogue = load_catalogue(libraries)
    wish = Wish(catalogue, load_templates(catalogue, libraries, only), load_pages(catalogue, libraries, only))
    results = [
        each for each in run(scan([INPUTS / f"{COMPLETE}.xlsx"]), outputs, wish) if isinstance(each, SystemResult)
    ]
    return {each.id: each.state for result in results for each in result.deliverables}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    assert build(folder, BRAND) == dict.fromkeys(MADE, "built")
    return folder / COMPLETE


@pytest.fixture(scope="module")
def annex(outputs: Path) -> Printed:
    return Printed((outputs / "annex-iv.docx").read_bytes())


@pytest.fixture
def library(tmp_path: Path) -> Callable[..., Path]:
    """Make a library of files given as texts by their paths."""

    def make(name: str, **files: str | bytes) -> Path:
        for path, content in files.items():
            target = tmp_path / name / path.replace("__", "/").replace("_toml", ".toml").replace("_docx", ".docx")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / name

    return make


def parts_of(path: Path) -> dict[str, bytes]:
    return read_parts(path.read_bytes())


class TestDocuments:
    """What a reader sees of the firm."""

    def test_its_mark_stands_on_the_cover_in_proportion_with_its_name_for_who_cannot_see_it(self, annex):
        mark, *_ = annex.document.element.body.findall(f".//{_DRAWING}inline")
        about, extent = mark.find(f"{_DRAWING}docPr"), mark.find(f"{_DRAWING}extent")
        assert about.get("descr") == FIRM
        assert int(extent.get("cx")) / int(extent.get("cy")) == pytest.approx(480 / 160, rel=0.001)
        assert int(extent.get("cx")) <= 6.0 * 360_000
        assert annex.paragraphs[0].style.name == "Firm mark"
        parts = read_parts(annex.content)
        assert (BRAND / "logo.png").read_bytes() in parts.values()

    def test_its_name_address_and_contact_stand_at_the_foot_of_the_cover(self, annex):
        foot = [line.text for line in annex.document.sections[0].first_page_footer.paragraphs]
        assert foot == [FIRM, "Speicherstraße 11 · 20457 Hamburg", "office@weidmann-koehler.example"]

    def test_its_name_stands_below_every_running_foot_and_its_word_on_the_right_of_every_head(self, annex):
        for section in annex.document.sections:
            assert section.footer.paragraphs[1].text == FIRM
            assert section.header.paragraphs[0].text == "WK/TENORSCORE/AIV/1 · Revision 1 · Approved\tConfidential"

    def test_documents_are_numbered_by_its_pattern_wherever_the_number_stands(self, annex, outputs):
        assert annex.lines[0].startswith("WK/TENORSCORE/AIV/1 · Confidential")
        assert annex.text.count("WK/TENORSCORE/AIV/1") >= 4, "cover, its table, document control, end mark"
        declaration = Printed((outputs / "declaration-of-conformity.docx").read_bytes())
        assert "End of document WK/TENORSCORE/DOC/1" in declaration.text
        assert "WK/TENORSCORE/DOC/1" in declaration.running
        assert "TENORSCORE-" not in annex.text + declaration.text

    def test_the_firm_that_prepares_a_declaration_puts_neither_mark_nor_name_on_it(self, outputs):
        content = (outputs / "declaration-of-conformity.docx").read_bytes()
        declaration = Printed(content)
        assert "Public" in declaration.running, "the word of classification of its own"
        assert FIRM not in declaration.text + declaration.running
        assert not [name for name in read_parts(content) if "media" in name]

    def test_a_workbook_that_is_a_printout_has_its_name_and_word_in_its_feet(self, outputs):
        book = openpyxl.load_workbook(outputs / "action-plan.xlsx")
        for page in book.worksheets:
            assert page.oddFooter is not None
            assert "Weidmann && Köhler Regulatory · Confidential" in str(page.oddFooter.center.text)

    def test_nothing_is_said_to_be_prepared_or_approved_by_the_firm(self, annex):
        for label in ("Prepared by", "Approved by"):
            told = [
                row.cells[1].text for table in annex.document.tables for row in table.rows if row.cells[0].text == label
            ]
            assert told
            assert not [text for text in told if FIRM in text]

    def test_colours_and_type_are_those_of_its_house_style(self, outputs):
        for name in DELIVERABLES[:4]:
            path = outputs / f"{name}.docx"
            if path.is_file():
                styles = parts_of(path)["word/styles.xml"].decode()
                assert "0B5D4E" in styles
                assert 'w:ascii="Times New Roman"' in styles
                assert "1F3A5F" not in styles
                assert "Arial" not in styles
        body = parts_of(outputs / "annex-iv.docx")["word/document.xml"].decode()
        assert 'w:fill="0B5D4E"' in body
        assert "1F3A5F" not in body

    def test_what_it_extends_and_words_anew_is_printed(self, annex):
        assert "Technical file" in annex.lines
        assert "Control sheet" in annex.lines
        assert "We interviewed those who build and run TenorScore" in annex.section("How this file was prepared")
        headings = annex.headings
        assert headings.index("How this file was prepared") == headings.index("1 General description") - 1


class TestRecord:
    """The manifest says which template was used; the key holds what is printed."""

    def test_library_digest_and_firm_are_recorded(self, outputs, branded):
        manifest = known_of(outputs)
        assert manifest is not None
        for made in manifest.made:
            assert (made.library, made.firm) == ("brand", FIRM)
            deliverable = deliverable_of(branded, made.id)
            template = template_of(deliverable, branded, [BRAND])
            digest = hashlib.sha256(template.content).hexdigest() if deliverable.output == "docx" else ""
            assert made.template_sha256 == digest
        assert str(BRAND.parent) not in (outputs / MANIFEST).read_text("utf-8")

    def test_one_that_was_written_before_is_still_read(self, outputs, tmp_path):
        data = json.loads((outputs / MANIFEST).read_bytes())
        for made in data["made"]:
            for key in ("library", "template_sha256", "firm"):
                del made[key]
        (tmp_path / MANIFEST).write_text(json.dumps(data), "utf-8")
        manifest = known_of(tmp_path)
        assert manifest is not None
        assert {made.firm for made in manifest.made} == {""}
        assert json.loads(manifest_json(manifest))["made"][0]["library"] == ""

    def test_the_same_again_gives_the_same_bytes_and_changes_nothing(self, outputs, tmp_path):
        again = tmp_path / "again"
        build(again, BRAND)
        for name in MADE:
            (file,) = (again / COMPLETE).glob(f"{name}.*")
            assert file.read_bytes() == (outputs / file.name).read_bytes()
        assert build(again, BRAND) == dict.fromkeys(MADE, "unchanged")

    @pytest.mark.parametrize(
        ("changed", "stale"),
        [
            ({"firm_toml": 'contact = "+49 40 1234"'}, {"annex-iv"}),
            ({"firm_toml": '[classification_of]\ngap-analysis = "Open"'}, set()),
            ({"house-style_toml": '[colour]\naccent = "7A1F3D"'}, {"annex-iv"}),
            ({"firm_toml": 'file_name = "{system}-{code}"'}, set()),
        ],
    )
    def test_a_document_is_stale_where_what_it_prints_of_the_firm_changed(self, outputs, library, changed, stale):
        libraries = (library("near", **changed), BRAND)
        catalogue = load_catalogue(libraries)
        templates = load_templates(catalogue, libraries, ["annex-iv"])
        sources = scan([INPUTS / f"{COMPLETE}.xlsx"])
        (found,) = status_of(sources, outputs.parents[1], catalogue, templates)
        assert {each.id for each in found.deliverables if each.state == "stale"} == stale


class TestTemplates:
    """Which template is taken: the firm's own, one built in its style, or the shipped one."""

    @pytest.fixture
    def own(self) -> bytes:
        """Return a template as a firm would edit it: the shipped one with another word in its foot."""
        parts = read_parts((ROOT / "templates" / "annex-iv" / "template.docx").read_bytes())
        foot = parts["word/footer1.xml"].replace(b"Page ", b"Sheet ")
        assert foot != parts["word/footer1.xml"]
        return write_parts(parts | {"word/footer1.xml": foot})

    def chosen(self, *libraries: Path) -> Template:
        catalogue = load_catalogue(libraries)
        return template_of(deliverable_of(catalogue, "annex-iv"), catalogue, libraries)

    @pytest.mark.parametrize("name", DELIVERABLES)
    def test_a_library_that_changes_no_look_leaves_every_template_as_it_is_shipped(self, library, name):
        libraries = [library("empty", schemas__questionnaire__choices_toml="")]
        catalogue = load_catalogue(libraries)
        found = template_of(deliverable_of(catalogue, name), catalogue, libraries)
        assert found == Template((ROOT / "templates" / name / "template.docx").read_bytes(), SHIPPED)

    def test_its_own_template_is_taken_as_it_is_with_no_declaration_beside_it(self, library, own, tmp_path):
        alone = library("alone", **{"annex-iv__template_docx": own})
        assert self.chosen(alone) == Template(own, "alone")
        assert self.chosen(alone, BRAND) == Template(own, "alone")
        assert build(tmp_path / "out", alone, only=("annex-iv",)) == {"annex-iv": "built"}
        made = Printed((tmp_path / "out" / COMPLETE / "annex-iv.docx").read_bytes())
        assert "Sheet" in made.running

    def test_the_nearest_of_two_wins(self, library, own):
        near = library("near", **{"annex-iv__template_docx": own})
        far = library("far", **{"annex-iv__template_docx": own + b"\0"})
        assert self.chosen(near, far) == Template(own, "near")
        assert self.chosen(far, near) == Template(own + b"\0", "far")

    def test_a_nearer_declaration_goes_before_a_farther_template_that_does_not_know_it(self, library, own):
        near = library("near", **{"annex-iv__deliverable_toml": 'extends = "annex-iv"\n' + OURS})
        far = library("far", **{"annex-iv__template_docx": own})
        assert self.chosen(far, near) == Template(own, "far")
        assert self.chosen(near, far).library == "near"
        assert self.chosen(near, far).content != own

    def test_one_that_is_built_is_built_once(self, library, monkeypatch):
        changed = library("once", firm_toml='name = "Only here"')
        before = self.chosen(changed)
        monkeypatch.setattr(docx_template, "build_template", None)
        assert self.chosen(changed) == before

    def test_what_gives_no_template_is_told_with_its_file(self, library):
        words = OURS.replace('"Ours"', '"{{ x }}"')
        wrong = library("wrong", **{"annex-iv__deliverable_toml": f'extends = "annex-iv"\n{words}'})
        with pytest.raises(DeclarationError, match=r"^annex-iv/deliverable\.toml: fixed words hold a template tag"):
            self.chosen(wrong)

    def test_one_to_edit_further_is_written_with_the_brand(self, branded, tmp_path):
        folder = tmp_path / "gap-analysis"
        made = make_template(folder, branded)
        assert made is not None
        with zipfile.ZipFile(io.BytesIO(made.read_bytes())) as archive:
            assert "word/media/logo.png" in archive.namelist()
            foot = etree.fromstring(archive.read("word/footer1.xml"))
        assert "{{ firm.name }}" in "".join(text for text in foot.itertext() if isinstance(text, str))

    def test_a_page_over_many_systems_takes_each_file_from_the_nearest(self, library):
        near = library("near", **{"portfolio__page.css": "body { color: black }"})
        catalogue = load_catalogue([near])
        files = load_pages(catalogue, [near])["portfolio"]
        assert files["page.css"] == b"body { color: black }"
        assert files["page.html"] == (ROOT / "templates" / "portfolio" / "page.html").read_bytes()


class TestLaw:
    """What the law asks for may be added to, not dropped."""

    def test_a_deliverable_that_drops_a_point_is_refused_with_its_citation(self, library):
        text = 'extends = "annex-iv"\n[[section]]\nid = "aiv_2_d"\nrequirements = []\nblock = []\n'
        dropping = library("dropping", **{"annex-iv__deliverable_toml": text})
        with pytest.raises(DeclarationError, match=r"Annex IV\(2\)\(d\).* would be missing from this document"):
            load_catalogue([dropping])

    def test_one_that_is_replaced_whole_is_held_to_the_same(self, library):
        text = (ROOT / "templates" / "annex-iv" / "deliverable.toml").read_text("utf-8")
        dropping = library("dropping", **{"annex-iv__deliverable_toml": text.split('[[section]]\nid = "aiv_5"')[0]})
        with pytest.raises(DeclarationError, match=r"Annex IV\(9\) would be missing from this document"):
            load_catalogue([dropping])

    def test_a_copy_of_the_example_is_enough(self, tmp_path, branded):
        shutil.copytree(BRAND, tmp_path / "copy")
        assert load_catalogue([tmp_path / "copy"]) == branded

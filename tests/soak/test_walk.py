"""Five hundred steps in the life of systems, from one seed; `make soak` walks ten thousand."""

import random
import shutil
from pathlib import Path

import pytest

from pipeline.build.own_templates import Template
from pipeline.build.templates import load_templates
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.open_package import OpenPackage
from pipeline.library.load import load_declarations
from pipeline.model.catalogue import Catalogue
from tests.engagement import Engagement
from tests.samples import INPUTS
from tests.soak.walk import DOCUMENTS, Walk, walk_through

EDITIONS = ("eu-ai-act@2026-07-27", "eu-ai-act@2024-07-12")
STEPS = 500


def scenery(folder: Path) -> tuple[Engagement, tuple[Catalogue, ...], tuple[dict[str, Template], ...]]:
    """Return a client, editions of the law, and two sets of templates: one has a zone less and other fixed words."""
    inputs = folder / "inputs" / "lindenhof"
    shutil.copytree(INPUTS / "lindenhof" / "evidence", inputs / "evidence")
    shutil.copy(INPUTS / "lindenhof" / "organisation.xlsx", inputs)
    declared = load_declarations([])
    catalogues = tuple(declared.read(None, edition) for edition in EDITIONS)
    templates = load_templates(catalogues[0], (), DOCUMENTS)
    other = {name: Template(_with_a_zone_less(each.content), "firm") for name, each in templates.items()}
    return Engagement(catalogues[0], inputs, folder / "outputs"), catalogues, (templates, other)


def _with_a_zone_less(template: bytes) -> bytes:
    package = OpenPackage.of(template)
    for _, control in list(zone_controls(package.root(package.main)))[:1]:
        parent = control.getparent()
        assert parent is not None
        parent.remove(control)
    for text in package.root(package.main).iter(qn("t")):
        if text.text == "Revision history":
            text.text = "History of revisions"
    package.put(package.main, package.root(package.main))
    return package.written()


def test_nothing_that_a_person_saved_is_ever_lost_and_all_that_was_issued_is_intact(tmp_path):
    client, catalogues, templates = scenery(tmp_path)
    counts = walk_through(client, catalogues, templates, STEPS, seed=7)
    assert sum(counts.values()) == STEPS


def test_the_walk_notices_what_is_lost(tmp_path):
    client, catalogues, templates = scenery(tmp_path)
    client.change("tenorscore")
    walk = Walk(client, catalogues, templates, random.Random(1))
    walk.build()
    walk.edit(lambda path: path.write_bytes(path.read_bytes() + b"of a person"))
    for path in walk.documents():
        path.write_bytes(b"overwritten by a program")
    with pytest.raises(AssertionError, match="gone"):
        walk._look()

"""Where a walk takes place: a client, the editions of the law and the templates between which it changes."""

import shutil
from pathlib import Path

from pipeline.build.template import Template
from pipeline.build.templates import load_templates
from pipeline.formats.docx_markup import qn
from pipeline.formats.docx_zone_mark import zone_controls
from pipeline.formats.open_package import OpenPackage
from pipeline.library.load import load_declarations
from pipeline.model.catalogue import Catalogue
from tests.engagement import Engagement
from tests.samples import INPUTS
from tests.soak.walk import DOCUMENTS

EDITIONS = ("eu-ai-act@2026-07-27", "eu-ai-act@2024-07-12")


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

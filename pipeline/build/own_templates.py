"""The template that a document is made from where firms have libraries: one of theirs, or one built in their style."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import msgpack
from platformdirs import user_cache_path

from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.printed_labels import printed_labels
from pipeline.build.store import write
from pipeline.build.template import Template
from pipeline.library.load import folders_of
from pipeline.library.locate import HOUSE_STYLE, packaged_root
from pipeline.library.own_folder import DECLARATION, FIRM, TEMPLATE
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.model.manifest import SHIPPED


class TemplateMissingError(Exception):
    """A deliverable's folder holds no template."""


def template_of(deliverable: Deliverable, catalogue: Catalogue, libraries: Sequence[Path]) -> Template:
    """Return the template that a document is made from; without bytes where its declaration alone says how it looks.

    A firm's own template.docx is taken as it is, unless a nearer library declares the deliverable anew. Where there is
    none, it is built from the declaration, the house style and the firm's brand; the shipped one is the same built from
    what is shipped.

    Args:
        deliverable: as it is declared, everything that it extends laid below it.
        catalogue: the house style, the labels and the firm.
        libraries: a firm's own folders, nearest first.

    Raises:
        DeclarationError: what is declared gives no template.
        TemplateMissingError: the shipped folder holds none.
    """
    if not OUTPUT_FORMATS[deliverable.output].has_template:
        return Template(b"", _name(_looks_of(deliverable, libraries)))
    for library in libraries:
        folder = library / deliverable.id
        if (folder / TEMPLATE).is_file():
            return Template((folder / TEMPLATE).read_bytes(), _name(library))
        if (folder / DECLARATION).is_file():
            break
    shipped = packaged_root() / "templates" / deliverable.id
    if libraries:
        content = _built(deliverable, catalogue)
        lying = shipped / TEMPLATE
        if lying.is_file() and lying.read_bytes() == content:
            return Template(content)
        # Where no library says how it looks, its labels are other ones: what a firm asks is in its schemas/.
        return Template(content, _name(_looks_of(deliverable, libraries) or libraries[0]))
    if not (shipped / TEMPLATE).is_file():
        raise TemplateMissingError(f"{shipped} holds no {TEMPLATE}; make it with `dossier templates new {shipped}`")
    return Template((shipped / TEMPLATE).read_bytes())


def page_files(deliverable: Deliverable, libraries: Sequence[Path]) -> dict[str, bytes]:
    """Return the files that a page over many systems is made from, by name; of each the nearest.

    Args:
        deliverable: the page.
        libraries: a firm's own folders, nearest first.
    """
    found: dict[str, bytes] = {}
    for folder in reversed(folders_of(deliverable.id, libraries)):
        found |= {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.is_file()}
    return dict(sorted(found.items()))


def _looks_of(deliverable: Deliverable, libraries: Sequence[Path]) -> Path | None:
    """Return the nearest library that declares a document, its look or whose it is."""
    names = (FIRM, HOUSE_STYLE, f"{deliverable.id}/{DECLARATION}")
    return next((each for each in libraries if any((each / name).is_file() for name in names)), None)


def _name(library: Path | None) -> str:
    return library.resolve().name if library else SHIPPED


def _built(deliverable: Deliverable, catalogue: Catalogue) -> bytes:
    """Build a template, or take the one that was built before from exactly this, by exactly this code."""
    labels, facts = printed_labels(catalogue), catalogue.questionnaire.facts
    declared = (deliverable, labels, catalogue.style, [*facts.values()], catalogue.firm)
    digest = hashlib.sha256(msgpack.encode(declared) + _builder()).hexdigest()
    kept = user_cache_path("ai-act-dossier") / f"template-{digest}.docx"
    try:
        return kept.read_bytes()
    except OSError:
        # Imported here: a run that builds none does without the libraries of Word.
        from pipeline.formats.docx_template import build_template

        try:
            content = build_template(deliverable, labels, catalogue.style, facts, catalogue.firm)
        except ValueError as error:
            raise DeclarationError(f"{deliverable.id}/{DECLARATION}: {error}") from None
    # As with parsed declarations, a cache that cannot be written costs time and nothing else.
    with suppress(OSError):
        write(kept, content)
    return content


def _builder() -> bytes:
    """Return what identifies the code that builds templates."""
    folder = Path(__file__).parents[1] / "formats"
    digest = hashlib.sha256()
    for file in sorted(folder.glob("docx_*.py")):
        digest.update(file.read_bytes())
    return digest.digest()

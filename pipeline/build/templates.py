"""Reads and writes the Word templates of deliverables."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.own_templates import page_files, template_of
from pipeline.build.scan import NoSuchPathError
from pipeline.build.template import Template
from pipeline.build.template_form import with_form
from pipeline.model.catalogue import Catalogue


def load_templates(catalogue: Catalogue, libraries: Sequence[Path], only: Iterable[str] = ()) -> dict[str, Template]:
    """Return the template of each deliverable to make, by id.

    Args:
        catalogue: the deliverables.
        libraries: a firm's own folders, nearest first.
        only: ids of deliverables; all where none is given.

    Raises:
        DeclarationError: what a firm declares gives no template.
        NoSuchPathError: an id is not known.
        TemplateMissingError: a folder holds no template.
    """
    known = [deliverable.id for deliverable in catalogue.deliverables]
    wanted = list(only) or known
    for name in wanted:
        if name not in known:
            raise NoSuchPathError(f'no deliverable is called "{name}"; known are {", ".join(known)}')
    kinds = {deliverable.id: deliverable for deliverable in catalogue.of_systems}
    found = {name: template_of(kinds[name], catalogue, libraries) for name in wanted if name in kinds}
    return {name: with_form(template) if template.content else template for name, template in found.items()}


def load_pages(
    catalogue: Catalogue, libraries: Sequence[Path], only: Iterable[str] = ()
) -> dict[str, dict[str, bytes]]:
    """Return the files of each page over many systems that is to be made, by the page's id and their names.

    Args:
        catalogue: the deliverables.
        libraries: a firm's own folders, nearest first.
        only: ids of deliverables; all where none is given.
    """
    wanted = list(only)
    return {
        each.id: page_files(each, libraries)
        for each in catalogue.deliverables
        if not each.is_of_a_system and (not wanted or each.id in wanted)
    }


def make_template(folder: Path, catalogue: Catalogue, *, replace: bool = False) -> Path | None:
    """Write the template of a deliverable from its declaration and the house style.

    Args:
        folder: of the deliverable; its name is the deliverable's id.
        catalogue: with that deliverable among its declarations.
        replace: whether a template that another program saved is overwritten.

    Returns:
        The template's path; None where the deliverable is no Word document and needs none.

    Raises:
        FileInTheWayError: a person edited the template that lies there.
        NoSuchPathError: the folder is not that of a known deliverable.
    """
    # Imported here: whoever fills templates makes none.
    from pipeline.build.forms import FileInTheWayError
    from pipeline.build.printed_labels import printed_labels
    from pipeline.build.store import write
    from pipeline.formats.docx_package import is_written_here
    from pipeline.formats.docx_template import build_template
    from pipeline.library.own_folder import TEMPLATE

    name = folder.resolve().name
    found = next((deliverable for deliverable in catalogue.deliverables if deliverable.id == name), None)
    if found is None:
        known = ", ".join(each.id for each in catalogue.deliverables)
        raise NoSuchPathError(f"{folder}: no deliverable is called {name}; known are {known}")
    if found.output not in OUTPUT_FORMATS or not OUTPUT_FORMATS[found.output].has_template:
        return None
    target = folder / TEMPLATE
    if not replace and target.is_file() and not is_written_here(target.read_bytes()):
        raise FileInTheWayError(
            f"{target} was edited in another program; nothing was written. Move it away, or overwrite it with --replace"
        )
    labels, facts = printed_labels(catalogue), catalogue.questionnaire.facts
    write(target, build_template(found, labels, catalogue.style, facts, catalogue.firm))
    return target

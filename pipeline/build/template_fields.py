"""The fields of a deliverable's template: as a Word document to copy from, and as data."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.build.printed_labels import printed_labels
from pipeline.build.store import write
from pipeline.build.template_sources import nearest_template
from pipeline.formats.docx_name_list import name_list
from pipeline.formats.docx_template import build_template
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable
from pipeline.stages.list_names import list_names
from pipeline.stages.needs import needs_of
from pipeline.stages.offer_names import offered_names


def fields_json(deliverable: Deliverable, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return every name that a template may use, with what there is to say of it.

    Args:
        deliverable: whose template it is.
        catalogue: law, questions and words.
    """
    names = offered_names(deliverable, catalogue)
    needed = {path for need in needs_of(deliverable, names) for path in need.any_of}
    return [
        {
            "path": each.path,
            "kind": str(each.kind),
            "tag": list(each.lines),
            "label": each.label,
            "meaning": each.meaning,
            "example": each.example,
            "cites": list(each.cites),
            "question": each.question,
            "who": each.who,
            "sections": list(each.sections),
            "needed": each.path in needed,
        }
        for each in names.values()
    ]


def fields_document(deliverable: Deliverable, catalogue: Catalogue) -> bytes:
    """Return the list of fields as a Word document in the house style.

    Args:
        deliverable: whose template it is.
        catalogue: law, questions, words and house style.
    """
    facts = catalogue.questionnaire.facts
    base = build_template(deliverable, printed_labels(catalogue), catalogue.style, facts, catalogue.firm)
    groups = list_names(deliverable, offered_names(deliverable, catalogue), catalogue.words)
    return name_list(base, deliverable.title, groups, catalogue.style, catalogue.words)


def write_fields(deliverable: Deliverable, catalogue: Catalogue, target: Path) -> None:
    """Write the list of fields to a file.

    Args:
        deliverable: whose template it is.
        catalogue: law, questions, words and house style.
        target: the file.
    """
    write(target, fields_document(deliverable, catalogue))


def described(
    deliverables: Sequence[Deliverable], folders: dict[str, Path], libraries: Sequence[Path]
) -> Iterator[dict[str, Any]]:
    """Yield what there is to say of each deliverable in a list.

    Args:
        deliverables: those that are known.
        folders: where each is declared, by its id.
        libraries: a firm's own folders, nearest first.
    """
    for each in deliverables:
        template = nearest_template(folders[each.id], libraries)
        is_there = template.is_file()
        folder = template.parent if is_there else folders[each.id]
        yield {
            "id": each.id,
            "title": each.title,
            "cites": list(each.cites),
            "output": each.output,
            "scope": each.scope,
            "folder": str(folder),
            "template": is_there,
        }

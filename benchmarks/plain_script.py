"""A script as a consultant would write it: openpyxl reads the workbooks, docxtpl makes the documents.

``plain_script.py SYSTEM ORGANISATION CONTEXTS TEMPLATES TARGET``. What the documents print, which in the end has to
come from the answers, lies ready in CONTEXTS: to work it out costs this script nothing.
"""

import io
import json
import sys
import warnings
from pathlib import Path

import openpyxl
from docxtpl import DocxTemplate, InlineImage


def answers(path: str) -> list[tuple[object, ...]]:
    """Return the rows of a workbook that hold anything."""
    book = openpyxl.load_workbook(path, data_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True) if any(row)]


def inline(word: DocxTemplate, path: str, width: int, height: int) -> InlineImage:
    """Return a picture at its size."""
    return InlineImage(word, io.BytesIO(Path(path).read_bytes()), width, height)  # type: ignore[no-untyped-call]


def main(system: str, organisation: str, contexts: str, templates: str, target: str) -> None:
    """Make the documents."""
    if not (answers(system) and answers(organisation)):
        sys.exit("nothing is answered")
    for name, values in json.loads(Path(contexts).read_bytes()).items():
        word = DocxTemplate(Path(templates) / name / "template.docx")
        values["pictures"] = {
            of: [inline(word, *each) if isinstance(each, list) else each for each in several]
            for of, several in values["pictures"].items()
        }
        word.render(values, autoescape=True)
        word.save(Path(target) / f"{name}.docx")


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # openpyxl tells what it would lose if it wrote
    main(*sys.argv[1:])

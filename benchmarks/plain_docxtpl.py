"""docxtpl as its documentation shows it: a fresh template for each document, rendered, saved."""

import io
from collections.abc import Mapping
from pathlib import Path

from docxtpl import DocxTemplate, InlineImage

from benchmarks.ours import SizedPicture, plain_values, sized_pictures
from pipeline.model.context import Context, View


def render(template: Path, context: Context, target: Path) -> None:
    """Make a document.

    Args:
        template: the .docx template.
        context: the same that we print.
        target: the file to save.
    """
    word = DocxTemplate(template)
    word.render({**plain_values(context), "pictures": View(_pictures(word, context))}, autoescape=True)
    word.save(target)


def _pictures(word: DocxTemplate, context: Context) -> Mapping[str, object]:
    return {
        name: tuple(_inline(word, entry) if isinstance(entry, SizedPicture) else entry for entry in each)
        for name, each in sized_pictures(context).items()
    }


def _inline(word: DocxTemplate, picture: SizedPicture) -> InlineImage:
    return InlineImage(word, io.BytesIO(picture.content), picture.width, picture.height)  # type: ignore[no-untyped-call]

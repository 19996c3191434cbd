"""Pictures in a document: no wider than the text, no higher than a page, with words for who cannot see them."""

import io
from xml.sax.saxutils import quoteattr

from docx.image.image import Image
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage

from pipeline.model.context import Gap, Picture

_WIDEST, _HIGHEST = Cm(15), Cm(19)


class PrintedPicture(InlineImage):
    """A picture where it stands in the text, with its alternative text."""

    def __init__(self, template: DocxTemplate, picture: Picture, width: int, height: int) -> None:
        """Hold the picture at its printed size."""
        super().__init__(template, io.BytesIO(picture.content), width, height)  # type: ignore[no-untyped-call]
        self._description = quoteattr(picture.alt).replace("{", "&#123;").replace("}", "&#125;")

    def __html__(self) -> str:
        """Return the markup of the picture."""
        markup: str = super().__html__()  # type: ignore[no-untyped-call]
        return markup.replace("<wp:docPr ", f"<wp:docPr descr={self._description} ", 1)


def printed(template: DocxTemplate, entry: Picture | Gap | str) -> PrintedPicture | Gap | str:
    """Return what a template prints for one entry of a fact that holds pictures.

    Args:
        template: the template being rendered.
        entry: a picture; or what stands in its place.

    Returns:
        The picture at its own size or scaled down; the name of its file where Word prints no such file; anything
        else as it is.
    """
    if not isinstance(entry, Picture):
        return entry
    try:
        image = Image.from_blob(entry.content)
        scale = min(1.0, _WIDEST / image.width, _HIGHEST / image.height)
    except Exception:  # noqa: BLE001 - a damaged picture makes its reader fail in many ways, and must not fail the file
        return f"See the file {entry.name}: {entry.alt}"
    return PrintedPicture(template, entry, round(image.width * scale), round(image.height * scale))

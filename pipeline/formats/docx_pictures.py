"""Pictures in a document: no wider than the text, no higher than a page, with words for who cannot see them."""

import io
from xml.sax.saxutils import quoteattr

from docx.image.image import Image
from docx.shared import Cm, Inches
from docxtpl import DocxTemplate, InlineImage

from pipeline.formats.picture_turn import turn_of
from pipeline.model.context import Gap, Picture

_WIDEST, _HIGHEST = Cm(15), Cm(19)
_FEWEST_DOTS = 64
"""Of fewer dots than this a picture shows nothing."""

_SMALLEST, _PLAIN_DENSITY = Cm(2), 96
"""A picture of many dots that claims to be smaller than this is printed at the density of screens."""

_DEGREE = 60_000


class PrintedPicture(InlineImage):
    """A picture where it stands in the text, with its alternative text, turned as it was taken."""

    def __init__(self, template: DocxTemplate, picture: Picture, size: tuple[int, int], turn: int) -> None:
        """Hold the picture at its printed size, before it is turned."""
        super().__init__(template, io.BytesIO(picture.content), *size)  # type: ignore[no-untyped-call]
        self._description = quoteattr(picture.alt).replace("{", "&#123;").replace("}", "&#125;")
        self._turn, self._size = turn, size

    def __html__(self) -> str:
        """Return the markup of the picture."""
        markup: str = super().__html__()  # type: ignore[no-untyped-call]
        markup = markup.replace("<wp:docPr ", f"<wp:docPr descr={self._description} ", 1)
        if not self._turn:
            return markup
        markup = markup.replace("<a:xfrm>", f'<a:xfrm rot="{self._turn * _DEGREE}">', 1)
        return markup.replace("<wp:docPr ", f"{self._overhang()}<wp:docPr ", 1)

    def _overhang(self) -> str:
        """Return how far the turned picture stands out of its frame: Word keeps that room free."""
        width, height = self._size
        lies_across = self._turn % 180 != 0
        upright = max(0, width - height) // 2 if lies_across else 0
        across = max(0, height - width) // 2 if lies_across else 0
        return f'<wp:effectExtent l="{across}" t="{upright}" r="{across}" b="{upright}"/>'


def printed(template: DocxTemplate, entry: Picture | Gap | str) -> PrintedPicture | Gap | str:
    """Return what a template prints for one entry of a fact that holds pictures.

    Args:
        template: the template being rendered.
        entry: a picture; or what stands in its place.

    Returns:
        The picture at its own size or scaled down; the name of its file where Word prints no such file, or where it
        has too few dots to show anything; anything else as it is.
    """
    if not isinstance(entry, Picture):
        return entry
    told = f"See the file {entry.name}: {entry.alt}"
    try:
        image = Image.from_blob(entry.content)
        size = _size_of(image)
        turn = turn_of(entry.content)
    except Exception:  # noqa: BLE001 - a damaged picture makes its reader fail in many ways, and must not fail the file
        return told
    if image.px_width * image.px_height < _FEWEST_DOTS:
        return told
    # On its side a picture takes as much room as its longer edge both ways.
    width, height = (max(size), max(size)) if turn % 180 else size
    scale = min(1.0, _WIDEST / width, _HIGHEST / height)
    return PrintedPicture(template, entry, (round(size[0] * scale), round(size[1] * scale)), turn)


def _size_of(image: Image) -> tuple[int, int]:
    """Return width and height as the file says; by its dots where they would stand too dense to be seen."""
    if max(image.width, image.height) < _SMALLEST and max(image.px_width, image.px_height) > 2 * _PLAIN_DENSITY:
        return Inches(image.px_width / _PLAIN_DENSITY), Inches(image.px_height / _PLAIN_DENSITY)
    return image.width, image.height

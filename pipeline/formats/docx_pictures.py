"""Pictures in a document: no wider than the text, no higher than a page, with words for who cannot see them."""

from collections.abc import Callable
from html import escape

from msgspec import Struct

from pipeline.formats.docx_markup import R
from pipeline.formats.drawing_markup import NAMES, emu
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.picture_turn import turn_of
from pipeline.model.context import Gap, Picture

_WIDEST, _HIGHEST, _SMALLEST = emu(15), emu(19), emu(2)
"""Of fewer than the last, a picture of many dots is printed at the density of screens."""
_PLAIN_DENSITY = 96
_INCH = 914_400
_FEWEST_DOTS = 64
"""Of fewer dots than this a picture shows nothing."""

_DEGREE = 60_000
_FOLDER = "word/media"
_SPACES = "".join(f' xmlns:{prefix}="{NAMES[prefix]}"' for prefix in ("wp", "a", "pic", "r"))


class Album:
    """The pictures of a document that is being rendered, each kept once however often it is printed."""

    def __init__(self, package: OpenPackage) -> None:
        """Hold the document."""
        self._package = package
        self._kept: dict[bytes, str] = {}
        self._part = package.main

    def open(self, part: str) -> None:
        """Put what is kept from now on where this part can name it."""
        self._part = part

    def keep(self, content: bytes, ending: str, content_type: str) -> str:
        """Put a picture into the document, and return the id by which the part that is rendered names it."""
        if content not in self._kept:
            number = 1
            while any(name.startswith(f"{_FOLDER}/image{number}.") for name in self._package.parts):
                number += 1
            name = f"{_FOLDER}/image{number}.{ending}"
            self._package.add(name, content, content_type)
            self._kept[content] = name
        return self._package.relate(self._part, f"{R}/image", self._kept[content])


class PrintedPicture(Struct, frozen=True):
    """A picture where it stands in the text, with its alternative text, turned as it was taken.

    ``keep`` puts it into the document and returns the id by which the text names it; ``size`` is its width and height
    before it is turned, in English Metric Units, ``turn`` degrees clockwise.
    """

    keep: Callable[[], str]
    file: str
    alt: str
    size: tuple[int, int]
    turn: int

    def markup(self, number: int) -> str:
        """Return the markup that breaks off the text it stands in, shows the picture and takes the text up again.

        Args:
            number: of the drawing in its document.
        """
        link = self.keep()
        width, height = self.size
        said = _quoted(self.alt)
        turned = f' rot="{self.turn * _DEGREE}"' if self.turn else ""
        return (
            f"</w:t></w:r><w:r><w:drawing><wp:inline{_SPACES}>"
            f'<wp:extent cx="{width}" cy="{height}"/>{self._overhang() if self.turn else ""}'
            f'<wp:docPr descr="{said}" id="{number}" name="Picture 1"/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
            f'<a:graphic><a:graphicData uri="{NAMES["pic"]}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="0" name="{_quoted(self.file)}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm{turned}><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
            '<w:r><w:t xml:space="preserve">'
        )

    def _overhang(self) -> str:
        """Return how far the turned picture stands out of its frame: Word keeps that room free."""
        width, height = self.size
        lies_across = self.turn % 180 != 0
        upright = max(0, width - height) // 2 if lies_across else 0
        across = max(0, height - width) // 2 if lies_across else 0
        return f'<wp:effectExtent l="{across}" t="{upright}" r="{across}" b="{upright}"/>'


def printed(album: Album, entry: Picture | Gap | str) -> PrintedPicture | Gap | str:
    """Return what a template prints for one entry of a fact that holds pictures.

    Args:
        album: of the document being rendered.
        entry: a picture; or what stands in its place.

    Returns:
        The picture at its own size or scaled down; the name of its file where Word prints no such file, or where it
        has too few dots to show anything; anything else as it is.
    """
    if not isinstance(entry, Picture):
        return entry
    # Loading python-docx takes longer than making a document: only those with pictures need it.
    from docx.image.image import Image  # noqa: PLC0415

    told = f"See the file {entry.name}: {entry.alt}"
    try:
        image = Image.from_blob(entry.content)
        dots, size = (image.px_width, image.px_height), (int(image.width), int(image.height))
        ending, content_type, turn = image.ext, image.content_type, turn_of(entry.content)
    except Exception:  # noqa: BLE001 - a damaged picture makes its reader fail in many ways, and must not fail the file
        return told
    if dots[0] * dots[1] < _FEWEST_DOTS:
        return told
    if max(size) < _SMALLEST and max(dots) > 2 * _PLAIN_DENSITY:
        size = (int(dots[0] / _PLAIN_DENSITY * _INCH), int(dots[1] / _PLAIN_DENSITY * _INCH))
    # On its side a picture takes as much room as its longer edge both ways.
    width, height = (max(size), max(size)) if turn % 180 else size
    scale = min(1.0, _WIDEST / width, _HIGHEST / height)

    def keep() -> str:
        return album.keep(entry.content, ending, content_type)

    fitting = (round(size[0] * scale), round(size[1] * scale))
    return PrintedPicture(keep, f"image.{ending}", entry.alt, fitting, turn)


def _quoted(text: str) -> str:
    """Return a text as it stands in an attribute, where no brace may begin a tag and no break may get lost."""
    marks = {"{": "&#123;", "}": "&#125;", "\n": "&#10;", "\t": "&#9;"}
    return "".join(marks.get(sign, sign) for sign in escape(text))

"""The number of a page of a dossier: drawn once for each page, and put into the corner that is the upper right one."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, FloatObject, NameObject

from pipeline.formats.docx_dossier import STAMP_BOX

_POINTS = 72 / 2.54
_QUARTER = 90
_TAGGED = re.compile(rb"/\w+\s*<<[^<>]*>>\s*BDC")


class Stamp(Struct, frozen=True):
    """The number of one page as a form, and the size of the sheet on which it was drawn."""

    form: Any
    width: float
    height: float

    def matrix(self, page: PageObject) -> tuple[float, ...]:
        """Return how the form is turned and moved so that it stands upright in the corner that a reader sees.

        Args:
            page: on which it is put; it may be of any size, and turned.
        """
        box = page.cropbox
        left, bottom, right, top = (float(each) for each in (box.left, box.bottom, box.right, box.top))
        turned = (int(page.rotation or 0) // _QUARTER) % 4
        if turned == 1:
            return (0, 1, -1, 0, left + self.height, top - self.width)
        if turned == 2:  # noqa: PLR2004 - two quarters
            return (-1, 0, 0, -1, left + self.width, bottom + self.height)
        if turned == 3:  # noqa: PLR2004 - three quarters
            return (0, -1, 1, 0, right - self.height, bottom + self.width)
        return (1, 0, 0, 1, right - self.width, top - self.height)


def stamps_of(pdf: bytes, writer: PdfWriter, wanted: Iterable[int]) -> Iterator[Stamp]:
    """Yield the number of each page.

    Args:
        pdf: with one page for each number.
        writer: that will hold the forms.
        wanted: its pages, from 0, in order.
    """
    reader = PdfReader(io.BytesIO(pdf))
    for number in wanted:
        page = reader.pages[number]
        drawn = page.get_contents()
        form = DecodedStreamObject()
        # What is tagged in a document of its own is no part of the structure of this one.
        form.set_data(_TAGGED.sub(rb"/Span BMC", drawn.get_data() if drawn is not None else b""))
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        across, down = (length * _POINTS for length in STAMP_BOX)
        corner = (width - across, height - down, width, height)
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(FloatObject(round(each, 2)) for each in corner)
        form[NameObject("/Resources")] = page["/Resources"].clone(writer)
        yield Stamp(writer._add_object(form.flate_encode()), width, height)  # noqa: SLF001 - pypdf's own way

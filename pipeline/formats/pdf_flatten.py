"""Fields of a form as part of their page: without the form that goes with them, a reader may show none."""

from typing import Any

from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

_HIDDEN = 0b10 | 0b100000
_PREFIX = "/DossierField"


def draw_field(field: DictionaryObject, page: PageObject, writer: PdfWriter) -> None:
    """Draw what a field shows onto its page; one that shows nothing, or is hidden, is left out.

    Args:
        field: its mark on the page, still of the document that is read.
        page: as it was added.
        writer: to which it was added.
    """
    look = _look(field)
    if look is None or int(field.get("/F", 0)) & _HIDDEN:
        return
    rectangle, box = _numbers(field.get("/Rect")), _numbers(look.get("/BBox"))
    if rectangle is None or box is None:
        return
    left, bottom, right, top = _covered(box, look)
    if right - left <= 0 or top - bottom <= 0:
        return
    x_1, y_1 = min(rectangle[0], rectangle[2]), min(rectangle[1], rectangle[3])
    wide, high = abs(rectangle[2] - rectangle[0]), abs(rectangle[3] - rectangle[1])
    scale_x, scale_y = wide / (right - left), high / (top - bottom)
    form = look.clone(writer)
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    put_on(
        page,
        writer,
        writer._add_object(form),  # noqa: SLF001 - pypdf's own way
        (scale_x, 0, 0, scale_y, x_1 - left * scale_x, y_1 - bottom * scale_y),
        _PREFIX,
    )


def put_on(
    page: PageObject, writer: PdfWriter, form: Any, matrix: tuple[float, ...], prefix: str, *, artifact: bool = False
) -> None:
    """Put a form over what a page shows; what the page does to its own coordinates ends before.

    Args:
        page: of the writer.
        writer: that holds page and form.
        form: reference to the form.
        matrix: from the form to the page.
        prefix: of the name that the form gets among the page's own.
        artifact: it belongs to the sheet, not to what the page says.
    """
    resources = _own(page, "/Resources")
    drawn = _own(resources, "/XObject")
    number = 0
    while f"{prefix}{number}" in drawn:
        number += 1
    name = NameObject(f"{prefix}{number}")
    drawn[name] = form
    shown = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in matrix)
    drawing = f"q {shown} cm {name} Do Q"
    begun, done = (b"/Artifact BMC\n", b"\nEMC\n") if artifact else (b"", b"\n")
    before, after = _stream(writer, b"q\n"), _stream(writer, b"\nQ\n" + begun + drawing.encode() + done)
    held = page.raw_get("/Contents") if "/Contents" in page else None
    resolved = held.get_object() if held is not None else None
    parts = list(resolved) if isinstance(resolved, list) else [held] if held is not None else []
    page[NameObject("/Contents")] = ArrayObject([before, *parts, after])


def _look(field: DictionaryObject) -> StreamObject | None:
    """Return what a field shows as it stands."""
    looks = field.get("/AP")
    looks = looks.get_object() if looks is not None else None
    normal = looks.get("/N") if isinstance(looks, DictionaryObject) else None
    normal = normal.get_object() if normal is not None else None
    if isinstance(normal, StreamObject):
        return normal
    state = field.get("/AS")
    chosen = normal.get(state) if isinstance(normal, DictionaryObject) and state is not None else None
    chosen = chosen.get_object() if chosen is not None else None
    return chosen if isinstance(chosen, StreamObject) else None


def _covered(box: tuple[float, ...], look: StreamObject) -> tuple[float, float, float, float]:
    """Return what a form covers after its own matrix."""
    a, b, c, d, e, f = _numbers(look.get("/Matrix"), 6) or (1, 0, 0, 1, 0, 0)
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def _numbers(value: Any, count: int = 4) -> tuple[float, ...] | None:
    held = value.get_object() if value is not None and hasattr(value, "get_object") else value
    if not isinstance(held, list) or len(held) != count:
        return None
    return tuple(float(each.get_object()) for each in held)


def _own(holder: DictionaryObject, key: str) -> DictionaryObject:
    """Return a dictionary of a page that no other page shares."""
    held = holder.get(key)
    held = held.get_object() if held is not None else None
    own = DictionaryObject(
        {NameObject(name): held.raw_get(name) for name in held} if isinstance(held, DictionaryObject) else {}
    )
    holder[NameObject(key)] = own
    return own


def _stream(writer: PdfWriter, content: bytes) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(content)
    return writer._add_object(stream)  # noqa: SLF001 - pypdf's own way

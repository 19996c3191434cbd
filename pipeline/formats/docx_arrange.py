"""Children put into the order of Word's schema: docxtpl and other programs write some of them elsewhere."""

from pipeline.formats.docx_markup import Element
from pipeline.formats.docx_schema import ANY, ORDER

_LAST = 10_000


def arrange(element: Element) -> bool:
    """Put the children of an element into the order that the schema has for them, in place.

    Args:
        element: of a kind whose order is known.

    Returns:
        Whether anything had to move.
    """
    order = ORDER[str(element.tag)]

    def place(child: Element) -> int:
        # What newer editions of Word add stands behind what the schema names.
        return order.get(str(child.tag), order.get(ANY, _LAST))

    places = [place(child) for child in element]
    if places == sorted(places):
        return False
    element[:] = sorted(element, key=place)
    return True

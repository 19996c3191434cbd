"""Colours as six hexadecimal digits: how well one is read on another."""

_WHITE, _BLACK = "FFFFFF", "000000"
_DARK, _LINEAR = 0.04045, 12.92


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as guidelines on accessibility reckon it.

    Args:
        one: six hexadecimal digits.
        other: the same.
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(ground: str) -> str:
    """Return white, or black where that is read better on a colour.

    Args:
        ground: six hexadecimal digits.
    """
    return max((_WHITE, _BLACK), key=lambda ink: (contrast(ink, ground), ink))


def _luminance(colour: str) -> float:
    shares = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (share / _LINEAR if share <= _DARK else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

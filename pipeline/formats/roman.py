"""Roman numerals, as pages before the first chapter bear them."""

_SIGNS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """Return a number from 1 in small Roman letters."""
    text, rest = "", number
    for value, sign in _SIGNS:
        count, rest = divmod(rest, value)
        text += sign * count
    return text

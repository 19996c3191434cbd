"""The inside of a paragraph of Markdown to plain text, and the labels in bold with which its lines begin."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from markdown_it.token import Token

LABEL_LIMIT = 80
"""Characters of a label; longer words in bold are a sentence."""

_NO_ADDRESS = ("#", "data:")


class _Sign(Enum):
    """What stands between pieces of text."""

    SOFT = auto()
    HARD = auto()
    STRONG = auto()
    STRONG_END = auto()


_SIGNS = {
    "softbreak": _Sign.SOFT,
    "hardbreak": _Sign.HARD,
    "strong_open": _Sign.STRONG,
    "strong_close": _Sign.STRONG_END,
}
_Atoms = list[str | _Sign]


def text_of(children: Sequence[Token]) -> str:
    """Return the text of a paragraph or heading."""
    return _joined(_atoms(children))


def lines_of(children: Sequence[Token]) -> list[tuple[str, str]]:
    """Return the text of a paragraph in pieces, each after its label: a new one begins with each label."""
    pieces: list[tuple[str, str]] = []
    for broken, line in _lines(_atoms(children)):
        label, text = _labelled(line)
        if label or not pieces:
            pieces.append((label, text))
        else:
            before, above = pieces[-1]
            pieces[-1] = before, f"{above}{broken}{text}".strip()
    return pieces


def _lines(atoms: _Atoms) -> Iterator[tuple[str, _Atoms]]:
    """Yield the lines of a paragraph, each after what joins it to the one above."""
    broken, line = "", _Atoms()
    for atom in atoms:
        if atom in (_Sign.SOFT, _Sign.HARD):
            yield broken, line
            broken, line = (" " if atom is _Sign.SOFT else "\n"), _Atoms()
        else:
            line.append(atom)
    yield broken, line


def _labelled(line: _Atoms) -> tuple[str, str]:
    kept = [atom for atom in line if atom]
    if not kept or kept[0] is not _Sign.STRONG or _Sign.STRONG_END not in kept:
        return "", _joined(line)
    end = kept.index(_Sign.STRONG_END)
    label, text = _joined(kept[:end]).strip(), _joined(kept[end + 1 :]).strip()
    if not label.endswith(":") and not text.startswith(":"):
        return "", _joined(line)
    label = label.removesuffix(":").strip()
    return (label, text.removeprefix(":").strip()) if 0 < len(label) <= LABEL_LIMIT else ("", _joined(line))


def _joined(atoms: _Atoms) -> str:
    breaks = {_Sign.SOFT: " ", _Sign.HARD: "\n"}
    return "".join(atom if isinstance(atom, str) else breaks.get(atom, "") for atom in atoms)


def _atoms(children: Sequence[Token]) -> _Atoms:
    atoms, links = _Atoms(), list[tuple[str, int]]()
    for token in children:
        match token.type:
            case "text" | "code_inline" | "text_special":
                atoms.append(token.content)
            case "link_open":
                links.append((str(token.attrGet("href") or ""), len(atoms)))
            case "link_close":
                address, start = links.pop()
                atoms.append(_address(address, _joined(atoms[start:])))
            case "image":
                shown = token.content
                atoms.append(shown + _address(str(token.attrGet("src") or ""), shown))
            case "html_inline" if token.content.casefold().startswith("<br"):
                atoms.append(_Sign.HARD)
            case kind if kind in _SIGNS:
                atoms.append(_SIGNS[kind])
            case _:
                pass
    return atoms


def _address(address: str, shown: str) -> str:
    if not address or address.startswith(_NO_ADDRESS) or address.removeprefix("mailto:") == shown:
        return ""
    return f" ({address})" if shown else f"({address})"

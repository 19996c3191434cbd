"""What would be rendered, held against what is written: no tag is lost, none is added, no block cuts through markup."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from jinja2 import nodes

from pipeline.formats.docx_dialect import chart_markup, text_markup
from pipeline.formats.template_language import OUTSIDE, Scope, check_condition, check_loop, check_print
from pipeline.formats.template_parts import Part
from pipeline.formats.template_statements import Placed, Trouble
from pipeline.formats.template_syntax import Fault, RefusedTagError, expression, parse, spelt, statement
from pipeline.formats.template_tags import OPENERS, Kind
from pipeline.model.template import Spot

_OF_MERGED_CELLS = frozenset({"if loop.first", "print loop.length"})
"""What docxtpl writes for cells that are merged; what an author writes alike is as harmless, and not counted."""

_MARKUP_TAG = re.compile(r"<(/?)([\w:.-]+)[^>]*?(/?)>")


@lru_cache(maxsize=64)
def admit(markup: str) -> "Found":
    """Return what markup says that is ready for Jinja; nothing is rendered that was not admitted here.

    Args:
        markup: as `docx_dialect` makes it.

    Raises:
        RefusedTagError: it holds what the language does not have.
    """
    return Found(parse(markup).body)


def check_rendered(part: Part, tags: Sequence[Placed]) -> Iterator[Trouble]:
    """Yield what is wrong with a part as Jinja would read it; its tags are known to be sound one by one.

    Args:
        part: of the template; a chart's runs are joined in place.
        tags: as they are written in it.
    """
    source = chart_markup(part.root) if part.where == "chart" else text_markup(part.root)
    whole = Spot(part.name, part.where)
    try:
        found = admit(source)
    except RefusedTagError as refusal:
        what = dict(refusal.fault.values).get("why") or dict(refusal.fault.values).get("what") or ""
        yield Trouble(Fault("TPL037", (("what", what),)), whole)
        return
    yield from _compared(found, tags, whole)
    if found.cuts:
        cut = next(
            (placed for placed in tags if placed.tag.verb in {"for", "if"} and _meant(placed) in found.cuts), None
        )
        written, spot = (cut.tag.written, cut.spot) if cut else (found.cuts[0], whole)
        yield Trouble(Fault("TPL027", (("written", written),)), spot)


def _compared(found: "Found", tags: Iterable[Placed], whole: Spot) -> Iterator[Trouble]:
    written = Counter(meant for placed in tags if (meant := _meant(placed)))
    for spelling in (written - found.said).elements():
        placed = next(placed for placed in tags if _meant(placed) == spelling)
        yield Trouble(Fault("TPL037", (("what", f"{placed.tag.written} is lost"),)), placed.spot)
    for spelling in (found.said - written).elements():
        yield Trouble(Fault("TPL012", (("what", f"markup, {spelling},"),)), whole)


def _meant(placed: Placed) -> str:
    """Return a tag in the one spelling in which tags are compared; empty where nothing is said of the kind."""
    tag = placed.tag
    if tag.kind is Kind.COMMENT or tag.verb in {"endfor", "endif", "else", "vm", "hm"}:
        return ""
    if tag.kind is Kind.PRINT or tag.verb in {"colspan", "cellbg"}:
        says = tag.says if tag.kind is Kind.PRINT else tag.says.partition(" ")[2]
        spelling = f"print {spelt(expression(says))}"
    else:
        spelling = _head(statement(tag.says))
    return "" if spelling in _OF_MERGED_CELLS else spelling


def _head(node: nodes.Node) -> str:
    if isinstance(node, nodes.For):
        return f"for {spelt(node.target)} in {spelt(node.iter)}"
    return f"if {spelt(node.test)}" if isinstance(node, nodes.If) else ""


class Found:
    """What a parsed part says, and which of its blocks do not leave markup as they find it."""

    def __init__(self, body: Sequence[nodes.Node]) -> None:
        self.said: Counter[str] = Counter()
        self.cuts: list[str] = []
        self._read(body, OUTSIDE)

    def _read(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            match node:
                case nodes.Output():
                    self._print(node, scope)
                case nodes.For():
                    loop = check_loop(node, scope)
                    self._note(_head(node))
                    self._block(node, node.body, scope.inside(loop.name, loop.over.path))
                    self._block(node, node.else_, scope)
                case nodes.If():
                    tuple(check_condition(node.test, scope))
                    self._note(_head(node))
                    for branch in (node.body, node.else_):
                        self._block(node, branch, scope)
                    for turn in node.elif_:
                        tuple(check_condition(turn.test, scope))
                        self._note(_head(turn))
                        self._block(node, turn.body, scope)
                case _:
                    raise RefusedTagError("TPL037", what=f"a statement of the kind {type(node).__name__}")

    def _block(self, node: nodes.Node, body: Sequence[nodes.Node], scope: Scope) -> None:
        if not _leaves_as_found(body):
            self.cuts.append(_head(node))
        self._read(body, scope)

    def _print(self, node: nodes.Output, scope: Scope) -> None:
        for inner in node.nodes:
            if isinstance(inner, nodes.TemplateData):
                if OPENERS.search(inner.data):
                    raise RefusedTagError("TPL037", what="braces that are kept raw")
            elif not _is_own(inner):
                tuple(check_print(inner, scope))
                self._note(f"print {spelt(inner)}")

    def _note(self, spelling: str) -> None:
        if spelling not in _OF_MERGED_CELLS:
            self.said[spelling] += 1


def _is_own(node: nodes.Node) -> bool:
    """Tell whether docxtpl wrote this for cells that are merged: the length of the loop, or a number times it."""
    match node:
        case nodes.Mul(left=nodes.Const(value=int()), right=nodes.Getattr() as right):
            return spelt(right) == "loop.length"
        case _:
            return spelt(node) == "loop.length"


def _leaves_as_found(body: Iterable[nodes.Node]) -> bool:
    """Tell whether a block opens again what it closes, so that markup is whole with it, without it and repeated."""
    closed: list[str] = []
    opened: list[str] = []
    for data in _data(body):
        for slash, name, empty in _MARKUP_TAG.findall(data):
            if slash:
                if opened:
                    if opened.pop() != name:
                        return False
                else:
                    closed.append(name)
            elif not empty:
                opened.append(name)
    return closed == opened[::-1]


def _data(body: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the markup of a block, without that of blocks within, which are looked at by themselves."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from (inner.data for inner in node.nodes if isinstance(inner, nodes.TemplateData))

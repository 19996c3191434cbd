"""The language of templates: a white list over what Jinja parses. What is not named here is refused by name.

A template prints formatted text, repeats rows, and asks whether a section or a list is there. It calls nothing,
computes nothing and decides over no fact, so that no template can run code, go on for ever or say what nobody stated.
"""

import re
from collections.abc import Iterator, Mapping

from jinja2 import nodes
from msgspec import Struct

from pipeline.formats.template_filters import FILTERS, TAKES_TEXT
from pipeline.formats.template_syntax import RefusedTagError, expression, spelt, statement

MOST_IN_A_TEXT = 200
LOOP_PRINTS = ("index", "index0", "length")
LOOP_ASKS = ("first", "last")

_PLAIN_NAME = re.compile(r"\w+", re.ASCII)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_ASKABLE = re.compile(r"sections\.\w+\.(?!note\b)\w+|lists\.\w+|lists\.\w+\[\]\.from|lists\.outcome_\w+\[\]\.\w+")
"""What may be asked: whether a section is printed, whether a list holds anything, and whether an outcome has a date."""

_COMPUTES: Mapping[type[nodes.Node], str] = {
    nodes.Add: "an addition",
    nodes.Sub: "a subtraction",
    nodes.Mul: "a multiplication",
    nodes.Div: "a division",
    nodes.FloorDiv: "a division",
    nodes.Mod: "a remainder",
    nodes.Pow: "a power",
    nodes.Neg: "a sign",
    nodes.Pos: "a sign",
    nodes.Concat: "putting together with ~",
    nodes.Compare: "a comparison",
    nodes.Test: "a test with is",
    nodes.CondExpr: "a choice with if and else",
    nodes.And: "and",
    nodes.Or: "or",
    nodes.Not: "not",
}
_BUILDS: Mapping[type[nodes.Node], str] = {
    nodes.Getitem: "square brackets",
    nodes.Slice: "square brackets",
    nodes.List: "a list of its own",
    nodes.Tuple: "several names at once",
    nodes.Dict: "a table of its own",
}


class Scope(Struct, frozen=True):
    """The names that loops around a tag have given, and whether there is a loop at all."""

    paths: Mapping[str, str]
    depth: int = 0

    def inside(self, name: str, path: str) -> "Scope":
        """Return the scope of a loop's body."""
        return Scope({**self.paths, name: f"{path}[]"}, self.depth + 1)


OUTSIDE = Scope({})


class Said(Struct, frozen=True):
    """A name as a tag writes it, and the path that it means."""

    path: str
    written: str


class Loop(Struct, frozen=True):
    """What a loop repeats over, and what it calls each entry."""

    over: Said
    name: str


def read_print(says: str, scope: Scope) -> tuple[Said, ...]:
    """Read what a tag prints.

    Args:
        says: what stands in the tag.
        scope: the loops around it.

    Returns:
        The names that it prints; none where it prints fixed text or the number of a row.

    Raises:
        RefusedTagError: the language does not have it.
    """
    return tuple(check_print(expression(says), scope))


def read_loop(says: str, scope: Scope) -> Loop:
    """Read the head of a loop, ``for name in path``.

    Raises:
        RefusedTagError: the language does not have it.
    """
    node = statement(says)
    if not isinstance(node, nodes.For):
        raise RefusedTagError("TPL014", why="it is no single statement")
    return check_loop(node, scope)


def read_condition(says: str, scope: Scope) -> tuple[Said, ...]:
    """Read a condition, ``if path``, and return what it asks.

    Raises:
        RefusedTagError: the language does not have it.
    """
    node = statement(says)
    if not isinstance(node, nodes.If):
        raise RefusedTagError("TPL014", why="it is no single statement")
    return tuple(check_condition(node.test, scope))


def check_print(node: nodes.Node, scope: Scope) -> Iterator[Said]:
    """Yield the names that are printed.

    Raises:
        RefusedTagError: the language does not have it.
    """
    match node:
        case nodes.Const(value=str() | int() as value) if not isinstance(value, bool):
            _check_text(str(value))
        case nodes.Filter(node=nodes.Node() as inner):
            _check_filter(node)
            yield from check_print(inner, scope)
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=attribute):
            _check_loop_fact(attribute, LOOP_PRINTS, scope)
        case nodes.Name() | nodes.Getattr():
            yield _named(node, scope)
        case _:
            raise _refused(node)


def check_condition(node: nodes.Node, scope: Scope) -> Iterator[Said]:
    """Yield what a condition asks.

    Raises:
        RefusedTagError: it asks what no template may.
    """
    match node:
        case nodes.Not():
            yield from check_condition(node.node, scope)
        case nodes.And() | nodes.Or():
            yield from check_condition(node.left, scope)
            yield from check_condition(node.right, scope)
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=attribute):
            _check_loop_fact(attribute, LOOP_ASKS, scope)
        case nodes.Name() | nodes.Getattr():
            said = _named(node, scope)
            if not _ASKABLE.fullmatch(said.path):
                raise RefusedTagError("TPL021", name=said.written)
            yield said
        case nodes.Compare() | nodes.Test() | nodes.Filter() | nodes.Const():
            raise RefusedTagError("TPL021", name=", ".join(_mentioned(node)) or "nothing that is known")
        case _:
            raise _refused(node)


def check_loop(node: nodes.For, scope: Scope) -> Loop:
    """Return what a loop repeats over.

    Raises:
        RefusedTagError: the language does not have such a loop.
    """
    if node.recursive or node.test is not None:
        raise RefusedTagError("TPL022", what="recursive" if node.recursive else "a condition of its own")
    if not isinstance(node.target, nodes.Name):
        raise RefusedTagError("TPL022", what="several names for each entry")
    name = node.target.name
    if name.startswith("_"):
        raise RefusedTagError("TPL019", name=name)
    if name == "loop":
        raise RefusedTagError("TPL022", what="the name loop for its entries")
    _check_letters(name)
    if not isinstance(node.iter, nodes.Name | nodes.Getattr):
        raise _refused(node.iter, "TPL022", "something other than a name to go over")
    return Loop(_named(node.iter, scope), name)


def _check_filter(node: nodes.Filter) -> None:
    if node.name not in FILTERS:
        raise RefusedTagError("TPL020", name=node.name, known=", ".join(sorted(FILTERS)))
    texts = [
        argument for argument in node.args if isinstance(argument, nodes.Const) and isinstance(argument.value, str)
    ]
    most = 1 if node.name in TAKES_TEXT else 0
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(texts) != len(node.args) or len(texts) > most:
        raise RefusedTagError("TPL038", name=node.name)
    for text in texts:
        _check_text(text.value)


def _check_text(text: str) -> None:
    if len(text) > MOST_IN_A_TEXT:
        raise RefusedTagError("TPL023", most=str(MOST_IN_A_TEXT))
    if found := _UNPRINTABLE.search(text):
        # Some of them mark missing facts and references: a template could make a document say that one is there.
        raise RefusedTagError("TPL014", why=f"it holds U+{ord(found[0]):04X}, which no document can hold")


def _check_letters(name: str) -> None:
    """Refuse names in look-alikes of plain letters, which Python takes for the plain ones where a tag is compiled."""
    if not _PLAIN_NAME.fullmatch(name):
        raise RefusedTagError("TPL014", why=f"the name {name} holds other letters than a to z")


def _check_loop_fact(attribute: str, known: tuple[str, ...], scope: Scope) -> None:
    if not scope.depth:
        raise RefusedTagError("TPL024", name=f"loop.{attribute}", why="stands outside every loop")
    if attribute not in known:
        raise RefusedTagError(
            "TPL024", name=f"loop.{attribute}", why=f"is not among {', '.join(f'loop.{name}' for name in known)}"
        )


def _named(node: nodes.Node, scope: Scope) -> Said:
    names: list[str] = []
    inner = node
    while isinstance(inner, nodes.Getattr):
        names.insert(0, inner.attr)
        inner = inner.node
    root = inner.name if isinstance(inner, nodes.Name) else ""
    if hidden := next((name for name in (root, *names) if name.startswith("_")), None):
        raise RefusedTagError("TPL019", name=hidden)
    if not isinstance(inner, nodes.Name):
        raise _refused(inner)
    for name in (root, *names):
        _check_letters(name)
    if root == "loop":
        raise RefusedTagError("TPL024", name="loop", why="names nothing that can be printed or repeated by itself")
    return Said(".".join((scope.paths.get(root, root), *names)), ".".join((root, *names)))


def _refused(
    node: nodes.Node, code: str = "TPL014", what: str = "it is nothing that a template can print"
) -> Exception:
    for kind in type(node).__mro__:
        if kind is nodes.Call:
            called = spelt(node.node) if isinstance(node, nodes.Call) else ""
            return RefusedTagError("TPL015", name=called if re.fullmatch(r"[\w.]+", called) else "an expression")
        if kind in _COMPUTES:
            return RefusedTagError("TPL016", what=_COMPUTES[kind])
        if kind in _BUILDS:
            return RefusedTagError("TPL017", what=_BUILDS[kind])
    return RefusedTagError(code, **({"why": what} if code == "TPL014" else {"what": what}))


def _mentioned(node: nodes.Node) -> Iterator[str]:
    """Yield the whole names in an expression."""
    if isinstance(node, nodes.Name | nodes.Getattr):
        yield spelt(node)
    else:
        for child in node.iter_child_nodes():
            yield from _mentioned(child)

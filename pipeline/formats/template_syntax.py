"""The syntax of tags: what Jinja makes of one, within bounds, and one spelling of each expression."""

import re
from functools import lru_cache

import jinja2
from jinja2 import nodes
from msgspec import Struct

MOST_IN_A_TAG = 500

_SYNTAX = jinja2.Environment()  # noqa: S701 - it parses and renders nothing


class Fault(Struct, frozen=True):
    """What is wrong with a tag: the code of the finding and the values of its wording."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


class RefusedTagError(Exception):
    """A tag that the language does not have."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.fault = Fault(code, tuple(values.items()))


@lru_cache(maxsize=4096)
def _parsed(source: str) -> nodes.Template:
    return _SYNTAX.parse(source)


def parse(source: str) -> nodes.Template:
    """Parse what Jinja would render.

    Raises:
        RefusedTagError: it cannot be parsed.
    """
    try:
        return _parsed(source) if len(source) <= 2 * MOST_IN_A_TAG else _SYNTAX.parse(source)
    except jinja2.TemplateSyntaxError as error:
        raise RefusedTagError("TPL014", why=(error.message or "it cannot be parsed").rstrip(".")) from None
    except (RecursionError, MemoryError):
        raise RefusedTagError("TPL014", why="it is nested too deep") from None


def expression(says: str) -> nodes.Node:
    """Parse what a tag prints.

    Raises:
        RefusedTagError: it cannot be parsed.
    """
    _check_length(says)
    body = parse(f"{{{{ {says} }}}}").body
    match body:
        case [nodes.Output(nodes=[single])]:
            return single
    raise RefusedTagError("TPL014", why="it is no single name")


def statement(says: str) -> nodes.Node:
    """Parse the head of a loop or of a condition.

    Raises:
        RefusedTagError: it cannot be parsed.
    """
    _check_length(says)
    head = re.sub(r"^elif\b", "if", says)
    body = parse(f"{{% {head} %}}{{% end{head.partition(' ')[0]} %}}").body
    if len(body) != 1:
        raise RefusedTagError("TPL014", why="it is no single statement")
    return body[0]


def _check_length(says: str) -> None:
    if len(says) > MOST_IN_A_TAG:
        raise RefusedTagError("TPL023", most=str(MOST_IN_A_TAG))


def spelt(node: nodes.Node) -> str:
    """Return an expression of the language in one spelling."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{spelt(node.node)}.{node.attr}"
        case nodes.Const():
            return repr(node.value)
        case nodes.Filter(node=nodes.Node() as inner):
            return f"{spelt(inner)}|{node.name}({','.join(spelt(argument) for argument in node.args)})"
        case nodes.Not():
            return f"not {spelt(node.node)}"
        case nodes.And() | nodes.Or():
            return f"({spelt(node.left)} {type(node).__name__} {spelt(node.right)})"
        case _:
            return type(node).__name__

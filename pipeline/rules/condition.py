"""The one condition language: text, read through a white list into a typed condition.

Grammar: dotted paths and catalogue names, ``true``, ``false``, whole and decimal numbers, "texts", [lists],
``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, ``in``, ``not in``, ``and``, ``or``, ``not``, brackets, and
``known(path)``. Nothing else is read, so a declaration cannot run code.
"""

import ast
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

Constant = str | bool | int | float | tuple[str | bool | int | float, ...]


class ConditionError(ValueError):
    """A condition that is not in the grammar; the message says which part."""


class Comparison(StrEnum):
    """How two operands are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="
    IN = "in"
    NOT_IN = "not in"


class Path(Struct, frozen=True):
    """A fact named by its path, or by its short name in the catalogue."""

    name: str


class Literal(Struct, frozen=True):
    """A constant."""

    value: Constant


class Compare(Struct, frozen=True):
    """Two operands and their comparison."""

    left: Path | Literal
    how: Comparison
    right: Path | Literal


class Known(Struct, frozen=True):
    """Whether a fact has a value; never unknown itself."""

    path: Path


class Not(Struct, frozen=True):
    """The contrary."""

    part: "Condition"


class All(Struct, frozen=True):
    """Every part holds."""

    parts: tuple["Condition", ...]


class Any(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Path | Literal | Compare | Known | Not | All | Any

_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: Comparison.EQUAL,
    ast.NotEq: Comparison.UNEQUAL,
    ast.Lt: Comparison.LESS,
    ast.LtE: Comparison.AT_MOST,
    ast.Gt: Comparison.GREATER,
    ast.GtE: Comparison.AT_LEAST,
    ast.In: Comparison.IN,
    ast.NotIn: Comparison.NOT_IN,
}
_WORDS = {"true": True, "false": False}


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    """Read a condition.

    Args:
        text: one line in the grammar of this module.

    Returns:
        The typed condition; equal texts give the same object.

    Raises:
        ConditionError: the text is not in the grammar.
    """
    try:
        return _condition(ast.parse(text, mode="eval").body, text)
    except ConditionError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ConditionError(f"{text!r} cannot be read: {error}") from None


def paths_in(condition: Condition) -> tuple[str, ...]:
    """Return the names that a condition reads, in the order of reading, each once."""
    return tuple(dict.fromkeys(_names(condition)))


@lru_cache(maxsize=4096)
def read_by(text: str) -> frozenset[str]:
    """Return the names that a condition reads, given as text."""
    return frozenset(_names(parse_condition(text)))


def _names(condition: Condition) -> list[str]:
    match condition:
        case Path(name):
            return [name]
        case Known(path):
            return [path.name]
        case Compare(left, _, right):
            return _names(left) + _names(right)
        case Not(part):
            return _names(part)
        case All(parts) | Any(parts):
            return [name for part in parts for name in _names(part)]
    return []


def _condition(node: ast.expr, text: str) -> Condition:
    match node:
        case ast.BoolOp(op=operator, values=values):
            parts = tuple(_condition(value, text) for value in values)
            return All(parts) if isinstance(operator, ast.And) else Any(parts)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return Not(_condition(operand, text))
        case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _COMPARISONS:
            return Compare(_operand(left, text), _COMPARISONS[type(operator)], _operand(right, text))
        case ast.Call(func=ast.Name(id="known"), args=[argument], keywords=[]):
            path = _operand(argument, text)
            if isinstance(path, Path):
                return Known(path)
            raise ConditionError(f"known() in {text!r} takes a path")
    truth = _operand(node, text)
    if isinstance(truth, Literal) and not isinstance(truth.value, bool):
        raise ConditionError(f"{truth.value!r} in {text!r} is neither true nor false")
    return truth


def _operand(node: ast.expr, text: str) -> Path | Literal:
    match node:
        case ast.Name(id=name):
            return Literal(_WORDS[name]) if name in _WORDS else Path(name)
        case ast.Attribute():
            return Path(_dotted(node, text))
        case ast.Constant(value=value) if isinstance(value, str | int | float) and not isinstance(value, bool):
            return Literal(value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)) if value is not True:
            return Literal(-value)
        case ast.List(elts=elements):
            return Literal(tuple(_constant(element, text) for element in elements))
    raise ConditionError(f"{ast.unparse(node)!r} in {text!r} is not in the condition language")


def _constant(node: ast.expr, text: str) -> str | bool | int | float:
    operand = _operand(node, text)
    if isinstance(operand, Literal) and not isinstance(operand.value, tuple):
        return operand.value
    raise ConditionError(f"a list in {text!r} holds something other than constants")


def _dotted(node: ast.expr, text: str) -> str:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attribute):
            return f"{_dotted(value, text)}.{attribute}"
    raise ConditionError(f"{ast.unparse(node)!r} in {text!r} is not a path")

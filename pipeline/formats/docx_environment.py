"""The second wall: what Jinja may do when it renders a template, whatever stands in it, and how values become markup.

The first wall refuses a template that is not of the language before anything is rendered (`template_language`). This
one knows nothing of that: a sandbox without globals, tests, calls of value or arithmetic, in which an unknown name is
an error, and one way from a value into markup.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import count, islice
from typing import Any, NoReturn

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.formats.docx_escape import escaped, escaped_with_breaks, in_ascii, is_plain
from pipeline.formats.docx_figures import PlacedFigure
from pipeline.formats.docx_pictures import PrintedPicture
from pipeline.formats.drawing_markup import FIRST_DRAWING
from pipeline.formats.template_filters import FILTERS
from pipeline.model.context import GAP_CLOSE, GAP_OPEN, Gap, View
from pipeline.model.reference import without_references

_PLACEHOLDER = re.compile(f"{GAP_OPEN}[0-9]+{GAP_CLOSE}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_CHUNK = 4_096
_NONCHARACTER = re.compile("[\ufdd0-\ufdef]")
_MOST_COLUMNS = 63

MOST_REPEATS = 100_000
"""How often loops may go round in one part, those within others counted each time: rows of rows of rows add up."""

MOST_CHARACTERS = 64_000_000
"""Of markup in one part; Word opens nothing near it."""


_NOT_COMPILED = (
    *(nodes.Assign, nodes.AssignBlock, nodes.NSRef, nodes.With, nodes.Macro, nodes.CallBlock, nodes.FilterBlock),
    *(nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Concat, nodes.Slice),
    *(nodes.ScopedEvalContextModifier, nodes.EvalContextModifier),
)


_COUNTED = "counted entries"
"""A filter by a name that no template can write."""


class TooMuchError(SecurityError):
    """A template repeats or prints more than a document can hold."""


class Counting(Context):
    """What a part is rendered from: counts how often its loops go round, numbers pictures, keeps what was printed.

    Of that, ``plain`` stands in markup as it is: much is printed more than once, and not looked through again.
    """

    repeats = 0

    def __init__(self, *given: Any, **named: Any) -> None:
        """Hold what Jinja gives."""
        super().__init__(*given, **named)
        self.texts: set[str] = set()
        self.plain: set[str] = set()
        self.drawings = count(FIRST_DRAWING)


class StandIn:
    """Stands for any fact, condition and table of a context, to see what a template makes of it.

    It has any name as an attribute, holds or does not, and has so many rows.
    """

    def __init__(self, rows: int, *, holds: bool) -> None:
        """Stand for a condition that holds or does not, and for a table with so many rows."""
        self._rows, self._holds = rows, holds

    def __bool__(self) -> bool:
        """Tell whether it holds."""
        return self._holds

    def __getattr__(self, name: str) -> "StandIn":
        """Return what stands for the attribute."""
        return self

    def __getitem__(self, number: int) -> "StandIn":
        """Return what stands for a row.

        Raises:
            IndexError: there are fewer.
        """
        if number >= self._rows:
            raise IndexError(number)
        return self

    def __len__(self) -> int:
        """Return the number of rows."""
        return self._rows

    def __str__(self) -> str:
        """Return what may stand for a text and for a colour."""
        return "000000"


@jinja2.pass_context
def _counted(context: Context, entries: Iterable[object]) -> Iterator[object]:
    """Yield the entries of a loop as long as it does not go on and on."""
    for entry in entries:
        if isinstance(context, Counting):
            context.repeats += 1
            if context.repeats > MOST_REPEATS:
                raise TooMuchError(f"its loops go round more than {MOST_REPEATS:,} times")
        yield entry


def _within_bounds(pieces: Iterable[str]) -> str:
    """Join what a template prints, as long as it is no more than a document holds."""
    kept, size, rest = [], 0, iter(pieces)
    while some := list(islice(rest, _CHUNK)):
        joined = "".join(some)
        kept.append(joined)
        size += len(joined)
        if size > MOST_CHARACTERS:
            raise TooMuchError(f"it prints more than {MOST_CHARACTERS:,} characters of markup in one part")
    return "".join(kept)


class _Narrow(CodeGenerator):
    """Compiles output, loops and conditions, and nothing that builds, fetches or defines."""

    def visit(self, node: nodes.Node, *args: Any, **named: Any) -> Any:
        """Compile a node of the language; fail at any other."""
        if isinstance(node, _NOT_COMPILED):
            self.fail(f"no template may hold {type(node).__name__}", node.lineno)
        if isinstance(node, nodes.Name) and not node.name.isascii():
            # Python takes look-alikes of plain letters for the plain ones, and one name for another.
            self.fail(f"the name {node.name} holds other letters than a to z", node.lineno)
        return super().visit(node, *args, **named)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja calls it so
        """Compile markup and what is printed in it; markup too may not pass for a missing fact."""
        for inner in node.nodes:
            if isinstance(inner, nodes.TemplateData) and (found := _NONCHARACTER.search(inner.data)):
                self.fail(f"it holds U+{ord(found[0]):04X}, which no document can hold", node.lineno)
        super().visit_Output(node, frame)

    def visit_Const(self, node: nodes.Const, frame: Frame) -> None:  # noqa: N802 - Jinja calls it so
        """Compile a text of the template, which may not pass for a missing fact, a figure or a reference."""
        if isinstance(node.value, str) and (found := _NONCHARACTER.search(node.value)):
            self.fail(f"a text holds U+{ord(found[0]):04X}, which no document can hold", node.lineno)
        super().visit_Const(node, frame)

    def write_commons(self) -> None:
        """Have at hand what every value is looked up and printed by."""
        super().write_commons()
        self.writeline("look_up, printed = environment.getattr, environment.finalize")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja calls it so
        """Compile the look-up of a name, which the environment judges."""
        self.write("look_up(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def _output_child_pre(self, *_: Any, **__: Any) -> None:
        self.write("printed(context, ")

    def _output_child_post(self, *_: Any, **__: Any) -> None:
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """Leave texts in tags to be printed as values are: Jinja would print them without their braces guarded."""
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return in_ascii(super()._output_child_to_const(node, frame, finalize))


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, which compiles the same text once: a batch renders each template for every system."""

    code_generator_class = _Narrow
    context_class = Counting
    concat = staticmethod(_within_bounds)
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})
    intercepted_unops = frozenset({"+", "-"})

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse to call anything: no value of a context is there to be called."""
        del obj
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a name: an entry of a View is data, and the sandbox judges everything else."""
        if type(obj) is View and attribute in (entries := obj._entries):  # noqa: SLF001 - asked for at every value
            return entries[attribute]
        if type(obj) is StandIn:
            return obj
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply the columns of a cell by the length of its loop, as docxtpl asks for merged cells, and no more."""
        del context
        numbers = [value for value in (left, right) if type(value) is int and 0 <= value <= _MOST_COLUMNS]
        if operator != "*" or len(numbers) != len((left, right)):
            raise SecurityError(f"it computes with {operator}")
        return left * right

    def call_unop(self, context: Context, operator: str, arg: Any) -> NoReturn:
        """Refuse signs."""
        del context, arg
        raise SecurityError(f"it computes with {operator}")

    def _generate(self, source: nodes.Template, *args: Any, **named: Any) -> str:
        """Compile loops over entries that are counted."""
        for loop in source.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        return super()._generate(source, *args, **named)


@lru_cache(maxsize=4)
def _environment(finalize: Callable[[Counting, object], str]) -> _Environment:
    """Return an environment for templates: names, attributes, loops and conditions, and nothing to call.

    Jinja escapes nothing itself: everything that is printed passes through ``finalize``.
    """
    environment = _Environment(undefined=jinja2.StrictUndefined, autoescape=False, finalize=finalize)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {**FILTERS, _COUNTED: _counted}
    return environment


def environment() -> jinja2.Environment:
    """Return the environment in which body, headers, footers and notes are rendered."""
    return _environment(_in_text)


def chart_environment() -> jinja2.Environment:
    """Return the environment in which charts are rendered, whose text knows no breaks of its own."""
    return _environment(_in_chart)


@jinja2.pass_context
def _in_text(context: Counting, value: object) -> str:
    """Return what stands in the text of a document for a value: the only way from an answer into markup."""
    if type(value) is str:
        if value in context.plain:
            return value
        if is_plain(value):
            (context.plain if value.isascii() else context.texts).add(value)
            return in_ascii(value)
    if isinstance(value, PrintedPicture):
        return in_ascii(value.markup(next(context.drawings)))
    return _escaped(context, value, escaped_with_breaks)


@jinja2.pass_context
def _in_chart(context: Counting, value: object) -> str:
    """Return what stands in the text of a chart for a value; nothing there leads anywhere."""
    return _escaped(context, without_references(value) if isinstance(value, str) else value, escaped)


def _escaped(context: Counting, value: object, as_markup: Callable[[str], str]) -> str:
    if isinstance(value, Gap | PlacedFigure | StandIn | jinja2.Undefined):
        # Two noncharacters around a number or the name of a figure; what is not known raises.
        return in_ascii(str(value))
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise jinja2.TemplateRuntimeError(f"it prints {type(value).__name__}, which is no text")
    text = str(value)
    read = without_references(text)
    context.texts.add(read)
    # Placeholders are seldom there, and taking them out takes longer than looking.
    if _UNPRINTABLE.search(read) and (found := _UNPRINTABLE.search(_PLACEHOLDER.sub("", read))):
        raise jinja2.TemplateRuntimeError(f"a value holds U+{ord(found[0]):04X}, which no document can hold")
    return as_markup(text)

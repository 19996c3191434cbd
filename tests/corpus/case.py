"""What one odd or hostile workbook is, how it is made, and what has to be said of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pipeline.model.finding import Place
from tests.corpus.package import Package, q, text

SYSTEM = "tenorscore.xlsx"

LINE, PROSE, VERSION = "system.type", "purpose.context", "system.version"
NUMBER, VALUE = "data.data_sets[DS-01].records", "performance.metrics[ME-01].value"
DAY, YES, NO = "system.first_release", "scope.infers", "scope.special_purpose"
"""Answers of the filled form that cases change: one of each kind."""


@dataclass(frozen=True)
class Filled:
    """The complete sample written as a form, and the organisation's beside it."""

    content: bytes
    organisation: bytes
    cells: Mapping[str, Place]

    def open(self) -> Package:
        """Return the system's form, to be changed."""
        return Package(self.content)

    def at(self, path: str) -> tuple[str, str]:
        """Return sheet and cell of an answer; a comment or evidence by its path in the reader's map of cells."""
        place = self.cells[path]
        return place.sheet, place.cell

    @cached_property
    def middle(self) -> int:
        """Return a place inside the packed content of a part."""
        return len(self.content) // 2


Builder = Callable[[Filled], bytes]
Change = Callable[[Package, Filled], object]
Answers = dict[str, Any]
Reads = Mapping[str, Any] | Callable[[Answers], Answers]
"""Answers that differ from those of the sound form, or what becomes of all of them."""


@dataclass(frozen=True)
class Case:
    """One workbook.

    ``told`` are the codes of all findings on the workbook, those of gaps left out, which follow from them; ``at`` is
    the path of the answer, or ``sheet!cell``, or a sheet, where the first of them stands; ``reads`` are the answers
    that differ from those of the sound form, nothing where an answer is lost, all where ``reads`` itself is nothing;
    ``lost`` is the title of a sheet of which no answer is left.
    """

    name: str
    build: Builder
    told: tuple[str, ...] = ()
    at: str = ""
    exit_code: int = 0
    reads: Reads | None = field(default_factory=lambda: MappingProxyType({}))
    says: str = ""
    lost: str = ""


def read(name: str, build: Builder, *told: str, at: str = "", reads: Reads | None = None, lost: str = "") -> Case:
    """Return a case that is read: nothing is told, or what a person should look at."""
    return Case(name, build, told, at, 0, reads or {}, lost=lost)


def faulty(
    name: str, build: Builder, *told: str, at: str = "", reads: Reads | None = None, says: str = "", lost: str = ""
) -> Case:
    """Return a case in which something cannot be used: told as an error, at its place; the rest is read."""
    own: Reads = {} if lost else {at: None}
    return Case(name, build, told, at, 1, own if reads is None else reads, says, lost)


def refused(name: str, build: Builder, code: str, says: str) -> Case:
    """Return a case in which the file as a whole is not read."""
    return Case(name, build, (code,), "", 1, None, says)


def changed(*changes: Change) -> Builder:
    """Return what makes a workbook from the filled form by changing its package."""

    def build(form: Filled) -> bytes:
        package = form.open()
        for change in changes:
            change(package, form)
        return package.save()

    return build


def cell(path: str, inside: str, kind: str = "", **more: str) -> Callable[[Package, Filled], None]:
    """Return a change of one answer to raw markup."""
    return lambda package, form: package.put(*form.at(path), inside, kind, **more)


def typed(path: str, content: str) -> Callable[[Package, Filled], None]:
    """Return a change of one answer to a text."""
    return cell(path, text(content), "inlineStr")


def every(tag: str, *titles: str, **attributes: str) -> Change:
    """Return a change of attributes of all elements of a tag, on some sheets or on all of them."""

    def change(package: Package, _: Filled) -> None:
        for title in titles or package.titles():
            for element in package.sheet(title).iter(q(tag)):
                for name, value in attributes.items():
                    element.set(name, value)

    return change


def no(tag: str) -> Change:
    """Return a change that takes all elements of a tag out of the sheets."""

    def change(package: Package, _: Filled) -> None:
        for title in package.titles():
            sheet = package.sheet(title)
            for element in sheet.findall(q(tag)):
                sheet.remove(element)

    return change


def replaced(old: str, new: str, part: str = "xl/worksheets/sheet2.xml") -> Change:
    """Return a change of markup where it first stands in a part."""
    return lambda package, _: package.replace(part, old, new, times=1)


def lacking(part: str) -> Builder:
    """Return what makes the form without a part."""
    return changed(lambda package, _: package.drop(part))


def raw(content: bytes | Callable[[], bytes]) -> Builder:
    """Return bytes whatever the form is."""
    return lambda _: content if isinstance(content, bytes) else content()

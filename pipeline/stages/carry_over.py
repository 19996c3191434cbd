"""Lines of an older form to lines of today's: ids moved, answers split, codes renamed, what was dropped kept aside."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.fact import ROWS
from pipeline.model.form_change import FormChange, Target, changes_since
from pipeline.model.form_codes import ColumnCode
from pipeline.model.intake import Confirming, LeftOver
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.sheet import CellError, CellValue
from pipeline.stages.blocks import Line
from pipeline.stages.meant import BESIDE


class Carried(Struct, frozen=True):
    """The lines as they stand in today's form, and what has no place in it."""

    lines: tuple[Line, ...]
    left_over: tuple[LeftOver, ...] = ()


def carry_over(
    lines: Iterable[Line], version: str, questionnaire: Questionnaire, labels: Mapping[str, Mapping[str, str]]
) -> Carried:
    """Carry the lines of a form of an earlier version over into today's.

    Args:
        lines: as they were read.
        version: of the form that they stand in.
        questionnaire: with the changes of all versions.
        labels: vocabulary -> label -> code, as the older form has them.

    Raises:
        ValueError: there never was such a version.
    """
    codes = {label: code for options in labels.values() for label, code in options.items()}
    left_over: list[LeftOver] = []
    carried = tuple(lines)
    for changes in changes_since(version, questionnaire.versions, questionnaire.changes):
        step = _Step(changes, codes, left_over)
        carried = tuple(new for line in carried for new in step.lines(line))
    return Carried(carried, tuple(left_over))


class _Step(Struct, frozen=True):
    """What one version changed."""

    changes: Mapping[str, FormChange]
    codes: Mapping[str, str]
    left_over: list[LeftOver]

    def lines(self, line: Line) -> Iterator[Line]:
        """Yield what becomes of a line: itself, one moved, several, or none."""
        path = line.table or line.mark
        change = self.changes.get(path)
        if change is None:
            yield self._with_columns(line, path)
        elif not change.to:
            self._drop(line, change, line.values)
        elif line.table:
            yield replace(line, table=change.to[0].id)
        else:
            yield from (self._answered(line, target, change) for target in change.to)

    def _answered(self, line: Line, target: Target, change: FormChange) -> Line:
        values = dict(line.values)
        if ColumnCode.ANSWER in values:
            values[ColumnCode.ANSWER] = self._value(values[ColumnCode.ANSWER], target)
        if change.to[1:]:
            values[ColumnCode.CONFIRM] = f"{Confirming.PLEASE}: {change.why}"
            if target is not change.to[0]:
                # What stands beside the answer is not repeated at each part of it.
                values = {code: value for code, value in values.items() if code not in BESIDE}
        return replace(line, mark=target.id, values=values)

    def _with_columns(self, line: Line, path: str) -> Line:
        values, columns = dict(line.values), dict(line.columns)
        for code in line.columns:
            change = self.changes.get(f"{path}{ROWS}.{code}") if line.table else None
            if change is None:
                continue
            column = columns.pop(code)
            held = values.pop(code, None)
            if not change.to:
                self._drop(line, change, {code: held} if held is not None else {})
            for target in change.to:
                name = target.id.rpartition(".")[2]
                columns[name] = column
                if held is not None:
                    values[name] = self._value(held, target)
        return replace(line, values=values, columns=columns)

    def _value(self, raw: CellValue, target: Target) -> CellValue:
        """Return the code that took the place of an answer's, which the older form shows by its label."""
        if not target.values or not isinstance(raw, str):
            return raw
        return target.values.get(self.codes.get(raw, raw), raw)

    def _drop(self, line: Line, change: FormChange, values: Mapping[str, CellValue]) -> None:
        for code, value in values.items():
            if code in line.columns and value is not None and not isinstance(value, CellError) and is_said(code):
                self.left_over.append(LeftOver(f"{line.sheet}!{line.cell(code)}", str(value), change.why))


_NOT_SAID = frozenset(
    {ColumnCode.NO, ColumnCode.QUESTION, ColumnCode.REQUIRED, ColumnCode.GUIDANCE, ColumnCode.LEGAL}
    | {ColumnCode.WHO, ColumnCode.STATUS, ColumnCode.REMARK, ColumnCode.CONFIRM}
)


def is_said(code: str) -> bool:
    """Tell whether a column holds what a person typed."""
    return code not in _NOT_SAID

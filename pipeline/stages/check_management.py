"""What is wrong with what a client says of its management system, each with its cell and its rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from pipeline.model.condition_text import AS_OF
from pipeline.model.fact import asked_as
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.gap_report import Lack
from pipeline.model.intake import evidence_cell
from pipeline.model.vocabulary import Implementation, ManagementState, Verdict
from pipeline.stages.case import Case
from pipeline.stages.evidence import REGISTER, Proof, proofs
from pipeline.stages.find_gaps import ACTIONS
from pipeline.stages.lend import CLAUSES, CONTROLS, COVERED, IN_SYSTEMS

_IN_USE = (Implementation.PARTIAL, Implementation.IMPLEMENTED)
_RUNNING = (ManagementState.IN_OPERATION, ManagementState.CERTIFIED)
_CERTIFICATE = ("certificate", "certification_body", "issued", "expires")
_MOST_NAMED = 6

OWN = "management.own_controls"
"""Path of the table of the client's own controls."""
_OF_THE_SYSTEM = (CONTROLS, CLAUSES, OWN, IN_SYSTEMS)


def check_management(case: Case) -> Iterator[Finding]:
    """Yield the findings on a management system, and on what people have found met.

    Args:
        case: the system; of tables that are blank nothing is told, as blank is unknown.
    """
    checker = _Checker(case, proofs(case.standings.facts, case.intake.shared))
    yield from checker.controls()
    yield from checker.practice()
    yield from checker.evidence()
    yield from checker.conflicts()
    yield from checker.scope()
    yield from checker.certificate()
    yield from checker.verdicts()


class _Checker(Struct, frozen=True):
    """The answers of one case, looked through table by table."""

    case: Case
    held: Mapping[str, Proof]

    def controls(self) -> Iterator[Finding]:
        for row in self._rows(CONTROLS):
            path = f"{CONTROLS}[{row['id']}]"
            if row.get("applicable") is False and "reason" not in row:
                yield self._told("MGT001", f"{path}.reason", id=row["id"])
            elif row.get("applicable") is True and "reason" not in row:
                yield self._told("MGT002", f"{path}.reason", id=row["id"])

    def practice(self) -> Iterator[Finding]:
        apart = {name for row in self._rows(IN_SYSTEMS) for name in row.get("controls", ())}
        for table in (CONTROLS, CLAUSES, OWN, IN_SYSTEMS):
            for row in self._rows(table):
                path = f"{table}[{row['id']}]"
                elsewhere = table == CONTROLS and row["id"] in apart
                if row.get("status") in _IN_USE and not self._evidence(path) and not elsewhere:
                    yield self._told("MGT003", evidence_cell(path), id=row["id"])
        for row in self._rows(IN_SYSTEMS):
            open_ones = [name for name in ("controls", "systems") if name not in row]
            if open_ones:
                yield self._told("MGT012", f"{IN_SYSTEMS}[{row['id']}].{open_ones[0]}", id=row["id"])

    def evidence(self) -> Iterator[Finding]:
        used: dict[str, int] = {}
        for path, note in self.case.intake.notes.items():
            if asked_as(path) in (CONTROLS, CLAUSES, OWN, IN_SYSTEMS, ACTIONS):
                for name in note.evidence:
                    used[name] = used.get(name, 0) + 1
        for row in self._rows(REGISTER):
            name = row["id"]
            if name not in used:
                continue
            if self._is_past(row.get("valid_until")):
                how = "has run out"
                yield self._told("MGT004", f"{REGISTER}[{name}].valid_until", id=name, how=how, count=used[name])
            if self._is_ahead(row.get("date")):
                how = "is dated after the day of reading"
                yield self._told("MGT004", f"{REGISTER}[{name}].date", id=name, how=how, count=used[name])
            if not self.held[name].names_any:
                yield self._told("MGT005", f"{REGISTER}[{name}].systems", id=name)

    def conflicts(self) -> Iterator[Finding]:
        for entry in self.case.gaps.conflicts if self._rows(CONTROLS) else ():
            named = ", ".join(entry.items[:_MOST_NAMED])
            more = f" and {len(entry.items) - _MOST_NAMED} more" if len(entry.items) > _MOST_NAMED else ""
            at = self._place(f"{entry.path}.applicable")
            yield finding("MGT006", at, entry.cites[:_MOST_NAMED], id=entry.element, items=f"{named}{more}")

    def scope(self) -> Iterator[Finding]:
        system = self._look("system.id")
        if self._look("management.state") not in _RUNNING or not self._rows(COVERED):
            return
        row = next((row for row in self._rows(COVERED) if row["id"] == system), None)
        if row is None:
            yield self._told("MGT007", COVERED, id=system, how="not among the systems that are listed")
        elif row.get("in_scope") is False:
            yield self._told("MGT007", f"{COVERED}[{system}].in_scope", id=system, how="said to lie outside the scope")

    def certificate(self) -> Iterator[Finding]:
        if self._look("management.state") != ManagementState.CERTIFIED:
            return
        if self._is_past(self._look("management.expires")):
            yield self._told("MGT008", "management.expires", how="has run out")
        if self._is_ahead(self._look("management.issued")):
            yield self._told("MGT008", "management.issued", how="is dated after the day of reading")
        questions = self.case.standings.questions
        open_ones = [f"management.{name}" for name in _CERTIFICATE if self._is_blank(f"management.{name}")]
        if open_ones:
            what = ", ".join(questions[path].label for path in open_ones)
            yield self._told("MGT009", open_ones[0], what=what)

    def verdicts(self) -> Iterator[Finding]:
        items = {item.id: item for item in self.case.gaps.items}
        for row in self._rows(ACTIONS):
            item = items.get(row["id"])
            if row.get("verdict") == Verdict.MET and item and item.is_open:
                what = ", ".join(_LACKS[lack] for lack in item.lacks if lack in _LACKS) or "it does not apply"
                yield self._told("MGT010", f"{ACTIONS}[{row['id']}].verdict", id=row["id"], what=what)
            elif self._is_ahead(row.get("reviewed_on")):
                yield self._told("MGT011", f"{ACTIONS}[{row['id']}].reviewed_on", id=row["id"])

    def _told(self, code: str, path: str, **values: object) -> Finding:
        return finding(code, self._place(path), self.case.standings.questions[asked_as(path)].cites, **values)

    def _place(self, path: str) -> Place:
        row = path.partition("]")[0] + "]"
        return self.case.intake.cells.get(path) or self.case.intake.cells.get(row) or self.case.intake.place_of(path)

    def _rows(self, table: str) -> tuple[Mapping[str, Any], ...]:
        held = self._look(table)
        # What stands there although there is no management system is told as not needed.
        unneeded = table in _OF_THE_SYSTEM and self._look("management.state") == ManagementState.NONE
        return held if isinstance(held, tuple) and not unneeded else ()

    def _is_past(self, day: object) -> bool:
        today = self._look(AS_OF)
        return isinstance(day, date) and isinstance(today, date) and day < today

    def _is_ahead(self, day: object) -> bool:
        today = self._look(AS_OF)
        return isinstance(day, date) and isinstance(today, date) and day > today

    def _evidence(self, path: str) -> tuple[str, ...]:
        note = self.case.intake.notes.get(path)
        return note.evidence if note else ()

    def _is_blank(self, path: str) -> bool:
        return not isinstance(self._look(path), str | date)

    def _look(self, path: str) -> Any:
        return self.case.standings.facts.look_up(path)


_LACKS = {
    Lack.FACTS: "facts that it needs are missing",
    Lack.PARTS: "requirements below it are not complete",
    Lack.DECISION: "whether it applies is not decided",
    Lack.EVIDENCE: "no evidence of this system that counts is named beside it",
    Lack.REVIEW: "reviewer or day is missing, or the day lies ahead",
}

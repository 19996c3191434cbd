"""What is missing, as markers: which fact, asked where, wanted by which law, owed by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.context import Gap
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.questionnaire import Column, Question
from pipeline.stages.wording import Wording

_CITES_SHOWN = 1


@dataclass(slots=True)
class Gaps:
    """Numbers the gaps of one document; the same fact is always the same gap."""

    wording: Wording
    notes: Mapping[str, AnswerNote]
    found: dict[str, Gap] = field(default_factory=dict)

    def missing(self, path: str, question: Question, column: Column | None = None, cites: tuple[str, ...] = ()) -> Gap:
        """Return the gap of a fact that is needed and has no value.

        Args:
            path: of the fact, with the row's id.
            question: that asks for it.
            column: of the table, where it is one cell.
            cites: the law that wants it in this place; the question's own legal basis where none is given.
        """
        note = self.notes.get(path)
        said = note is not None and note.state is AnswerState.UNKNOWN
        number = self._number(path, question, column)
        return self._gap(path, "not_known" if said else "missing", question, number, cites, note)

    def undecided(self, path: str, question: Question, cites: tuple[str, ...]) -> Gap:
        """Return the gap in the place of a sentence whose condition depends on an unanswered question."""
        key = f"{path}?{' '.join(cites)}"
        return self._gap(key, "undecided", question, question.number, cites, self.notes.get(path))

    def repeated(self, gap: Gap) -> Gap:
        """Return a short gap for the same fact, where the whole marker stands just beside it."""
        key = f"{gap.path}+"
        if key not in self.found:
            marker = self.wording.words["missing_too"]
            self.found[key] = Gap(len(self.found), gap.path, marker, gap.comment)
        return self.found[key]

    def _number(self, path: str, question: Question, column: Column | None) -> str:
        row = path.partition("[")[2].partition("]")[0]
        if not (column and row):
            return question.number
        return self.wording.say("row", number=question.number, row=row, column=column.label)

    def _gap(
        self,
        key: str,
        kind: str,
        question: Question,
        number: str,
        cites: tuple[str, ...],
        note: AnswerNote | None,
    ) -> Gap:
        if key not in self.found:
            law = cites or question.cites
            who = self.wording.choices["who"][question.who]
            marker = self.wording.say(kind, number=number, cites=", ".join(law[:_CITES_SHOWN]), who=who)
            reason = note.reason if note else None
            comment = self.wording.say(
                "comment_reason" if reason else "comment",
                number=number,
                ask=question.ask,
                cites=", ".join(law),
                who=who,
                reason=reason,
            )
            self.found[key] = Gap(len(self.found), key, marker, comment)
        return self.found[key]

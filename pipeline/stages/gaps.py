"""What is missing, as markers: which fact, asked where, wanted by which law, owed by whom."""

from collections.abc import Mapping

from msgspec import Struct, field

from pipeline.model.context import Gap
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.questionnaire import Column, Question
from pipeline.stages.wording import Wording

_CITES_SHOWN = 1


class Gaps(Struct):
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
        return self._gap(path, "not_known" if said else "missing", question, column, cites)

    def undecided(self, path: str, question: Question, cites: tuple[str, ...], *, answered: bool = False) -> Gap:
        """Return the gap where it depends on a question whether a fact or a sentence is needed.

        Args:
            path: of the fact on which it depends.
            question: that asks for it.
            cites: the law that wants it in this place.
            answered: whether it is answered, and what comes of the answer is for a person to review.
        """
        column = next((entry for entry in question.column if path.endswith(f"].{entry.id}")), None)
        return self._gap(path, "to_review" if answered else "undecided", question, column, cites)

    def repeated(self, gap: Gap) -> Gap:
        """Return a short gap for the same fact, where the whole marker stands just beside it."""
        key = f"{gap.number}+"
        if key not in self.found:
            self.found[key] = Gap(len(self.found), gap.path, self.wording.words["missing_too"], gap.comment)
        return self.found[key]

    def _gap(self, path: str, kind: str, question: Question, column: Column | None, cites: tuple[str, ...]) -> Gap:
        law = cites or question.cites
        key = f"{path} {kind} {law}"
        if key not in self.found:
            row = path.partition("[")[2].partition("]")[0]
            place = {"number": question.number, "row": row, "column": column.label if column else ""}
            label = column.label if column else question.label
            said = {"who": self.wording.choices["who"][question.who], "ask": question.ask, "label": label}
            note = self.notes.get(path)
            self.found[key] = Gap(
                len(self.found),
                path,
                self.wording.say(
                    kind,
                    number=self.wording.say("row", **place) if row else question.number,
                    cites=", ".join(law[:_CITES_SHOWN]),
                    **{name: said[name] for name in ("who", "label")},
                ),
                self.wording.say(
                    "comment_reason" if note and note.reason else "comment",
                    number=self.wording.say("row_in_full", **place) if row else question.number,
                    cites=", ".join(law),
                    reason=note.reason if note else "",
                    **said,
                ),
            )
        return self.found[key]

"""What a person has to judge of what changed: prompts with their reasons, never a verdict."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.condition_text import ALWAYS
from pipeline.model.fact import fact_at
from pipeline.model.fact_change import ChangeKind, Differences, FactChange, Snapshot
from pipeline.model.intake import value_at
from pipeline.model.modification import Concern, Prompt, Prompted, PromptKind, Recorded
from pipeline.rules.fact_base import FactBase
from pipeline.stages.snapshot import OPEN
from pipeline.stages.wording import Wording

CHANGES = "lifecycle.changes"
"""Path of the table in which people record the relevant changes through the life cycle."""

_FORESEEN, _AFTER_RELEASE = "foreseen", "after_release"


class Judging(Struct, frozen=True):
    """What a change is held against to tell what a person has to judge."""

    before: Snapshot
    after: Snapshot
    differences: Differences
    catalogue: Catalogue
    wording: Wording

    def prompts(self) -> Iterator[Prompted]:
        """Yield what has to be judged, with its reason; nothing where nothing that changed calls for it."""
        for concern in (Concern.PURPOSE, Concern.CONFORMITY, Concern.PREDETERMINED):
            yield from self._on(PromptKind(concern.value), self._bearing_on(concern))
        topics = [change for change in self.differences.outcomes if change.topic]
        if topics:
            told = [
                self.wording.say("change_outcome", label=each.label, before=each.before, after=each.after)
                for each in topics
            ]
            yield from self._prompted(PromptKind.OUTCOME, told, [each.outcome for each in topics])
        if self._is_unrecorded():
            yield from self._prompted(PromptKind.UNRECORDED, (), ())

    def recorded(self) -> Iterator[Recorded]:
        """Yield each relevant change that people recorded or altered since, with what they judged of it so far."""
        told = {change.path.partition("]")[0] for change in self.differences.facts if change.asked == CHANGES}
        for row in _rows(self.after.values):
            path = f"{CHANGES}[{row['id']}"
            if path not in told:
                continue
            is_foreseen = row.get(_FORESEEN) is True and row.get(_AFTER_RELEASE) is not False
            prompt = self._prompt(PromptKind.FORESEEN) if is_foreseen else None
            yield Recorded(
                str(row["id"]),
                self._said(row, "change"),
                self._said(row, "substantial"),
                self._said(row, "judged_because"),
                self.after.cell_of(f"{path}].change"),
                " ".join(prompt.words.split()) if prompt else "",
                prompt.cites if prompt else (),
            )

    def _bearing_on(self, concern: Concern) -> tuple[FactChange, ...]:
        questions = self.catalogue.questionnaire.by_id
        return tuple(
            change
            for change in self.differences.facts
            if change.kind is not ChangeKind.EVIDENCE
            and change.asked in questions
            and questions[change.asked].concern_of(fact_at(change.path).partition("[].")[2]) is concern
        )

    def _is_unrecorded(self) -> bool:
        """Tell whether something changed that may be relevant while the list of relevant changes stayed as it was."""
        concerns = (Concern.PURPOSE, Concern.CONFORMITY)
        touched = any(change.asked == CHANGES for change in self.differences.facts)
        return not touched and any(self._bearing_on(concern) for concern in concerns)

    def _on(self, kind: PromptKind, changes: Iterable[FactChange]) -> Iterator[Prompted]:
        several = tuple(changes)
        if several:
            told = (f"{each.label} ({each.cell})" if each.cell else each.label for each in several)
            yield from self._prompted(kind, told, (each.path for each in several))

    def _prompted(self, kind: PromptKind, told: Iterable[str], paths: Iterable[str]) -> Iterator[Prompted]:
        prompt = self._prompt(kind)
        if prompt is not None and self._asks(prompt):
            words = " ".join(prompt.words.split())
            yield Prompted(kind, words.replace("{changes}", "; ".join(told)), prompt.cites, tuple(paths))

    def _prompt(self, kind: PromptKind) -> Prompt | None:
        return next((prompt for prompt in self.catalogue.prompts if prompt.id is kind), None)

    def _asks(self, prompt: Prompt) -> bool:
        """Tell whether the law asks for the judgement before or after the change, or may."""
        return prompt.when == ALWAYS or any(
            FactBase({}, {}, self.catalogue.legislation.names, _settled(side.outcomes)).judge(prompt.when).holds
            is not False
            for side in (self.before, self.after)
        )

    def _said(self, row: Mapping[str, Any], column: str) -> str:
        value = row.get(column)
        if value is None:
            return self.wording.words["change_open"]
        return self.wording.value(value, self.catalogue.questionnaire.facts[f"{CHANGES}[].{column}"])


def _settled(outcomes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the outcomes of one value that are settled: all others leave a condition open."""
    return {name: value for name, value in outcomes.items() if isinstance(value, str | bool) and value != OPEN}


def _rows(values: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    held = value_at(values, CHANGES)
    return tuple(row for row in held if isinstance(row, Mapping) and "id" in row) if isinstance(held, list) else ()

"""A model card or JSON file to the answers of a form: where each was found, and what found no place.

Nothing is inferred: what no entry names is left over, and so is what an answer cannot hold.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from pipeline.model.card import Card, LeafPath
from pipeline.model.fact import ROWS, Fact
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding
from pipeline.model.imports import ImportColumn, ImportEntry, ImportPart, Imports
from pipeline.model.intake import Intake
from pipeline.model.prefill import Prefill
from pipeline.model.questionnaire import Form, Question, Questionnaire
from pipeline.model.scalar import TEXT_LIMIT, Kind, cell_length
from pipeline.stages.import_offers import Offer, folded, in_words, names_of, offers_of
from pipeline.stages.import_rows import MOST_ROWS, head, rows_of, shared
from pipeline.stages.import_value import value_of
from pipeline.stages.left_over import left_over

_MOST_TOLD = 20


def import_card(card: Card, imports: Imports, questionnaire: Questionnaire, form: Form) -> Prefill:
    """Take over what a source says.

    Args:
        card: the source.
        imports: what goes where.
        questionnaire: the questions, and the wording of the choices.
        form: only its questions are answered.

    Returns:
        The answers with their sources, and everything else of the source in its order. What was named by an entry and
        could not be taken over is told by findings.
    """
    entries = imports.of(card.kind)
    parts: list[ImportPart] = [part for entry in entries for part in (entry, *entry.column)]
    named = {folded(heading) for part in parts for heading in part.headings}
    offers, silent = offers_of(card, named, {folded(entry.words) for entry in imports.placeholders})
    asked = {question.id: question for section in questionnaire.sections_of(form) for question in section.question}
    taking = _Taking(card, questionnaire, _by_names(offers, of_text=False), _by_names(offers, of_text=True))
    for entry in entries:
        if entry.fact in asked:
            taking.take(entry, asked[entry.fact])
    told = [*taking.told, *_silent(card.name, silent)]
    told += [] if taking.sources else [finding("INT062", Place(file=card.name))]
    left = left_over(in_words(card), [offer for offer in offers if offer not in taking.used])
    return Prefill(Intake(taking.values, findings=tuple(told)), taking.sources, left)


_Named = dict[tuple[str, ...], list[Offer]]
_Got = tuple[Any, list[Offer]]


def _by_names(offers: Sequence[Offer], *, of_text: bool) -> _Named:
    found: _Named = {}
    for offer in offers:
        if bool(offer.path) is not of_text:
            found.setdefault(offer.names, []).append(offer)
    return found


class _Fitting(Struct, frozen=True):
    """What counts for one answer: nothing that an earlier entry has used up, and what belongs to one row."""

    used: frozenset[Offer]
    row: LeafPath = ()


class _Taking(Struct):
    """The answers so far, where each was found, and the pieces of the source that are used up."""

    card: Card
    questionnaire: Questionnaire
    keys: _Named
    headings: _Named
    heads: dict[tuple[tuple[str, ...], int], dict[LeafPath, list[Offer]]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    used: set[Offer] = field(default_factory=set)
    told: list[Finding] = field(default_factory=list)

    def take(self, entry: ImportEntry, question: Question) -> None:
        """Answer one question, unless an earlier entry has."""
        fact = self.questionnaire.facts[entry.fact]
        if fact.kind is Kind.TABLE:
            self._rows(entry, question)
        elif entry.fact not in self.sources:
            got = self._value(fact, [entry], _Fitting(frozenset(self.used)))
            if got:
                value, took = got
                self._put(entry.fact, value)
                self.sources[entry.fact] = self._from(took)
                self.used.update(took)

    def _rows(self, entry: ImportEntry, question: Question) -> None:
        rows: tuple[dict[str, Any], ...] = self._get(entry.fact)
        keys = [names_of(key) for key in entry.keys]
        before = frozenset(self.used)
        unused = (offer for offers in self.keys.values() for offer in offers if offer not in before)
        for place in rows_of(keys, unused) if keys else [()]:
            cells = self._cells(entry, _Fitting(before, place))
            if cells and len(rows) == MOST_ROWS:
                found = next(took for _, took in cells.values())
                why = f"more than {MOST_ROWS} rows are too many to confirm one by one"
                self._refuse(f"{_wheres(found)}, and after it,", why)
                return
            if cells:
                name = f"{question.row_prefix}-{len(rows) + 1:02}"
                rows = (*rows, {"id": name, **{column: value for column, (value, _) in cells.items()}})
                self._put(entry.fact, rows)
                for column, (_, took) in cells.items():
                    self.sources[f"{entry.fact}[{name}].{column}"] = self._from(took)
                    self.used.update(took)

    def _cells(self, entry: ImportEntry, fitting: _Fitting) -> dict[str, _Got]:
        columns: dict[str, list[ImportColumn]] = {}
        for column in entry.column:
            columns.setdefault(column.id, []).append(column)
        known = {name: self.questionnaire.facts[f"{entry.fact}{ROWS}.{name}"] for name in columns}
        found = {name: self._value(known[name], several, fitting) for name, several in columns.items()}
        cells = {name: got for name, got in found.items() if got}
        # What a row has by itself, such as what its heading says of it, makes no row.
        took = [offer for _, offers in cells.values() for offer in offers]
        for name, several in columns.items() if cells else ():
            value = next((column.value for column in several if column.value), "")
            if value and name not in cells:
                given = value_of(known[name], [Offer("", (), value)], {}, self._labels(known[name]))
                cells[name] = given, took
        return {name: cells[name] for name in columns if name in cells}

    def _value(self, fact: Fact, parts: Sequence[ImportPart], fitting: _Fitting) -> tuple[Any, list[Offer]] | None:
        """Return a value and what it was made from: texts put together, of anything else the first that is admitted."""
        texts, took = list[str](), list[Offer]()
        for part in parts:
            words = part.words if isinstance(part, ImportColumn) else ""
            for group in self._groups(part, fitting):
                try:
                    value = value_of(fact, group, part.codes, self._labels(fact), words)
                except ValueError as error:
                    self._refuse(_wheres(group), str(error))
                    continue
                if fact.kind is not Kind.PROSE:
                    return value, list(group)
                texts.append(value)
                took += group
        # Pieces of a cell are lines, those of an answer paragraphs.
        between = "\n" if fact.table else "\n\n"
        return self._joined(between.join(texts), took) if texts else None

    def _joined(self, text: str, took: list[Offer]) -> _Got | None:
        if cell_length(text) <= TEXT_LIMIT:
            return text, took
        self._refuse(_wheres(took), f"together they are longer than {TEXT_LIMIT} characters")
        return None

    def _groups(self, part: ImportPart, fitting: _Fitting) -> Iterator[list[Offer]]:
        """Yield what stands at each key and under each heading; the entries of a list are one group."""
        for key in part.keys:
            group = [offer for offer in self._beside(names_of(key), fitting.row) if offer not in fitting.used]
            yield from [group] if group else []
        for heading in part.headings:
            found = self.headings.get((folded(heading),), ())
            yield from ([offer] for offer in found if offer not in fitting.used)

    def _beside(self, names: tuple[str, ...], row: LeafPath) -> Sequence[Offer]:
        """Return what a key leads to from a row."""
        count = shared(names, row)
        if (names, count) not in self.heads:
            index = self.heads[names, count] = {}
            for offer in self.keys.get(names, ()):
                index.setdefault(head(offer.path, count), []).append(offer)
        return self.heads[names, count].get(head(row, count), ())

    def _labels(self, fact: Fact) -> Mapping[str, str]:
        return self.questionnaire.choices.get(fact.vocabulary, {})

    def _from(self, offers: Sequence[Offer]) -> str:
        return f"{in_words(self.card)}, {_wheres(offers)}"

    def _refuse(self, where: str, why: str) -> None:
        self.told.append(finding("INT060", Place(file=self.card.name), where=where, why=why))

    def _get(self, table: str) -> tuple[dict[str, Any], ...]:
        node: Any = self.values
        for step in table.split("."):
            node = node.get(step, {})
        return tuple(node)

    def _put(self, path: str, value: Any) -> None:
        *above, name = path.split(".")
        node = self.values
        for step in above:
            node = node.setdefault(step, {})
        node[name] = value


def _wheres(offers: Sequence[Offer]) -> str:
    return "; ".join(dict.fromkeys(offer.where for offer in offers))


def _silent(file: str, places: Sequence[str]) -> Iterator[Finding]:
    if places:
        more = f" and at {len(places) - _MOST_TOLD} other places" if len(places) > _MOST_TOLD else ""
        yield finding("INT061", Place(file=file), where="; ".join(places[:_MOST_TOLD]) + more)

"""A system and a deliverable to the context of one document: formatted values, gaps, statements, registers."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model.assessment import Standing
from pipeline.model.catalogue import Catalogue
from pipeline.model.citation import unbroken
from pipeline.model.condition_text import ALWAYS, PRECONDITIONS_OPEN
from pipeline.model.context import GAP_OPEN, Context, Picture, View
from pipeline.model.deliverable import (
    FACT_IN_WORDS,
    FIGURES,
    SECTION_IN_WORDS,
    Block,
    BlockKind,
    Deliverable,
    Section,
    label_mark,
    law_list,
    rows_name,
    statement_id,
    tag_name,
    words_hold_facts,
)
from pipeline.model.fact import Facts, asked_as
from pipeline.model.reference import reference, without_references
from pipeline.model.scalar import Kind
from pipeline.rules.evaluate import Absent, Verdict
from pipeline.stages.case import Case, Issue
from pipeline.stages.cover import Cover, letterhead, properties
from pipeline.stages.due import is_due, may_be_held
from pipeline.stages.figures import figures
from pipeline.stages.gaps import Gaps
from pipeline.stages.law_lists import LAW_BLOCKS, law_lists
from pipeline.stages.leaves import Leaf, Leaves
from pipeline.stages.register_lists import register_rows
from pipeline.stages.registers import evidence_rows, open_preconditions, requirement_rows, revision_rows
from pipeline.stages.wording import Wording


class Draft(Struct, frozen=True):
    """Everything that one document prints, but for what it says of the revision that it is made in.

    ``is_open``: a fact is missing, something has to be settled before signature, or it may not be owed.
    """

    cover: Cover
    unissued: Context
    is_open: bool

    def issued(self, issue: Issue) -> Context:
        """Return what a template sees of the document in one revision.

        Args:
            issue: the revision that the document belongs to.

        Returns:
            The context; nothing but what the deliverable declares is in it, so it is also the document's identity.
        """
        is_open = self.is_open or issue.revision.is_unspoken
        said = {
            "document": self.cover.of_revision(issue, is_open=is_open),
            "revisions": revision_rows(issue, self.cover.leaves.wording),
        }
        return replace(self.unissued, values={**self.unissued.values, **said})


def compose(
    deliverable: Deliverable, case: Case, catalogue: Catalogue, issue: Issue, shades: Mapping[str, str]
) -> Context:
    """Project a system onto what one deliverable declares, in one revision: `lay_out` and `Draft.issued` at once.

    Args:
        deliverable: its sections and blocks.
        case: the system with its classification and assessment.
        catalogue: law, questionnaire and fixed words.
        issue: the revision that the document belongs to.
        shades: colour of the status cell by tone (good, gap, open, none, plain).
    """
    return lay_out(deliverable, case, catalogue, shades).issued(issue)


def lay_out(deliverable: Deliverable, case: Case, catalogue: Catalogue, shades: Mapping[str, str]) -> Draft:
    """Work out what a document prints in any revision.

    Args:
        deliverable: its sections and blocks.
        case: the system with its classification and assessment.
        catalogue: law, questionnaire and fixed words.
        shades: colour of the status cell by tone.
    """
    wording = Wording(deliverable.languages[0], catalogue.words, catalogue.questionnaire.choices)
    leaves = Leaves(case, wording, Gaps(wording, case.intake.notes), catalogue.questionnaire.facts)
    preconditions = open_preconditions(deliverable, case)
    known = case.standings.facts.with_counts({PRECONDITIONS_OPEN: len(preconditions)})
    shown = {section.id: known.judge(section.shown_when) for section in deliverable.section}
    # A hidden section is never rendered: what it would print is not worked out, and is no gap.
    here = [section for section in deliverable.section if not known.judge(section.left_out_when).holds]
    present = [section for section in here if shown[section.id].holds is not False]
    body = _Body(case, leaves, _columns(present, leaves.facts), _labels(deliverable))
    body.lists["preconditions"] = preconditions
    law_blocks = [block for section in present for block in section.block if block.kind in LAW_BLOCKS]
    if law_blocks:
        body.take_law(law_blocks, shades)
    for block in (block for section in present for block in section.block if block.kind is BlockKind.REGISTER):
        body.take_register(block, catalogue, shades)
    kinds = {block.kind for section in present for block in section.block}
    for section in present:
        body.take(section)
    pictures, drawn = dict(_pictures(present, leaves)), dict(figures(present, leaves, shades))
    unsure = is_due(deliverable, case) is not True or may_be_held(deliverable, case, catalogue.legislation)
    is_open = bool(preconditions or leaves.gaps.found) or unsure
    # The facts of the cover are numbered as gaps before those of the registers at the end.
    on_cover = Cover.of(deliverable, catalogue, leaves)
    values: dict[str, object] = {name: _as_view(node) for name, node in body.tree.items()}
    values |= {
        "document": View({}),
        "firm": letterhead(deliverable, catalogue.firm),
        "sections": View(
            {
                section.id: _section(section, shown[section.id], leaves, is_here=section in here)
                for section in deliverable.section
            }
        ),
        "statements": View(body.statements),
        "lists": View(body.lists),
        "requirement_index": requirement_rows(deliverable, case, catalogue, wording, shades)
        if BlockKind.REQUIREMENT_INDEX in kinds
        else (),
        "evidence_register": evidence_rows(leaves) if BlockKind.EVIDENCE_REGISTER in kinds else (),
        "revisions": (),
        "pictures": View(pictures),
        "figures": View(drawn),
    }
    return Draft(
        on_cover,
        Context(
            deliverable=deliverable.id,
            language=wording.language,
            values=values,
            properties=properties(deliverable, leaves),
            gaps=tuple(leaves.gaps.found.values()),
            pictures=pictures,
            figures=drawn,
            headings=tuple(f"{section.label} {section.heading}".strip() for section in here),
            printed=tuple(without_references(text) for text in body.printed if GAP_OPEN not in text),
        ),
        is_open,
    )


class _Body(Struct):
    """Gathers what the blocks of a document print, section by section."""

    case: Case
    leaves: Leaves
    columns: Mapping[str, Collection[str]]
    sections: Mapping[str, str]
    tree: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, tuple[object, ...]] = field(default_factory=dict)
    statements: dict[str, Leaf] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)

    def take(self, section: Section) -> None:
        """Work out the blocks of one section."""
        waiting: set[str] = set()
        for index, block in enumerate(section.block):
            for path in block.facts if block.kind not in FIGURES else ():
                self._fact(block, path, section.cites)
            if block.kind is BlockKind.STATEMENT or words_hold_facts(block.words):
                self._statement(statement_id(section, index, block), block, section.cites, waiting)

    def take_law(self, blocks: list[Block], shades: Mapping[str, str]) -> None:
        """Work out what the law makes of the system, for the blocks that print it."""
        self.lists |= law_lists(blocks, self.case, self.leaves.wording, shades)

    def take_register(self, block: Block, catalogue: Catalogue, shades: Mapping[str, str]) -> None:
        """Work out the rows of a register."""
        rows = register_rows(block, self.case, catalogue, self.leaves.wording, shades)
        self.lists[law_list(block)] = rows
        self._expect(*(getattr(row, column.id) for row in rows for column in block.column))

    def _fact(self, block: Block, path: str, cites: tuple[str, ...]) -> None:
        if self.leaves.facts[path].kind is Kind.TABLE:
            name = rows_name(path, block)
            rows = self.leaves.rows(path, self.columns[name], cites, block.when)
            if name == path:
                _put(self.tree, path, rows)
            else:
                self.lists[name.removeprefix("lists.")] = rows
            names = block.columns or self.leaves.facts[path].columns
            self._expect(*(getattr(row, name) for row in rows for name in names))
            return
        leaf = self.leaves.fact(path, cites)
        _put(self.tree, path, leaf)
        if block.kind is BlockKind.LIST:
            self.lists[tag_name(path)] = self.leaves.items(path, cites)
        elif block.kind is not BlockKind.PICTURE:
            self._expect(leaf)

    def _statement(self, name: str, block: Block, cites: tuple[str, ...], waiting: set[str]) -> None:
        verdict = self.case.standings.facts.judge(block.when)
        statement = self._undecided(verdict, cites) if verdict.holds is None else self._filled(block.words, cites)
        if block.when == ALWAYS:
            self.statements[name] = statement
            self._expect(statement)
            return
        # A conditional statement is a list of none or one, so that the template need not decide. Statements of one
        # section that wait for the same answer print one marker.
        repeated = verdict.holds is None and str(statement) in waiting
        waiting.add(str(statement))
        self.lists[name] = () if verdict.holds is False or repeated else (statement,)
        self._expect(*self.lists[name])

    def _filled(self, words: str, cites: tuple[str, ...]) -> str:
        return FACT_IN_WORDS.sub(lambda found: self._named_in_words(found[1], cites), unbroken(words.strip()))

    def _named_in_words(self, name: str, cites: tuple[str, ...]) -> str:
        """Return a fact that fixed words name, or the label of a section as words that lead there."""
        if name.startswith(SECTION_IN_WORDS):
            return self.sections[name.removeprefix(SECTION_IN_WORDS)]
        return str(self.leaves.fact(name, cites))

    def _undecided(self, verdict: Verdict, cites: tuple[str, ...]) -> Leaf:
        missing = self.case.classification.open_behind(verdict.unknowns)
        first, *_ = missing or self.case.classification.asked_behind(verdict.unknowns)
        question = self.case.standings.questions[asked_as(first)]
        return self.leaves.gaps.undecided(first, question, cites, answered=not missing)

    def _expect(self, *leaves: object) -> None:
        self.printed += [leaf for leaf in leaves if isinstance(leaf, str)]


def _labels(deliverable: Deliverable) -> dict[str, str]:
    """Return how words of a document name each section: its label, or its heading, as words that lead there."""
    return {
        section.id: reference(label_mark(section, number), section.label or section.heading)
        for number, section in enumerate(deliverable.section, 1)
    }


def _columns(sections: Iterable[Section], facts: Facts) -> dict[str, set[str]]:
    """Return the columns that are printed of each list of rows, by its name: a document holds nothing of the others."""
    found: dict[str, set[str]] = {}
    for block in (block for section in sections for block in section.block if block.kind not in FIGURES):
        for path in block.facts:
            found.setdefault(rows_name(path, block), set()).update(block.columns or facts[path].columns)
    return found


def _section(section: Section, verdict: Verdict, leaves: Leaves, *, is_here: bool) -> View:
    # A declared reason states a fact, which holds only where the condition was answered, not where it was declined.
    declined = any(leaves.case.standings.facts.look_up(path) is Absent.NOT_APPLICABLE for path in verdict.reads)
    reason = leaves.because(verdict) if declined or not section.absence_note else section.absence_note.strip()
    note = leaves.wording.say("does_not_apply", reason=reason)
    return View({"here": is_here, "shown": verdict.holds is not False, "note": note})


def _pictures(sections: Iterable[Section], leaves: Leaves) -> Iterator[tuple[str, tuple[Picture | Leaf, ...]]]:
    """Yield what each picture block prints: its pictures, or what stands for them."""
    for section in sections:
        for block in section.block:
            for path in block.facts if block.kind is BlockKind.PICTURE else ():
                yield tag_name(path), tuple(_shown_pictures(path, section.cites, leaves))


def _shown_pictures(path: str, cites: tuple[str, ...], leaves: Leaves) -> Iterator[Picture | Leaf]:
    (place,) = leaves.case.standings.of(path)
    if place.standing is not Standing.ANSWERED:
        yield leaves.fact(path, cites)
        return
    label = leaves.case.standings.questions[path].label
    for name in place.value:
        file = leaves.case.files.get(name)
        yield Picture(name, file.content, f"{label}: {name}") if file else leaves.wording.say("no_file", name=name)


def _put(tree: dict[str, Any], path: str, value: object) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        tree = tree.setdefault(parent, {})
    tree[name] = value


def _as_view(node: object) -> object:
    return View({name: _as_view(inner) for name, inner in node.items()}) if isinstance(node, Mapping) else node

"""Whole profiles and what is said beside them, drawn from the catalogue of facts: any of them is admissible."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from pipeline.library.load import load_declarations
from pipeline.model.catalogue import Catalogue, Declarations
from pipeline.model.fact import ROWS, Fact
from pipeline.model.fact_list import facts
from pipeline.model.intake import AnswerNote, AnswerState
from pipeline.model.profile import SystemProfile
from pipeline.model.questionnaire import Questionnaire
from pipeline.model.scalar import FIRST_DAY, Kind, admit_number, clean_text, is_placeholder, split_state
from pipeline.stages.listed import TITLE, RowList, lists_of

ROW_LIMIT = 3
_TRICKY = (
    "=1+1",
    "'quoted",
    "+353 1 555 0100",
    "@handle",
    "0012",
    "2.10",
    "TRUE",
    "#N/A",
    "_x000D_",
    "{{ name }}",
    "{% if a %}",
    "{name}",
    "<b>&amp;</b>",
    "]]>",
    "a; b",
    "tab\there",
    "\ufffd",
    "مرحبا",
    "e\u0301",
    "𝔘𝔫𝔦",
    "👩‍🔬",
)
_FORBIDDEN_IN_NAMES = '/\\:;*?"<>|\n\t'


@cache
def declarations() -> Declarations:
    """Return everything that is declared, loaded once."""
    return load_declarations()


@cache
def every_edition() -> tuple[Catalogue, ...]:
    """Return everything that is declared once for each edition of the law, in the order of their texts."""
    return tuple(declarations().read(edition=edition.id) for edition in declarations().law.editions)


@cache
def questionnaire() -> Questionnaire:
    """Return the questionnaire, which is the same in all editions of the law."""
    return declarations().read().questionnaire


@cache
def asked_facts() -> tuple[Fact, ...]:
    """Return every fact that a question asks for: those of the model, tables whole, and those that are declared."""
    return tuple(facts()[question.id] for question in questionnaire().questions())


def codes_of(fact: Fact) -> tuple[str, ...]:
    """Return the entries of the closed list that a fact is chosen from: of the model, or as they are declared."""
    if fact.vocabulary and not fact.choices:
        return tuple(questionnaire().choices[fact.vocabulary])
    return fact.choices


def texts(*, line: bool = False, limit: int = 60) -> st.SearchStrategy[str]:
    """Draw admissible text from all planes of Unicode, with what office formats trip over mixed in."""
    raw = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=limit) | st.sampled_from(_TRICKY)
    cleaned = raw.map(clean_text)
    if line:
        cleaned = cleaned.map(lambda text: clean_text(text.replace("\n", " ")))
    return cleaned.filter(lambda text: bool(text) and not split_state(text) and not is_placeholder(text))


def row_ids() -> st.SearchStrategy[str]:
    """Draw ids as people type them, and some that only the grammar allows."""
    typed = st.builds("{}-{:02}".format, st.sampled_from(["DS", "EV", "RI", "x"]), st.integers(1, 99))
    grammatical = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", fullmatch=True)
    return (typed | grammatical).filter(lambda text: not is_placeholder(text) and not split_state(text))


def numbers() -> st.SearchStrategy[int | float]:
    """Draw numbers of at most 15 significant digits."""
    digits = st.integers(-(10**15) + 1, 10**15 - 1)
    return st.builds(lambda whole, power: admit_number(float(f"{whole}e{power}")), digits, st.integers(-30, 30))


def file_names() -> st.SearchStrategy[str]:
    """Draw names of files as they lie in an evidence folder."""
    stems = texts(line=True, limit=20).map(lambda text: "".join(c for c in text if c not in _FORBIDDEN_IN_NAMES))
    return stems.map(lambda stem: clean_text(stem).lstrip(".")).map("f{}.pdf".format)


def _several(entries: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(entries, min_size=1, max_size=size, unique=True).map(tuple)


_BY_KIND: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.ID: row_ids(),
    Kind.LINE: texts(line=True),
    Kind.PROSE: texts(),
    Kind.YES_NO: st.booleans(),
    Kind.NUMBER: numbers(),
    Kind.DATE: st.dates(FIRST_DAY, date(9999, 12, 31)),
    Kind.FILES: _several(file_names()),
    Kind.REFS: _several(row_ids()),
}


def values_of(fact: Fact) -> st.SearchStrategy[Any]:
    """Draw a value that a fact admits, as profile.json holds it in Python.

    Args:
        fact: any fact but a table.
    """
    if fact.kind is Kind.TABLE:
        raise ValueError(f"{fact.path} is a table")
    if codes := codes_of(fact):
        chosen = st.sampled_from(codes)
        return _several(chosen) if fact.kind is Kind.CHOICES else chosen
    return _BY_KIND[fact.kind]


@cache
def row_lists() -> Mapping[str, RowList]:
    """Return the list that the rows of a table are taken from, by the path of the table."""
    lists = lists_of(declarations().read())
    return {each.id: lists[each.rows_of] for each in questionnaire().questions() if each.rows_of}


@st.composite
def _listed_rows(draw: st.DrawFn, table: Fact) -> tuple[dict[str, Any], ...]:
    """Draw rows of a list, in its order, each with its title and with something said of it."""
    listed = row_lists()[table.path]
    chosen = draw(st.sets(st.sampled_from(list(listed.entries)), min_size=1, max_size=ROW_LIMIT))
    columns = tuple(column for column in table.columns if column != TITLE)
    some = _some(table.path, columns).filter(bool)
    return tuple(
        {"id": name, TITLE: clean_text(listed.entries[name].title)} | draw(some)
        for name in listed.entries
        if name in chosen
    )


@st.composite
def _rows(draw: st.DrawFn, table: Fact) -> tuple[dict[str, Any], ...]:
    if table.path in row_lists():
        return draw(_listed_rows(table))
    ids = draw(st.lists(row_ids(), min_size=1, max_size=ROW_LIMIT, unique_by=str.casefold))
    return tuple({"id": row_id} | draw(_some(table.path, table.columns)) for row_id in ids)


def _some(table: str, columns: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    optional = {name: values_of(facts()[f"{table}{ROWS}.{name}"]) for name in columns}
    return st.fixed_dictionaries({}, optional=optional)


@st.composite
def profile_values(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the values of a whole system, nested by path: every fact may be there or not, the system's id always is."""
    asked = asked_facts()
    # Which facts have a value is drawn as one number, so that shrinking empties the profile fast.
    chosen = draw(st.integers(0, 2 ** len(asked) - 1))
    tree: dict[str, Any] = {"system": {"id": draw(row_ids())}}
    for place, fact in enumerate(asked):
        if chosen >> place & 1 and fact.path != "system.id":
            put(tree, fact.path, draw(_rows(fact) if fact.kind is Kind.TABLE else values_of(fact)))
    return tree


def put(tree: dict[str, Any], path: str, value: object) -> None:
    """Put a value at a path of nested dictionaries."""
    *parents, name = path.split(".")
    for parent in parents:
        tree = tree.setdefault(parent, {})
    tree[name] = value


def profiles() -> st.SearchStrategy[SystemProfile]:
    """Draw whole profiles."""
    return profile_values().map(lambda values: SystemProfile.model_validate(values, strict=False))


@st.composite
def notes(draw: st.DrawFn, profile: SystemProfile) -> dict[str, AnswerNote]:
    """Draw what is said beside the values of a profile.

    States stand only where there is no value, reasons only on states, evidence and comments only on questions,
    tables and rows: a form has no other place for them.

    Args:
        profile: what the notes stand beside.
    """
    values = profile.model_dump(exclude_none=True)
    found: dict[str, AnswerNote] = {}
    for fact in draw(st.lists(st.sampled_from(asked_facts()), max_size=8, unique=True)):
        held = look(values, fact.path)
        found[fact.path] = draw(_note(stated=held is not None, beside=True))
        for row in held if fact.kind is Kind.TABLE and held else ():
            found[f"{fact.path}[{row['id']}]"] = draw(_note(stated=True, beside=True))
            for column in fact.columns:
                if column not in row and draw(st.booleans()):
                    found[f"{fact.path}[{row['id']}].{column}"] = draw(_note(stated=False, beside=False))
    return {path: note for path, note in found.items() if note != AnswerNote()}


@st.composite
def _note(draw: st.DrawFn, *, stated: bool, beside: bool) -> AnswerNote:
    state = None if stated else draw(st.none() | st.sampled_from(AnswerState))
    reason = draw(st.none() | texts()) if state else None
    evidence = draw(st.just(()) | _several(row_ids())) if beside else ()
    # Read back, a comment beside a state without a reason is its reason.
    comment = draw(st.none() | texts()) if beside and (reason or not state) else None
    return AnswerNote(state, reason, evidence, comment)


def look(values: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path of nested mappings, or None."""
    node: Any = values
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node

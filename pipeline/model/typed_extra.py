"""The profile with a firm's own facts typed as they are declared, as a profile.json is read: there a day is text."""

from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import Field, create_model

from pipeline.model.extra import Extra
from pipeline.model.fact import EXTRA, ROWS, Fact, Facts, is_extra
from pipeline.model.field_types import Code, Day, Entries, Files, Line, Number, Prose, RowId, YesNo
from pipeline.model.record import Row, Section
from pipeline.model.scalar import Kind

_Profile = TypeVar("_Profile", bound=Section)

_TYPES: dict[Kind, Any] = {
    Kind.LINE: Line,
    Kind.PROSE: Prose,
    Kind.YES_NO: YesNo,
    Kind.CHOICE: Code,
    Kind.CHOICES: Entries[Code],
    Kind.NUMBER: Number,
    Kind.DATE: Day,
    Kind.FILES: Files,
    Kind.REFS: Entries[RowId],
}


def with_typed_extra(profile: type[_Profile], facts: Facts) -> type[_Profile]:
    """Return a kind of profile that admits each of a firm's own facts as its question declares it.

    Args:
        profile: the kind that admits any of them.
        facts: those of the model and the firm's own.
    """
    own = [fact for path, fact in facts.items() if is_extra(path) and not fact.table]
    if not own:
        return profile
    section: Any = _model(Extra, {fact.path.removeprefix(f"{EXTRA}."): _type_of(fact, facts) for fact in own}.items())
    typed: type[_Profile] = create_model(profile.__name__, __base__=profile, extra=(section | None, None))
    return typed


def _type_of(fact: Fact, facts: Facts) -> Any:
    if fact.kind is not Kind.TABLE:
        return _TYPES[fact.kind]
    row = _model(Row, ((name, _TYPES[facts[f"{fact.path}{ROWS}.{name}"].kind]) for name in fact.columns))
    return Entries[row]  # type: ignore[valid-type]  # made here, from what is declared


def _model(kind: type[Section], types: Iterable[tuple[str, Any]]) -> type[Section]:
    # Known by their aliases alone: a firm may call a fact as an attribute of every model is called.
    fields: dict[str, Any] = {
        f"own_{place}": (each | None, Field(None, alias=name)) for place, (name, each) in enumerate(types)
    }
    made: type[Section] = create_model(kind.__name__, __base__=kind, **fields)
    return made

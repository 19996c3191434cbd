"""Whether the names in a template are names of its deliverable, and used for what they are."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.model.deliverable import BlockKind, Deliverable, tag_name
from pipeline.model.fact import ROWS, Facts
from pipeline.model.finding_catalogue import finding
from pipeline.model.flaw import Flaw
from pipeline.model.list_entries import REGISTERS_OF_A_DOCUMENT
from pipeline.model.offer import LOOP_VARIABLES, NameKind, Offered
from pipeline.model.scalar import Kind
from pipeline.model.template import Naming, Use
from pipeline.model.template_place import place_of
from pipeline.stages.nearest import nearest

_SEVERAL = (NameKind.TABLE, NameKind.LIST, NameKind.PICTURES)


class KnownHere(Struct, frozen=True):
    """What names are held against: those on offer for a deliverable, all facts of the form, and the file's name."""

    deliverable: Deliverable
    names: Mapping[str, Offered]
    facts: Facts
    template: str


class JudgedNames(Struct, frozen=True):
    """What is wrong with the names of a template, and the names as they were meant where a slip was found."""

    flaws: tuple[Flaw, ...]
    meant: tuple[Naming, ...]


def judge_names(namings: Sequence[Naming], known: KnownHere) -> JudgedNames:
    """Tell what is wrong with the names of a template, once for each paragraph.

    What stands in a loop over a misspelled list is judged as what was meant, so that the slip is told once.

    Args:
        namings: the names in the order of the template.
        known: what there is.
    """
    variables = {naming.written.partition(".")[0] for naming in namings if naming.written != naming.path}
    variables |= set(LOOP_VARIABLES.values())
    looped = {naming.path for naming in namings if naming.use is Use.LOOPED}
    lists: dict[str, str] = {}
    flaws: dict[tuple[object, ...], Flaw] = {}
    meant = []
    for naming in namings:
        table, rows, entry = naming.path.partition(ROWS)
        here = replace(naming, path=f"{lists[table]}{rows}{entry}") if table in lists and rows else naming
        found = _judge(here, known, variables, looped)
        if found and found.meant:
            lists[here.path] = found.meant
            here = replace(here, path=found.meant)
        meant.append(here)
        if found:
            offered = known.names.get(here.path)
            cites = offered.cites if offered else ()
            told = finding(
                found.code, place_of(naming.spot, known.template), cites, name=naming.written, **found.values
            )
            key = (found.code, naming.written, naming.spot.part, naming.spot.paragraph)
            flaws.setdefault(key, Flaw(told, naming.spot))
    return JudgedNames(tuple(flaws.values()), tuple(meant))


class _Found(Struct, frozen=True):
    """A code with the values of its words, and the path that was meant where a slip was found."""

    code: str
    values: dict[str, str]
    meant: str = ""


def _judge(naming: Naming, known: KnownHere, variables: set[str], looped: set[str]) -> _Found | None:
    offered = known.names.get(naming.path)
    if offered is not None:
        return _use(naming.use, offered)
    table = naming.path.partition(ROWS)[0] if ROWS in naming.path else ""
    if table in looped and (table not in known.names or known.names[table].kind not in _SEVERAL):
        # The loop itself is told; what it would have given only follows.
        return None
    if naming.path.partition(".")[0] in variables and naming.path.partition(".")[0] not in _roots(known):
        return _Found("TPL042", {"id": known.deliverable.id})
    if any(path.startswith(f"{naming.path}.") for path in known.names):
        return _Found("TPL047", {"id": known.deliverable.id})
    declare = _declare(naming.path, known)
    if declare:
        return _Found("TPL041", {"id": known.deliverable.id, "declare": declare})
    path, written = _meant(naming, known)
    nearest_one = f". Did you mean {written}?" if written else ""
    return _Found("TPL040", {"id": known.deliverable.id, "nearest": nearest_one}, path)


def _roots(known: KnownHere) -> set[str]:
    return {path.partition(".")[0].removesuffix(ROWS) for path in (*known.names, *known.facts)}


def _use(use: Use, offered: Offered) -> _Found | None:
    kind, pasted = offered.kind, {"tag": " … ".join(offered.lines)}
    if use is Use.PRINTED and kind in _SEVERAL:
        return _Found("TPL043", pasted)
    if use is Use.PRINTED and kind is NameKind.SWITCH:
        return _Found("TPL045", pasted)
    if use is Use.LOOPED and kind not in _SEVERAL:
        return _Found("TPL044", pasted)
    if use is Use.ASKED and kind is NameKind.TEXT and not offered.may_be_asked:
        return _Found("TPL046", pasted)
    return None


def _declare(path: str, known: KnownHere) -> str:
    """Return the block that would bring a name which the form or the tool knows, or nothing where neither does."""
    for kind, (name, _) in REGISTERS_OF_A_DOCUMENT.items():
        if path.partition(ROWS)[0] == name and name not in known.names:
            return f'kind = "{kind}"'
    root, _, rest = path.removesuffix(ROWS).partition(".")
    by_tag = {"pictures": BlockKind.PICTURE, "lists": BlockKind.LIST}
    if root in by_tag:
        fact = next((fact for fact in known.facts if tag_name(fact) == rest), "")
        return f'kind = "{by_tag[root]}", facts = ["{fact}"]' if fact else ""
    table, is_cell, column = path.partition(f"{ROWS}.")
    if is_cell:
        return f'kind = "table", facts = ["{table}"], columns = [… "{column}"]' if path in known.facts else ""
    if path not in set(known.facts):
        return ""
    kinds = {Kind.TABLE: BlockKind.TABLE, Kind.FILES: BlockKind.PICTURE}
    return f'kind = "{kinds.get(known.facts[path].kind, BlockKind.FACTS)}", facts = ["{path}"]'


def _meant(naming: Naming, known: KnownHere) -> tuple[str, str]:
    """Return the nearest name, and how it would be written in the same place; nothing where none is near."""
    table, _, entry = naming.path.partition(ROWS)
    if ROWS in naming.path and table in known.names:
        siblings = [path.partition(ROWS)[2].removeprefix(".") for path in known.names if path.startswith(table + ROWS)]
        found = nearest(entry.removeprefix("."), siblings)
        return (f"{table}{ROWS}.{found}", f"{naming.written.partition('.')[0]}.{found}") if found else ("", "")
    outside = [path for path in known.names if ROWS not in path]
    found = nearest(naming.path, outside) or nearest(naming.path, (path for path in known.facts if ROWS not in path))
    return found, found

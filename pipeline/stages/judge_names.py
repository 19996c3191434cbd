"""Whether the names in a template are names of its deliverable, and used for what they are."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

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


def judge_names(namings: Sequence[Naming], known: KnownHere) -> Iterator[Flaw]:
    """Yield what is wrong with the names of a template, once for each paragraph.

    Args:
        namings: the names in the order of the template.
        known: what there is.
    """
    variables = {naming.written.partition(".")[0] for naming in namings if naming.written != naming.path}
    variables |= set(LOOP_VARIABLES.values())
    looped = {naming.path for naming in namings if naming.use is Use.LOOPED}
    told = set()
    for naming in namings:
        found = _judge(naming, known, variables, looped)
        key = found and (found[0], naming.written, naming.spot.part, naming.spot.paragraph)
        if found and key not in told:
            told.add(key)
            code, values = found
            place = place_of(naming.spot, known.template)
            yield Flaw(finding(code, place, (), name=naming.written, **values), naming.spot)


_Found = tuple[str, dict[str, str]] | None


def _judge(naming: Naming, known: KnownHere, variables: set[str], looped: set[str]) -> _Found:
    offered = known.names.get(naming.path)
    if offered is not None:
        return _use(naming.use, offered)
    table = naming.path.partition(ROWS)[0] if ROWS in naming.path else ""
    if table in looped and (table not in known.names or known.names[table].kind not in _SEVERAL):
        # The loop itself is told; what it would have given only follows.
        return None
    if naming.path.partition(".")[0] in variables and naming.path.partition(".")[0] not in _roots(known):
        return "TPL042", {"id": known.deliverable.id}
    if any(path.startswith(f"{naming.path}.") for path in known.names):
        return "TPL047", {"id": known.deliverable.id}
    declare = _declare(naming.path, known)
    if declare:
        return "TPL041", {"id": known.deliverable.id, "declare": declare}
    return "TPL040", {"id": known.deliverable.id, "nearest": _meant(naming, known)}


def _roots(known: KnownHere) -> set[str]:
    return {path.partition(".")[0].removesuffix(ROWS) for path in (*known.names, *known.facts)}


def _use(use: Use, offered: Offered) -> _Found:
    kind, pasted = offered.kind, {"tag": " … ".join(offered.lines)}
    if use is Use.PRINTED and kind in _SEVERAL:
        return "TPL043", pasted
    if use is Use.PRINTED and kind is NameKind.SWITCH:
        return "TPL045", pasted
    if use is Use.LOOPED and kind not in _SEVERAL:
        return "TPL044", pasted
    if use is Use.ASKED and kind is NameKind.TEXT and not offered.may_be_asked:
        return "TPL046", pasted
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


def _meant(naming: Naming, known: KnownHere) -> str:
    """Return a sentence that names the nearest name, as it would be written in the same place; or nothing."""
    table = naming.path.partition(ROWS)[0]
    if ROWS in naming.path and table in known.names:
        entry = naming.path.partition(ROWS)[2].removeprefix(".")
        siblings = [path.partition(ROWS)[2].removeprefix(".") for path in known.names if path.startswith(table + ROWS)]
        found = nearest(entry, siblings)
        variable = naming.written.partition(".")[0]
        return f". Did you mean {variable}.{found}?" if found else ""
    outside = [path for path in known.names if ROWS not in path]
    found = nearest(naming.path, outside) or nearest(naming.path, (path for path in known.facts if ROWS not in path))
    return f". Did you mean {found}?" if found else ""

"""How the form grew: what became of the questions of earlier versions, so that their answers are never lost."""

from collections.abc import Iterator

from msgspec import Struct, field


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """A question, or a column as ``table[].column``, that took over from another one.

    ``values`` gives for codes of the old answer those of the new one; an answer that it does not name is kept as it is.
    """

    id: str
    values: dict[str, str] = field(default_factory=dict)


class FormChange(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a question, a table or a column ``id``: moved to one target, split over several, or dropped.

    ``brought_by`` is the form version from which on it is so.
    """

    id: str
    brought_by: str
    why: str
    to: tuple[Target, ...] = ()


class FormVersions(Struct, frozen=True, forbid_unknown_fields=True):
    """The version of the form as it is asked today, and the earlier ones in order."""

    current: str
    earlier: tuple[str, ...] = ()

    def after(self, version: str) -> tuple[str, ...]:
        """Return the versions that followed one, in order; none for today's.

        Raises:
            ValueError: there never was such a version.
        """
        known = (*self.earlier, self.current)
        return known[known.index(version) + 1 :]


def changes_since(
    version: str, versions: FormVersions, changes: tuple[FormChange, ...]
) -> Iterator[dict[str, FormChange]]:
    """Yield what each later version changed, by the old id, in order.

    Args:
        version: of the form that is read.
        versions: all there are.
        changes: of all versions.

    Raises:
        ValueError: there never was such a version.
    """
    for later in versions.after(version):
        yield {change.id: change for change in changes if change.brought_by == later}

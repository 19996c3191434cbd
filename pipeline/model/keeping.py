"""Until when the documents on one system are kept, and by which law."""

from datetime import date

from msgspec import Struct


class KeptPart(Struct, frozen=True):
    """What one period of the law has kept, and until when; without a day where none can be told.

    ``keeps`` says who keeps what, ``says`` until when and counted from where, or why that is open; it is empty where
    nothing is counted. ``open_question`` is the id of what the law leaves open about it.
    """

    keeps: str
    cites: tuple[str, ...]
    says: str = ""
    day: date | None = None
    open_question: str = ""

    @property
    def words(self) -> str:
        """The whole of it as one sentence."""
        return f"{self.keeps}: {self.says}." if self.says else f"{self.keeps}."


class Kept(Struct, frozen=True):
    """Everything that periods of the law have kept, for one system."""

    parts: tuple[KeptPart, ...] = ()

    @property
    def day(self) -> date | None:
        """The last day on which something is kept; none as long as any part has none, for it may be a later one."""
        days = [part.day for part in self.parts if part.day]
        return max(days) if days and len(days) == len(self.parts) else None

    @property
    def words(self) -> str:
        """What is kept until when, in words."""
        return " ".join(part.words for part in self.parts)

    @property
    def cites(self) -> tuple[str, ...]:
        """The law that says so, each point once."""
        return tuple(dict.fromkeys(cite for part in self.parts for cite in part.cites))

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What the law leaves open about it, by id, each once."""
        return tuple(dict.fromkeys(part.open_question for part in self.parts if part.open_question))

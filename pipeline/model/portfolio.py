"""A page over many systems: what it shows of each, with the documents that lie beside it."""

from msgspec import Struct

from pipeline.model.summary import SystemSummary


class PortfolioDeliverable(Struct, frozen=True, forbid_unknown_fields=True):
    """One document of a system: how it stands, since which revision, and why it stands so.

    ``href`` is the path from the page to the file, as a file system has it, with forward slashes; empty where no file
    lies there.
    """

    id: str
    title: str
    state: str
    href: str
    revision: int
    because: str


class PortfolioSystem(Struct, frozen=True, forbid_unknown_fields=True):
    """One system of a client, with its documents."""

    client: str
    client_name: str
    summary: SystemSummary
    deliverables: tuple[PortfolioDeliverable, ...]


class PortfolioPage(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that the page prints.

    ``client`` is the name of the client whose page it is, and empty on the page over all of them; ``failed`` names
    each workbook of which no system could be read, and why.
    """

    title: str
    client: str
    edition: str
    as_of: str
    systems: tuple[PortfolioSystem, ...]
    failed: tuple[tuple[str, str], ...] = ()

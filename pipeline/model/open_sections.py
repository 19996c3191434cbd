"""The sections that classify a system: declarations add facts of yes or no to what the model names here."""

from pipeline.model.field_types import Entries
from pipeline.model.record import OpenSection
from pipeline.model.tables import Product, UseCase


class Scope(OpenSection):
    """Whether the law reaches the system, under which product laws it comes, and what it is used for."""

    products: Entries[Product] | None = None
    use_cases: Entries[UseCase] | None = None


class Practices(OpenSection):
    """What the system does of the practices that the law prohibits, element by element."""


class Transparency(OpenSection):
    """What people have to be told of the system and of what it makes."""


class Market(OpenSection):
    """How the system reaches the market, as far as duties depend on it."""


class Deployers(OpenSection):
    """Who uses the system, as far as duties depend on it."""

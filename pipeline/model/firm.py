"""A firm's brand: who it is, its mark, what it writes on its documents, and how it numbers and names them."""

from msgspec import Struct, field

NUMBER, FILE_NAME = "{system}-{code}", "{client}_{system}_{code}_{language}_{version}_{date}_{status}"
"""How documents are numbered, and named when they are issued, where a firm says nothing else."""


class Logo(Struct, frozen=True):
    """A firm's mark: the name of its file, its bytes and its size in pixels."""

    name: str
    content: bytes
    width: int
    height: int

    @property
    def ending(self) -> str:
        """The ending by which a package knows the kind of picture."""
        return "png" if self.content.startswith(b"\x89PNG") else "jpeg"


class FirmFile(Struct, frozen=True, forbid_unknown_fields=True):
    """What firm.toml declares; ``logo`` is the name of a file beside it.

    ``classification`` is the word that every document bears, ``classification_of`` another one by the deliverable's id.
    """

    name: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""
    logo: str = ""
    classification: str = ""
    classification_of: dict[str, str] = field(default_factory=dict)
    number: str = NUMBER
    file_name: str = FILE_NAME


class Firm(Struct, frozen=True):
    """The firm in whose name documents go out; all empty where no library declares one."""

    name: str = ""
    address: tuple[str, ...] = ()
    contact: str = ""
    classification: str = ""
    classification_of: dict[str, str] = field(default_factory=dict)
    number: str = NUMBER
    file_name: str = FILE_NAME
    logo: Logo | None = None

    def classification_on(self, deliverable: str) -> str:
        """Return the word that the documents of a deliverable bear, or nothing."""
        return self.classification_of.get(deliverable, self.classification)

    @property
    def word_only(self) -> "Firm":
        """The same with nothing but its words of classification: what a document bears that another one speaks in."""
        return Firm(classification=self.classification, classification_of=self.classification_of)

    @property
    def is_printed(self) -> bool:
        """Whether documents print anything of it."""
        words = (self.name, *self.address, self.contact, self.classification, *self.classification_of.values())
        return self.logo is not None or any(words)


NO_FIRM = Firm()

"""What is known of the documents of a system: which were made, from what, and in which revision."""

from msgspec import Struct

from pipeline.model.summary import SystemSummary

SHIPPED = "shipped"
"""Stands for the library that comes with the tool, where a firm's own are called by the names of their folders."""


class Revision(Struct, frozen=True, forbid_unknown_fields=True):
    """One revision of a system's set of documents, in the words and dates that people gave.

    Where the change note and the approval are still those of an earlier revision, nobody has spoken of this one:
    it ``is_unspoken``, and holds none of their words.
    """

    number: int
    version: str = ""
    day: str = ""
    change: str = ""
    author: str = ""
    approved: str = ""
    is_unspoken: bool = False


class Printed(Struct, frozen=True, forbid_unknown_fields=True):
    """The PDF of a document: its digest, that of the numbered document it shows, and what laid it out.

    ``replaces`` is the digest of the PDF of ours that lay there before, should the run end while it is written.
    """

    file: str
    sha256: str
    document_sha256: str
    engine: str
    replaces: str = ""


class Redline(Struct, frozen=True, forbid_unknown_fields=True):
    """The copy of a document that shows as tracked changes what is other than in a version before it."""

    file: str
    sha256: str


class Made(Struct, frozen=True, forbid_unknown_fields=True):
    """One document as it was written: its key, its digest and the revision that it prints.

    ``new_sha256`` is the digest of a newer version that waits beside it, because a person edited the document.
    ``outside_sha256`` is a digest of all that it says outside its zones of free text, the same after another program
    saved it. Where a person's text stands in the zones, it ``has_free_text``; where a person edited the rest too and
    declared the result to be the document, it ``is_adopted``, and is never overwritten. A draft has open preconditions
    or facts, or nobody approved it.
    ``template_sha256`` is that of the template it was made from, ``library`` the name of the library that the template
    came from, ``firm`` in whose name it went out; all empty where an older version of the tool wrote it.
    """

    id: str
    file: str
    key: str
    sha256: str
    revision: int
    new_sha256: str = ""
    library: str = ""
    template_sha256: str = ""
    firm: str = ""
    printed: Printed | None = None
    redline: Redline | None = None
    outside_sha256: str = ""
    has_free_text: bool = False
    is_adopted: bool = False
    edition: str = ""
    output_version: str = ""
    is_draft: bool = True

    def holds(self, digest: str | None) -> bool:
        """Tell whether a file with this digest is as it was written: at first, anew, or with its page numbers."""
        numbered = self.printed.document_sha256 if self.printed else ""
        return bool(digest) and digest in (self.sha256, self.new_sha256, numbered)


class Issued(Struct, frozen=True, forbid_unknown_fields=True):
    """A document as it was frozen: of which deliverable and revision, where its copy lies below the system's folder.

    ``keep_until`` is the day until which the provider has to keep it, as far as that can be told.
    """

    id: str
    revision: int
    path: str
    sha256: str
    keep_until: str = ""


class Stand(Struct, frozen=True, forbid_unknown_fields=True):
    """How one document stood after the last run that dealt with it: current, edited, blocked, not-due or failed."""

    id: str
    state: str
    because: str
    file: str = ""


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The record of one system's folder; without it a document there is not ours.

    ``summary`` and ``stands`` are what pages over many systems are made from. A record that ``is_partial`` was written
    before the files that it tells of: the run ended before all of them were in their places.
    """

    schema: str
    system: str
    edition: str
    made: tuple[Made, ...] = ()
    revisions: tuple[Revision, ...] = ()
    summary: SystemSummary | None = None
    stands: tuple[Stand, ...] = ()
    issued: tuple[Issued, ...] = ()
    is_partial: bool = False

    def of(self, deliverable: str) -> Made | None:
        """Return the record of one document."""
        return next((made for made in self.made if made.id == deliverable), None)

    def last_issued(self, deliverable: str) -> Issued | None:
        """Return what was issued of a document last; of several copies of one revision the last."""
        several = [each for each in reversed(self.issued) if each.id == deliverable]
        return max(several, key=lambda each: each.revision, default=None)

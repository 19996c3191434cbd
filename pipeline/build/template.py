"""The template of a deliverable."""

from msgspec import Struct

from pipeline.model.manifest import SHIPPED


class Template(Struct, frozen=True):
    """The template of a deliverable, and the name of the library that it comes from or is built for.

    ``form`` is its compiled form as bytes, where it has one: it goes along to whoever makes documents.
    """

    content: bytes
    library: str = SHIPPED
    form: bytes = b""

"""The structure of the documents of a template, proven once: it is rendered with one and two rows, and looked over.

What comes of a table or a cell in which nothing is repeated is seen in each document (`docx_conserved`).
"""

from collections.abc import Callable, Mapping

from pipeline.formats.docx_check import complaints_beside
from pipeline.formats.docx_compiled import CompiledTemplate
from pipeline.formats.docx_environment import StandIn
from pipeline.formats.docx_package import read_parts
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.context import Context, Properties

_CASES = ((1, False), (1, True), (2, True))
"""How many rows every table has, and whether every condition holds."""
_NOTHING = Context("", "en-GB", {}, Properties("", "", "", "", "en-GB", None))

Render = Callable[[CompiledTemplate, Context, Mapping[str, object]], bytes]
"""Makes a document from a compiled template, a context, and what is printed in place of it."""


def flaws_of(template: CompiledTemplate, source: bytes, render: Render) -> tuple[str, ...]:
    """Return what is wrong with the structure of documents that a template may make, whatever they print.

    What is doubtful and stands in the template itself is not complained of: Word lives with it.

    Args:
        template: in its compiled form.
        source: the .docx file that it was compiled from.
        render: makes a document.
    """
    found: dict[str, None] = {}
    for rows, holds in _CASES:
        anything = StandIn(rows, holds=holds)
        parts = read_parts(render(template, _NOTHING, dict.fromkeys(template.names, anything)))
        roots, broken = parse_parts(parts)
        found |= dict.fromkeys(broken or complaints_beside(parts, roots, source))
    return tuple(found)

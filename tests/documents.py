"""Documents made from answers, and their text as a reader sees it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.formats.docx_check import check_document, printed_text
from pipeline.formats.docx_package import read_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context
from pipeline.model.deliverable import Deliverable
from pipeline.model.intake import Intake
from pipeline.stages.case import EvidenceFile, work_out
from pipeline.stages.compose import compose
from pipeline.stages.revise import next_issue
from tests.samples import INPUTS, ROOT

Files = dict[str, EvidenceFile] | None

HEADS = ("heading", "point")
"""How the names of styles begin that make a paragraph a heading."""


def deliverable_of(catalogue: Catalogue, name: str) -> Deliverable:
    """Return a deliverable by id."""
    return next(deliverable for deliverable in catalogue.deliverables if deliverable.id == name)


def evidence_of(sample: str) -> dict[str, EvidenceFile]:
    """Return the evidence files of a sample."""
    folder = INPUTS / sample.partition("/")[0] / "evidence"
    return {path.name: EvidenceFile.of(path.read_bytes()) for path in folder.iterdir()} if folder.is_dir() else {}


def context_of(intake: Intake, name: str, catalogue: Catalogue, files: Files = None) -> Context:
    """Return the context of one document."""
    case = work_out(intake, catalogue, files or {})
    first = next_issue(case, None, opens=True)
    return compose(deliverable_of(catalogue, name), case, catalogue, first, catalogue.style.shade)


@dataclass(frozen=True)
class Printed:
    """A document as its file, opened for reading."""

    content: bytes

    @cached_property
    def document(self) -> Document:
        return docx.Document(io.BytesIO(self.content))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Every paragraph of the body in order, those in tables among them."""
        return tuple(Paragraph(element, self.document) for element in self.document.element.body.iter(qn("w:p")))

    @cached_property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Each heading in order, contents list not among them, with the text up to the next heading."""
        heads = {style.style_id for style in self.document.styles if (style.name or "").casefold().startswith(HEADS)}
        found: list[tuple[str, list[str]]] = []
        for part in self.paragraphs:
            style = part._p.style
            line = folded(part.text)
            if style in heads:
                found.append((line, []))
            elif found and line:
                found[-1][1].append(line)
        return tuple((heading, "\n".join(lines)) for heading, lines in found)

    @cached_property
    def everything(self) -> str:
        """The text of every part that is printed, charts among them."""
        return printed_text(parse_parts(read_parts(self.content))[0])

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in order."""
        return tuple(heading for heading, _ in self.sections)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text of every paragraph of the body in order."""
        return tuple(line for part in self.paragraphs if (line := folded(part.text)))

    @cached_property
    def text(self) -> str:
        """The text of the whole body, a line for each paragraph."""
        return "\n".join(self.lines)

    @cached_property
    def running(self) -> str:
        """The text of headers and footers."""
        parts = [
            end
            for section in self.document.sections
            for end in (section.header, section.footer, section.first_page_header, section.first_page_footer)
        ]
        return "\n".join(
            folded(Paragraph(element, end).text) for end in parts for element in end._element.iter(qn("w:p"))
        )

    def section(self, heading: str) -> str:
        """Return the text under a heading up to the next heading; of all sections with that heading."""
        return "\n".join(text for found, text in self.sections if found == heading)


def printed(intake: Intake, name: str, catalogue: Catalogue, files: Files = None) -> Printed:
    """Return one document, made as `dossier build` makes it and checked as it checks it."""
    context = context_of(intake, name, catalogue, files)
    content = render((ROOT / "templates" / name / "template.docx").read_bytes(), context)
    complaints = check_document(content, context)
    assert not complaints, complaints
    return Printed(content)


def blocks_of(document: Document) -> Iterator[Paragraph | Table]:
    """Yield paragraphs and tables of the body in order, those in the frame of a contents list among them."""
    framed = document.element.body.xpath("./*[not(self::w:sdt)] | ./w:sdt/w:sdtContent/*")
    for element in framed:
        if isinstance(element, CT_P):
            yield Paragraph(element, document)
        elif isinstance(element, CT_Tbl):
            yield Table(element, document)


def folded(text: str) -> str:
    """Return text with every stretch of white space, unbreakable blanks among it, as one blank."""
    return " ".join(text.split())

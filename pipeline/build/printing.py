"""Printing: documents are laid out, their pages are read and written into them, until what is written is what stands.

The numbers come from the PDF of the document itself, so they are written in rounds: lay out, read, write, lay out
again. A document is done when the pages of its last PDF are those that it prints.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from pipeline.build.layout import Engine, Paper, Sheets
from pipeline.formats.docx_contents import headings_of, pages_wanted, write_pages
from pipeline.formats.docx_lint import lint
from pipeline.formats.docx_package import read_parts
from pipeline.formats.pdf_check import check_pdf
from pipeline.formats.pdf_finish import finish
from pipeline.formats.pdf_outline import laid_out
from pipeline.formats.xml_parts import parse_parts
from pipeline.model.finding import Finding, Place
from pipeline.model.finding_catalogue import finding

Key = TypeVar("Key", bound=Hashable)

ROUNDS = 3
"""How often page numbers are written before it is given up."""


def print_documents(documents: Mapping[Key, bytes], names: Mapping[Key, str], engine: Engine) -> dict[Key, Sheets]:
    """Make the PDF of each document and, where it prints page numbers, the document with these.

    Args:
        documents: the .docx files, numbered or not.
        names: by which findings tell of them.
        engine: lays them out.

    Returns:
        By the same keys; a document of which no PDF could be made is as it was.
    """
    done: dict[Key, Sheets] = {}
    open_ones = dict(documents)
    for written in range(ROUNDS + 1):
        papers = dict(zip(open_ones, engine.lay_out(tuple(open_ones.values())), strict=True)) if open_ones else {}
        again: dict[Key, bytes] = {}
        for key, paper in papers.items():
            outcome = _looked_at(open_ones[key], paper, names[key], engine, is_numbered=written > 0)
            if isinstance(outcome, bytes):
                again[key] = outcome
            else:
                done[key] = outcome if outcome.pdf else replace(outcome, document=documents[key])
        open_ones = again
    for key in open_ones:
        done[key] = Sheets(documents[key], findings=(_told("PDF005", names[key]),))
    return {key: done[key] for key in documents}


def _looked_at(document: bytes, paper: Paper, name: str, engine: Engine, *, is_numbered: bool) -> Sheets | bytes:
    """Return the sheets of a document where its PDF shows it as it is, else the document to lay out next."""
    if not paper.pdf:
        return Sheets(document, findings=(_told("PDF002", name, why=paper.why),))
    try:
        wanted = pages_wanted(document)
        missing = 0
        if wanted:
            laid = laid_out(paper.pdf, headings_of(document), wanted)
            missing = len(set(wanted) - laid.pages.keys())
            numbered = document if missing else write_pages(document, laid.pages, laid.count)
            if numbered != document:
                return numbered
        pdf = finish(paper.pdf, document, engine.name)
        complaints = check_pdf(pdf)
        broken = _broken(document) if is_numbered else ()
    except Exception as error:  # noqa: BLE001 - a PDF that cannot be read must not stop the other documents
        return Sheets(document, findings=(_told("PDF002", name, why=f"it cannot be read ({type(error).__name__})"),))
    if broken:
        return Sheets(document, findings=(_told("PDF002", name, why="; ".join(broken)),))
    findings = [_told("PDF004", name, count=missing)] if missing else []
    if complaints:
        findings.append(_told("PDF006", name, why="; ".join(complaints)))
    return Sheets(document, pdf, tuple(findings))


def _broken(document: bytes) -> tuple[str, ...]:
    parts = read_parts(document)
    roots, complaints = parse_parts(parts)
    return complaints or lint(parts, roots)


def _told(code: str, name: str, **values: object) -> Finding:
    return finding(code, Place(document=name), (), document=name, **values)

"""Looks any file over: is it a Word document, a workbook or a PDF that opens, and what is wrong with it?"""

import io
import re
from collections.abc import Mapping

from msgspec import Struct

from pipeline.formats.complaint import Complaint
from pipeline.formats.docx_lint import DOCUMENT
from pipeline.formats.docx_lint import complaints_of as document_complaints
from pipeline.formats.package_lint import lint_archive
from pipeline.formats.xlsx_archive import RefusedError, inflate
from pipeline.formats.xlsx_lint import complaints_of as workbook_complaints
from pipeline.formats.xlsx_lint_book import WORKBOOK
from pipeline.formats.xlsx_sniff import guess, is_archive, is_locked
from pipeline.formats.xml_parts import parse_parts

_MAIN = re.compile(r"(?:word|xl)/[^/]+\.xml")
_PDF = b"%PDF-"


class Verdict(Struct, frozen=True):
    """What was found of a file: why it was not opened, if so, and what is wrong with what was opened.

    ``refused`` is ``damaged``, ``locked``, ``unsafe``, ``other`` (no file of a kind that is looked at) or nothing;
    ``why`` says more of it in words.
    """

    refused: str = ""
    why: str = ""
    complaints: tuple[Complaint, ...] = ()


_REFUSALS = {"INT001": "other", "INT002": "damaged", "INT003": "locked", "INT004": "unsafe", "INT005": "unsafe"}


def look_over(content: bytes) -> Verdict:
    """Look a file over; no content makes this raise.

    Args:
        content: the file's bytes.
    """
    if content.startswith(_PDF):
        return _look_over_pdf(content)
    if is_locked(content):
        return Verdict("locked")
    if not is_archive(content):
        return Verdict("other", guess(content).kind)
    try:
        return Verdict(complaints=tuple(_look_over_package(content)))
    except RefusedError as refusal:
        said = refusal.values.get("why") or refusal.values.get("what") or refusal.values.get("kind") or ""
        return Verdict(_REFUSALS[refusal.code], said)
    except Exception as error:  # noqa: BLE001 - any bytes may come in; whatever they break is said, never a crash
        return Verdict("damaged", type(error).__name__)


def _look_over_package(content: bytes) -> list[Complaint]:
    parts = inflate(content)
    archive = list(lint_archive(content))
    if any(not each.is_doubtful for each in archive):
        return archive
    look = next((look for main, look in _KINDS.items() if main in parts), None)
    if look is None:
        raise RefusedError("INT001", kind=_kind_of(parts))
    roots, broken = parse_parts(parts)
    if broken:
        return [*archive, *(Complaint("", said) for said in broken)]
    return [*archive, *look(parts, roots)]


_KINDS = {DOCUMENT: document_complaints, WORKBOOK: workbook_complaints}


def _kind_of(parts: Mapping[str, bytes]) -> str:
    if any(name.startswith("ppt/") for name in parts):
        return "a PowerPoint presentation"
    if "content.xml" in parts:
        return "an OpenDocument file"
    return "a ZIP archive without a Word document or workbook"


def _look_over_pdf(content: bytes) -> Verdict:
    from pypdf import PdfReader  # noqa: PLC0415 - most runs meet no PDF

    try:
        reader = PdfReader(io.BytesIO(content), strict=True)
        if reader.is_encrypted:
            return Verdict("locked")
        for page in reader.pages:
            page.mediabox  # noqa: B018 - read, so that a page that is not there is noticed
        if not reader.pages:
            return Verdict(complaints=(Complaint("", "the PDF has no pages"),))
    except Exception as error:  # noqa: BLE001 - a damaged file makes pypdf raise anything
        return Verdict("damaged", f"pypdf says {error}")
    return Verdict()

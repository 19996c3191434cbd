"""What can be wrong with the PDF of a document, and with the page numbers that are read from it."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PDF_FINDINGS: dict[str, Entry] = {
    "PDF001": Entry(
        _E,
        "No LibreOffice",
        "--pdf was asked for, and LibreOffice was not found; the documents were made without page numbers and PDF",
        "Install LibreOffice (its program soffice has to be on the PATH) and build again with --pdf.",
    ),
    "PDF002": Entry(
        _E,
        "No PDF",
        "no PDF was made of {document}: {why}",
        "Build again with --pdf; where it fails again, open the document in Word and save it as PDF there.",
    ),
    "PDF003": Entry(
        _N,
        "Edited document not printed",
        "{document} was edited by a person, so no PDF was made of it",
        "Save it as PDF in Word, under a name of its own.",
    ),
    "PDF004": Entry(
        _W,
        "Pages not found",
        "{document} has no page numbers in its contents list: the pages of {count} of its entries cannot be told",
        "Make sure that each entry leads to a heading with words.",
    ),
    "PDF005": Entry(
        _E,
        "Page numbers do not settle",
        "no PDF was made of {document}: each time its page numbers are written the pages change",
        "Shorten or lengthen the contents list of its template, so that it does not end just where a page ends.",
    ),
    "PDF006": Entry(
        _W,
        "PDF falls short",
        "the PDF of {document}: {why}",
        "Embed or replace the fonts that are named, and give the template a language and the document a title.",
    ),
    "PDF007": Entry(
        _W,
        "PDF of another hand kept",
        "{pdf} was changed or signed by a person and is kept; what the document says now is in {new}",
        "Put {new} in the place of {pdf}, or have it signed anew; or build with --pdf --replace-edited.",
    ),
    "PDF008": Entry(
        _N,
        "Outdated PDF taken away",
        "{pdf} showed {document} as it was before, and was taken away",
        "Build with --pdf to have it made anew.",
    ),
    "PDF009": Entry(
        _W,
        "Outdated PDF of another hand",
        "{pdf} was changed or signed by a person and shows {document} as it was before; it is kept",
        "Build with --pdf to have the present document printed beside it.",
    ),
    "PDF010": Entry(
        _W,
        "Outdated PDF cannot be taken away",
        "{pdf} shows {document} as it was before, and cannot be removed ({why})",
        "Close it where it is open, and build again.",
    ),
}

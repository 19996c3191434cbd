"""Takes away each PDF of ours that shows a document as it was: beside a newer document it would mislead."""

from pathlib import Path

from msgspec.structs import replace

from pipeline.build.filed import Filed, about, pdf_of, where_lies
from pipeline.build.place import Written, WrittenPdf
from pipeline.build.store import digest_of
from pipeline.model.manifest import Made

_DONE = ("built", "kept-edited")


def sweep(system: Filed, *, is_asked: bool) -> Filed:
    """Tell how the PDF of each document stands that was not printed just now, and take away what is outdated.

    Args:
        system: its documents and what is known of them.
        is_asked: whether PDF files are asked for; if so it is told of which documents none is made.

    Returns:
        The same with reports, findings and what is known now; a PDF that a person changed is kept and told.
    """
    for written in system.written:
        made = system.of(written)
        if made is None or (written.pdf is not None and written.pdf.state in _DONE):
            continue
        path = Path(written.path)
        if is_asked and written.state == "kept-edited":
            system = system.telling(written, about("PDF003", path))
        if made.printed is None:
            continue
        if made.printed.document_sha256 == digest_of(path):
            system = _standing(system, written, made)
        else:
            system = _outdated(system, written, made)
    return system


def _standing(system: Filed, written: Written, made: Made) -> Filed:
    path = Path(written.path)
    lies = where_lies(made.printed, path) if made.printed else None
    if lies is None:
        return system
    if lies != pdf_of(path) and pdf_of(path).is_file():
        told = about("PDF007", path, new=lies.name)
        return system.telling(replace(written, pdf=WrittenPdf("kept-edited", str(lies), told.message)), told)
    return system.telling(
        replace(written, pdf=WrittenPdf("unchanged", str(lies), "it shows the document that lies there"))
    )


def _outdated(system: Filed, written: Written, made: Made) -> Filed:
    path = Path(written.path)
    lies = where_lies(made.printed, path) if made.printed else None
    if lies is None:
        if pdf_of(path).is_file():
            return system.telling(written, about("PDF009", path))
        return system.knowing(replace(made, printed=None))
    try:
        lies.unlink()
    except OSError as error:
        return system.telling(written, about("PDF010", path, pdf=lies.name, why=error.strerror or "it is in use"))
    told = about("PDF008", path, pdf=lies.name)
    report = replace(written, pdf=WrittenPdf("removed", "", told.message))
    system = system.telling(report, told)
    if pdf_of(path).is_file():
        # It is of another hand; that it is outdated is told as long as it lies there.
        return system.telling(report, about("PDF009", path))
    return system.knowing(replace(made, printed=None))

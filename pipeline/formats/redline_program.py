"""The program that compares documents, as its library brings it along. It is run in `build/`, like any process."""

from collections.abc import Sequence
from datetime import date

from pipeline.formats.docx_comment import NO_DAY


class NoRedlineError(Exception):
    """The program of comparison is not installed, or there is none for this machine."""


def unpack_program(folder: str) -> str:
    """Return the path of the program, which its library unpacks into a folder where it is not there yet.

    The library knows its own program, and only formats may ask it; so this is where files are touched for it.

    Args:
        folder: of programs; nobody else may write into it meanwhile.

    Raises:
        NoRedlineError: the extra is not installed, or brings none for this machine.
    """
    try:
        from python_redlines import DocxodusEngine  # noqa: PLC0415 - an extra, which not everyone has

        return str(DocxodusEngine(folder).extracted_binaries_path)
    except (ImportError, OSError) as error:
        raise NoRedlineError(str(error)) from error


def arguments(files: Sequence[str], author: str, day: date | None) -> tuple[str, ...]:
    """Return what the program is told.

    Args:
        files: the former document, the new one, and where the comparison goes.
        author: whose changes they are.
        day: that stands on the changes; a fixed one without.
    """
    return (
        *files,
        f"--author={author}",
        f"--date-time={(day or NO_DAY).isoformat()}T00:00:00Z",
        # A blank that must not break is not the same as one that may.
        "--no-conflate-spaces",
    )

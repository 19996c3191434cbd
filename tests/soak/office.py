"""LibreOffice as a person uses it: opens a document and saves it again."""

import shutil
import subprocess
import tempfile
from pathlib import Path

_PROGRAM = shutil.which("soffice")


def office_is_there() -> bool:
    """Tell whether LibreOffice is installed."""
    return _PROGRAM is not None


def save_in_office(path: Path) -> None:
    """Open a Word document in LibreOffice and save it as it is."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [_PROGRAM or "", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*command, "--outdir", f"{folder}/out", str(path)], check=True, capture_output=True, timeout=120)
        path.write_bytes((Path(folder) / "out" / path.name).read_bytes())

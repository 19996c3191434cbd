"""The validator of the Open XML SDK, where it was fetched: an opinion on a file that is not ours."""

import json
import os
import subprocess
from pathlib import Path

from tests.samples import ROOT

PLACE = "DOSSIER_VALIDATOR"
"""Name of the variable that tells where the program lies; else it is where `make validator` puts it."""

_FETCHED = ROOT / ".venv" / "validator" / "package" / "ooxml-validator"
_EDITION = "Microsoft365"
"""Of the formats; the program takes any other word for the newest without saying so."""


def validator() -> Path | None:
    """Return the program, or None where it is not there."""
    place = Path(os.environ.get(PLACE) or _FETCHED)
    return place if os.access(place, os.X_OK) and place.is_file() else None


def faults_of(path: Path) -> list[str]:
    """Return what the validator has against a file; that it cannot open it, too."""
    program = validator()
    assert program is not None
    done = subprocess.run([program, path, _EDITION], capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return [f"the validator ended with {done.returncode}"]
    assert told["ok"] is (not told["errors"])
    return [f"{error['path']}: {error['description']}" for error in told["errors"]]

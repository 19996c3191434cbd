"""The command line, called as a person calls it, with the places that it keeps files in moved to the test's own."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.main import main
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue


@dataclass(frozen=True)
class Outcome:
    """What a call ended with: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one object on standard output."""
        assert self.out.count("\n") == 1
        assert self.out.endswith("\n")
        data = json.loads(self.out)
        assert isinstance(data, dict)
        return data


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch, catalogue: Catalogue) -> Path:
    """Keep logs and caches of a test in its own folder."""
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for command in ("build", "check", "forms"):
        monkeypatch.setattr(f"pipeline.cli.{command}.load_catalogue", lambda *_, **__: catalogue)

    def load(libraries: Sequence[Path], as_of: date) -> Catalogue:
        return load_catalogue(libraries, as_of=as_of) if libraries else catalogue

    monkeypatch.setattr("pipeline.cli.templates.load_catalogue", load)
    return tmp_path


@pytest.fixture
def dossier(capsys, monkeypatch) -> Callable[..., Outcome]:
    """Call a command."""

    def call(*arguments: object) -> Outcome:
        texts = [str(argument) for argument in arguments]
        monkeypatch.setattr("sys.argv", ["dossier", *texts])
        try:
            code = main(texts)
        except SystemExit as stop:
            code = int(stop.code or 0)
        told = capsys.readouterr()
        return Outcome(code, told.out, told.err)

    return call

"""Programs from npm that fill Word templates: installed by the benchmark itself, each kept running while measured."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from platformdirs import user_cache_path

from benchmarks.measuring import Cost
from benchmarks.npm_template import Dialect
from benchmarks.outcome import NotMeasuredError

PACKAGES = {"docxtemplater": "3.71.0", "pizzip": "3.3.0", "easy-template-x": "7.2.8", "carbone": "3.8.2"}
PEERS = {
    "docxtemplater": Dialect.MUSTACHE,
    "easy-template-x": Dialect.MUSTACHE,
    "carbone": Dialect.CARBONE,
}
_DRIVER = Path(__file__).with_suffix(".mjs")
_AT_MOST = 180


def installed() -> Path:
    """Return the folder in which the peers are installed, once they are.

    Raises:
        NotMeasuredError: there is no Node, or npm cannot fetch them.
    """
    npm, _ = _npm_and_node()
    folder = user_cache_path("ai-act-dossier-benchmarks") / "-".join(PACKAGES.values())
    if not (folder / ".ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true}\n')
        wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
        options = ["--save-exact", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
        try:
            subprocess.run([npm, "install", *options, *wanted], cwd=folder, check=True, timeout=_AT_MOST)
        except (subprocess.SubprocessError, OSError) as error:
            raise NotMeasuredError("npm could not fetch the peers") from error
        (folder / ".ready").touch()
    return folder


def node_version() -> str:
    """Return the version of Node.

    Raises:
        NotMeasuredError: there is none.
    """
    done = subprocess.run([_npm_and_node()[1], "--version"], check=True, capture_output=True, text=True)
    return done.stdout.strip().lstrip("v")


def _npm_and_node() -> tuple[str, str]:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (npm and node):
        raise NotMeasuredError("node and npm are not there")
    return npm, node


class Peer:
    """One peer at work."""

    def __init__(self, name: str, template: bytes, data: Mapping[str, object], folder: Path) -> None:
        """Start it with a template and data, written into a folder."""
        files = [folder / f"{name}-template.docx", folder / f"{name}.json", folder / f"{name}.docx"]
        files[0].write_bytes(template)
        files[1].write_text(json.dumps(data), encoding="utf-8")
        self.target = files[2]
        words = ["node", str(_DRIVER), name, *map(str, files)]
        self._process = subprocess.Popen(
            words, cwd=installed(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def make(self, documents: int) -> Cost:
        """Have it make some documents, and return what one of them cost.

        Raises:
            NotMeasuredError: it fails.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise NotMeasuredError("the peer has no pipes")
        self._process.stdin.write(f"{documents}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise NotMeasuredError(f"{self.target.stem} fails on the template")
        told = json.loads(line)
        return Cost(told["cpu"] / documents, told["wall"] / documents)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it."""
        self._process.communicate()

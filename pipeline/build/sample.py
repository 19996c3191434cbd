"""The complete sample that ships with the program, for previews: written from inputs/ by ``make samples``.

Run with ``python -m pipeline.build.sample`` in a checkout.
"""

from pathlib import Path
from typing import Any

import msgspec

from pipeline.build.store import write
from pipeline.library.locate import packaged_root
from pipeline.model.fact import Facts
from pipeline.model.intake import Intake
from pipeline.stages.merge import merge
from pipeline.stages.profile_json import from_profile_json

SAMPLE = "schemas/sample"
_SOURCES = {"organisation": "organisation.json", "system": "tenorscore.json"}
_SOURCE = Path("inputs/lindenhof/source")
_MARK = "(fictitious sample)"


def sample_answers(facts: Facts) -> Intake:
    """Return the answers of the shipped sample: its system's together with those of its organisation.

    Args:
        facts: that may be asked for.

    Raises:
        ValueError: the sample is no profile of this version, which a test holds.
    """
    folder = packaged_root() / SAMPLE
    forms = {name: _read(folder / f"{name}.json", facts) for name in _SOURCES}
    profile, intake = merge(forms["system"], forms["organisation"], "sample", facts)
    if profile is None or any(form.findings for form in forms.values()):
        raise ValueError("the shipped sample is no profile of this version")
    return intake


def _read(path: Path, facts: Facts) -> Intake:
    return from_profile_json(path.name, path.read_bytes(), facts)[1]


def sample_files(root: Path) -> dict[str, bytes]:
    """Return the files of the sample by their paths in the checkout, from the sources that lie there.

    Args:
        root: of the checkout.
    """
    return {
        f"{SAMPLE}/{name}.json": _marked(msgspec.json.decode(root.joinpath(_SOURCE, source).read_bytes()))
        for name, source in _SOURCES.items()
    }


def _marked(profile: dict[str, Any]) -> bytes:
    """Return a profile that says on its face that nothing in it exists."""
    for section in ("organisation", "system"):
        named = profile["values"].get(section, {})
        if "name" in named:
            named["name"] = f"{named['name']} {_MARK}"
    return msgspec.json.encode(profile) + b"\n"


def main() -> None:
    """Write the sample into the checkout that the program is run in."""
    for path, content in sample_files(Path()).items():
        write(Path(path), content)


if __name__ == "__main__":
    main()

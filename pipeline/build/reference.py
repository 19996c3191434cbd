"""Writes what is generated from the code itself: JSON schemas in schemas/json/, and the list of findings in docs/.

Run with ``python -m pipeline.build.reference`` in a checkout, or ``make reference``.
"""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pipeline.build.store import to_json, write
from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import CATALOGUE
from pipeline.model.intake import AnswerNote
from pipeline.model.manifest import Manifest
from pipeline.model.profile import ClientProfile, SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.stages.profile_json import SCHEMA

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def reference() -> dict[str, bytes]:
    """Return every generated file by its path in the checkout."""
    schemas = {
        "profile": _profile_schema(),
        "finding": TypeAdapter(Finding).json_schema(),
        "manifest": TypeAdapter(Manifest).json_schema(),
    }
    files = {
        f"schemas/json/{name}.schema.json": to_json({"$schema": _DIALECT, **data}) for name, data in schemas.items()
    }
    return {**files, "docs/findings.md": _findings_page().encode()}


def _profile_schema() -> dict[str, Any]:
    """Describe profile.json: the values of one of the two forms, and what is said beside them."""
    parts: list[tuple[type, str]] = [
        (SystemProfile, "validation"),
        (ClientProfile, "validation"),
        (AnswerNote, "validation"),
    ]
    adapters: Any = [(kind, mode, TypeAdapter(kind)) for kind, mode in parts]
    refs: Any
    refs, shared = TypeAdapter.json_schemas(adapters)
    values = {kind: refs[kind, mode] for kind, mode in parts}
    return {
        "title": "profile.json",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "form": {"enum": [form.value for form in Form]},
            "values": {"anyOf": [values[SystemProfile], values[ClientProfile]]},
            "answers": {"type": "object", "additionalProperties": values[AnswerNote]},
        },
        "required": ["schema", "form", "values"],
        "additionalProperties": False,
        **shared,
    }


def _findings_page() -> str:
    lines = [
        "# Findings",
        "",
        "Generated from `pipeline/model/finding_catalogue.py`. Words in braces are filled with what was found.",
        "",
        "| code | severity | what | message | what to do |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {code} | {entry.severity} | {entry.title} | {entry.message} | {entry.hint} |"
        for code, entry in sorted(CATALOGUE.items())
    ]
    return "\n".join(lines).replace("<", "&lt;") + "\n"


def main() -> None:
    """Write every generated file into the checkout that the program is run in."""
    for path, content in reference().items():
        write(Path(path), content)


if __name__ == "__main__":
    main()

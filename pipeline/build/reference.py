"""Writes what is generated from the code itself: JSON schemas in schemas/json/, and the list of findings in docs/.

Run with ``python -m pipeline.build.reference`` in a checkout, or ``make reference``.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import fields
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from pipeline.build.store import to_json, write
from pipeline.library.load import load_declarations
from pipeline.model.fact import Fact
from pipeline.model.fact_walk import named_facts, open_sections
from pipeline.model.finding import Finding
from pipeline.model.finding_catalogue import CATALOGUE
from pipeline.model.folding import fold
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
        "finding": msgspec.json.schema(Finding),
        "manifest": msgspec.json.schema(Manifest),
    }
    files: dict[str, bytes] = {
        f"schemas/json/{name}.schema.json": to_json({"$schema": _DIALECT, **data}) for name, data in schemas.items()
    }
    return {
        **files,
        "docs/findings.md": _findings_page().encode(),
        "pipeline/model/fact_list.py": _fact_list().encode(),
        "pipeline/model/state_words.py": _state_words().encode(),
    }


def _fact_list() -> str:
    """Write the facts down, so that those who only look them up need not build the typed profile."""
    named = named_facts()
    lines = [
        '"""Every fact of the profile. Generated from model/profile.py by `make reference`; do not edit."""',
        "",
        "from pipeline.model.fact import Fact, Facts",
        "from pipeline.model.scalar import Kind",
        "",
        f"OPEN_SECTIONS = {open_sections()!r}",
        "",
        "NAMED = (",
        *(f"    {_fact(fact)}," for fact in named),
        ")",
        "",
        "_FACTS = Facts(NAMED, OPEN_SECTIONS)",
        "",
        "",
        "def facts() -> Facts:",
        '    """Return every fact by path; a table stands before its columns, whose paths hold ``[]``."""',
        "    return _FACTS",
    ]
    return "\n".join(lines).replace("'", '"') + "\n"


def _state_words() -> str:
    """Write down the words that are no text in any cell, so that a profile refuses them without a declaration."""
    spoken = load_declarations().read().questionnaire.answers.languages.values()
    named = {
        "STATE_NOT_SURE": [word for words in spoken for word in words.not_sure],
        "STATE_DOES_NOT_APPLY": [word for words in spoken for word in words.does_not_apply],
        "PLACEHOLDER_WORDS": [word for words in spoken for word in words.placeholder],
    }
    lines = [
        '"""The words in place of an answer. Generated from answer-words.toml by `make reference`; do not edit."""'
    ]
    for name, words in named.items():
        lines += [
            "",
            f"{name} = frozenset(",
            "    {",
            *(f'        "{word}",' for word in sorted(set(map(fold, words)))),
        ]
        lines += ["    }", ")"]
    return "\n".join(lines) + "\n"


def _fact(fact: Fact) -> str:
    said = (f"{field.name}={value!r}" for field in fields(fact)[2:] if (value := getattr(fact, field.name)))
    return f"Fact({', '.join((repr(fact.path), f'Kind.{fact.kind.name}', *said))})"


def _profile_schema() -> dict[str, Any]:
    """Describe profile.json: the values of one of the two forms, and what is said beside them."""
    parts: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (SystemProfile, "validation"),
        (ClientProfile, "validation"),
    ]
    refs, shared = models_json_schema(parts)
    (note,), notes = msgspec.json.schema_components([AnswerNote], ref_template="#/$defs/{name}")
    shared["$defs"] |= notes
    return {
        "title": "profile.json",
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "form": {"enum": [form.value for form in Form]},
            "values": {"anyOf": [refs[part] for part in parts]},
            "answers": {"type": "object", "additionalProperties": note},
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

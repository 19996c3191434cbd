"""The shipped words of a form, for tests that make a form without the whole catalogue."""

import tomllib
from pathlib import Path
from typing import Any

from pipeline.model.form_words import FormWords

_FILE = Path(__file__).parents[1] / "schemas" / "questionnaire" / "form-words.toml"


def form_words() -> FormWords:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words: Any = {name: tuple(said) if isinstance(said, list) else said for name, said in read.items()}
    return FormWords(**words)

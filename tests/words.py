"""The shipped words of a form, for tests that make a form without the whole catalogue."""

import tomllib
from pathlib import Path

from pipeline.model.form_words import FormWords

_FILE = Path(__file__).parents[1] / "schemas" / "questionnaire" / "form-words.toml"


def form_words() -> FormWords:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return FormWords(**{name: tuple(words) if isinstance(words, list) else words for name, words in read.items()})

"""Citations in the language of a form: the words around the numbers, which are the same everywhere."""

import re

from pipeline.model.form_words import FormWords

_ACT = re.compile(r"\b(Annex|Reg|Dir)(?= \(|\s[IVX]+\b|\s\d)")


def cited(text: str, words: FormWords) -> str:
    """Return a citation, or a text that holds some, as the form says it."""
    said = {"Annex": words.annex, "Reg": words.regulation, "Dir": words.directive}
    return _ACT.sub(lambda found: said[found[1]], text)

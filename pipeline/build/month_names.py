"""Writes the names of the months in the official languages of the Union, which dates typed as text are read by.

Run with ``python -m pipeline.build.month_names`` in a checkout. No part of ``make reference``: one edition of babel
may know spellings that another does not.
"""

from pathlib import Path

from babel import Locale

from pipeline.build.store import write
from pipeline.model.folding import fold

LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr"),
    *("hu", "it", "lt", "lv", "mt", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
_PLACE = "schemas/questionnaire/month-names.toml"
_OTHERS = {"de": ["de_AT"], "pt": ["pt_BR"], "en": ["en_GB"], "fr": ["fr_CA"]}
"""Further places whose spellings are used in the Union too, such as Jänner."""
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MORE = {"en": {9: ["sept"]}, "de": {2: ["feber"], 9: ["sept"]}, "hr": {11: ["studenog"]}, "el": {3: ["μαρτ"]}}
"""Usual spellings that babel does not list: by language and month."""
_SLOVENIAN = (
    *("januarja", "februarja", "marca", "aprila", "maja", "junija"),
    *("julija", "avgusta", "septembra", "oktobra", "novembra", "decembra"),
)


def month_names() -> dict[str, tuple[str, ...]]:
    """Return for each language twelve texts, each with the spellings of a month as words are compared."""
    return {language: tuple(_names(language, month) for month in range(1, 13)) for language in LANGUAGES}


def _names(language: str, month: int) -> str:
    found: dict[str, None] = {}
    for name in (language, *_OTHERS.get(language, ())):
        months = Locale.parse(name).months
        for form in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                said = str(months[form][width][month])
                found |= dict.fromkeys(fold(each) for each in (said, said.lower().translate(_UMLAUTS)))
    found |= dict.fromkeys(_MORE.get(language, {}).get(month, ()))
    if language == "sl":
        found[_SLOVENIAN[month - 1]] = None
    if language == "lv":
        found |= {f"{name.removesuffix('s')}": None for name in tuple(found) if name.endswith("is")}
    # A name of two words, as Irish has them, is kept as one.
    return " ".join(name.replace(" ", "_") for name in found if name)


def main() -> None:
    """Write the file into the checkout that the program is run in."""
    lines = [
        "# The names of the months, as words are compared: without capitals and accents. Written from babel by",
        "# `python -m pipeline.build.month_names`; a name may be that of different months in different languages.",
    ]
    for language, names in month_names().items():
        lines += ["", f"{language} = [", *(f'  "{name}",' for name in names), "]"]
    write(Path(_PLACE), ("\n".join(lines) + "\n").encode())


if __name__ == "__main__":
    main()

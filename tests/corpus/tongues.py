"""Numbers, percentages, days and yes or no as people in the Union type them: one reading, or none and both are told."""

from typing import Any

from tests.corpus.case import DAY, NO, NUMBER, PROSE, VALUE, YES, Case, cell, changed, faulty, read, typed

_UNIT = VALUE.replace(".value", ".unit")

_YES_AND_NO = {
    "Bulgarian": ("Да", "Не"),
    "Croatian": ("Da", "Ne"),
    "Czech": ("Ano", "Ne"),
    "Danish": ("Ja", "Nej"),
    "Dutch": ("Ja", "Nee"),
    "English": ("YES", "no"),
    "Estonian": ("Jah", "Ei"),
    "Finnish": ("Kyllä", "Ei"),
    "French": ("Oui", "Non"),
    "German": ("Ja", "Nein"),
    "Greek": ("Ναι", "Όχι"),
    "Hungarian": ("Igen", "Nem"),
    "Irish": ("Tá", "Níl"),
    "Italian": ("Sì", "No"),
    "Latvian": ("Jā", "Nē"),
    "Lithuanian": ("Taip", "Ne"),
    "Maltese": ("Iva", "Le"),
    "Polish": ("Tak", "Nie"),
    "Portuguese": ("Sim", "Não"),
    "Romanian": ("Da", "Nu"),
    "Slovak": ("Áno", "Nie"),
    "Slovene": ("Da", "Ne"),
    "Spanish": ("Sí", "No"),
    "Swedish": ("Ja", "Nej"),
    "German Excel": ("WAHR", "FALSCH"),
    "French Excel": ("VRAI", "FAUX"),
    "English Excel": ("TRUE", "FALSE"),
    "capitals without accents": ("SI", "NAO"),
    "with a stop": ("ja.", "nein!"),
}
_NUMBERS: dict[str, Any] = {
    "1.234.567": 1_234_567,
    "1,234,567": 1_234_567,
    "40 000": 40_000,
    "40\u00a0000": 40_000,
    "40\u202f000": 40_000,
    "1'234": 1234,
    "1\u2019234": 1234,
    "1.234,5": 1234.5,
    "1,234.5": 1234.5,
    "0,87": 0.87,
    "\u22125": -5,
    "007": 7,
    "1e3": 1000,
    "12,0": 12,
}
_DAYS = {
    "23.11.2026": "2026-11-23",
    "2.1.2026": "2026-01-02",
    "23/11/2026": "2026-11-23",
    "11/23/2026": "2026-11-23",
    "2026/11/23": "2026-11-23",
    "23. November 2026": "2026-11-23",
    "November 23, 2026": "2026-11-23",
    "23 novembre 2026": "2026-11-23",
    "23 de noviembre de 2026": "2026-11-23",
    "2026. november 23.": "2026-11-23",
    "23 Νοεμβρίου 2026": "2026-11-23",
    "23 ноември 2026 г.": "2026-11-23",
    "2026-11-23 14:30": "2026-11-23",
}


def _number(said: str, number: float) -> Case:
    return read(f"number {said!r}", changed(typed(VALUE, said)), "INT051", at=VALUE, reads={VALUE: number})


def _percent(said: str, unit: str, number: float) -> Case:
    name = f"{said} of the unit {unit or 'none'}"
    changes = typed(VALUE, said), typed(_UNIT, unit)
    return read(name, changed(*changes), "INT051", at=VALUE, reads={VALUE: number, _UNIT: unit or None})


CASES: tuple[Case, ...] = (
    *(
        read(f"yes and no in {language}", changed(typed(YES, yes), typed(NO, no)), reads={YES: True, NO: False})
        for language, (yes, no) in _YES_AND_NO.items()
    ),
    read("cross for yes", changed(typed(YES, "x")), "INT063", at=YES, reads={YES: True}),
    read("tick for yes", changed(typed(YES, "✓")), "INT063", at=YES, reads={YES: True}),
    read("one for yes and zero for no", changed(cell(YES, "<v>1</v>"), cell(NO, "<v>0</v>")), "INT063", at=YES),
    faulty("cross of a box for neither", changed(typed(YES, "☒")), "INT024", at=YES),
    faulty("two for neither", changed(cell(YES, "<v>2</v>")), "INT024", at=YES),
    read("number as text", changed(typed(NUMBER, "40000")), reads={NUMBER: 40_000}),
    read("decimals as text", changed(typed(VALUE, "0.87")), reads={VALUE: 0.87}),
    *(_number(said, number) for said, number in _NUMBERS.items()),
    *(
        faulty(f"number of two meanings {said}", changed(typed(VALUE, said)), "INT049", at=VALUE, says="may mean")
        for said in ("1,234", "1.234", "12.000", "-999,999")
    ),
    *(
        faulty(f"no number: {said}", changed(typed(NUMBER, said)), "INT014", at=NUMBER, says=said)
        for said in ("ca. 40", "40 000 EUR", ">90", "40-50", "1,00,000", "½")
    ),
    _percent("93,5 %", "%", 93.5),
    _percent("93.5%", "", 0.935),
    faulty("percentage of records", changed(typed(NUMBER, "50 %")), "INT014", at=NUMBER),
    read("day as ISO writes it", changed(typed(DAY, "2026-11-23")), reads={DAY: "2026-11-23"}),
    *(
        read(f"day {said!r}", changed(typed(DAY, said)), "INT055", at=DAY, reads={DAY: day})
        for said, day in _DAYS.items()
    ),
    *(
        faulty(f"day of two meanings {said}", changed(typed(DAY, said)), "INT050", at=DAY, says="may mean")
        for said in ("01/02/2026", "1-2-2026", "46000")
    ),
    faulty("day that is shown as a number", changed(cell(DAY, "<v>46349</v>", s="0")), "INT050", at=DAY),
    faulty("year alone", changed(cell(DAY, "<v>2026</v>", s="0")), "INT050", at=DAY),
    *(
        faulty(f"no day: {said}", changed(typed(DAY, said)), "INT016", at=DAY, says=said)
        for said in ("11/2026", "23.11.26", "31.2.2026", "Q3 2026", "before 23 November 2026")
    ),
    *(
        read(f"not sure: {said}", changed(typed(PROSE, said)), reads={PROSE: None, f"{PROSE}#": {"state": "unknown"}})
        for said in ("Nicht sicher", "not  sure", "NOT SURE")
    ),
)

"""Findings on what a form is prefilled from, and on answers that were carried over."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

PREFILL_FINDINGS: dict[str, Entry] = {
    "INT041": Entry(
        _W,
        "Older form version",
        'the form has version "{version}"; it was read as version "{known}", in which some questions are new or moved',
        "Carry the answers over into a fresh form with `dossier form --from`: it marks what is new.",
    ),
    "INT042": Entry(
        _W,
        "Not confirmed",
        "the answer was carried over ({source}), and it is not confirmed that it still holds",
        'Choose in the column "{column}" beside it, and correct the answer where it has changed.',
    ),
    "INT056": Entry(
        _N,
        "Not carried over",
        'what has no place in this form stands on the sheet "{sheet}", where nothing is read (pieces: {count})',
        "Look them through, and copy what is still needed into the answers.",
    ),
    "INT058": Entry(
        _E,
        "No source to prefill from",
        "the file cannot be used to prefill a form: {why}",
        "Use a profile.json, a workbook, a model card in Markdown, or a JSON file of one system.",
    ),
    "INT059": Entry(
        _W,
        "Metadata not read",
        "the metadata at the head of the card cannot be read: {why}; nothing of it was taken over",
        "Answer from the file itself, or have the metadata corrected.",
    ),
    "INT060": Entry(
        _W,
        "Not taken over",
        "what stands at {where} was not taken over: {why}",
        "Read it there, and answer the question.",
    ),
    "INT061": Entry(
        _N,
        "Places that say nothing",
        "nothing, or only words that stand for nothing, was found at {where}",
        "Ask whoever wrote the source.",
    ),
    "INT062": Entry(
        _W,
        "Nothing taken over",
        "nothing in the file answers a question of this form",
        "Answer from the file itself; which of its keys and headings are taken over, schemas/imports/ says.",
    ),
}

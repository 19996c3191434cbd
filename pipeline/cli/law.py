"""`dossier law`: what the catalogue holds on a point of law, and what differs between two editions."""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from msgspec import to_builtins

_NOT_RUN = 2
_DIFF = "diff"


def run(options: argparse.Namespace) -> int:
    """Look up a point of law, or compare two editions."""
    from pipeline.model.law_book import NoEditionError

    try:
        return diff(options) if options.words[:1] == [_DIFF] else law(options)
    except NoEditionError as error:
        return _stop(str(error), options)


def law(options: argparse.Namespace) -> int:
    """Tell what is held on a citation or an id, or the table of contents.

    Raises:
        NoEditionError: the day lies before the first edition.
    """
    from pipeline.build.clock import today
    from pipeline.cli.law_page import write_entries
    from pipeline.library.load import load_declarations
    from pipeline.stages.look_up import look_up

    declared = load_declarations(options.library)
    catalogue = declared.read(options.as_of or today())
    text = " ".join(options.words)
    found = look_up(catalogue, text)
    if not found.is_found:
        others = [edition for edition in declared.law.editions if edition.id != found.law]
        elsewhere = [each for each in others if look_up(declared.read(None, each.id), text).is_found]
        near = f"; nearest are {', '.join(found.nearest)}" if found.nearest else "; `dossier law` lists what there is"
        held = "".join(f"; {each.id} has it: --as-of {each.text_state}" for each in elsewhere)
        return _stop(f"{found.query!r} is no citation and no id that is known in {found.law}{held}{near}", options)
    if options.json:
        data = to_builtins(found)
        del data["nearest"]
        _print(data)
    else:
        write_entries(found)
    return 0


def diff(options: argparse.Namespace) -> int:
    """Tell what differs between two editions.

    Raises:
        NoEditionError: one of them is not declared.
    """
    from pipeline.cli.law_page import write_differences
    from pipeline.library.load import load_declarations
    from pipeline.stages.compare_law import compare

    book = load_declarations(options.library).law
    named = options.words[1:]
    if len(named) != 2:  # noqa: PLR2004 - a comparison has two sides
        known = ", ".join(edition.id for edition in book.editions)
        return _stop(f"{_DIFF} takes two editions; known are {known}", options)
    old, new = map(book.edition, named)
    differences = compare(book, old, new)
    if options.json:
        _print({"from": old.id, "to": new.id, "differences": [to_builtins(each) for each in differences]})
    else:
        write_differences(old, new, differences)
    return 0


def _print(data: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps({"command": "law", **data, "findings": []}, ensure_ascii=False) + "\n")


def _stop(message: str, options: argparse.Namespace) -> int:
    if options.json:
        _print({"error": message})
    sys.stderr.write(f"dossier: {message}\n")
    return _NOT_RUN

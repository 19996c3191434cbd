"""Redlines: what each reads as with all changes rejected and accepted, that they are sound, and what goes wrong."""

import io
import stat
import sys
from collections.abc import Callable
from datetime import date
from functools import cache

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline.build import redline as room
from pipeline.build.redline import PIP, redline
from pipeline.formats.docx_package import is_written_here, read_parts, write_parts
from pipeline.formats.docx_redline_package import RedlineError
from pipeline.formats.office_lint import Verdict, look_over
from pipeline.formats.redline_program import NoRedlineError
from pipeline.model.catalogue import Catalogue
from pipeline.model.intake import Intake
from tests.documents import evidence_of, printed
from tests.redlines import Block, accepted_in, rejected_in, small_document
from tests.samples import COMPLETE, DELIVERABLES, SAMPLES, look_up, merged, paths_of, with_answer, with_answers
from tests.validators import faults_of

AUTHOR, DAY = "dossier", date(2026, 3, 1)


def reworded(intake: Intake) -> Intake:
    """Return answers in which every seventh long text says something else."""
    long = [path for path in paths_of(intake.values) if "[" not in path and len(str(look_up(intake.values, path))) > 60]
    texts = {path: str(look_up(intake.values, path)) for path in long[::7]}
    return with_answers(intake, {path: f"{text.replace(' the ', ' any ', 1)} New." for path, text in texts.items()})


def renamed(intake: Intake) -> Intake:
    return with_answers(intake, {"system.name": "Other Name", "system.version": "9.9"})


def emptied(intake: Intake) -> Intake:
    """Return answers in which every third text is missing."""
    for path in [path for path in paths_of(intake.values) if path.startswith(("purpose", "risk", "data"))][::3]:
        intake = intake if "[" in path else with_answer(intake, path, None)
    return intake


def shortened(intake: Intake) -> Intake:
    """Return answers in which tables have lost their last row."""
    for table in ("data.data_sets", "performance.metrics", "risk.risks", "architecture.components"):
        intake = with_answer(intake, table, look_up(intake.values, table)[:-1])
    return intake


PAIRS: list[tuple[str, str, Callable[[Intake], Intake]]] = [
    (sample, "annex-iv", reworded) for sample in SAMPLES if sample != COMPLETE
]
PAIRS += [(COMPLETE, name, renamed) for name in DELIVERABLES]
PAIRS += [(COMPLETE, "annex-iv", change) for change in (emptied, shortened)]
"""The longest document of each sample, every document of the complete one, and its longest with each kind of change."""


@pytest.fixture(scope="module")
def document(catalogue: Catalogue) -> Callable[..., bytes]:
    @cache
    def make(sample: str, name: str, change: Callable[[Intake], Intake] | None = None) -> bytes:
        intake = merged(sample)
        return printed(change(intake) if change else intake, name, catalogue, evidence_of(sample)).content

    return make


@pytest.mark.parametrize(("sample", "name", "change"), PAIRS, ids=lambda value: getattr(value, "__name__", value))
def test_a_redline_is_sound_and_leads_from_what_was_said_to_what_is_said(document, sample, name, change) -> None:
    before, after = document(sample, name), document(sample, name, change)
    made = redline(before, after, AUTHOR, DAY)
    assert rejected_in(made) == accepted_in(before)
    assert accepted_in(made) == accepted_in(after)
    assert look_over(made) == Verdict()
    assert is_written_here(made)
    old, new, both = (read_parts(each) for each in (before, after, made))
    for kind in ("docProps/", "word/settings.xml", "word/styles.xml"):
        assert {part: content for part, content in new.items() if part.startswith(kind)}.keys() <= both.keys()
    assert both["word/settings.xml"].count(b"trackRevisions") == 0
    drawn = {content for parts in (old, new) for part, content in parts.items() if part.startswith("word/media/")}
    assert {content for part, content in both.items() if part.startswith("word/media/")} <= drawn
    for kind in ("sdt", "bookmarkStart"):
        assert _count(made, kind) >= _count(after, kind)


@pytest.mark.sdk
@pytest.mark.parametrize("name", DELIVERABLES)
def test_the_validator_has_nothing_against_a_redline(document, tmp_path, name) -> None:
    place = tmp_path / "redline.docx"
    place.write_bytes(redline(document(COMPLETE, name), document(COMPLETE, name, reworded), AUTHOR, DAY))
    assert faults_of(place) == []


def test_equal_documents_give_equal_bytes_and_another_day_another_date(document) -> None:
    before, after = document(COMPLETE, "classification-record"), document(COMPLETE, "classification-record", renamed)
    made = redline(before, after, AUTHOR, DAY)
    assert redline(before, after, AUTHOR, DAY) == made
    assert b"2026-03-01T00:00:00Z" in read_parts(made)["word/document.xml"]
    assert b"2000-01-01T00:00:00Z" in read_parts(redline(before, after, AUTHOR, None))["word/document.xml"]


def test_a_redline_says_that_it_is_none_of_the_documents(document) -> None:
    before = document(COMPLETE, "classification-record")
    made = redline(before, before, AUTHOR, DAY, title="Comparison of revision 1 with revision 2")
    assert docx.Document(io.BytesIO(made)).core_properties.title == "Comparison of revision 1 with revision 2"


TEXTS = st.text(st.sampled_from("abc de\u00a0ß語🙂<&'\"-.\u2011"), max_size=12)
ROWS = st.integers(1, 3).flatmap(lambda width: st.lists(st.tuples(*[TEXTS] * width), min_size=1, max_size=3).map(tuple))
BLOCKS: st.SearchStrategy[list[Block]] = st.lists(st.one_of(TEXTS, TEXTS, ROWS), max_size=5)


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # each takes most of a second
@given(BLOCKS, BLOCKS, TEXTS, TEXTS)
def test_whatever_changes_rejecting_gives_what_was_and_accepting_what_is(old, new, old_head, new_head) -> None:
    before, after = small_document(old, old_head), small_document(new, new_head)
    made = redline(before, after, AUTHOR, DAY)
    assert (rejected_in(made), accepted_in(made)) == (accepted_in(before), accepted_in(after))


def test_what_a_person_tracked_in_the_former_document_counts_as_made() -> None:
    before = small_document(["The system scores applicants."])
    parts = read_parts(before)
    tracked = '<w:ins w:id="7" w:author="A person" w:date="2026-01-01T00:00:00Z"><w:r><w:t>Mine. </w:t></w:r></w:ins>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", f"<w:p>{tracked}".encode(), 1)
    made = redline(write_parts(parts), before, AUTHOR, DAY)
    assert rejected_in(made).body[0] == "Mine. The system scores applicants."
    assert accepted_in(made).body[0] == "The system scores applicants."


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a document", b"%PDF-1.7"], ids=["nothing", "torn", "a PDF"])
def test_what_is_no_word_document_is_refused_by_name(content) -> None:
    with pytest.raises(RedlineError):
        redline(content, small_document([]), AUTHOR, DAY)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setattr("pipeline.build.redline.PROGRAM", "no-such-package")
    with pytest.raises(NoRedlineError, match="pip install") as raised:
        redline(small_document([]), small_document([]), AUTHOR, DAY)
    assert str(raised.value) == PIP


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are scripts of a shell")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "ended with 3"),
        ("exit 0", "ended with 0"),
        ("sleep 60", "took longer than"),
        ('printf nonsense > "$3"', "cannot be read"),
        ('cp "$2" "$3"', "without its changes"),
        ('cp "$1" "$3"', "with its changes"),
    ],
    ids=["fails", "writes nothing", "hangs", "writes rubbish", "loses the old", "loses the new"],
)
def test_a_program_that_does_not_do_its_work_is_told_and_gives_nothing(tmp_path, monkeypatch, script, said) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(room, "_program", lambda: program)
    with pytest.raises(RedlineError, match=said):
        redline(small_document(["old"]), small_document(["new"]), AUTHOR, DAY, seconds=0.5)


def _count(document: bytes, name: str) -> int:
    return len(docx.Document(io.BytesIO(document)).element.body.xpath(f".//w:{name}"))

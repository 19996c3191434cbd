"""Names in an archive: every computer can hold them, none leads elsewhere, no two are one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.portable_name import LONGEST_NAME
from pipeline.stages.member_name import distinct, member_name

NAMES = {
    "report.pdf": "report.pdf",
    "Prüfbericht 3.2 (final).pdf": "Prüfbericht 3.2 (final).pdf",
    "../../etc/passwd": "_.._._etc_passwd",
    "..": "__",
    "": "__",
    ".hidden": "_.hidden",
    "C:\\temp\\a.pdf": "C__temp_a.pdf",
    'a:b*?"<>|.pdf': "a_b______.pdf",
    "con.pdf": "_con.pdf",
    "NUL": "_NUL",
    "a\u202efdp.exe": "afdp.exe",
    "line\nbreak.pdf": "linebreak.pdf",
    "ends with a stop.": "ends with a stop",
    "U\u0308bersicht.pdf": "Übersicht.pdf",
    "half \ud800.pdf": "half.pdf",
}


@pytest.mark.parametrize(("name", "expected"), NAMES.items(), ids=[ascii(name) for name in NAMES])
def test_a_name_is_kept_where_it_can_be(name, expected) -> None:
    assert member_name(name) == expected


def test_a_long_name_keeps_its_ending() -> None:
    name = member_name("ä" * 300 + ".pdf")
    assert (len(name.encode()) <= LONGEST_NAME, name[-4:]) == (True, ".pdf")


def test_names_that_fall_together_are_told_apart() -> None:
    names = ("a.pdf", "A.pdf", "a.pdf", "a:.pdf", "a_.pdf", "b", "B")
    expected = {"a.pdf": "a.pdf", "A.pdf": "A-2.pdf", "a:.pdf": "a_.pdf", "a_.pdf": "a_-2.pdf", "b": "b", "B": "B-2"}
    assert distinct(names) == expected


@given(st.lists(st.text(max_size=200), unique=True))
def test_whatever_it_is_called_a_file_stays_within_its_folder_under_a_name_of_its_own(names) -> None:
    given_names = distinct(names)
    assert list(given_names) == names
    assert len({name.casefold() for name in given_names.values()}) == len(names)
    assert [name for name in given_names.values() if re.search(r"[/\\:\x00-\x1f]|^\.+$|^$", name)] == []

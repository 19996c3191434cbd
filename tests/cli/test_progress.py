"""How far a batch is: a line that moves on a terminal only, and what is done and not done where a person ends it."""

import io
import sys
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.build.place import Written
from pipeline.build.result import SystemResult
from pipeline.build.scan import SystemSource
from pipeline.cli.moving_line import moving_line
from pipeline.cli.progress import Watch, watched


def sources(count: int) -> list[SystemSource]:
    return [SystemSource(f"s{number:02}.xlsx", Path("in"), None) for number in range(count)]


def result(number: int, state: str = "built") -> SystemResult:
    written = Written("annex-iv", state, "", None, "")
    return SystemResult(f"s{number:02}", str(Path(f"in/s{number:02}.xlsx")), "in", (written,), ())


def test_a_terminal_shows_how_many_are_done_and_failed_and_which_came_last():
    file = io.StringIO()
    with moving_line(30, Console(file=file, force_terminal=True, width=120)) as line:
        watch = Watch(sources(30), line)
        watch.count(result(0))
        watch.write("one thing\n")
        watch.count(result(1, "failed"))
    text = file.getvalue()
    assert "2/30" in text
    assert "1 documents built" in text
    assert "1 failed" in text
    assert "s01" in text
    assert "one thing" in text


@pytest.mark.parametrize(
    ("count", "terminal", "is_shown"),
    [(30, True, True), (30, False, False), (1, True, False)],
    ids=["terminal", "piped", "one system"],
)
def test_nothing_moves_where_nobody_would_see_it(monkeypatch, capsys, count, terminal, is_shown):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    with watched(sources(count)) as watch:
        watch.count(result(0))
    assert bool(capsys.readouterr().err) == is_shown


def interrupted(systems: int) -> None:
    with watched(sources(systems)) as watch:
        watch.count(result(0))
        raise KeyboardInterrupt


def test_ctrl_c_tells_what_is_done_and_names_some_of_what_is_not(capsys):
    with pytest.raises(KeyboardInterrupt):
        interrupted(14)
    told = capsys.readouterr().err
    assert "done: 1 of 14 systems, 1 documents built" in told
    assert f"not done: {Path('in/s01.xlsx')}, " in told
    assert f"{Path('in/s10.xlsx')} and 3 more" in told


def test_ctrl_c_after_the_last_system_names_nothing(capsys):
    with pytest.raises(KeyboardInterrupt):
        interrupted(1)
    assert "not done" not in capsys.readouterr().err

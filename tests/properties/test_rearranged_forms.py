"""However a form is rearranged, by whichever program: the answers stay where their ids are."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.model.catalogue import Catalogue
from pipeline.model.form_codes import LISTS_SHEET, META_SHEET
from pipeline.model.intake import Intake
from tests.corpus.package import WORKBOOK, Package, filled_rows, letters_of, q, shifted, text
from tests.samples import COMPLETE, answers_of
from tests.strategies import texts
from tests.workbooks import form_bytes, read_form

Move = Callable[[Package], None]
"""Something that a person does to an opened form without touching an answer."""

_OUTSIDE = st.integers(40, 58)
"""Columns right of all that a form asks for, and left of where a sheet is larger than any form."""

_FORBIDDEN = set("[]:*?/\\'")

# The form of the complete sample is read anew for each example, and a smaller one is not looked for: moves are few.
EACH_A_FORM = settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def _titles(package: Package) -> list[str]:
    return [title for title in package.titles() if title not in (META_SHEET, LISTS_SHEET)]


def _pick(package: Package, share: float) -> str:
    titles = _titles(package)
    return titles[int(share * len(titles))]


def remarks() -> st.SearchStrategy[str]:
    """Draw what people write beside a form: none of it begins as the codes of a form do."""
    return texts().filter(lambda said: not said.startswith("#"))


@st.composite
def rows_inserted(draw) -> Move:
    share, at, count = draw(shares), draw(st.integers(1, 60)), draw(st.integers(1, 6))
    said, column = draw(st.none() | remarks()), draw(_OUTSIDE)

    def move(package: Package) -> None:
        title = _pick(package, share)
        package.renumber(title, row=shifted(at, count))
        if said is not None:
            package.put(title, f"{letters_of(column)}{at}", text(said), "inlineStr")

    return move


@st.composite
def columns_inserted(draw) -> Move:
    share, at = draw(shares), draw(st.integers(1, 14))
    said, beside = draw(st.none() | remarks()), draw(shares)

    def move(package: Package) -> None:
        title = _pick(package, share)
        package.renumber(title, column=shifted(at))
        if said is not None:
            numbers = list(filled_rows(package, title))
            row = numbers[int(beside * len(numbers))]
            package.put(title, f"{letters_of(at)}{row}", text(said), "inlineStr")

    return move


@st.composite
def sheets_renamed(draw) -> Move:
    share = draw(shares)
    new = draw(texts(line=True, limit=25).map(lambda name: "".join(each for each in name if each not in _FORBIDDEN)))

    def move(package: Package) -> None:
        taken = {title.casefold() for title in package.titles()}
        sheet = next(
            each for each in package.markup(WORKBOOK).iter(q("sheet")) if each.get("name") == _pick(package, share)
        )
        if new and new.casefold() not in taken:
            sheet.set("name", new)

    return move


@st.composite
def sheets_reordered(draw) -> Move:
    chance = draw(st.randoms(use_true_random=False))

    def move(package: Package) -> None:
        (sheets,) = package.markup(WORKBOOK).iter(q("sheets"))
        ordered = list(sheets)
        chance.shuffle(ordered)
        sheets[:] = ordered

    return move


shares = st.floats(0, 1, exclude_max=True)
moves = st.lists(rows_inserted() | columns_inserted() | sheets_renamed() | sheets_reordered(), min_size=1, max_size=6)


def rearranged(content: bytes, done: list[Move]) -> bytes:
    package = Package(content)
    for move in done:
        move(package)
    return package.save()


@pytest.fixture(scope="module")
def form(catalogue: Catalogue) -> bytes:
    return form_bytes(catalogue, answers_of(COMPLETE))


@pytest.fixture(scope="module")
def answers(form: bytes, catalogue: Catalogue) -> Intake:
    intake = read_form(form, catalogue)
    assert intake.findings == ()
    return intake


def as_before(content: bytes, answers: Intake, catalogue: Catalogue) -> None:
    again = read_form(content, catalogue)
    # What somebody wrote beside the form is told, and changes nothing.
    assert {told.code for told in again.findings} <= {"INT064"}
    assert again.values == answers.values
    assert again.notes == answers.notes


@EACH_A_FORM
@given(moves)
def test_what_is_moved_about_in_a_form_changes_no_answer(form, answers, catalogue, done):
    as_before(rearranged(form, done), answers, catalogue)


@pytest.mark.office
@settings(EACH_A_FORM, max_examples=1, phases=[Phase.generate])
@given(st.lists(moves, min_size=3, max_size=3))
def test_a_form_moved_about_and_saved_by_libreoffice_reads_as_before(form, answers, catalogue, tmp_path, several):
    for place, done in enumerate(several):
        (tmp_path / f"form-{place}.xlsx").write_bytes(rearranged(form, done))
    saved = resaved(sorted(tmp_path.glob("form-*.xlsx")), tmp_path)
    assert len(saved) == 3
    for content in saved:
        as_before(content, answers, catalogue)


def resaved(paths: list[Path], folder: Path) -> list[bytes]:
    """Return workbooks as LibreOffice writes them, all of them by one call."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "saved"), *map(str, paths)], check=True, capture_output=True)
    return [path.read_bytes() for path in sorted((folder / "saved").glob("*.xlsx"))]

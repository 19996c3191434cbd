"""A firm's deliverable laid over a shipped one or over one of its own: only what differs is declared."""

from collections.abc import Mapping

import pytest

from pipeline.library.declarations import read_documents
from pipeline.library.reading import DeclarationError
from pipeline.model.deliverable import Deliverable
from tests.library.test_declarations import DELIVERABLES, SHARED

Own = dict[str, str]
RENAMED = 'extends = "annex-iv"\ntitle = "Technical file"\n'
LETTER = 'extends = "annex-iv"\ntitle = "Letter"\ncode = "LET"\n'
ADDED = '[[section]]\nid = "own"\nheading = "Our method"\nlevel = 1\n'


def read(*libraries: Own) -> dict[str, Deliverable]:
    """Return the deliverables with those of libraries, nearest first, whose files are given by id."""
    own: list[Mapping[str, bytes]] = [
        {f"{name}/deliverable.toml": text.encode() for name, text in each.items()} for each in libraries
    ]
    return {entry.id: entry for entry in read_documents(DELIVERABLES, SHARED, (), own).deliverables}


SHIPPED = read()


def test_what_is_not_said_is_that_of_the_shipped_one() -> None:
    found = read({"annex-iv": RENAMED})
    assert found["annex-iv"].title == "Technical file"
    assert found["annex-iv"].section == SHIPPED["annex-iv"].section
    assert {name: entry for name, entry in found.items() if name != "annex-iv"} == {
        name: entry for name, entry in SHIPPED.items() if name != "annex-iv"
    }


def test_a_section_is_replaced_by_its_id_and_another_added_at_the_end() -> None:
    worded = '[[section]]\nid = "aiv_about"\nheading = "What this is"\n'
    found = read({"annex-iv": RENAMED + worded + ADDED})["annex-iv"].section
    assert [entry.id for entry in found] == [*(entry.id for entry in SHIPPED["annex-iv"].section), "own"]
    (about,) = [entry for entry in found if entry.id == "aiv_about"]
    (shipped,) = [entry for entry in SHIPPED["annex-iv"].section if entry.id == "aiv_about"]
    assert (about.heading, about.block) == ("What this is", shipped.block)


@pytest.mark.parametrize(("level", "before"), [(1, "aiv_1"), (2, "aiv_about_product"), (3, "aiv_about_product")])
def test_a_section_stands_behind_the_one_it_names_and_what_belongs_to_that_one(level: int, before: str) -> None:
    added = ADDED.replace("level = 1", f'level = {level}\nafter = "aiv_about"')
    ids = [entry.id for entry in read({"annex-iv": RENAMED + added})["annex-iv"].section]
    assert ids[ids.index("own") + 1] == before
    assert [name for name in ids if name != "own"] == [entry.id for entry in SHIPPED["annex-iv"].section]


def test_one_of_another_id_is_a_document_of_its_own() -> None:
    found = read({"letter": LETTER + ADDED})
    assert (found["letter"].id, found["letter"].title, found["letter"].code) == ("letter", "Letter", "LET")
    assert len(found["letter"].section) == len(SHIPPED["annex-iv"].section) + 1
    assert found["annex-iv"] == SHIPPED["annex-iv"]


def test_a_nearer_library_is_laid_over_a_farther_one() -> None:
    near, far = {"annex-iv": 'extends = "annex-iv"\nsubtitle = "For the Hamburg office"\n'}, {"annex-iv": RENAMED}
    found = read(near, far)["annex-iv"]
    assert (found.title, found.subtitle) == ("Technical file", "For the Hamburg office")
    assert found.section == SHIPPED["annex-iv"].section


def test_what_extends_another_sees_it_as_all_libraries_make_it() -> None:
    found = read({"annex-iv": 'extends = "annex-iv"\nsubtitle = "Ours"\n'}, {"letter": LETTER})
    assert (found["letter"].title, found["letter"].subtitle) == ("Letter", "Ours")


def test_one_may_extend_what_extends_another() -> None:
    found = read({"letter": LETTER, "note": 'extends = "letter"\ncode = "NOT"\n'})
    assert (found["note"].title, found["note"].code) == ("Letter", "NOT")


@pytest.mark.parametrize(
    ("libraries", "line"),
    [
        (
            [{"letter": 'extends = "annex-vi"\n'}],
            "letter/deliverable.toml: extends: no deliverable is called annex-vi; did you mean annex-iv?",
        ),
        (
            [{"letter": 'extends = "letter"\n'}],
            "letter/deliverable.toml: extends: no library below this one, and nothing that is shipped, declares letter",
        ),
        (
            [{"one": 'extends = "two"\n', "two": 'extends = "one"\n'}],
            "one/deliverable.toml: extends: goes round in a circle: two, one, two",
        ),
        (
            [{f"n{number}": f'extends = "n{number + 1}"\n' for number in range(30)}],
            "n20/deliverable.toml: extends: more than 20 deliverables extend one another",
        ),
        ([{"letter": "extends = 5\n"}], "letter/deliverable.toml: extends: is no id of a deliverable"),
        (
            [{"annex-iv": RENAMED + ADDED + 'after = "aiv_abut"\n'}],
            "annex-iv/deliverable.toml: section own: after: no section is called aiv_abut",
        ),
        ([{"letter": LETTER + 'id = "brief"\n'}], "letter/deliverable.toml: id: brief is not the name of its folder"),
        ([{"annex-iv": RENAMED + 'colour = "red"\n'}], "annex-iv/deliverable.toml: there is no key"),
    ],
)
def test_what_cannot_be_extended_is_told(libraries: list[Own], line: str) -> None:
    with pytest.raises(DeclarationError) as error:
        read(*libraries)
    assert any(told.startswith(line) for told in str(error.value).splitlines()), str(error.value)


def test_a_template_of_no_deliverable_is_told() -> None:
    with pytest.raises(
        DeclarationError, match=r"annex-4/template\.docx: no deliverable is called annex-4; did you mean"
    ):
        read_documents(DELIVERABLES, SHARED, (), [{"annex-4/template.docx": b""}])

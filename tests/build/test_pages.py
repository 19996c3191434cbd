"""Pages over many systems: folded from what was built, one a client and one over all, edits of people kept."""

import re
from pathlib import Path

import pytest

from pipeline.build.batch import Wish, run
from pipeline.build.portfolio_pages import SharedResult
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from tests.samples import COMPLETE, SAMPLES, answers_of, with_answers

PAGE = "portfolio.html"


def pages(results) -> dict[str | None, str]:
    return {result.client: result.state for result in results if isinstance(result, SharedResult)}


def build(client, **wish) -> dict[str | None, str]:
    catalogue = client.catalogue
    made = Wish(catalogue, load_templates(catalogue, ()), load_pages(catalogue, ()), **wish)
    return pages(run(scan([client.folder]), client.outputs, made))


def test_every_client_has_a_page_and_there_is_one_over_all(built: Path) -> None:
    clients = {sample.partition("/")[0] for sample in SAMPLES}
    assert {path.parent.name for path in built.glob(f"*/{PAGE}")} == clients
    whole = (built / PAGE).read_text(encoding="utf-8")
    for sample in SAMPLES:
        assert f'"{sample}/annex-iv.docx"' in whole
        client, _, system = sample.partition("/")
        own = (built / client / PAGE).read_text(encoding="utf-8")
        assert f'"{system}/annex-iv.docx"' in own
        assert sum(f'"{other}/annex-iv.docx"' in own for other in SAMPLES) == 0


def test_every_link_leads_to_a_document(built: Path) -> None:
    for page in (built / PAGE, *built.glob(f"*/{PAGE}")):
        links = re.findall(r'href="([^"#]+\.(?:docx|xlsx))"', page.read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (page.parent / link).is_file()] == []


def test_a_second_run_leaves_the_pages_as_they_are(client, bytes_of) -> None:
    assert build(client) == {"lindenhof": "built", None: "built"}
    before = bytes_of(client.outputs)
    assert build(client) == {"lindenhof": "unchanged", None: "unchanged"}
    assert bytes_of(client.outputs) == before


def test_what_a_system_says_anew_is_on_the_page(client) -> None:
    build(client)
    client.change("tenorscore", system__version="9.9.9")
    assert build(client) == {"lindenhof": "built", None: "built"}
    assert "9.9.9" in (client.outputs / "lindenhof" / PAGE).read_text(encoding="utf-8")


def test_a_system_that_was_built_before_stays_on_the_page(client) -> None:
    build(client)
    client.write("second", with_answers(answers_of(COMPLETE), {"system.id": "second", "system.name": "Second"}))
    (client.folder / "tenorscore.xlsx").unlink()
    build(client)
    page = (client.outputs / "lindenhof" / PAGE).read_text(encoding="utf-8")
    assert "Second" in page
    assert "TenorScore" in page


def test_a_page_that_a_person_edited_is_kept_and_the_new_one_is_put_beside_it(client) -> None:
    build(client)
    page = client.outputs / "lindenhof" / PAGE
    edited = page.read_bytes().replace(b"</main>", b"<p>Our remark</p></main>")
    page.write_bytes(edited)
    client.change("tenorscore", system__version="9.9.9")
    assert build(client) == {"lindenhof": "kept-edited", None: "built"}
    assert page.read_bytes() == edited
    assert b"9.9.9" in page.with_suffix(".new.html").read_bytes()


def test_without_a_system_there_is_no_page(client) -> None:
    (client.folder / "tenorscore.xlsx").unlink()
    assert build(client) == {}
    assert not (client.outputs / PAGE).exists()


@pytest.mark.parametrize("name", ["annex-iv", "portfolio"])
def test_only_what_is_asked_for_is_made(client, name) -> None:
    catalogue = client.catalogue
    wish = Wish(catalogue, load_templates(catalogue, (), [name]), load_pages(catalogue, (), [name]))
    results = list(run(scan([client.folder]), client.outputs, wish))
    made = {each.id for result in results if isinstance(result, SystemResult) for each in result.deliverables}
    assert made == ({name} if name != "portfolio" else set())
    assert bool(pages(results)) == (name == "portfolio")

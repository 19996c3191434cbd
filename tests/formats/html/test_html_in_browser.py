"""The page as a person uses it, in Chromium: sorting, filtering, asking cells, themes, print, and no script at all."""

from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from msgspec.structs import replace

from tests.portfolios import many, of_client, page_of, samples

pytestmark = pytest.mark.browser

COLUMNS = (
    *("System", "Client", "Class", "Route", "Next legal date", "Documented"),
    *("Blockers", "Priorities", "Management system: what it lends", "Documents"),
)
SHOWN = "els => els.filter(e => e.checkVisibility()).map(e => e.querySelector('bdi').textContent)"
KEYS = """(rows, column) => rows.map(row => {
  const cell = row.cells[column];
  return cell.dataset.v ?? cell.querySelector('bdi').textContent;
})"""
CONTRAST = """els => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = colour => {
    const [r, g, b] = rgb(colour).slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (rgb(colour)[3] === 255) return colour;
    }
    return 'white';
  };
  const seen = new Map();
  for (const element of els) {
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    seen.set(`${element.tagName}.${element.className}`, (a + .05) / (b + .05));
  }
  return [...seen].filter(([, ratio]) => ratio < 4.5);
}"""


def rows(tab: Any) -> Any:
    return tab.locator(".grid tbody tr")


def names(tab: Any, table: str = ".grid") -> list[str]:
    shown: list[str] = tab.locator(f"{table} tbody tr").evaluate_all(SHOWN)
    return shown


def number(key: str) -> Any:
    """Return a key as numbers where it is made of them: as a person orders it."""
    parts = key.replace("-", ".").split(".")
    return [int(part) for part in parts] if all(part.isdigit() for part in parts) else key.casefold()


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=COLUMNS)
def test_each_column_sorts_both_ways_by_pointer_and_by_keyboard(opened, column) -> None:
    tab = opened(many(24, clients=3))
    heads = tab.locator(".grid thead th")
    assert heads.nth(column).inner_text().strip() == COLUMNS[column]
    before = rows(tab).evaluate_all(KEYS, column)
    heads.nth(column).locator("button").click()
    ascending = rows(tab).evaluate_all(KEYS, column)
    assert heads.nth(column).get_attribute("aria-sort") == "ascending"
    heads.nth(column).locator("button").focus()
    tab.keyboard.press("Enter")
    descending = rows(tab).evaluate_all(KEYS, column)
    assert heads.nth(column).get_attribute("aria-sort") == "descending"
    assert heads.evaluate_all("els => els.filter(e => e.getAttribute('aria-sort') !== 'none').length") == 1
    assert sorted(before) == sorted(ascending) == sorted(descending)
    if all(isinstance(number(key), list) for key in before):
        assert [number(key) for key in ascending] == sorted(map(number, before))
        assert [number(key) for key in descending] == sorted(map(number, before), reverse=True)
    else:
        ordered = "([a, b]) => new Intl.Collator('en-GB', {numeric: true, sensitivity: 'base'}).compare(a, b)"
        assert all(tab.evaluate(ordered, list(pair)) <= 0 for pair in pairwise(ascending))
        assert all(tab.evaluate(ordered, list(pair)) >= 0 for pair in pairwise(descending))
    assert names(tab) == names(tab, ".heat")


def test_systems_that_are_equal_keep_their_order(opened) -> None:
    page = many(30)
    tab = opened(page)
    tab.get_by_role("button", name="Class").click()
    order = {system.summary.name: place for place, system in enumerate(page.systems)}
    shown = list(zip(rows(tab).evaluate_all(KEYS, 2), names(tab), strict=True))
    assert shown == sorted(shown, key=lambda each: (int(each[0]), order[each[1]]))


def test_text_and_each_facet_filter_alone_and_together_and_are_cleared(opened) -> None:
    page = many(60, clients=4)
    tab = opened(page)
    everything = [system.summary.name for system in page.systems]
    said = tab.locator("#shown")
    assert said.inner_text() == "60 of 60 systems shown"

    def wanted(**kinds: Any) -> list[str]:
        found = []
        for system in page.systems:
            summary = system.summary
            fits = (
                (kinds.get("text", "") in summary.name.lower())
                and (summary.classification.code == kinds.get("class", summary.classification.code))
                and (kinds.get("open") is None or not summary.classification.settled)
                and (summary.route.code == kinds.get("route", summary.route.code))
                and (kinds.get("priority") is None or summary.priorities[kinds["priority"]] > 0)
                and (system.client == kinds.get("client", system.client))
            )
            found += [summary.name] if fits else []
        return found

    tab.fill("#find", "AURIS scoring")
    assert names(tab) == names(tab, ".heat") == wanted(text="auris scoring") != []
    tab.fill("#find", "")
    for facet, value, kinds in (
        ("class", "high-risk", {"class": "high-risk"}),
        ("class", "not-settled", {"open": True}),
        ("route", "annex-vi", {"route": "annex-vi"}),
        ("priority", "P1", {"priority": "P1"}),
        ("client", "client-02", {"client": "client-02"}),
    ):
        tab.select_option(f"#by-{facet}", value)
        assert names(tab) == names(tab, ".heat") == wanted(**kinds)
        assert 0 < len(wanted(**kinds)) < len(everything)
        assert said.inner_text() == f"{len(wanted(**kinds))} of 60 systems shown"
        tab.select_option(f"#by-{facet}", "")
    tab.select_option("#by-class", "high-risk")
    tab.select_option("#by-client", "client-01")
    tab.fill("#find", "triage")
    both = wanted(**{"class": "high-risk", "client": "client-01", "text": "triage"})
    assert names(tab) == both != []
    tab.fill("#find", "no such system")
    assert names(tab) == []
    assert said.inner_text() == "0 of 60 systems shown"
    assert tab.locator(".nothing").is_visible()
    assert tab.locator(".stops tbody tr:visible").count() == 0
    tab.click("#clear")
    assert names(tab) == everything
    assert tab.locator(".nothing").is_hidden()


def test_a_class_in_the_overview_shows_its_systems_and_gives_them_back(opened) -> None:
    page = many(40)
    tab = opened(page)
    tile = tab.locator("[data-set=class][data-value=not-settled]")
    tile.click()
    open_ones = [system.summary.name for system in page.systems if not system.summary.classification.settled]
    assert names(tab) == open_ones
    assert tile.get_attribute("aria-current") == "true"
    tile.click()
    assert len(names(tab)) == 40


def test_the_column_of_clients_is_put_away(opened) -> None:
    tab = opened(samples())
    assert tab.locator("td.of-client").first.is_visible()
    tab.uncheck("#with-clients")
    assert tab.locator(".of-client:visible").count() == 0
    assert opened(of_client(samples(), "lindenhof")).locator("#with-clients").count() == 0


def test_every_link_leads_to_a_file_that_is_there_or_to_a_place_on_the_page(opened) -> None:
    tab = opened(samples())
    places = set(tab.locator("[id]").evaluate_all("els => els.map(e => '#' + e.id)"))
    links = tab.locator("a").evaluate_all("els => els.map(e => [e.getAttribute('href'), e.href])")
    assert len([written for written, _ in links if not written.startswith("#")]) > 5
    for written, whole in links:
        if written.startswith("#"):
            assert written in places
        else:
            assert Path(unquote(urlsplit(whole).path)).is_file()


def test_a_hostile_page_runs_nothing(opened) -> None:
    system = samples().systems[0]
    evil = "<img src=x onerror=\"document.title='hit'\"><script>document.title='hit'</script>"
    summary = replace(system.summary, name=evil, system=evil, version=evil)
    documents = tuple(replace(each, title=evil, because=evil) for each in system.deliverables)
    named = replace(system, client=evil, client_name=evil, summary=summary, deliverables=documents)
    tab = opened(page_of(named, failed=[(evil, evil)]))
    assert "hit" not in tab.title()
    assert tab.locator("img").count() == 0
    assert evil in tab.locator(".grid tbody th").inner_text()


def test_all_controls_are_reached_by_keyboard_and_show_the_focus(opened) -> None:
    tab = opened(samples())
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(400):
        element = tab.evaluate_handle("document.activeElement")
        assert element.evaluate("e => e === document.body || getComputedStyle(e).outlineStyle !== 'none'")
        reached.add(element.evaluate("e => e.id || e.className || e.textContent.trim() || e.tagName"))
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.className") == "skip" or tab.evaluate(
            "document.activeElement === document.body"
        ):
            break
    assert {"find", "by-class", "by-route", "by-priority", "by-client", "with-clients", "clear", "theme"} <= reached
    assert set(COLUMNS) <= reached


def test_a_cell_tells_all_its_counts_to_pointer_and_keyboard(opened) -> None:
    page = samples()
    tab = opened(page)
    cells = tab.locator(".heat tbody tr").nth(1).locator("td")
    cells.nth(2).click()
    told = tab.locator(".detail")
    assert told.inner_text().startswith("HR Assistant, Art 5: ")
    tab.keyboard.press("ArrowRight")
    assert told.inner_text().startswith("HR Assistant, Art 6: ")
    tab.keyboard.press("ArrowUp")
    assert told.inner_text().startswith("TenorScore, Art 6: ")
    tab.keyboard.press("End")
    heat = next(each for each in page.systems[0].summary.heat if each.article == "Annex VIII")
    counts = f"{heat.not_met} not met, {heat.unknown} not settled, {heat.partly} partly, {heat.met} met"
    assert told.inner_text().startswith(f"TenorScore, Annex VIII: {counts}.")
    tab.fill("#find", "proctify")
    assert tab.locator(".heat td[tabindex='0']").evaluate("e => e.parentNode.hidden") is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_in_both_themes(opened, scheme) -> None:
    tab = opened(samples(), color_scheme=scheme)
    background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(17, 22, 29)") is (scheme == "dark")
    tab.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
    assert tab.locator("body *").evaluate_all(CONTRAST) == []


def test_the_reader_may_choose_the_theme(opened) -> None:
    tab = opened(samples(), color_scheme="light")
    button = tab.locator("#theme")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 29)"
    button.click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 247, 249)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_there_are_all_rows_in_colours_for_paper_and_no_controls(opened, scheme) -> None:
    page = many(40)
    tab = opened(page, color_scheme=scheme)
    assert tab.locator(".stops details").count() > 0
    tab.fill("#find", "triage")
    assert 0 < len(names(tab)) < 40
    tab.emulate_media(media="print")
    assert len(names(tab)) == len(names(tab, ".heat")) == 40
    assert tab.locator(".stops tbody tr:visible").count() == tab.locator(".stops tbody tr").count()
    links = tab.locator(".stops a")
    assert links.evaluate_all("els => els.every(e => e.checkVisibility())")
    assert tab.locator(".controls").is_hidden()
    assert tab.locator("#theme").is_hidden()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(30, 37, 46)"
    assert tab.evaluate("getComputedStyle(document.querySelector('.grid thead')).display") == "table-header-group"
    assert tab.evaluate("getComputedStyle(document.querySelector('.grid tbody tr')).breakInside") == "avoid"


def test_without_scripts_everything_is_there(opened) -> None:
    page = samples()
    tab = opened(page, java_script_enabled=False)
    assert [tab.locator(".grid tbody th bdi").nth(2 * place).inner_text() for place in range(4)] == [
        system.summary.name for system in page.systems
    ]
    assert all(row.is_visible() for row in rows(tab).all())
    assert tab.locator(".heat td:visible").count() == 4 * len(page.systems[0].summary.heat)
    assert tab.locator(".controls").is_hidden()
    assert tab.locator("#theme").is_hidden()
    assert tab.locator(".grid thead button").count() == 0


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_nothing_runs_off_the_side(opened, width) -> None:
    tab = opened(many(8), viewport={"width": width, "height": 900})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_without_systems_opens(opened) -> None:
    tab = opened(page_of(failed=[("a.xlsx", "No workbook.")]))
    assert tab.locator(".failed").is_visible()
    assert tab.locator(".controls").is_hidden()

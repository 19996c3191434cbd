"""The page as text: complete, the same each time, of one piece, and deaf to what an answer would like to be."""

import base64
import hashlib
import re
import tomllib
from html.parser import HTMLParser

import pytest
from msgspec import convert
from msgspec.structs import replace

from pipeline.formats.html_figures import figures_of
from pipeline.formats.html_links import relative_link
from pipeline.formats.html_page import PageError, render_page
from pipeline.formats.html_rows import NOT_SETTLED
from pipeline.formats.html_timeline import lay_out
from pipeline.model.page_words import PageWords
from pipeline.model.portfolio import PortfolioDeliverable, PortfolioPage, PortfolioSystem
from pipeline.model.summary import Blocker, NextDay, Term
from tests.portfolios import FILES, TEMPLATE, many, of_client, page_of, samples

HOSTILE = (
    "<script>alert(1)</script>\"><img src=x onerror=alert(2)>' onmouseover=alert(3) "
    "</title></style></textarea>{{ 7 * 7 }}{% raw %} javascript:alert(4) &amp; \u202e\x00\x1b\ud800"
)
VOID = {"meta", "input", "path", "circle", "br", "link", "img"}


class Read(HTMLParser):
    """Every element with its attributes, and the text outside of style and script."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.inside = ""
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.inside = tag

    def handle_endtag(self, tag):  # noqa: ARG002
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in ("style", "script"):
            self.text += data

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def words() -> PageWords:
    return convert(tomllib.loads(FILES["words.toml"].decode()), PageWords)


def hostile() -> PortfolioPage:
    system = samples().systems[2]
    summary = system.summary
    return PortfolioPage(
        HOSTILE,
        HOSTILE,
        HOSTILE,
        HOSTILE,
        (
            PortfolioSystem(
                HOSTILE,
                HOSTILE,
                replace(
                    summary,
                    system=HOSTILE,
                    name=HOSTILE,
                    version=HOSTILE,
                    organisation=HOSTILE,
                    classification=Term(HOSTILE, HOSTILE, settled=True),
                    route=Term(HOSTILE, HOSTILE, settled=False),
                    days=(NextDay(HOSTILE, HOSTILE, settled=True),),
                    completeness=tuple(replace(each, place=HOSTILE, title=HOSTILE) for each in summary.completeness),
                    blockers=(Blocker(HOSTILE, (HOSTILE,)),),
                    heat=tuple(replace(each, article=HOSTILE, worst=HOSTILE) for each in summary.heat[:1]),
                    support=replace(summary.support, state=HOSTILE, in_scope=HOSTILE),
                    priorities={HOSTILE: 1},
                ),
                (PortfolioDeliverable("x", HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE),),
            ),
        ),
        ((HOSTILE, HOSTILE),),
    )


@pytest.mark.parametrize("page", [samples(), many(30), hostile()], ids=["samples", "many", "hostile"])
def test_the_page_loads_nothing_and_links_to_files_beside_it_only(page) -> None:
    made = render_page(page, FILES)
    read = Read(made)
    assert not {"link", "img", "iframe", "object", "embed", "base", "video", "audio", "source"} & {
        tag for tag, _ in read.elements
    }
    for tag, attributes in read.elements:
        assert "src" not in attributes, tag
        assert "style" not in attributes, tag
        assert [name for name in attributes if name.startswith("on")] == []
        href = attributes.get("href", "#")
        assert re.fullmatch(r"#[\w-]+|#|[\w.~%-][\w.~%/-]*", href, re.ASCII), href
    assert re.findall(rb"https?:|url\(|@import|fetch\(|XMLHttp", made) == []
    assert len(read.of("script")) == len(read.of("style")) == 1


def test_the_policy_admits_exactly_the_style_and_the_script_of_the_page() -> None:
    made = render_page(samples(), {**FILES, "page.js": FILES["page.js"].replace(b"\n", b"\r\n")}).decode()
    policy = Read(made.encode()).of("meta")[1]["content"]
    for element in ("style", "script"):
        text = made.partition(f"<{element}>")[2].partition(f"</{element}>")[0]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_answers_are_text_whatever_they_hold() -> None:
    made = render_page(hostile(), FILES)
    read = Read(made)
    plain = Read(render_page(samples(), FILES))
    assert {tag for tag, _ in read.elements} <= {tag for tag, _ in plain.elements}
    assert "<script>alert(1)</script>" in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert "\x00" not in read.text
    assert "\ufffd" in read.text


def test_the_same_page_gives_the_same_bytes() -> None:
    first, again = render_page(many(20), FILES), render_page(many(20), dict(reversed(FILES.items())))
    assert first == again


def test_the_page_says_no_percentage_and_claims_no_compliance() -> None:
    text = " ".join(Read(render_page(many(40), FILES)).text.split())
    assert "%" not in text
    assert "per cent" not in text
    assert [sentence for sentence in re.split(r"[.:] ", text) if "compl" in sentence and "compliant" in sentence] == []
    assert "Nothing on this page says that a system complies with the law" in text
    assert "gives no presumption of conformity" in text
    assert "A named person reviews, decides and signs" in text


@pytest.mark.parametrize("page", [samples(), many(200)], ids=["samples", "many"])
def test_every_system_and_every_document_is_there(page) -> None:
    read = Read(render_page(page, FILES))
    text = " ".join(read.text.split())
    links = [attributes["href"] for attributes in read.of("a")]
    assert len([row for row in read.of("tr") if "data-class" in row]) == len(page.systems)
    for system in page.systems:
        assert system.summary.name in text
        for document in system.deliverables:
            assert document.title in text
            assert not document.href or document.href in links
    for workbook, why in page.failed:
        assert workbook in text
        assert why in text


def test_what_is_open_is_shown_as_not_settled_and_never_as_no() -> None:
    (system,) = (each for each in samples().systems if each.summary.system == "safesite-ai")
    page = page_of(system)
    read = Read(render_page(page, FILES))
    (row,) = [row for row in read.of("tr") if "data-class" in row]
    assert row["data-class"] == row["data-route"] == NOT_SETTLED
    assert "it depends on Q 2.19, 2.20, 2.22" in read.text
    (group,) = figures_of(page, words()).classes
    assert (group.words, group.tone) == ("Not settled", "open")
    silent = replace(system.summary, classification=Term("high-risk", "", settled=False))
    assert figures_of(page_of(replace(system, summary=silent)), words()).classes[0].code == NOT_SETTLED


def test_a_cell_says_what_is_gravest_and_never_hides_what_is_open_beside_it() -> None:
    system = samples().systems[0]
    cell = system.summary.heat[0]

    def told(*counts: int, worst: str = "") -> tuple[str, str, str]:
        heat = (replace(cell, met=counts[0], partly=counts[1], not_met=counts[2], unknown=counts[3], worst=worst),)
        page = page_of(replace(system, summary=replace(system.summary, heat=heat)))
        found = figures_of(page, words()).rows[0].cells[0]
        return found.kind, f"{found.sign}{found.number}{found.also}", found.counts

    assert told(4, 1, 2, 3, worst="paper") == ("open", "✕2?3", "2|3|1|4|paper")
    assert told(4, 1, 2, 0, worst="critical") == ("grave", "✖2", "2|0|1|4|critical")
    assert told(4, 1, 0, 3) == ("unknown", "?3", "0|3|1|4")
    assert told(4, 1, 0, 0) == ("partly", "○1", "0|0|1|4")
    assert told(4, 0, 0, 0) == ("met", "●4", "0|0|0|4")
    assert told(0, 0, 0, 0) == ("none", "–0", "")


@pytest.mark.parametrize(("done", "step"), [(0, 0), (1, 1), (500, 10), (999, 19), (1000, 20)])
def test_a_bar_is_empty_or_full_only_where_that_is_so(done, step) -> None:
    system = samples().systems[0]
    places = (replace(system.summary.completeness[0], documented=done, applying=1000),)
    page = page_of(replace(system, summary=replace(system.summary, completeness=places)))
    assert figures_of(page, words()).rows[0].places[0].step == step
    assert f"{done} of 1000" in Read(render_page(page, FILES)).text
    assert f".bars .b{step} {{".encode() in FILES["page.css"] or step == 0


def test_articles_stand_in_the_order_of_the_law() -> None:
    assert figures_of(samples(), words()).articles[:4] == ("Art 4", "Art 4a", "Art 5", "Art 6")
    assert figures_of(samples(), words()).articles[-4:] == ("Annex IV", "Annex V", "Annex VI", "Annex VIII")


def test_the_page_of_one_client_has_no_column_of_clients() -> None:
    read = Read(render_page(of_client(samples(), "lindenhof"), FILES))
    assert "Lindenhof Kreditsysteme GmbH" in read.text
    assert [attributes for _, attributes in read.elements if "of-client" in attributes.get("class", "")] == []


def test_a_page_without_systems_says_so() -> None:
    read = Read(render_page(page_of(client="Nobody", failed=[("a.xlsx", "No workbook.")]), FILES))
    assert "No system could be read." in read.text
    assert "No workbook." in read.text


def test_200_systems_stay_under_two_megabytes() -> None:
    assert len(render_page(many(200), FILES)) < 1_200_000


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("a/b.docx", "a/b.docx"),
        ("a b/ü.docx", "a%20b/%C3%BC.docx"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("//host/x", ""),
        ("/etc/x", ""),
        ("\\\\host\\x", "%5C%5Chost%5Cx"),
        ("a?b#c%d", "a%3Fb%23c%25d"),
        ("", ""),
    ],
)
def test_a_link_is_relative_or_none(path, link) -> None:
    assert relative_link(path) == link


def test_labels_of_the_timeline_do_not_cover_each_other() -> None:
    days = figures_of(samples(), words()).days
    crowd = [replace(days[0], date=f"2027-{month:02}-{day:02}") for month in (1, 2) for day in range(1, 20, 6)]
    strip = lay_out([*crowd, replace(days[0], date="2031-01-01"), replace(days[0], date="some day")], "2026-11-27")
    labels = [(mark.label_x, mark.label_y) for mark in strip.marks if mark.label_y >= 0]
    assert len(strip.marks) == len(crowd) + 1
    assert 1 < len(labels) < len(strip.marks)
    for place, (x, y) in enumerate(labels):
        assert all(abs(x - other_x) >= 124 or abs(y - other_y) >= 30 for other_x, other_y in labels[:place])
        assert 62 <= x <= strip.width - 62
        assert 0 < y < strip.height
    assert lay_out([], "").marks == ()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("page.css", b"a{}</style>", "would end it"),
        ("page.js", b"'</SCRIPT>'", "would end it"),
        ("page.js", b"\xff", "UTF-8"),
        ("words.toml", b"language = 'en'", "cannot be used"),
        ("words.toml", b"=", "cannot be used"),
        ("page.html", b"{{ page.nobody }}", "not known"),
        ("page.html", b"{{ words.page.clear() }}", "may"),
        ("page.html", b"{% if %}", "cannot be read"),
    ],
)
def test_files_that_cannot_be_used_are_refused_in_words(name, content, why) -> None:
    with pytest.raises(PageError, match=why):
        render_page(samples(), {**FILES, name: content})


def test_a_missing_file_is_named() -> None:
    with pytest.raises(PageError, match=r"page\.css"):
        render_page(samples(), {name: content for name, content in FILES.items() if name != "page.css"})


def test_the_page_has_the_accent_of_the_house_style() -> None:
    style = tomllib.loads((TEMPLATE.parent / "house-style.toml").read_text(encoding="utf-8"))
    assert f"--accent: light-dark(#{style['colour']['accent'].lower()}," in FILES["page.css"].decode()
    assert f"--text: light-dark(#{style['colour']['text'].lower()}," in FILES["page.css"].decode()

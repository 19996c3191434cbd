"""What no output may say: a share of overlap, or that a standard makes a duty met."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from tests.documents import Printed

STANDARD = re.compile(r"42001|27001|18286|\bAIMS\b|(?<!quality )(?<!risk )management system|\bISO\b", re.IGNORECASE)
SHARE = re.compile(r"\d\s*(?:%|per ?cent)", re.IGNORECASE)
CLAIM = re.compile(
    r"\b(?:compliant|compliance is|conforms?|fulfil(?:s|led)?|satisf(?:y|ies|ied)|meets?|is met|are met|covers? the|"
    r"presum(?:ed|ption)|proves?|closes?|exempts?)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:no|not|never|nothing|none|neither|nor|without|cannot|only (?:a|by a) (?:named )?person|whether|if|before|"
    r"a named person|must|has to|have to|does it|needs?|asks?|often said|until|is said to)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n")


class _Text(HTMLParser):
    """Gathers the text of a page, scripts and styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.pieces += [value for name, value in attrs if name in ("title", "alt", "aria-label") and value]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def text_of(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".docx":
        document = Printed(content)
        return f"{document.text}\n{document.running}"
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, read_only=True)
        return "\n".join(
            str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
        )
    if path.suffix == ".html":
        page = _Text()
        page.feed(content.decode())
        return "\n".join(page.pieces)
    return content.decode()


def outputs(built: Path) -> Iterator[Path]:
    yield from (path for path in sorted(built.rglob("*")) if path.is_file() and not path.name.endswith(".lock"))


def claims(text: str) -> Iterator[str]:
    """Yield each sentence on a standard that claims something for it, or counts it into a share."""
    for sentence in SENTENCE.split(text):
        if STANDARD.search(sentence) and (
            SHARE.search(sentence) or (CLAIM.search(sentence) and not DENIAL.search(sentence))
        ):
            yield sentence


@pytest.mark.parametrize(
    "said",
    [
        "ISO/IEC 42001 covers 70 % of the Regulation.",
        "The AIMS gives 65 percent overlap.",
        "With the AIMS certificate the duty of Art 17 is met.",
        "The system is compliant thanks to ISO 42001.",
        "The management system fulfils Art 9.",
        "EN 18286 gives a presumption of conformity.",
    ],
)
def test_a_claim_is_seen(said: str) -> None:
    assert list(claims(said)) == [said]


@pytest.mark.parametrize(
    "said",
    [
        "No duty is met by ISO/IEC 42001, and no presumption of conformity follows from it.",
        "The certificate was issued on 3 March 2026.",
        "Accuracy was 91 % on the test set.",
    ],
)
def test_what_claims_nothing_is_left_alone(said: str) -> None:
    assert list(claims(said)) == []


def test_no_output_claims_anything_for_a_standard(built: Path) -> None:
    told = {
        path.relative_to(built).as_posix(): found
        for path in outputs(built)
        # What a client writes of itself is its own; profile.json holds nothing else.
        if path.name != "profile.json" and (found := list(claims(text_of(path))))
    }
    assert told == {}
    kinds = {path.suffix for path in outputs(built)}
    assert {".docx", ".xlsx", ".html", ".json"} <= kinds


def test_where_a_standard_is_spoken_of_it_is_said_that_it_closes_nothing(built: Path) -> None:
    for path in outputs(built):
        if path.name in ("gap-analysis.docx", "portfolio.html"):
            assert re.search(r"no duty|makes no|no presumption", text_of(path)), path.name


def test_no_manifest_holds_a_share(built: Path) -> None:
    for path in built.glob("*/*/manifest.json"):
        summary = json.loads(path.read_bytes())["summary"]
        assert set(summary["support"]) == {"state", "in_scope", "system", "organisation"}
        assert all(isinstance(summary["support"][name], int) for name in ("system", "organisation"))

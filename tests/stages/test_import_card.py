"""Model cards and JSON files to answers: what goes where, by which source, and what is left over."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from pipeline.formats.card_file import read_card, read_json
from pipeline.library.import_faults import import_faults
from pipeline.library.load import load_catalogue
from pipeline.model.imports import ImportEntry, Imports, SourceKind
from pipeline.model.prefill import Prefill
from pipeline.model.profile import SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.model.scalar import TEXT_LIMIT
from pipeline.stages.import_card import import_card
from pipeline.stages.import_offers import folded
from pipeline.stages.import_rows import MOST_ROWS
from pipeline.stages.join import leaves_of

CARDS = Path(__file__).parent / "cards"
FIRM = Path(__file__).parents[1] / "library" / "firm"
METRICS_OF_TASK_2 = "model-index[1].results[2].metrics[1]"
SILENT = "heading License; heading Downstream Use [optional]; heading Cloud Provider"


@pytest.fixture
def take(catalogue):
    """Return what takes over a card of Markdown or the data of a JSON file, by shipped or other declarations."""

    def taken(source: str | dict[str, Any], imports: Imports | None = None, form: Form = Form.SYSTEM) -> Prefill:
        if isinstance(source, str):
            card, _ = read_card("card.md", source.encode())
        else:
            card, _ = read_json("entry.json", json.dumps(source).encode())
        assert card is not None
        return import_card(card, imports or catalogue.imports, catalogue.questionnaire, form)

    return taken


def imports_of(text: str) -> Imports:
    """Return declarations."""
    return Imports(convert(tuple(tomllib.loads(text)["entry"]), tuple[ImportEntry, ...]))


def left(taken: Prefill) -> dict[str, str]:
    return {each.where: each.text for each in taken.left_over}


def told(taken: Prefill) -> list[tuple[str, str]]:
    return [(each.code, each.message) for each in taken.intake.findings]


# ------------------------------------------------------------------ whole cards


def test_a_card_after_the_usual_template_answers_what_its_headings_say(take):
    taken = take((CARDS / "recruitment.md").read_text(encoding="utf-8"))
    values = leaves_of(taken.intake.values)
    assert values == {
        "purpose.intended_purpose": "Recruiters of a single employer let it order the applications for one vacancy."
        " It proposes an order and rejects nobody.",
        "purpose.conditions": "- Not for promotions or dismissals.\n- Not for posts with fewer than 20 applications;"
        " see the guide (https://docs.example/guide).",
        "development.parts[PT-01].name": "ShortlistRank",
        "development.parts[PT-01].version": "1.10",
        "development.parts[PT-02].name": "harbour-labs/plain-encoder-base",
        "development.parts[PT-02].use": "Relation to the model of the card: finetune",
        "development.compute[CP-01].hardware": "4 rented graphics processors",
        "development.compute[CP-01].amount": 310,
        "data.data_sets[DS-01].name": "harbour-labs/vacancies-2025",
        "data.data_sets[DS-02].name": "harbour-labs/applications-2025",
        "data.data_sets[DS-03].used_for": ("training",),
        "data.data_sets[DS-03].provenance": "18,400 applications of 14 employers, names removed.",
        "data.data_sets[DS-04].used_for": ("testing",),
        "data.data_sets[DS-04].provenance": "2,000 applications kept apart by employer.",
        "data.training_techniques": "Fine-tuned for three epochs.\n\nPreprocessing [optional]\n"
        "Dates of birth were cut out.\n\n- Training regime: fp16 mixed precision",
        "performance.metrics[ME-01].name": "nDCG at 10",
        "performance.metrics[ME-01].value": 0.812345678901234,
        "performance.metrics[ME-01].method": "Model: ShortlistRank\nTask: Ranking of applications\n"
        "Data set: Applications 2025\nPart of it: test",
        "performance.metrics[ME-02].name": "precision",
        "performance.metrics[ME-02].value": 0.71,
        "performance.metrics[ME-02].method": "Model: ShortlistRank\nTask: Ranking of applications\n"
        "Data set: Applications 2025\nPart of it: test",
        "performance.metrics[ME-03].name": "recall",
        "performance.metrics[ME-03].method": "Model: ShortlistRank\nData set: Vacancies 2025",
        "performance.metric_suitability": "nDCG, since the order counts.",
        "performance.limitations": "Career breaks lower the score.\n\nRecommendations\n"
        "Have a trained person read every application.",
        "testing.procedures": "Factors\nGender and age band.\n\nResults\nGroup | nDCG\nwomen | 0.80\nmen | 0.82",
    }
    assert set(taken.sources) == set(values)


def test_everything_else_of_a_card_is_left_over_in_its_order(take):
    taken = take((CARDS / "recruitment.md").read_text(encoding="utf-8"))
    assert left(taken) == {
        "model card card.md, metadata license": "other",
        "model card card.md, metadata language": "en, no",
        "model card card.md, metadata tags": "ranking, recruitment",
        "model card card.md, metadata metrics[1]": "ndcg",
        "model card card.md, metadata model-index": "[1].results[1].task.type: text-ranking\n"
        "[1].results[1].dataset.type: harbour-labs/applications-2025\n"
        "[1].results[1].metrics[1].type: ndcg\n"
        "[1].results[2].task.type: text-ranking\n"
        "[1].results[2].dataset.type: harbour-labs/vacancies-2025\n"
        "[1].results[2].metrics[1].value: about 0.6",
        "model card card.md, title": "Model Card for ShortlistRank",
        "model card card.md, heading Model Card for ShortlistRank": "ShortlistRank orders job applications for a"
        " recruiter.",
        "model card card.md, heading Model Description": "A cross-encoder that reads a vacancy and an application and"
        " gives a score.\n\n- Developed by: Harbour Labs\n- Model type: Cross-encoder\n- Finetuned from model"
        " [optional]: plain-encoder-base (https://models.example/harbour-labs/plain-encoder-base)",
        "model card card.md, heading How to Get Started with the Model": "rank(vacancy, applications)",
        "model card card.md, heading Model Card Contact": "cards@harbour-labs.example",
    }
    assert told(taken) == [
        (
            "INT060",
            f"what stands at metadata {METRICS_OF_TASK_2}.value was not taken over: it is no plain number",
        ),
        (
            "INT061",
            f"nothing, or only words that stand for nothing, was found at {SILENT}",
        ),
    ]


def test_a_card_without_metadata_answers_by_its_headings_alone(take):
    taken = take((CARDS / "vision.md").read_text(encoding="utf-8"))
    assert leaves_of(taken.intake.values) == {
        "purpose.intended_purpose": "Warns the site manager when a person without a helmet is in the picture.",
        "development.expected_output": "Boxes with a confidence from 0 to 1.",
        "data.data_sets[DS-01].provenance": "12,000 pictures of six sites in Portugal.",
        "performance.limitations": "Rain and dusk lower its recall.",
        "performance.input_data[IN-01].format": "Colour pictures of at least 1280 by 720 pixels.",
    }
    assert list(left(taken)) == [
        "model card card.md, title",
        "model card card.md, heading SiteEye 3",
        "model card card.md, heading Intended uses & limitations",
        "model card card.md, heading Ethical Considerations",
        "model card card.md, heading Citation",
    ]
    assert [code for code, _ in told(taken)] == ["INT061"]


def test_an_entry_of_an_inventory_answers_by_its_keys(take):
    taken = take(
        {
            "systemId": "HR-7",
            "name": "ShortlistRank",
            "version": "3.2",
            "riskClass": "high",
            "Intended use": ["Ordering applications.", "Explaining the order."],
            "personal_data": True,
            "first_release": "2026-03-02",
            "datasets": [{"name": "Applications", "records": 18400, "owner": "HR"}],
            "metrics": [{"name": "nDCG", "value": 0.81, "unit": "ratio", "threshold": 0.75}],
        }
    )
    assert leaves_of(taken.intake.values) | {"system.first_release": "2026-03-02"} == {
        "system.id": "HR-7",
        "system.name": "ShortlistRank",
        "system.version": "3.2",
        "system.first_release": "2026-03-02",
        "purpose.intended_purpose": "- Ordering applications.\n- Explaining the order.",
        "data.personal_data": True,
        "data.data_sets[DS-01].name": "Applications",
        "data.data_sets[DS-01].records": 18400,
        "performance.metrics[ME-01].name": "nDCG",
        "performance.metrics[ME-01].value": 0.81,
        "performance.metrics[ME-01].unit": "ratio",
        "performance.metrics[ME-01].threshold": "0.75",
    }
    assert taken.sources["purpose.intended_purpose"] == "JSON file entry.json, key Intended use[1]; key Intended use[2]"
    assert left(taken) == {
        "JSON file entry.json, key riskClass": "high",
        "JSON file entry.json, key datasets[1].owner": "HR",
    }


@pytest.mark.parametrize("name", ["recruitment", "vision"])
def test_what_is_taken_over_is_what_the_profile_admits(take, name):
    values = take((CARDS / f"{name}.md").read_text(encoding="utf-8")).intake.values
    profile = SystemProfile.model_validate({**values, "system": {"id": "x"}}, strict=False)
    assert profile.model_dump(exclude_none=True) == {**values, "system": {"id": "x"}}


# ------------------------------------------------------------------ rules, by declarations of a test


def entry(fact: str, keys: str = "", headings: str = "", more: str = "") -> str:
    of = '["model-card", "json"]'
    return f'[[entry]]\nid = "a"\nof = {of}\nfact = "{fact}"\nkeys = [{keys}]\nheadings = [{headings}]\n{more}\n'


@pytest.mark.parametrize(
    ("fact", "more", "said", "value"),
    [
        ("system.name", "", "Rank  ", "Rank"),
        ("system.name", "", 7, "7"),
        ("system.name", "", ["a", "b"], "a, b"),
        ("system.id", "", "HR-7", "HR-7"),
        ("purpose.context", "", "one\r\ntwo\u202e", "one\ntwo"),
        ("purpose.context", "", ["a", "b"], "- a\n- b"),
        ("data.personal_data", "", True, True),
        ("data.personal_data", "", "No", False),
        ("data.personal_data", 'codes = {"none at all" = "no"}', "None at all!", False),
        ("documents.status", "", "draft", "draft"),
        ("documents.status", 'codes = {"in review" = "review"}', "In Review", "review"),
        ("system.roles", "", ["provider", "deployer"], ("provider", "deployer")),
    ],
)
def test_a_value_is_taken_as_its_question_asks(take, fact, more, said, value):
    taken = take({"k": said}, imports_of(entry(fact, '"k"', more=more)))
    assert leaves_of(taken.intake.values) == {fact: value}
    assert taken.left_over == ()


@pytest.mark.parametrize(
    ("fact", "said", "why"),
    [
        ("system.name", "one\ntwo", "line break"),
        ("system.id", "harbour/rank", "is not an id"),
        ("system.name", "Not sure", "reads as a state"),
        ("purpose.context", "x" * (TEXT_LIMIT + 1), "is longer than"),
        ("data.personal_data", "perhaps", "neither yes nor no"),
        ("data.personal_data", 1, "neither yes nor no"),
        ("data.personal_data", [True, False], "several values"),
        ("documents.status", "old", "none of the choices"),
        ("system.roles", ["provider", "friend"], "none of the choices"),
        ("documents.completed", "02/03/2026", "no date"),
        ("documents.completed", "1850-01-01", "lies before"),
    ],
)
def test_what_an_answer_cannot_hold_is_told_and_left_over_whole(take, fact, said, why):
    taken = take({"k": said}, imports_of(entry(fact, '"k"')))
    assert taken.intake.values == {}
    assert why in told(taken)[0][1]
    assert [code for code, _ in told(taken)] == ["INT060", "INT062"]
    spelled = [
        str(each).lower() if isinstance(each, bool) else str(each)
        for each in (said if isinstance(said, list) else [said])
    ]
    assert "".join(each.text for each in taken.left_over) == ", ".join(spelled)


METRIC = '[[entry.column]]\nid = "value"\nkeys = ["m.v"]\n'


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (3, 3),
        (3.0, 3),
        (0.1234567890123456789, 0.123456789012346),
        ("0.875", 0.875),
        ("12.5", 12.5),
        ("12", 12),
        ("1.234", None),
        ("1,5", None),
        ("87 %", None),
        (True, None),
        ("inf", None),
        (10**400, None),
    ],
)
def test_a_number_is_taken_only_where_it_can_mean_one_thing(take, said, value):
    taken = take({"m": [{"v": said}]}, imports_of(entry("performance.metrics", '"m"', more=METRIC)))
    assert leaves_of(taken.intake.values) == ({} if value is None else {"performance.metrics[ME-01].value": value})
    assert bool(taken.left_over) is (value is None)


@pytest.mark.parametrize(
    "said", ["", "  ", "[More Information Needed]", "**More information needed**", "TBD", "n/a", "<!-- fill in -->"]
)
def test_words_that_stand_for_nothing_are_told_and_neither_taken_nor_kept(take, said):
    taken = take(f"## Limitations\n\n{said}\n")
    assert (taken.intake.values, taken.left_over) == ({}, ())
    assert [code for code, _ in told(taken)] == ["INT061", "INT062"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Uses\n\na\n\n### More\n\nb", {"purpose.context": "a\n\nMore\nb"}),
        ("## Uses\n\na\n\n### Limits\n\nb\n\n#### Deep\n\nc\n\n### Rest\n\nd",
         {"purpose.context": "a\n\nRest\nd", "purpose.misuse": "b\n\nDeep\nc"}),
        ("## Uses\n\na\n\n## Next\n\nb", {"purpose.context": "a"}),
        ("## USES!\n\na\n\n## uses [optional]\n\nb", {"purpose.context": "a\n\nb"}),
        ("## Other\n\n- **Uses:** a\n- **Else:** b", {"purpose.context": "a"}),
        ("## Uses\n\na\n\n- **Limits:** b\n- c", {"purpose.context": "a\n\n- c", "purpose.misuse": "b"}),
        ("Uses\n====\n\na", {"purpose.context": "a"}),
    ],
)  # fmt: skip
def test_the_text_of_a_heading_runs_to_the_next_of_its_level_without_what_is_named_itself(take, text, expected):
    declared = imports_of(
        entry("purpose.context", headings='"Uses"') + entry("purpose.misuse", headings='"limits"').replace('"a"', '"b"')
    )
    assert leaves_of(take(text, declared).intake.values) == expected


def test_the_first_entry_that_answers_a_question_counts_and_the_rest_is_left_over(take):
    declared = imports_of(entry("system.name", '"n", "m"') + entry("system.name", '"o"').replace('"a"', '"b"'))
    taken = take({"n": "one\ntwo", "m": "three", "o": "four"}, declared)
    assert leaves_of(taken.intake.values) == {"system.name": "three"}
    assert list(left(taken).values()) == ["one\ntwo", "four"]


def test_a_row_takes_what_stands_in_it_and_beside_it_but_not_what_is_another_rows(take):
    more = "".join(
        f'[[entry.column]]\nid = "{name}"\nkeys = ["{key}"]\n' for name, key in (("name", "g.m.n"), ("method", "g.how"))
    )
    source = {"g": [{"how": "A", "m": [{"n": "a1"}, {"n": "a2"}]}, {"how": "B", "m": {"n": "b1"}}]}
    taken = take(source, imports_of(entry("performance.metrics", '"g.m"', more=more)))
    rows = taken.intake.values["performance"]["metrics"]
    assert [(row["name"], row["method"]) for row in rows] == [("a1", "A"), ("a2", "A"), ("b1", "B")]
    assert taken.left_over == ()


def test_a_table_takes_no_more_rows_than_a_person_can_confirm(take):
    taken = take({"metrics": [{"name": f"m{place}"} for place in range(MOST_ROWS + 5)]})
    assert len(taken.intake.values["performance"]["metrics"]) == MOST_ROWS
    assert len(left(taken)["JSON file entry.json, key metrics"].splitlines()) == 5
    assert [code for code, _ in told(taken)] == ["INT060"]


@pytest.mark.parametrize("form", Form)
def test_only_questions_of_the_form_are_answered(take, form):
    declared = imports_of(entry("organisation.name", '"k"'))
    taken = take({"k": "Harbour Labs"}, declared, form)
    expected = {"organisation": {"name": "Harbour Labs"}} if form is Form.ORGANISATION else {}
    assert taken.intake.values == expected
    assert bool(taken.left_over) is not bool(expected)


@pytest.mark.parametrize(
    "source",
    [
        {"license": "mit", "tags": ["high-risk", "biometric"], "language": ["en"]},
        {"risk_level": "high", "role": "provider", "annex": "III", "status": "approved", "markets": ["DE"]},
        {"description": "ranks people", "vendor": "Acme", "owner": "HR", "id": "7"},
    ],
)
def test_nothing_is_inferred_from_what_may_mean_several_things(take, source):
    taken = take(source)
    assert (taken.intake.values, dict(taken.sources)) == ({}, {})
    assert len(taken.left_over) == len(source)


def test_questions_of_a_firms_own_are_answered_as_they_declare(tmp_path):
    firm = load_catalogue([FIRM], cache=tmp_path)
    declared = imports_of(
        entry("extra.contract", '"contract"')
        + entry("extra.cover", '"cover"').replace('"a"', '"b"')
        + entry("extra.phase", '"phase"').replace('"a"', '"c"')
    )
    code, label = next(iter(firm.questionnaire.choices[firm.questionnaire.facts["extra.phase"].vocabulary].items()))
    card, _ = read_json("entry.json", json.dumps({"contract": "C-7", "cover": 5, "phase": label}).encode())
    assert card is not None
    taken = import_card(card, declared, firm.questionnaire, Form.SYSTEM)
    assert taken.intake.values == {"extra": {"contract": "C-7", "cover": 5, "phase": code}}
    assert list(import_faults(declared, firm.questionnaire)) == []


def test_a_long_text_is_left_over_in_parts_that_a_cell_holds(take):
    text = "\n".join(f"line {place}" for place in range(9_000))
    taken = take({"story": text})
    assert all(len(each.text) <= TEXT_LIMIT for each in taken.left_over)
    assert "".join(each.text for each in taken.left_over) == text
    assert taken.left_over[1].where == "JSON file entry.json, key story (part 2)"


_WORDS = st.text(alphabet="abcdefghij", min_size=3, max_size=8)
_ENTRIES = st.dictionaries(
    st.sampled_from(["name", "version", "purpose", "limitations", "datasets", "metrics", "model", "licence", "x", "y"]),
    _WORDS | st.lists(_WORDS, max_size=3) | st.lists(st.fixed_dictionaries({"name": _WORDS, "q": _WORDS}), max_size=3),
    min_size=1,
)


@given(_ENTRIES)
def test_every_word_of_a_source_is_taken_over_or_left_over(catalogue, source):
    card, _ = read_json("entry.json", json.dumps(source).encode())
    assert card is not None
    taken = import_card(card, catalogue.imports, catalogue.questionnaire, Form.SYSTEM)
    kept = f"{leaves_of(taken.intake.values)} {[each.text for each in taken.left_over]}"
    assert all(str(leaf.value) in kept for leaf in card.leaves if leaf.value is not None)
    assert set(taken.sources) == set(leaves_of(taken.intake.values))


@pytest.mark.parametrize("kind", SourceKind)
def test_no_shipped_heading_answers_two_questions(catalogue, kind):
    entries = catalogue.imports.of(kind)
    headings = Counter(
        folded(heading) for each in entries for part in (each, *each.column) for heading in part.headings
    )
    assert entries
    assert [heading for heading, count in headings.items() if count > 1] == []

"""A form in another language has other words and the same codes; what is not worded stays English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace

from pipeline.library.languages import NoLanguageError, load_questionnaire, read_wording
from pipeline.library.reading import DeclarationError
from pipeline.model.questionnaire import Column, Form, Question, Questionnaire
from pipeline.stages.form import form_workbook
from pipeline.stages.listed import lists_of
from tests.samples import COMPLETE, answers_of
from tests.strategies import questionnaire
from tests.workbooks import OpenForm, form_bytes, read_form

TEXTS = ("label", "ask", "guidance", "good", "bad")
FRENCH = {
    "questionnaire/01-identity.fr.toml": b"""
title = "Identite du systeme"
[question."system.name"]
label = "Nom du systeme"
ask = "Sous quel nom le systeme est-il propose ?"
""",
    "questionnaire/form-words.fr.toml": """
yes = "Oui"
no_word = "Non"
state_not_sure = "Pas sûr"
state_does_not_apply = "Sans objet"
""".encode(),
    "questionnaire/choices.fr.toml": b'[Role]\nprovider = "Fournisseur"\n',
}


def texts_of(asked: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yield every text that a language has to word, after its place."""
    for section in asked.sections:
        yield from ((f"{section.id} {name}", getattr(section, name)) for name in ("sheet", "title", "intro"))
        for question in section.question:
            yield from _texts(question.id, question)
            for column in question.column:
                yield from _texts(f"{question.id}[].{column.id}", column)
    for name, labels in asked.choices.items():
        yield from ((f"{name} {code}", label) for code, label in labels.items())
    for code, use in asked.uses.items():
        yield from ((f"{code} {name}", text) for name, text in asdict(use).items() if name != "point")
    yield from ((name, str(said)) for name, said in asdict(asked.words).items())


def _texts(place: str, asked: Question | Column) -> Iterator[tuple[str, str]]:
    yield from ((f"{place} {name}", text) for name in TEXTS if (text := getattr(asked, name, "")))


@pytest.fixture(scope="module")
def german() -> Questionnaire:
    return load_questionnaire(questionnaire(), "de")


def test_german_words_everything_that_is_said_in_english(german):
    english = dict(texts_of(questionnaire()))
    worded = dict(texts_of(german))
    assert worded.keys() == english.keys()
    # Names, numbers and words that both languages share: all short. A sentence is never the same.
    same = [place for place, text in english.items() if text == worded[place] and len(text) > 30]
    assert same == []


def test_only_words_differ(german):
    english = questionnaire()
    for ours, theirs in zip(english.questions(), german.questions(), strict=True):
        kept = dict.fromkeys(TEXTS, "") | {"sheet": "", "column": ()}
        assert replace(ours, **kept) == replace(theirs, **kept)
        assert [column.id for column in ours.column] == [column.id for column in theirs.column]
    assert (german.versions, german.contradictions, german.language) == (english.versions, english.contradictions, "de")


def test_titles_of_tables_stand_on_their_sheets(german):
    titles = [question.own_sheet for question in german.questions() if question.column]
    assert len(set(titles)) == len(titles)
    assert {"Datensätze", "Verwendungen", "Nachweise"} <= set(titles)


def test_a_filled_german_form_reads_as_the_english_one(catalogue, german):
    given = answers_of(COMPLETE)
    here = replace(catalogue, questionnaire=german)
    content = form_bytes(here, given, with_organisation=True)
    back = read_form(content, catalogue)
    assert back.values == read_form(form_bytes(catalogue, given, with_organisation=True), catalogue).values
    assert back.notes == given.notes
    assert [told.code for told in back.findings if told.severity == "error"] == []


def test_answers_are_read_in_the_words_of_their_form(catalogue, german):
    form = OpenForm(form_bytes(replace(catalogue, questionnaire=german)))
    answers = {
        "data.personal_data": "Ja",
        "system.roles": "Anbieter; Betreiber",
        "system.first_release": "23.11.2026",
        "purpose.context": "Nicht sicher: wir fragen nach",
        "purpose.misuse": "Trifft nicht zu: es gibt keine",
        "testing.real_world": "Nicht sicher",
    }
    for path, text in answers.items():
        form.answer(path).value = text
    intake = read_form(form.save(), catalogue)
    assert intake.values["data"] == {"personal_data": True}
    assert intake.values["system"]["roles"] == ("provider", "deployer")
    assert str(intake.values["system"]["first_release"]) == "2026-11-23"
    doubt = intake.notes["purpose.context"]
    assert (doubt.state, doubt.reason) == ("unknown", "wir fragen nach")
    assert intake.notes["purpose.misuse"].declines
    assert intake.notes["testing.real_world"].state == "unknown"


def test_french_is_added_by_files_alone(catalogue, tmp_path):
    for name, content in FRENCH.items():
        path = tmp_path / "schemas" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    french = load_questionnaire(catalogue.questionnaire, "fr", [tmp_path], cache=tmp_path / "cache")
    here = replace(catalogue, questionnaire=french)
    form = OpenForm(form_bytes(here))
    assert french.sections[0].title == "Identite du systeme"
    assert str(form.answer("system.name", "question").value).startswith("Nom du systeme")
    form.answer("system.roles").value = "Fournisseur"
    form.answer("data.personal_data").value = "Oui"
    form.answer("purpose.context").value = "Pas sûr : on demande"
    intake = read_form(form.save(), catalogue)
    assert intake.values == {"system": {"roles": ("provider",)}, "data": {"personal_data": True}}
    assert intake.notes["purpose.context"].reason == "on demande"
    # What is not worded stays English.
    assert french.sections[1].title == catalogue.questionnaire.sections[1].title


def test_a_language_of_which_nothing_is_declared_is_told_with_those_that_are():
    with pytest.raises(NoLanguageError, match="de, en"):
        load_questionnaire(questionnaire(), "xx")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("questionnaire/06-data.fr.toml", '[question."data.nothing"]\nlabel = "X"', "data.nothing: is no question"),
        ("questionnaire/06-data.fr.toml", "titel = 'X'", "there is no key titel here"),
        ("questionnaire/choices.fr.toml", '[Role]\nboss = "X"', "Role: boss is no entry of this list"),
        ("questionnaire/choices.fr.toml", '[Role]\nprovider = "A; B"', "holds a semicolon"),
        ("questionnaire/form-words.fr.toml", 'colour = "X"', "colour: is no word of a form"),
        ("questionnaire/form-words.fr.toml", 'state_not_sure = "Bof"', "'Bof' of the form is not read as 'Not sure'"),
        ("questionnaire/uses.fr.toml", '[own]\ndoes = "x"', "own: is no use that is explained"),
        (
            "questionnaire/06-data.fr.toml",
            '[question."data.data_sets".column.mood]\nlabel = "X"',
            "data.data_sets: mood: is no column of this table",
        ),
        (
            "questionnaire/06-data.fr.toml",
            'sheet = "7 Performance"\n[question."data.trains_models"]\nlabel = "X"',
            "is the title of another sheet",
        ),
    ],
)
def test_wording_of_what_there_is_not_is_told_with_file_and_entry(name, text, told):
    with pytest.raises(DeclarationError) as error:
        read_wording(questionnaire(), "fr", {name: text.encode()})
    (line,) = str(error.value).splitlines()
    assert told in line
    assert "fr" in line


@pytest.mark.parametrize("form", Form)
def test_a_german_form_says_its_language(catalogue, german, form):
    made = form_workbook(german, form, lists=lists_of(catalogue))
    assert made.language == "de"
    assert made.words.start == german.words.start


def test_the_folder_of_a_firm_may_word_its_own_questions(tmp_path: Path, catalogue):
    folder = tmp_path / "schemas" / "questionnaire"
    folder.mkdir(parents=True)
    (folder / "06-data.de.toml").write_text('[question."data.quality"]\nlabel = "Eigene Worte"\n', encoding="utf-8")
    german = load_questionnaire(catalogue.questionnaire, "de", [tmp_path], cache=tmp_path / "cache")
    labels = {question.id: question.label for question in german.questions()}
    assert labels["data.quality"] == "Eigene Worte"
    assert labels["data.trains_models"] != "Training of models with data"

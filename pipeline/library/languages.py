"""The questionnaire in another language: the texts of `<file>.<ll>.toml` over the English ones, codes untouched."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import asdict, replace

from pipeline.library.answer_words import answer_word_faults
from pipeline.library.choices import choice_faults
from pipeline.library.files import overlays, toml_files
from pipeline.library.inquire import shipped_schemas
from pipeline.library.locate import language_of, packaged_root
from pipeline.library.parsed_once import parsed_once
from pipeline.library.reading import Files, Reading
from pipeline.library.sheets import sheet_faults
from pipeline.model.finding_catalogue import CATALOGUE
from pipeline.model.form_words import FormWords
from pipeline.model.questionnaire import FormSection, Question, Questionnaire, UseExplained
from pipeline.model.wording import FindingWording, QuestionWording, SectionWording, UseWording

ENGLISH = "en"
"""The language of the files that have no other in their names."""

_FOLDER = "questionnaire/"
_CHOICES, _WORDS, _USES, _FINDINGS = "choices", "form-words", "uses", "findings"
_Record = TypeVar("_Record")


class NoLanguageError(Exception):
    """A language for which no wording is declared."""


def load_questionnaire(
    questionnaire: Questionnaire, language: str, libraries: Sequence[Path] = (), cache: Path | None = None
) -> Questionnaire:
    """Return a questionnaire in a language; what has no wording there stays English.

    Args:
        questionnaire: in English, with what a firm adds.
        language: its code of two letters.
        libraries: a firm's own folders, nearest first, whose wording is laid over the shipped one.
        cache: as for `load_catalogue`.

    Raises:
        DeclarationError: a wording names what there is not, or cannot be used.
        LibraryNotFoundError: a library, or the shipped folders, are missing.
        NoLanguageError: nothing is declared in this language.
    """
    if language == ENGLISH:
        return questionnaire
    schemas = dict(toml_files(packaged_root().joinpath("schemas"), language=language))
    above = overlays(libraries, language)
    if not schemas and not any(above):
        known = ", ".join(sorted({ENGLISH, *_languages(packaged_root(), libraries)}))
        raise NoLanguageError(f"no wording is declared in the language {language!r}; known: {known}")

    def read() -> Questionnaire:
        return read_wording(questionnaire, language, schemas, above)

    english = [shipped_schemas(), *overlays(libraries)]
    return parsed_once(Questionnaire, [*english, schemas, *above], cache, read)


def _languages(root: Path, libraries: Sequence[Path]) -> Iterator[str]:
    for folder in (root, *libraries):
        named = (language_of(path.name) for path in folder.joinpath("schemas").rglob("*.toml"))
        yield from filter(None, named)


def read_wording(
    questionnaire: Questionnaire,
    language: str,
    files: Mapping[str, bytes],
    above: Sequence[Mapping[str, bytes]] = (),
) -> Questionnaire:
    """Read wording and lay it over a questionnaire.

    Args:
        questionnaire: in English.
        language: of the wording.
        files: TOML files by path, each named after the one that it words.
        above: a firm's own, nearest first.

    Raises:
        DeclarationError: a file is no TOML or does not have the declared shape, or names what there is not.
    """
    reading = Reading()
    parsed = reading.parse(files, above)
    texts = {name.removeprefix(_FOLDER).removesuffix(f".{language}.toml"): data for name, data in parsed.items()}
    worded = _Wording(questionnaire, language, texts, reading).laid_over()
    titled = [(f"{section.id}.{language}", section) for section in worded.sections]
    reading.faults += [f"{language}: {fault}" for fault in choice_faults(worded.choices, worded.facts)]
    reading.faults += [f"{language}: {fault}" for fault in sheet_faults(titled, _other_sheets(worded.words))]
    if reading.faults:
        raise reading.error()
    return worded


def _other_sheets(words: FormWords) -> list[str]:
    return [words.uses_sheet, words.findings_sheet, words.left_sheet]


class _Wording(Struct):
    """The texts of one language while they are laid over."""

    english: Questionnaire
    language: str
    files: Files
    reading: Reading

    def laid_over(self) -> Questionnaire:
        sections = {section.id: section for section in self.english.sections}
        of_question = {question.id: section.id for section in self.english.sections for question in section.question}
        for stem, data in self.files.items():
            if stem in (_CHOICES, _WORDS, _USES, _FINDINGS):
                continue
            wording = self._record(SectionWording, stem, data)
            named = {of_question.get(question, "") for question in wording.question}
            for question in wording.question:
                if question not in of_question:
                    self._fault(stem, f"{question}: is no question")
            for name in sorted(named - {""}):
                sections[name] = self._section(sections[name], wording, stem)
        return replace(
            self.english,
            sections=tuple(sections.values()),
            choices=self._choices(),
            words=self._words(),
            uses=self._uses(),
            findings=self._findings(),
            language=self.language,
        )

    def _section(self, section: FormSection, wording: SectionWording, stem: str) -> FormSection:
        questions = tuple(
            self._question(question, wording.question[question.id], stem)
            if question.id in wording.question
            else question
            for question in section.question
        )
        return replace(section, **_given(wording, "question"), question=questions)

    def _question(self, question: Question, wording: QuestionWording, stem: str) -> Question:
        known = {column.id for column in question.column}
        for name in wording.column.keys() - known:
            self._fault(stem, f"{question.id}: {name}: is no column of this table")
        columns = tuple(
            replace(column, **_given(wording.column[column.id])) if column.id in wording.column else column
            for column in question.column
        )
        return replace(question, **_given(wording, "column"), column=columns)

    def _choices(self) -> dict[str, dict[str, str]]:
        own = self._record(dict[str, dict[str, str]], _CHOICES, self.files.get(_CHOICES, {}))
        for name, labels in own.items():
            for code in labels:
                if code not in self.english.choices.get(name, {}):
                    self._fault(_CHOICES, f"{name}: {code} is no entry of this list")
        return {
            name: {code: own.get(name, {}).get(code, label) for code, label in labels.items()}
            for name, labels in self.english.choices.items()
        }

    def _words(self) -> FormWords:
        own, english = self.files.get(_WORDS, {}), asdict(self.english.words)
        for word in own.keys() - english.keys():
            self._fault(_WORDS, f"{word}: is no word of a form")
        words = self._record(FormWords, _WORDS, english | {word: own[word] for word in own.keys() & english.keys()})
        for fault in answer_word_faults(self.english.answers, words):
            self._fault(_WORDS, fault)
        return words

    def _uses(self) -> dict[str, UseExplained]:
        own = self._record(dict[str, UseWording], _USES, self.files.get(_USES, {}))
        for code in own.keys() - self.english.uses.keys():
            self._fault(_USES, f"{code}: is no use that is explained")
        return {
            code: replace(use, **_given(own[code])) if code in own else use for code, use in self.english.uses.items()
        }

    def _findings(self) -> dict[str, FindingWording]:
        own = self._record(dict[str, FindingWording], _FINDINGS, self.files.get(_FINDINGS, {}))
        for code, wording in own.items():
            entry = CATALOGUE.get(code)
            if entry is None:
                self._fault(_FINDINGS, f"{code}: is the code of no finding")
                continue
            strange = _names(wording.message + wording.hint) - _names(entry.message + entry.hint)
            for name in sorted(strange):
                self._fault(_FINDINGS, f"{code}: {{{name}}} is no value of this finding")
        return own

    def _record(self, kind: type[_Record], stem: str, data: Mapping[str, Any]) -> _Record:
        read = self.reading.records(kind, [(self._name(stem), dict(data))])
        if not read:
            raise self.reading.error()
        return read[0]

    def _fault(self, stem: str, fault: str) -> None:
        self.reading.faults.append(f"{self._name(stem)}: {fault}")

    def _name(self, stem: str) -> str:
        return f"{_FOLDER}{stem}.{self.language}.toml"


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _given(wording: Struct, *but: str) -> dict[str, Any]:
    """Return the texts that a wording has."""
    return {name: text for name, text in asdict(wording).items() if text and name not in but}

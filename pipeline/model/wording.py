"""The wording of the questionnaire in another language: texts by the ids of what they word, and nothing else."""

from msgspec import Struct, field


class ColumnWording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The texts of a column of a table."""

    label: str = ""
    guidance: str = ""
    good: str = ""
    bad: str = ""


class QuestionWording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The texts of a question, and of its columns by their ids."""

    label: str = ""
    ask: str = ""
    guidance: str = ""
    good: str = ""
    bad: str = ""
    sheet: str = ""
    column: dict[str, ColumnWording] = field(default_factory=dict)


class SectionWording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The texts of a section, and of its questions by their ids."""

    sheet: str = ""
    title: str = ""
    intro: str = ""
    question: dict[str, QuestionWording] = field(default_factory=dict)


class FindingWording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The words of a finding, with the same names in braces."""

    message: str
    hint: str


class UseWording(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The texts that explain a use."""

    does: str = ""
    body: str = ""
    condition: str = ""
    exception: str = ""
    counts: str = ""
    does_not: str = ""

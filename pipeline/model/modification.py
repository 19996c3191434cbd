"""What a person has to judge after a change: what questions bear on, and the prompts, which are never a verdict."""

from enum import StrEnum

from msgspec import Struct

from pipeline.model.condition_text import ALWAYS


class Concern(StrEnum):
    """What a change of an answer bears on, should it be more than a correction.

    purpose: the use for which the system is meant, its context and conditions; conformity: how the requirements for
    high-risk systems are met; predetermined: what is fixed in advance.
    """

    NONE = "none"
    PURPOSE = "purpose"
    CONFORMITY = "conformity"
    PREDETERMINED = "predetermined"


class PromptKind(StrEnum):
    """What calls for a judgement.

    purpose, conformity and predetermined: an answer changed that bears on it; outcome: the law decides otherwise;
    unrecorded: the list of relevant changes says nothing of it; foreseen: a recorded change is said to have been
    planned in advance and is set apart.
    """

    PURPOSE = "purpose"
    CONFORMITY = "conformity"
    PREDETERMINED = "predetermined"
    OUTCOME = "outcome"
    UNRECORDED = "unrecorded"
    FORESEEN = "foreseen"


class Prompt(Struct, frozen=True, forbid_unknown_fields=True):
    """What a person is asked to judge, in words, and the law that asks for it.

    ``words`` may name ``{changes}``, what changed. Where ``when`` is known to fail both before and after the change,
    the law asks for no such judgement.
    """

    id: PromptKind
    words: str
    cites: tuple[str, ...]
    edition: str
    checked_on: str
    when: str = ALWAYS
    since: str = ""
    until: str = ""


class Prompted(Struct, frozen=True):
    """A prompt as a change calls for it: the reason in words, the law, and the paths of what changed."""

    kind: PromptKind
    reason: str
    cites: tuple[str, ...]
    paths: tuple[str, ...] = ()


class Recorded(Struct, frozen=True):
    """A relevant change as people recorded it since the earlier revision, and what a person judged of it so far.

    ``substantial`` and ``because`` are in the words of the answers; ``reason`` says why it is set apart, where it is
    said to have been planned in advance.
    """

    row: str
    change: str
    substantial: str
    because: str
    cell: str = ""
    reason: str = ""
    cites: tuple[str, ...] = ()

"""When a question of a form applies, as a rule over the answers that stand in the form itself.

A rule is worth 1 where the question applies, 0 where it does not and 0.5 while that is undecided. Its parts join as in
Kleene's logic: all of them by the least, any of them by the greatest, the contrary by what is left to 1.
"""

from msgspec import Struct


class Fixed(Struct, frozen=True):
    """A rule that no answer of this form changes: worth 0, 0.5 or 1."""

    value: float


class Answered(Struct, frozen=True):
    """Whether the answer to a question is one of some, each given in every wording in which it may be typed.

    One of the ``holds`` gives 1, one of the ``fails`` gives 0. A cell that may hold ``several`` gives 1 with any of the
    ``holds`` among them, and nothing while one of them is in neither list. Where the question is declined as one that
    does not apply, with a reason, ``declined`` says whether the rule holds; with any other text, or none, it is open.
    """

    question: str
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    several: bool = False
    declined: bool = False


class AllOf(Struct, frozen=True):
    """Every part holds."""

    parts: tuple["FormRule", ...]


class AnyOf(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple["FormRule", ...]


class Contrary(Struct, frozen=True):
    """The part does not hold."""

    part: "FormRule"


FormRule = Fixed | Answered | AllOf | AnyOf | Contrary

NEVER_APPLIES, UNDECIDED, ALWAYS_APPLIES = Fixed(0), Fixed(0.5), Fixed(1)

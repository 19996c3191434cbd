"""What is asked of a system, and the law that its answers are held against."""

from datetime import date

from msgspec import Struct

from pipeline.model.declared import Declared
from pipeline.model.law_book import LawBook
from pipeline.model.legislation import Edition, Legislation
from pipeline.model.questionnaire import Questionnaire


class Inquiry(Declared, frozen=True):
    """The law in one edition, read on one day, and the questionnaire."""

    legislation: Legislation
    editions: tuple[Edition, ...]
    questionnaire: Questionnaire


class InquiryBook(Struct, frozen=True):
    """The law in all its editions, and the questionnaire."""

    law: LawBook
    questionnaire: Questionnaire

    def read(self, as_of: date | None = None, edition: str = "") -> Inquiry:
        """Return the law as it stands on a day.

        Args:
            as_of: the day; the one on which the edition was checked where none is given.
            edition: id of an edition; the one in force on the day where none is given, without a day the last.

        Raises:
            NoEditionError: there is no such edition, or none on that day.
        """
        chosen = self.law.editions[-1]
        if edition:
            chosen = self.law.edition(edition)
        elif as_of:
            chosen = self.law.in_force(as_of)
        law = self.law.read(chosen, as_of or date.fromisoformat(chosen.checked_on))
        return Inquiry(law, self.law.editions, self.questionnaire)

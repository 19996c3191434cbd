"""All that is declared: the law, the questionnaire and the deliverables."""

from datetime import date

from msgspec import Struct

from pipeline.model.crosswalk import Crosswalk
from pipeline.model.deliverable import Deliverable
from pipeline.model.firm import NO_FIRM, Firm
from pipeline.model.house_style import HouseStyle
from pipeline.model.imports import Imports
from pipeline.model.inquiry import Inquiry, InquiryBook
from pipeline.model.law_book import LawBook, stands
from pipeline.model.modification import Prompt
from pipeline.model.workflow import Workflow


class Documents(Struct, frozen=True):
    """Everything declared about documents: the deliverable folders, how they look, and their fixed words.

    Beside it stands what documents print that is neither law nor answer: the crosswalk to a standard, and the steps
    towards the market. ``imports`` says what forms take over from other files, ``firm`` in whose name documents go out,
    ``prompts`` what a person has to judge after a change.
    """

    deliverables: tuple[Deliverable, ...]
    style: HouseStyle
    words: dict[str, str]
    crosswalk: Crosswalk
    workflow: Workflow
    imports: Imports = Imports()
    firm: Firm = NO_FIRM
    prompts: tuple[Prompt, ...] = ()


class Catalogue(Inquiry, frozen=True):
    """Everything declared in schemas/ and in the deliverable folders of templates/, the law in one edition."""

    deliverables: tuple[Deliverable, ...]
    style: HouseStyle
    words: dict[str, str]
    crosswalk: Crosswalk
    workflow: Workflow
    imports: Imports = Imports()
    firm: Firm = NO_FIRM
    prompts: tuple[Prompt, ...] = ()

    @property
    def of_systems(self) -> tuple[Deliverable, ...]:
        """The deliverables that are made for each system."""
        return tuple(deliverable for deliverable in self.deliverables if deliverable.is_of_a_system)


class Declarations(Struct, frozen=True):
    """The same with the law in all its editions, as the files hold it."""

    inquiry: InquiryBook
    documents: Documents

    @property
    def law(self) -> LawBook:
        """The law in all its editions."""
        return self.inquiry.law

    def read(self, as_of: date | None = None, edition: str = "") -> Catalogue:
        """Return the catalogue as it stands on a day, as `InquiryBook.read` chooses the edition.

        Raises:
            NoEditionError: there is no such edition, or none on that day.
        """
        asked, documents = self.inquiry.read(as_of, edition), self.documents
        return Catalogue(
            asked.legislation,
            asked.editions,
            asked.questionnaire,
            documents.deliverables,
            documents.style,
            documents.words,
            documents.crosswalk,
            documents.workflow.read(asked.legislation.text_state),
            documents.imports,
            documents.firm,
            tuple(prompt for prompt in documents.prompts if stands(prompt, asked.legislation.text_state)),
        )

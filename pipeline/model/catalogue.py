"""All that is declared: the law, the questionnaire and the deliverables."""

from dataclasses import dataclass

from pipeline.model.deliverable import Deliverable
from pipeline.model.house_style import HouseStyle
from pipeline.model.legislation import Legislation
from pipeline.model.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything declared in schemas/ and in the deliverable folders of templates/."""

    legislation: Legislation
    questionnaire: Questionnaire
    deliverables: tuple[Deliverable, ...]
    style: HouseStyle
    words: dict[str, str]

"""The folder of one client, in which a test writes workbooks and builds."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.build.batch import Wish, run
from pipeline.build.journal import known_of
from pipeline.build.layout import Engine
from pipeline.build.result import SystemResult
from pipeline.build.scan import scan
from pipeline.build.templates import load_pages, load_templates
from pipeline.model.catalogue import Catalogue
from pipeline.model.intake import Intake
from pipeline.model.manifest import Manifest
from pipeline.model.questionnaire import Form
from tests.answers import EVERY
from tests.samples import COMPLETE, answers_of, with_answers
from tests.workbooks import form_bytes


@dataclass(frozen=True)
class Engagement:
    """The inputs of one client in a folder of the test's own, and where its documents go."""

    catalogue: Catalogue
    folder: Path
    outputs: Path

    def write(self, name: str, intake: Intake, form: Form = Form.SYSTEM) -> Path:
        """Write a workbook with answers."""
        path = self.folder / f"{name}.xlsx"
        path.write_bytes(form_bytes(self.catalogue, intake, form))
        return path

    def change(self, name: str, **answers: object) -> Path:
        """Write the complete sample's workbook with other answers; full stops of paths as double underscores."""
        given = {path.replace("__", "."): value for path, value in answers.items()}
        return self.write(name, with_answers(answers_of(COMPLETE), given))

    def build(
        self,
        *,
        only: tuple[str, ...] = EVERY,
        force: bool = False,
        replace: bool = False,
        redline: bool = False,
        engine: Engine | None = None,
    ) -> list[SystemResult]:
        """Build what the law asks for of the client, which is the quicker part; all there is where nothing is named."""
        templates, pages = load_templates(self.catalogue, (), only), load_pages(self.catalogue, (), only)
        wish = Wish(
            self.catalogue, templates, pages, force=force, replace_edited=replace, redline=redline, engine=engine
        )
        results = run(scan([self.folder]), self.outputs, wish)
        return [result for result in results if isinstance(result, SystemResult)]

    def record(self, system: str = "tenorscore") -> Manifest:
        """Return what is known of a system's documents."""
        known = known_of(self.made(system))
        assert known is not None
        return known

    def made(self, system: str = "tenorscore") -> Path:
        """Return the folder of a system's documents."""
        return self.outputs / "lindenhof" / system

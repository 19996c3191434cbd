"""Every call of the benchmarks into the package that they measure: what changes there is followed here alone."""

import compileall
import os
import sysconfig
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

import pipeline
from pipeline.build.answers import SystemFiles, load_files
from pipeline.build.cores import cores
from pipeline.build.gather import gather
from pipeline.build.journal import known_of
from pipeline.build.order import Order
from pipeline.build.scan import source_of
from pipeline.build.sweeping import sweep_seldom
from pipeline.build.task import make_system
from pipeline.build.template import Template
from pipeline.build.templates import load_templates
from pipeline.formats.docx_compiled import marked_up, well_formed
from pipeline.formats.docx_conserved import holds_all
from pipeline.formats.docx_figures import placeholders
from pipeline.formats.docx_fill import fill
from pipeline.formats.docx_package import pack, read_parts, write_parts
from pipeline.formats.docx_pictures import Album, PrintedPicture, printed
from pipeline.formats.docx_renderer import compiled
from pipeline.formats.docx_words import END_STYLE
from pipeline.formats.open_package import OpenPackage
from pipeline.formats.xlsx_reader import read_workbook
from pipeline.library.load import load_catalogue
from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Context, Picture, Properties, View
from pipeline.model.intake import Intake
from pipeline.model.profile import SystemProfile
from pipeline.model.questionnaire import Form
from pipeline.model.sheet import Workbook
from pipeline.stages.case import Case, work_out
from pipeline.stages.compose import compose
from pipeline.stages.read import read
from pipeline.stages.revise import next_issue

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"
CLIENT = ROOT / "inputs" / "lindenhof"
SYSTEM = "tenorscore"
SAMPLE = CLIENT / f"{SYSTEM}.xlsx"
ORGANISATION = CLIENT / "organisation.xlsx"
ANNEX_IV, DECLARATION = "annex-iv", "declaration-of-conformity"
DOCUMENTS = (ANNEX_IV, DECLARATION, "instructions-for-use")
CORES = cores()
END_MARK = END_STYLE


class SizedPicture(Struct, frozen=True):
    """A picture with the width and height at which it is printed, in units of Word."""

    name: str
    content: bytes
    width: int
    height: int


def dossier(*words: str | Path) -> list[str | Path]:
    """Return the command as a person calls it."""
    return [Path(sysconfig.get_path("scripts")) / "dossier", *words]


def build(inputs: Path, outputs: Path, documents: Sequence[str], jobs: int, *more: str) -> list[str | Path]:
    """Return a command that builds some documents of every system in a folder."""
    only = [word for name in documents for word in ("--only", name)]
    return dossier("build", inputs, "-o", outputs, *only, "--jobs", str(jobs), *more)


def environment() -> dict[str, str]:
    """Return the environment of every process that is measured: this checkout goes before an installed package."""
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def prepare() -> None:
    """Compile the package, as an installed one is, and keep this process, whatever it measures, as ours are kept.

    No figure is about the first start after a change.
    """
    sweep_seldom()
    for package in pipeline.__path__:
        compileall.compile_dir(package, quiet=1)


def packed(content: bytes) -> bytes:
    """Return a part as it is packed for a document."""
    return pack(content).content


def with_text(workbook: bytes, old: str, new: str) -> bytes:
    """Return a workbook in which one text is another, and all else as it was.

    Raises:
        ValueError: the text stands in no cell.
    """
    before, after = (f">{escape(text)}<".encode() for text in (old, new))
    parts = read_parts(workbook)
    if not any(before in part for part in parts.values()):
        raise ValueError("the text stands in no cell")
    return write_parts({name: part.replace(before, after) for name, part in parts.items()})


@cache
def catalogue() -> Catalogue:
    """Return law, questions and deliverables."""
    return load_catalogue()


@cache
def templates() -> Mapping[str, Template]:
    """Return the templates of the three documents."""
    return load_templates(catalogue(), (), DOCUMENTS)


def template_of(name: str) -> bytes:
    """Return the shipped template of a document."""
    return (TEMPLATES / name / "template.docx").read_bytes()


def files_of(workbook: Path) -> SystemFiles:
    """Return what lies on the disk for a system."""
    return load_files(source_of(workbook))


def facts_of(files: SystemFiles) -> tuple[SystemProfile | None, Mapping[str, object]]:
    """Read the workbooks of a system; return its typed profile and what the work on it goes on with."""
    gathered = gather(files, catalogue())
    return gathered.profile, {"intake": gathered.intake, "files": gathered.evidence}


def contexts_of(facts: Mapping[str, object], built: Path | None = None) -> dict[str, Context]:
    """Classify and assess a system and compose what its three documents print.

    Args:
        facts: as `facts_of` returns it.
        built: the folder of its last outputs, whose revision the next one follows.
    """
    law = catalogue()
    case: Case = work_out(facts["intake"], law, facts["files"])  # type: ignore[arg-type]
    issue = next_issue(case, known_of(built) if built else None, opens=True)
    wanted = (each for each in law.of_systems if each.id in DOCUMENTS)
    return {each.id: compose(each, case, law, issue, law.style.shade) for each in wanted}


def cells_of(workbook: bytes) -> Workbook:
    """Read a workbook to plain cells, with the looks at its safety that go before.

    Raises:
        ValueError: it is refused.
    """
    cells, findings = read_workbook(SAMPLE.name, workbook)
    if cells is None:
        raise ValueError(findings)
    return cells


def answers_of(workbook: bytes) -> Intake:
    """Read a workbook to answers."""
    return read(cells_of(workbook), catalogue().questionnaire, Form.SYSTEM)


def values_of(profile: SystemProfile) -> dict[str, object]:
    """Return what a profile holds, as plain values: what a model of the same answers is built from."""
    return profile.model_dump(exclude_unset=True)


def profile_of(values: Mapping[str, object]) -> SystemProfile:
    """Build the typed profile from plain values."""
    return SystemProfile.model_validate(values)


def whole(template: bytes, context: Context) -> bytes:
    """Make a document with its figures, markers of gaps, references and properties, and check it as `build` does.

    Raises:
        ValueError: anything is not in it.
    """
    made = fill(compiled(template), context)
    if made.complaints:
        raise ValueError(made.complaints)
    return made.content


def core(template: bytes, context: Context) -> bytes:
    """Make of a template what docxtpl makes of it: no figure is drawn, no gap marked, no reference written.

    Every part has to be well-formed, everything printed and the end there, as in a build.

    Raises:
        ValueError: anything is not in it.
    """
    form, texts = compiled(template), set[str]()
    package = OpenPackage(form.parts, form.packed)
    album = Album(package)
    pictures = {name: tuple(printed(album, entry) for entry in each) for name, each in context.pictures.items()}
    values = {**plain_values(context), "pictures": View(pictures)}
    body = ""
    for part, markup in marked_up(form, values, texts, album.open):
        package.replace(part.name, well_formed(markup))
        body = markup if part.name == form.main else body
    if form.flaws or not holds_all(body, texts, context):
        raise ValueError("the document does not hold what it was made from")
    return package.written()


def plain_values(context: Context) -> dict[str, object]:
    """Return what a template may name, pictures left out; a figure is its placeholder."""
    return {**context.values, "figures": View(placeholders(context.figures))}


@lru_cache(maxsize=16)
def _sized(picture: Picture) -> SizedPicture | str:
    shown = printed(Album(OpenPackage(compiled(template_of(ANNEX_IV)).parts)), picture)
    if not isinstance(shown, PrintedPicture):
        return str(shown)
    return SizedPicture(picture.name, picture.content, *shown.size)


def sized_pictures(context: Context) -> dict[str, tuple[object, ...]]:
    """Return the pictures of a context at the size at which we print them, and what stands in the place of others."""
    return {
        name: tuple(_sized(entry) if isinstance(entry, Picture) else entry for entry in each)
        for name, each in context.pictures.items()
    }


def without_pictures(context: Context) -> Context:
    """Return a context with no picture to print, for what is compared with programs that print none."""
    return replace(context, pictures=dict.fromkeys(context.pictures, ()))


def rows_context(columns: Sequence[str], rows: int) -> Context:
    """Return a context with one long table."""
    texts = [View({column: f"{column} {number} & more" for column in columns}) for number in range(rows)]
    return Context("rows", "en", {"rows": tuple(texts)}, Properties("", "", "", "", "en", None))


def unit_of_work(files: SystemFiles) -> tuple[bytes, ...]:
    """Do the whole work on one system as `build` does it, from the bytes of files to those of its documents.

    Raises:
        ValueError: a document was not made.
    """
    made = make_system(Order(files, files.client, SYSTEM), catalogue(), templates())
    if any(document.state != "made" for document in made.documents) or len(made.documents) != len(DOCUMENTS):
        raise ValueError([(document.id, document.because) for document in made.documents])
    return tuple(document.content for document in made.documents)

"""Finds the templates that a command is called for, each with the deliverable that it is for."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

from pipeline.build.output_formats import OUTPUT_FORMATS
from pipeline.build.own_templates import TemplateMissingError, template_of
from pipeline.build.plain_file import read_file
from pipeline.build.scan import NoSuchPathError
from pipeline.library.load import deliverable_folders
from pipeline.library.locate import HOUSE_STYLE, packaged_root
from pipeline.library.own_folder import DECLARATION, FIRM, TEMPLATE
from pipeline.model.catalogue import Catalogue
from pipeline.model.deliverable import Deliverable

Loader = Callable[[Sequence[Path]], Catalogue]
"""Loads the catalogue with these libraries, nearest first."""


class TemplateSource(Struct, frozen=True):
    """A template with its deliverable, and the catalogue in which that stands.

    ``content`` is None where a Word document is declared and no template lies there; empty where none is needed.
    """

    path: Path
    declaration: Path
    deliverable: Deliverable
    catalogue: Catalogue
    content: bytes | None

    @property
    def is_shipped_name(self) -> bool:
        """Whether the file is called as every template is, so that only its folder says which it is."""
        return self.path.name in (TEMPLATE, DECLARATION)


def template_sources(
    paths: Sequence[Path], libraries: Sequence[Path], load: Loader, wanted: str = ""
) -> Iterator[TemplateSource]:
    """Yield the templates at some places; those of every deliverable that is known where none are given.

    Args:
        paths: templates, folders of deliverables, or folders that hold such folders.
        libraries: a firm's own folders, nearest first.
        load: loads the catalogue.
        wanted: id of the deliverable that a file is for, where no declaration lies beside it.

    Raises:
        NoSuchPathError: nothing is there, or no declaration belongs to it.
    """
    loaded = cache(lambda folders: load(list(folders)))
    known = tuple(libraries)
    if not paths:
        for folder in deliverable_folders(libraries).values():
            yield _source(nearest_template(folder, libraries), folder, loaded(known), folder.name, known)
    for path in paths:
        for file, declared in _files(path):
            if declared is not None:
                around = tuple(libraries_with(declared, libraries))
                yield _source(file, declared, loaded(around), declared.resolve().name, around)
            elif name := wanted or _of_folder(file):
                around = known if wanted else tuple(libraries_with(file.parent, libraries))
                yield _source(file, deliverable_folders(around).get(name, file.parent), loaded(around), name, around)
            else:
                raise NoSuchPathError(
                    f"no {DECLARATION} lies beside {path}: name the deliverable that it is for with --as"
                )


def nearest_template(folder: Path, libraries: Sequence[Path]) -> Path:
    """Return the template that documents are made from: a firm may have one and leave the declaration as it is.

    Args:
        folder: that declares the deliverable.
        libraries: a firm's own folders, nearest first.
    """
    for library in libraries:
        own = library / folder.name
        if (own / TEMPLATE).is_file():
            return own / TEMPLATE
        if (own / DECLARATION).is_file():
            break
    return folder / TEMPLATE


def libraries_with(folder: Path, libraries: Sequence[Path]) -> list[Path]:
    """Return the libraries with the folder of a deliverable among them: that in which it lies is the nearest.

    What lies in no library, and what the libraries know already, adds nothing.

    Args:
        folder: of a deliverable.
        libraries: a firm's own folders, nearest first.
    """
    here = folder.resolve()
    around = here.parent
    known = {packaged_root().resolve() / "templates", *(each.resolve() for each in libraries)}
    signs = (here / DECLARATION, here / TEMPLATE, around / FIRM, around / HOUSE_STYLE)
    if around in known or not any(sign.is_file() for sign in signs):
        return list(libraries)
    return [around, *libraries]


def _of_folder(file: Path) -> str:
    """Return the shipped deliverable that a template is for by the name of its folder; nothing where it is for none."""
    name = file.resolve().parent.name
    return name if file.name == TEMPLATE and name in deliverable_folders() else ""


def _files(path: Path) -> Iterator[tuple[Path, Path | None]]:
    """Yield template files with the folders that declare their deliverables."""
    if path.is_dir():
        folders = [path] if _is_of_a_deliverable(path) else sorted(filter(_is_of_a_deliverable, path.iterdir()))
        if not folders:
            raise NoSuchPathError(f"{path} holds neither {DECLARATION} nor {TEMPLATE}, and no folder that does")
        for folder in folders:
            yield folder / TEMPLATE, folder if (folder / DECLARATION).is_file() else None
    elif path.is_file():
        yield path, path.parent if (path.parent / DECLARATION).is_file() else None
    else:
        raise NoSuchPathError(f"{path} does not exist")


def _is_of_a_deliverable(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (DECLARATION, TEMPLATE))


def _source(file: Path, folder: Path, catalogue: Catalogue, name: str, libraries: Sequence[Path]) -> TemplateSource:
    deliverable, declaration = deliverable_named(name, catalogue), folder / DECLARATION
    if deliverable.output not in OUTPUT_FORMATS or not OUTPUT_FORMATS[deliverable.output].has_template:
        return TemplateSource(file, declaration, deliverable, catalogue, b"")
    if file.is_file():
        return TemplateSource(file, declaration, deliverable, catalogue, read_file(file))
    try:
        built = template_of(deliverable, catalogue, libraries).content
    except TemplateMissingError:
        return TemplateSource(file, declaration, deliverable, catalogue, None)
    # What stands in no file is named by the declaration that it is built from.
    return TemplateSource(declaration, declaration, deliverable, catalogue, built)


def deliverable_named(name: str, catalogue: Catalogue) -> Deliverable:
    """Return a deliverable by its id.

    Raises:
        NoSuchPathError: there is none of that id.
    """
    known = {deliverable.id: deliverable for deliverable in catalogue.deliverables}
    if name not in known:
        raise NoSuchPathError(f'no deliverable is called "{name}"; known are {", ".join(known)}')
    return known[name]

"""Loading: from the folders through a cache, with a firm's own folders before the shipped ones."""

import shutil
from pathlib import Path

import pytest

from pipeline.library import declarations, inquire, load, locate, parsed_once
from pipeline.library.load import deliverable_folders, load_catalogue
from pipeline.library.locate import LibraryNotFoundError, packaged_root
from pipeline.library.reading import DeclarationError
from pipeline.model.catalogue import Catalogue
from tests.samples import ALL

SHIPPED = list(ALL)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often the declarations are parsed."""
    calls: list[int] = []
    parse = declarations.read_inquiry

    def counting(*groups):
        calls.append(1)
        return parse(*groups)

    monkeypatch.setattr(declarations, "read_inquiry", counting)
    return calls


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A firm's library: its own wording of one shipped deliverable, and one deliverable of its own."""
    for name, title in (("annex-iv", "Technical file of the firm"), ("letter", "Letter")):
        folder = tmp_path / "firm" / name
        folder.mkdir(parents=True)
        content = Path(str(packaged_root().joinpath("templates", "annex-iv", "deliverable.toml"))).read_text("utf-8")
        changed = content.replace('title = "Technical documentation"', f'title = "{title}"', 1)
        coded = changed.replace('code = "AIV"', 'code = "LET"', 1) if name == "letter" else changed
        (folder / "deliverable.toml").write_text(coded.replace('id = "annex-iv"', f'id = "{name}"', 1), "utf-8")
    (tmp_path / "firm" / "notes").mkdir()
    (tmp_path / "firm" / "readme.txt").touch()
    return tmp_path / "firm"


def test_what_is_declared_is_parsed_once(tmp_path: Path, counted: list[int], catalogue: Catalogue) -> None:
    assert load_catalogue(cache=tmp_path / "new" / "cache") == catalogue
    assert load_catalogue(cache=tmp_path / "new" / "cache") == catalogue
    assert len(counted) == 1
    kept = sorted(path.name for path in (tmp_path / "new" / "cache").iterdir())
    assert [(name.partition("-")[0], name.rpartition(".")[2]) for name in kept] == [
        ("documents", "msgpack"),
        ("inquirybook", "msgpack"),
    ]


def test_a_declaration_that_changed_is_parsed_anew(
    tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    for name in ("schemas", "templates"):
        shutil.copytree(str(packaged_root().joinpath(name)), root / name)
    for module in (load, inquire):
        monkeypatch.setattr(module, "packaged_root", lambda: root)
    before = load_catalogue(cache=tmp_path)
    words = root / "schemas" / "words.toml"
    words.write_text(words.read_text("utf-8").replace('yes = "Yes"', 'yes = "Indeed"'), "utf-8")
    after = load_catalogue(cache=tmp_path)
    assert (before.words["yes"], after.words["yes"]) == ("Yes", "Indeed")
    monkeypatch.setattr(parsed_once, "__version__", "99.0")
    assert load_catalogue(cache=tmp_path) == after
    assert len(counted) == 3, "once for each content, and once more for another version of the tool"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\x80", b"\x90", b"\xc0", b"\x93\x01\x02\x03", b"\xa4text", b"\xff" * 9]
)
def test_a_cache_that_cannot_be_read_is_made_anew(
    content: bytes, tmp_path: Path, counted: list[int], catalogue: Catalogue
) -> None:
    load_catalogue(cache=tmp_path)
    (kept,) = tmp_path.glob("inquirybook-*")
    whole = kept.read_bytes()
    kept.write_bytes(content)
    assert load_catalogue(cache=tmp_path) == catalogue
    assert len(counted) == 2
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, catalogue: Catalogue) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert load_catalogue(cache=in_the_way / "cache") == catalogue
    assert in_the_way.read_bytes() == b""


def test_the_users_cache_folder_is_used_where_none_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue
) -> None:
    monkeypatch.setattr(parsed_once, "user_cache_path", lambda name: tmp_path / name)
    assert load_catalogue() == catalogue
    assert len(list((tmp_path / "ai-act-dossier").iterdir())) == 2


def test_a_firms_library_goes_before_the_shipped_one(tmp_path: Path, firm: Path, catalogue: Catalogue) -> None:
    loaded = load_catalogue([firm], cache=tmp_path / "cache")
    assert [entry.id for entry in loaded.deliverables] == sorted([*SHIPPED, "letter"])
    titles = {entry.id: entry.title for entry in loaded.deliverables}
    assert titles["annex-iv"] == "Technical file of the firm"
    assert loaded.legislation == catalogue.legislation
    assert load_catalogue(cache=tmp_path / "cache") == catalogue, "without the firm's library nothing of it is left"


def test_the_nearest_of_several_libraries_wins(tmp_path: Path, firm: Path) -> None:
    nearest = tmp_path / "nearest"
    shutil.copytree(firm / "letter", nearest / "annex-iv")
    folders = deliverable_folders([nearest, firm])
    assert {name: Path(str(folder)).parent.name for name, folder in folders.items()} == {
        **dict.fromkeys(SHIPPED, "templates"),
        "annex-iv": "nearest",
        "letter": "firm",
    }


def test_a_firms_declaration_that_cannot_be_used_is_told_by_name(tmp_path: Path, firm: Path) -> None:
    (firm / "letter" / "deliverable.toml").write_text("id = 5", "utf-8")
    with pytest.raises(DeclarationError, match=r"letter/deliverable\.toml: id: "):
        load_catalogue([firm], cache=tmp_path / "cache")
    assert list(tmp_path.glob("cache/documents-*")) == [], "nothing broken is kept"


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_library_that_is_no_folder_is_told_by_name(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "library"
    if kind == "file":
        place.touch()
    with pytest.raises(LibraryNotFoundError, match="library"):
        load_catalogue([place], cache=tmp_path / "cache")


def test_the_shipped_folders_are_found_in_the_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "pipeline"
    package.mkdir()
    monkeypatch.setattr(locate, "__file__", str(package / "library" / "locate.py"))
    with pytest.raises(LibraryNotFoundError, match="no templates/ and schemas/"):
        packaged_root()
    for place in (tmp_path, package / "_data"):
        (place / "templates").mkdir(parents=True)
        (place / "schemas").mkdir()
        assert Path(str(packaged_root())).resolve() == place.resolve()

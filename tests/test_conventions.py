"""How the code is written where no linter looks: names, sizes, purity, and law kept out of Python."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import pytest

import pipeline

ROOT = Path(pipeline.__file__).resolve().parent
MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(ROOT.rglob("*.py"))
    if "_data" not in path.parts
}
TREES = {name: ast.parse(text, name) for name, text in MODULES.items()}

LINE_LIMIT = 300
GENERATED = {"model/fact_list.py", "model/state_words.py"}
"""Written by `make reference`, one line for each fact or word: nobody reads it from top to bottom."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
PURE = ("model/", "rules/", "formats/", "stages/")

# What a pure room never asks for: the clock, files, the environment, chance, the network, other processes.
IMPURE_MODULES = {
    *("os", "pathlib", "tempfile", "shutil", "glob", "time", "random", "secrets", "uuid", "getpass", "locale"),
    *(
        "socket",
        "urllib",
        "http",
        "subprocess",
        "multiprocessing",
        "threading",
        "concurrent",
        "logging",
        "platformdirs",
    ),
}
IMPURE_NAMES = {"open", "input", "print", "exec", "eval", "compile", "__import__", "globals"}
IMPURE_CALLS = {"now", "today", "utcnow", "getenv", "read_text", "write_text", "read_bytes", "write_bytes", "urandom"}

LAW_MODULES = {"model/citation.py", "model/finding_catalogue.py"}
LAW_NUMBER = re.compile(r"\b(Arts?|Articles?)\.? ?\d|\bAnnex(es)? (?=[IVX])|\b20(24/1689|26/1744)\b")


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{node.module}"


def docstrings(tree: ast.Module) -> set[int]:
    """Return the constants that only describe: the docstrings of modules, classes and functions, and of names."""
    found = set()
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                found.add(id(child.value))
    return found


def said(tree: ast.Module) -> Iterator[str]:
    described = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short_and_its_name_says_what_it_is_for(name: str) -> None:
    assert len(MODULES[name].splitlines()) <= LINE_LIMIT or name in GENERATED
    assert VAGUE.isdisjoint(name.removesuffix(".py").split("/"))


@pytest.mark.parametrize("name", MODULES)
def test_imports_run_one_way_without_a_block_for_the_type_checker(name: str) -> None:
    assert "TYPE_CHECKING" not in MODULES[name]


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith(PURE)])
def test_a_pure_room_asks_for_nothing_but_its_arguments(name: str) -> None:
    tree = TREES[name]
    nodes = list(ast.walk(tree))
    assert {module.partition(".")[0] for module in imported(tree)} & IMPURE_MODULES == set()
    assert {
        node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    } & IMPURE_NAMES == set()
    called = {node.func.attr for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}
    assert called & IMPURE_CALLS == set()


@pytest.mark.parametrize("name", [name for name in MODULES if name not in LAW_MODULES])
def test_python_knows_no_article_number(name: str) -> None:
    assert [text for text in said(TREES[name]) if LAW_NUMBER.search(text)] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('"""Art 3(1)."""', []),
        ('"""M."""\nX = 1\n"""As in Annex IV."""', []),
        ('class A:\n    """Art 5."""\n    def f(self):\n        """Art 6."""\n        return "Art 7(1)"', ["Art 7(1)"]),
        ('X = {"Annex IV(1)": f"by Article 11 {1}"}', ["Annex IV(1)", "by Article 11 "]),
    ],
    ids=["module", "name", "function", "dict"],
)
def test_an_article_number_is_found_outside_of_docstrings(source: str, found: list[str]) -> None:
    assert [text for text in said(ast.parse(source)) if LAW_NUMBER.search(text)] == found


def test_the_package_holds_its_version_and_nothing_else() -> None:
    body = TREES["__init__.py"].body
    assert [type(node) for node in body] == [ast.Expr, ast.Assign]
    assert [target.id for node in body if isinstance(node, ast.Assign) for target in node.targets] == ["__version__"]  # type: ignore[attr-defined]
    assert version("ai-act-dossier") == pipeline.__version__


def test_every_module_says_what_it_is() -> None:
    silent = [name for name, tree in TREES.items() if not ast.get_docstring(tree)]
    assert silent == []


def test_no_module_and_no_test_names_a_place_of_one_machine() -> None:
    tests = Path(__file__).resolve().parent
    sources = chain(MODULES.values(), (path.read_text(encoding="utf-8") for path in tests.rglob("*.py")))
    place = re.compile(r"/(home|root|Users|work)/[a-z]|[A-Z]:\\\\Users")
    assert [found[0] for text in sources for found in place.finditer(text)] == []

"""The codec: what was encoded comes back equal, and what is broken is refused."""

import json
from dataclasses import dataclass
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.library.codec import decoder, encode
from pipeline.model.catalogue import Catalogue


class Shade(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    shade: Shade
    on: bool | str = False


@dataclass(frozen=True, slots=True)
class Tree:
    leaves: tuple[Leaf, ...]
    pair: tuple[Leaf, ...]
    words: dict[str, str]
    branches: dict[str, Leaf]
    shades: tuple[Shade, ...] = ()


leaves = st.builds(Leaf, st.text(), st.sampled_from(Shade), st.booleans() | st.text())
several = st.lists(leaves, max_size=3).map(tuple)
words = st.dictionaries(st.text(), st.text(), max_size=3)
trees = st.builds(
    Tree,
    several,
    several,
    words,
    st.dictionaries(st.text(), leaves, max_size=3),
    st.lists(st.sampled_from(Shade)).map(tuple),
)


@given(trees)
def test_any_record_comes_back_equal(tree: Tree) -> None:
    rebuild = decoder(Tree)
    assert rebuild is not None
    assert rebuild(json.loads(json.dumps(encode(tree)))) == tree


def test_the_catalogue_comes_back_equal(catalogue: Catalogue) -> None:
    rebuild = decoder(Catalogue)
    assert rebuild is not None
    assert rebuild(json.loads(json.dumps(encode(catalogue)))) == catalogue


@pytest.mark.parametrize("kind", [str, int, bool, str | bool, dict[str, str]])
def test_what_json_gives_already_needs_no_decoder(kind: object) -> None:
    assert decoder(kind) is None


@pytest.mark.parametrize(
    "broken",
    [[], [[], [], {}, {}], [["x"], [], {}, {}, []], [[["a", "no such shade", True]], [], {}, {}, []], {}, 5, None],
    ids=["nothing", "too-short", "no-record", "no-choice", "object", "number", "null"],
)
def test_what_no_record_is_is_refused(broken: object) -> None:
    rebuild = decoder(Tree)
    assert rebuild is not None
    with pytest.raises((LookupError, TypeError, ValueError)):
        rebuild(broken)

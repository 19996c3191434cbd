"""Five hundred steps in the life of systems, from one seed; `make soak` walks ten thousand."""

import random

import pytest

from tests.soak.scenery import scenery
from tests.soak.walk import Walk, walk_through

STEPS = 500


def test_nothing_that_a_person_saved_is_ever_lost_and_all_that_was_issued_is_intact(tmp_path):
    client, catalogues, templates = scenery(tmp_path)
    counts = walk_through(client, catalogues, templates, STEPS, seed=7)
    assert sum(counts.values()) == STEPS


def test_the_walk_notices_what_is_lost(tmp_path):
    client, catalogues, templates = scenery(tmp_path)
    client.change("tenorscore")
    walk = Walk(client, catalogues, templates, random.Random(1))
    walk.build()
    walk.edit(lambda path: path.write_bytes(path.read_bytes() + b"of a person"))
    for path in walk.documents():
        path.write_bytes(b"overwritten by a program")
    with pytest.raises(AssertionError, match="gone"):
        walk._look()

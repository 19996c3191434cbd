"""Five hundred steps in the life of systems, from five seeds; `make soak` walks ten thousand."""

import os
import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.soak.long import walk
from tests.soak.scenery import scenery
from tests.soak.walk import STRETCH, LostError, Walk

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="runs are forked, which this system does not do")


@pytest.mark.parametrize("seed", ["7-0", "7-1", "7-2", "7-3", "7-4"])
def test_nothing_that_a_person_saved_is_ever_lost_and_all_that_was_issued_is_intact(seed):
    # In a process of its own, since it forks others.
    with ProcessPoolExecutor(1, get_context("spawn")) as worker:
        assert sum(worker.submit(walk, seed).result().values()) == STRETCH


def test_the_walk_notices_what_is_lost(tmp_path):
    client, catalogues, templates = scenery(tmp_path)
    client.change("tenorscore")
    taken = Walk(client, catalogues, templates, random.Random(1))
    taken.build()
    taken.edit(lambda path: path.write_bytes(path.read_bytes() + b"of a person"))
    for path in taken.documents():
        path.write_bytes(b"overwritten by a program")
    with pytest.raises(LostError, match="gone"):
        taken.look()

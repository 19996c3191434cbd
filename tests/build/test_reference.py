from pathlib import Path

import pytest

from pipeline.build.reference import reference

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", sorted(reference()))
def test_generated_files_are_what_the_code_generates(path):
    assert (CHECKOUT / path).read_bytes() == reference()[path], "run `make reference`"

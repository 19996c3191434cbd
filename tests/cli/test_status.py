"""`dossier status` for people: each state that a document may have is printed."""

import pytest

from pipeline.build.portfolio_status import DeliverableStatus, SystemStatus
from pipeline.cli.status import print_statuses


@pytest.mark.parametrize("state", ["current", "stale", "edited", "blocked", "not-due", "missing", "superseded"])
def test_each_state_is_printed_with_its_reasons(state, capsys):
    documents = (DeliverableStatus("annex-iv", state, ("why it is so",)),)
    print_statuses([SystemStatus("ranker", "acme", documents, ())])
    assert capsys.readouterr().err.split() == ["acme/ranker", "annex-iv", state, "why", "it", "is", "so"]

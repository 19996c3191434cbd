"""Why a document would be made anew, beside the facts: how it is made, what is not recorded, what was issued."""

import json

import msgspec
import pytest
from msgspec.structs import replace

from pipeline.build.history import earlier_states, kept_snapshot, snapshot_of_revision
from pipeline.build.identity import OUTPUT_VERSION
from pipeline.build.journal import known_of
from pipeline.build.portfolio_status import status_of
from pipeline.build.reasons import OTHERWISE, UNKNOWN, in_short, reasoner_for
from pipeline.build.scan import scan
from pipeline.build.store import MANIFEST, manifest_json
from pipeline.build.templates import load_templates
from pipeline.model.fact_change import Snapshot
from pipeline.model.manifest import Issued, Made
from tests.answers import FILE
from tests.documents import deliverable_of
from tests.engagement import Engagement

EDITION = "eu-ai-act@2024-07-12"
SAME = Snapshot({"system": {"id": "x"}})


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ({"edition": EDITION}, "edition of the law: eu-ai-act@2024-07-12 -> "),
        ({"template_sha256": "older"}, "its template is another one"),
        ({"template_sha256": "now", "firm": "Firm"}, "it goes out in the name of no firm, not of Firm"),
        ({"output_version": f"{OUTPUT_VERSION}-before"}, "this version of the tool lays it out in another way"),
        ({}, OTHERWISE),
        ({"edition": "", "output_version": ""}, OTHERWISE),
    ],
)
def test_how_it_is_made(catalogue, made, told):
    record = Made(FILE, f"{FILE}.docx", "key", "sha", 1, **made)
    reasoner = reasoner_for(catalogue)
    same = reasoner.differences("en", SAME, SAME)
    (why,) = reasoner.reasons(deliverable_of(catalogue, FILE), same, record, "now")
    assert why.startswith(told)


def test_what_is_not_recorded_is_said_to_be_so(catalogue):
    record = Made(FILE, f"{FILE}.docx", "key", "sha", 1)
    reasoner = reasoner_for(catalogue)
    assert reasoner.differences("en", None, SAME) is None
    assert reasoner.reasons(deliverable_of(catalogue, FILE), None, record, "") == (UNKNOWN,)


@pytest.mark.parametrize(
    ("because", "line"),
    [
        (("a",), "changed: a"),
        (("a", "b"), "2 changes: a; b"),
        (("a", "b", "c", "d", "e"), "5 changes: a; b; c; and 2 more"),
    ],
)
def test_in_one_line(because, line):
    assert in_short(because) == line


def because(client: Engagement) -> tuple[str, tuple[str, ...]]:
    templates = load_templates(client.catalogue, (), (FILE,))
    (found,) = status_of(scan([client.folder]), client.outputs, client.catalogue, templates)
    ((state, why),) = [(each.state, each.because) for each in found.deliverables]
    return state, why


class TestOfAFolder:
    """What lies in a system's folder."""

    def test_a_state_that_nobody_can_read_is_said_to_be_so(self, client):
        client.build(only=(FILE,))
        for path in client.made().rglob("profile.json"):
            path.write_text("{", encoding="utf-8")
        client.change("tenorscore", testing__procedures="Other procedures.")
        assert because(client) == ("stale", (UNKNOWN,))

    def test_without_the_set_of_its_revision_the_last_build_speaks(self, client):
        client.build(only=(FILE,))
        assert snapshot_of_revision(client.made(), 7) == kept_snapshot(client.made())
        assert kept_snapshot(client.made() / "nowhere") is None

    def test_the_states_that_the_next_revision_may_be_compared_with(self, client):
        assert earlier_states(client.made(), known_of(client.made())) == {}
        client.build(only=(FILE,))
        manifest = known_of(client.made())
        found = earlier_states(client.made(), manifest)
        assert list(found) == [1]
        assert json.loads(found[1]["profile.json"])["values"]["system"]["id"] == "tenorscore"

    def test_superseded_is_a_newer_draft_of_what_was_issued(self, client):
        client.build(only=(FILE,))
        client.change("tenorscore", testing__procedures="Other procedures.")
        client.build(only=(FILE,))
        manifest = known_of(client.made())
        assert manifest is not None
        frozen = Issued(FILE, 1, f"issued/1/{FILE}.docx", "0" * 64)
        (client.made() / MANIFEST).write_bytes(manifest_json(replace(manifest, issued=(frozen,))))
        state, (why,) = because(client)
        assert state == "superseded"
        assert why == "revision 1 of it was issued; what lies here is the newer draft of revision 2"

    def test_what_was_issued_itself_is_current(self, client):
        client.build(only=(FILE,))
        manifest = known_of(client.made())
        assert manifest is not None
        frozen = Issued(FILE, 1, f"issued/1/{FILE}.docx", manifest.made[0].sha256)
        (client.made() / MANIFEST).write_bytes(msgspec.json.encode(replace(manifest, issued=(frozen,))))
        assert because(client) == ("current", ())

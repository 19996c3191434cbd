"""The report on changes follows the other documents, and says what differs between two of their revisions."""

from docx import Document

from pipeline.build.journal import known_of
from tests.answers import FILE
from tests.engagement import Engagement
from tests.samples import COMPLETE, answers_of, with_answers

REPORT = "change-report"
ONLY = (FILE, REPORT)
CONTEXT = {"purpose.context": "Small banks alone."}


def state(client: Engagement) -> tuple[str, int | None]:
    (result,) = client.build(only=ONLY)
    return next((each.state, each.revision) for each in result.deliverables if each.id == REPORT)


def change(client: Engagement, **answers: object) -> None:
    client.write("tenorscore", with_answers(answers_of(COMPLETE), {**CONTEXT, **answers}))


def text(client: Engagement) -> str:
    document = Document(str(client.made() / f"{REPORT}.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_it_is_not_due_before_there_are_two_revisions(client):
    assert state(client)[0] == "not-due"
    assert not (client.made() / f"{REPORT}.docx").exists()


def test_it_is_made_with_the_second_revision_and_opens_none(client):
    client.build(only=ONLY)
    change(client)
    assert state(client) == ("built", 2)
    assert state(client)[0] == "unchanged"
    manifest = known_of(client.made())
    assert manifest is not None
    assert [each.number for each in manifest.revisions] == [1, 2]


def test_it_tells_before_and_now_with_what_has_to_be_judged(client):
    client.build(only=ONLY)
    change(client)
    client.build(only=ONLY)
    told = text(client)
    for words in ("Small banks alone.", "Retail banks in Germany and Austria", "Context of use", "intended purpose"):
        assert words in told
    assert "3 Purpose!E6" in told


def test_it_is_made_again_for_the_next_revision(client):
    client.build(only=ONLY)
    change(client)
    client.build(only=ONLY)
    change(client, **{"testing.procedures": "Other procedures."})
    assert state(client) == ("built", 3)
    told = text(client)
    assert "Other procedures." in told
    assert "Small banks alone." not in told


def test_status_agrees_with_the_build_that_follows(client):
    from pipeline.build.portfolio_status import status_of
    from pipeline.build.scan import scan
    from pipeline.build.templates import load_templates

    def standing() -> tuple[str, tuple[str, ...]]:
        templates = load_templates(client.catalogue, (), ONLY)
        (found,) = status_of(scan([client.folder]), client.outputs, client.catalogue, templates)
        return next((each.state, each.because) for each in found.deliverables if each.id == REPORT)

    assert standing()[0] == "not-due"
    client.build(only=ONLY)
    change(client)
    assert standing()[0] == "missing"
    client.build(only=ONLY)
    assert standing() == ("current", ())
    change(client, **{"testing.procedures": "Other procedures."})
    told, because = standing()
    assert told == "stale"
    assert any("Other procedures." in why for why in because)

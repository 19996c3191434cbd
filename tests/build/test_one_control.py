"""One control changes in the organisation's workbook: exactly the documents that print it change."""

from msgspec.structs import replace

from pipeline.model.questionnaire import Form
from tests.samples import COMPLETE, answers_of, with_answers

CONTROL = "A.6.2.8"
PRINT_IT = {
    "lindenhof/portfolio.html",
    "lindenhof/tenorscore/change-report.docx",
    "lindenhof/tenorscore/gap-analysis.docx",
    "portfolio.html",
}
OFFICE = (".docx", ".xlsx", ".html")


def test_exactly_the_documents_that_print_a_control_change_with_its_status(client, bytes_of) -> None:
    client.build(only=())
    before = bytes_of(client.outputs)
    organisation = answers_of(COMPLETE, "organisation")
    rows = organisation.values["management"]["controls"]
    assert {row["status"] for row in rows if row["id"] == CONTROL} == {"implemented"}
    changed = tuple({**row, "status": "planned"} if row["id"] == CONTROL else row for row in rows)
    intake = with_answers(organisation, {"management.controls": changed})
    client.write("organisation", replace(intake, notes=organisation.notes), Form.ORGANISATION)
    client.build(only=())
    after = bytes_of(client.outputs)
    made = {name for name in after if name.endswith(OFFICE) and "/revisions/" not in name}
    assert {name for name in made if before.get(name) != after[name]} == PRINT_IT
    assert len(made) > len(PRINT_IT) + 3

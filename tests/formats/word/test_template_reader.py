"""Whatever bytes come in as a template, reading says what is wrong and never fails."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats import template_reader
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.template_reader import read_template
from pipeline.model.finding import Severity
from pipeline.model.template import TemplateReading
from tests.formats.word.firm import firm_template, p, row, table

BODY = p("{{ document.title }}") + table(row("{%tr for one in data.data_sets %}"), row("{%tr endfor %}"), columns=1)
TEMPLATE = firm_template(BODY, header=p("{{ document.number }}"))
PARTS = read_parts(TEMPLATE)
PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "</w:p>", "<w:p>", "<w:tbl>", '"', "<", "&", "for ", "\0", "_", " "]
)


def is_told(reading: TemplateReading) -> bool:
    return len(reading.spots) == len(reading.findings)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at=st.integers(0, len(TEMPLATE) - 1), byte=st.integers(0, 255), cut=st.booleans())
def test_a_damaged_file_is_read_or_told(at, byte, cut):
    damaged = TEMPLATE[:at] if cut else TEMPLATE[:at] + bytes([byte]) + TEMPLATE[at + 1 :]
    assert is_told(read_template(damaged, "t"))


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(PARTS)), where=st.floats(0, 1), piece=PIECES, drop=st.integers(0, 12))
def test_damaged_markup_is_read_or_told(name, where, piece, drop):
    content = PARTS[name].decode()
    at = int(where * len(content))
    changed = content[:at] + piece + content[at + drop :]
    assert is_told(read_template(write_parts({**PARTS, name: changed.encode()}), "t"))


def test_what_nobody_foresaw_is_a_finding_and_no_crash(monkeypatch):
    def fails(template: bytes) -> None:
        raise KeyError(template)

    monkeypatch.setattr(template_reader, "open_package", fails)
    (found,) = read_template(TEMPLATE, "own.docx").findings
    assert (found.code, found.severity, found.at.template) == ("TPL002", Severity.ERROR, "own.docx")


def test_names_come_with_their_use_in_the_order_of_the_parts():
    said = [(naming.path, naming.written, str(naming.use)) for naming in read_template(TEMPLATE, "t").names]
    assert said[:3] == [
        ("document.title", "document.title", "printed"),
        ("data.data_sets", "data.data_sets", "looped"),
        ("document.number", "document.number", "printed"),
    ]
    assert {naming.spot.where for naming in read_template(TEMPLATE, "t").names} == {"body", "header"}

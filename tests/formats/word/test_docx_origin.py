"""Where a document comes from stays in it: as a property that is shown nowhere and survives being saved again."""

import io

import docx
import pytest
from msgspec.structs import replace

from pipeline.formats.docx_origin import origin_of, with_origin
from pipeline.formats.docx_outside import outside
from pipeline.formats.docx_package import read_parts, write_parts
from pipeline.formats.docx_renderer import render
from pipeline.formats.docx_template import build_template
from pipeline.formats.open_package import NoDocumentError
from pipeline.model.fact_list import facts
from tests.formats.word.test_docx_outside import by_libreoffice
from tests.formats.word.zones import complaints, saved

ORIGIN = "tenorscore/annex-iv/3/ab&<cd>/0f"


@pytest.fixture
def document(file, labels, style, context_of) -> bytes:
    return render(build_template(file, labels, style, facts()), context_of())


def test_a_document_says_where_it_comes_from_and_no_other_does(document):
    assert origin_of(document) == ""
    said = with_origin(document, ORIGIN)
    assert origin_of(said) == ORIGIN
    assert complaints(said) == ()


def test_it_is_written_when_the_context_has_one(file, labels, style, context_of, document):
    context = context_of()
    own = replace(context, properties=replace(context.properties, origin=ORIGIN))
    assert render(build_template(file, labels, style, facts()), own) == with_origin(document, ORIGIN)


def test_it_is_said_once_and_changes_nothing_else(document):
    said = with_origin(with_origin(document, "before"), ORIGIN)
    assert said == with_origin(document, ORIGIN)
    assert outside(said) == outside(document)


def test_properties_of_a_firm_stay(document):
    said = with_origin(document, "x")
    parts = read_parts(said)
    own = parts["docProps/custom.xml"].replace(b'name="dossier"', b'name="Client"')
    again = with_origin(write_parts({**parts, "docProps/custom.xml": own}), ORIGIN)
    custom = read_parts(again)["docProps/custom.xml"].decode()
    assert origin_of(again) == ORIGIN
    assert 'pid="2" name="Client"' in custom
    assert 'pid="3" name="dossier"' in custom


def test_python_docx_keeps_it(document):
    assert origin_of(saved(docx.Document(io.BytesIO(with_origin(document, ORIGIN))))) == ORIGIN


@pytest.mark.office
def test_libreoffice_keeps_it(document, tmp_path):
    assert origin_of(by_libreoffice(with_origin(document, ORIGIN), tmp_path)) == ORIGIN


@pytest.mark.parametrize("call", [origin_of, lambda content: with_origin(content, ORIGIN)])
def test_what_is_no_document_is_told(call):
    with pytest.raises(NoDocumentError):
        call(b"no document")

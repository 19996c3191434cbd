"""What can be wrong with how a template is written and with what its file holds (TPL001 to TPL039)."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_PACKAGE: dict[str, Entry] = {
    "TPL001": Entry(_E, "No Word document", "this is {kind}", "{remedy}"),
    "TPL002": Entry(_E, "Damaged", "the file cannot be read: {why}", "Open it in Word and save it again."),
    "TPL003": Entry(
        _E, "Under a password", "the file is protected with a password", "Save it in Word without a password."
    ),
    "TPL004": Entry(_E, "Too large", "{what}", "Take out what no document needs, such as large pictures."),
    "TPL005": Entry(
        _E, "Unsafe content", "the file holds {what}", "Save it in Word as a Word document (.docx) without it."
    ),
    "TPL006": Entry(
        _E,
        "Link outside the file",
        "the file reaches for something outside itself ({kind}): {target}",
        "Put a picture in instead of linking it; of an attached template, choose Normal in Word. Links for readers"
        " begin with http, https or mailto.",
    ),
    "TPL007": Entry(
        _E,
        "Field that no document needs",
        "the field {name} may fetch, run or hide something",
        "Delete the field in Word (Alt+F9 shows fields) and write the text itself.",
    ),
    "TPL008": Entry(
        _E,
        "Embedded object",
        "an object is embedded: {what}",
        "Delete the object; put a picture or a table in its place.",
    ),
    "TPL009": Entry(
        _E,
        "Foreign part",
        "the file holds a part of a kind that no document needs: {what}",
        "Copy the text into a new Word document and save it.",
    ),
    "TPL010": Entry(
        _E,
        "Document type declared",
        "{part} declares a document type or entities",
        "Open it in Word and save it again.",
    ),
}

_TAGS: dict[str, Entry] = {
    "TPL011": Entry(
        _E,
        "Tag in the properties",
        "the property {name} holds a tag",
        "Take it out: title, subject, author and language are set for each document.",
    ),
    "TPL012": Entry(
        _E,
        "Tag where no text stands",
        "a tag stands in {what}, where no text is printed",
        "Write tags in the text only, not in fields, links, names, deleted text or alternative text.",
    ),
    "TPL013": Entry(
        _E,
        "Tag without its other half",
        "{written} {why}",
        "A tag begins and ends in one paragraph; to each for belongs an endfor, to each if an endif.",
    ),
    "TPL014": Entry(_E, "Tag that cannot be read", "the tag cannot be read: {why}", "Correct the tag, or copy one."),
    "TPL015": Entry(
        _E,
        "Call",
        "the template calls {name}, and nothing can be called",
        "Write the name without brackets; values are formatted already.",
    ),
    "TPL016": Entry(
        _E,
        "Computation",
        "the tag holds {what}, and a template computes nothing",
        "Print the names themselves, with the words between them as text.",
    ),
    "TPL017": Entry(
        _E,
        "Brackets",
        "the tag holds {what}, and a template takes nothing apart and builds nothing",
        "Name the field with full stops, or go over the rows with for.",
    ),
    "TPL018": Entry(_E, "Statement that is not known", '"{name}" is no statement of templates: {written}', "{instead}"),
    "TPL019": Entry(
        _E, "Hidden name", "{name} begins with an underscore", "Use a name from `dossier templates fields`."
    ),
    "TPL020": Entry(_E, "Filter that is not known", "there is no filter {name}", "Known are {known}{near}"),
    "TPL021": Entry(
        _E,
        "Decision over a fact",
        "the condition asks {name}: a template may print a fact, not decide over it",
        "Ask whether a section is printed (sections.ID.shown or sections.ID.here) or whether a list holds anything"
        " (lists.ID); conditions over facts stand in deliverable.toml.",
    ),
    "TPL022": Entry(_E, "Loop that is not known", "the loop has {what}", "Write it as: for row in data.data_sets."),
    "TPL023": Entry(
        _E, "Too long", "the tag holds more than {most} characters", "Write long text as text of the document."
    ),
    "TPL024": Entry(
        _E,
        "Unknown of the loop",
        "{name} {why}",
        "Print loop.index, loop.index0 or loop.length; ask loop.first or loop.last.",
    ),
    "TPL025": Entry(
        _E,
        "Document within the document",
        "{written} asks for a piece of a document, and no value is one",
        "Print it without {prefix}.",
    ),
    "TPL026": Entry(
        _E,
        "Text that would be lost",
        "{written} takes its {what} away, and with it: {lost}",
        "Let the tag stand alone, or take the prefix off.",
    ),
    "TPL027": Entry(
        _E,
        "Block that cuts through the page",
        "{written} and its end do not stand at like places, so that the document may come out damaged",
        "Put both into paragraphs (p) or rows (tr) of their own, or both into one paragraph.",
    ),
    "TPL028": Entry(_E, "Too many tags", "the template holds more than {most} tags", "Split the template."),
    "TPL035": Entry(_E, "Mark of a cell elsewhere", "{name} stands {where} only", "Move it there, or take it out."),
    "TPL037": Entry(
        _E,
        "Tag read otherwise",
        "what is rendered is not what is written here: {what}",
        "Type the tag again in one go, or copy it from `dossier templates fields`.",
    ),
    "TPL038": Entry(
        _E, "Filter with something in brackets", "the filter {name} does not take what it is given", "Write it alone."
    ),
}

_STATE: dict[str, Entry] = {
    "TPL029": Entry(
        _W,
        "Tracked changes",
        "the template holds {count} tracked changes; they would stand in every document",
        "Accept or reject them in Word.",
    ),
    "TPL030": Entry(
        _W,
        "Comments",
        "the template holds {count} comments; they would stand in every document",
        "Delete them in Word.",
    ),
    "TPL031": Entry(
        _E,
        "Style that is not there",
        "the style {name} is used, but not defined{near}",
        "Apply a style that the template has.",
    ),
    "TPL032": Entry(
        _E,
        "Style that documents need",
        "the style {name} is missing: {use}",
        "Copy the style from a shipped template, with its name.",
    ),
    "TPL033": Entry(
        _E,
        "No end mark",
        "the last paragraph is not the end mark, which proves that a document is whole",
        "Copy the last paragraph of the template that `dossier templates new` writes, style and text, to the end.",
    ),
    "TPL034": Entry(
        _W,
        "No headings",
        "no paragraph is a heading",
        "Use the heading styles of Word, so that readers find their way.",
    ),
    "TPL036": Entry(
        _W,
        "Field that prints today",
        "the field {name} prints the day on which somebody opens or prints the document",
        "Print document.revision or a day that the context gives.",
    ),
    "TPL039": Entry(
        _N,
        "Rendered the longer way",
        "the template holds {what}: docxtpl looks at the tables of each document again, which takes longer",
        "Nothing has to be done; where many systems are built, a table of fixed columns is faster.",
    ),
}

LANGUAGE_FINDINGS: dict[str, Entry] = _PACKAGE | _TAGS | _STATE
"""How a template is written and what its package holds."""

OF_STATE = frozenset(_STATE)
"""Codes of the state in which a template was left: they do not keep it from being rendered."""

OF_TAGS = frozenset(_TAGS)
"""Codes of what is wrong with tags: where one stands, names are not told, since what follows from it is noise."""

"""What can be wrong between a template and the declaration of its deliverable, and with its making."""

from pipeline.model.finding import Severity
from pipeline.model.finding_entry import Entry

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

BENCH_FINDINGS: dict[str, Entry] = {
    "TPL040": Entry(
        _E,
        "Not a field",
        "{name} is not a field of this document{nearest}",
        "`dossier templates fields {id}` lists the fields to copy from.",
    ),
    "TPL041": Entry(
        _E,
        "Field that is not declared",
        "{name} is known, but no section of {id} declares it, so that the document holds nothing of it",
        "Add a block to a section of its deliverable.toml: {declare}. Then check again.",
    ),
    "TPL042": Entry(
        _E,
        "Row outside of its loop",
        "{name} stands outside of a loop over rows",
        "Put it between the two tags of its loop; `dossier templates fields {id}` has whole loops to copy.",
    ),
    "TPL043": Entry(
        _E,
        "Several things printed as one",
        "{name} holds several entries and cannot be printed as text",
        "Go through them: {tag}",
    ),
    "TPL044": Entry(_E, "One thing looped over", "{name} is no list, so that nothing can go through it", "Use {tag}"),
    "TPL045": Entry(
        _E,
        "Condition printed",
        "{name} says whether a section is printed and is no text",
        "Use it as a condition: {tag}",
    ),
    "TPL046": Entry(
        _E,
        "Condition over a fact",
        "{name} is a fact: where it is missing, a condition over it would say something that nobody stated",
        "Print it. Whether a section stands is declared in deliverable.toml and asked as sections.….shown.",
    ),
    "TPL047": Entry(
        _E,
        "Half a name",
        "{name} is the beginning of several names and none itself",
        "Write the whole name; `dossier templates fields {id}` lists them.",
    ),
    "TPL048": Entry(
        _E,
        "Section printed on no condition",
        'the section "{heading}" is printed on a condition, and the template does not ask for it',
        "Put these around it, each in a paragraph of its own: {tag}",
    ),
    "TPL049": Entry(
        _E,
        "No word on why a section is not there",
        'where the section "{heading}" does not apply, the template does not say why',
        "Put this before the end of its condition, each in a paragraph of its own: {tag}",
    ),
    "TPL050": Entry(
        _E,
        "Declared and not printed",
        'the template does not print "{what}" ({heading}): {missing} would be missing from this document',
        "Put {name} where it belongs, or take it out of deliverable.toml if the law does not ask for it here.",
    ),
    "TPL051": Entry(
        _E,
        "Section missing",
        'no heading says "{heading}": {missing} would be missing from this document',
        "Put the section back, its heading in a heading style and in these words; more may stand before them.",
    ),
    "TPL052": Entry(
        _W,
        "Running head says too little",
        "neither head nor foot of the page prints {name}, so that a single page does not say what it belongs to",
        "Put it into the header or the footer: {tag}",
    ),
    "TPL053": Entry(
        _E,
        "No draft mark",
        "the template does not print document.draft_mark: a draft would look like the final document",
        "Put it on the first page, where it is empty once nothing is open: {tag}",
    ),
    "TPL054": Entry(
        _W,
        "Declared and not printed",
        'the template does not print "{what}" ({heading}), which the declaration has',
        "Put {name} where it belongs, or take it out of deliverable.toml.",
    ),
    "TPL055": Entry(
        _E,
        "Requirement without a section",
        "no section takes up {id}: {summary}",
        "Name it under `requirements` of the section that answers it.",
    ),
    "TPL056": Entry(
        _W,
        "Question that nobody is asked",
        "question {number}, {label} ({name}), stands in no form, or on a condition that never holds",
        "Put its sheet into a form, or mend the condition.",
    ),
    "TPL060": Entry(
        _W,
        "Table without a repeated head",
        "the rows of this table may run over several pages, and no head row is repeated",
        "In Word: mark the head row, Table Layout, Repeat Header Rows.",
    ),
    "TPL061": Entry(
        _W,
        "Picture without words",
        "the picture {name} has no alternative text for a reader who cannot see it",
        "In Word: right click, View Alt Text; say what it shows, or mark it as decorative.",
    ),
    "TPL062": Entry(
        _W,
        "No language",
        "the template does not say in which language its text is, which spelling and screen readers go by",
        "In Word: select all, Review, Language, Set Proofing Language; save the style Normal with it.",
    ),
    "TPL063": Entry(
        _E,
        "No headings",
        "no paragraph of the template is in a heading style, so that no section of {id} can be found in it",
        "Give the headings the styles Heading 1 to 3.",
    ),
    "TPL065": Entry(
        _E,
        "Link without its target",
        'the entry "{text}" leads to a bookmark that is not there: its heading was taken out or lost its bookmark',
        "Take the entry out of the contents list, or put its heading back.",
    ),
    "TPL066": Entry(
        _E,
        "No template",
        "{folder} declares a Word document and holds no template",
        "Make one with `dossier templates new {folder}`.",
    ),
    "TPL070": Entry(
        _E, "Preview cannot be made", "with {profile} the template cannot be filled: {why}", "Mend the template."
    ),
    "TPL071": Entry(
        _E,
        "Preview has a fault",
        "the document made with {profile} would be refused: {why}",
        "Mend the template.",
    ),
}

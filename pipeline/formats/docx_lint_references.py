"""The rules of what names something else: a style, a list, a comment, a note, a bookmark, a person."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from pipeline.formats.complaint import Complaint, doubtful, twice
from pipeline.formats.docx_markup import Element, qn
from pipeline.formats.docx_story import Story, value_of

_STYLED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_NOTES = {"footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"


def lint_references(stories: Sequence[Story], roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Complain of what is named and not there, or not of the kind that is asked for.

    Args:
        stories: the parts in the namespace of Word.
        roots: all XML parts, parsed.
    """
    named = {story.name: story for story in stories}
    yield from _lint_styles(stories, named.get("word/styles.xml"))
    yield from _lint_lists(stories, named.get("word/numbering.xml"))
    yield from _lint_comments(stories, named.get("word/comments.xml"), roots)
    for kind, part in _NOTES.items():
        yield from _lint_notes(stories, kind, named.get(part))
    for story in stories:
        anchors = {value_of(each, "name") for each in story.all("bookmarkStart")} | {"_top"}
        for link in story.all("hyperlink"):
            anchor = link.get(qn("anchor"))
            if anchor is not None and anchor not in anchors:
                yield doubtful("", f"{story.name} links to the bookmark {anchor}, which is not there")


def _lint_styles(stories: Sequence[Story], sheet: Story | None) -> Iterator[Complaint]:
    styles = {value_of(style, "styleId"): style for style in (sheet.all("style") if sheet else ())}
    kinds = {name: value_of(style, "type") for name, style in styles.items()}
    for story, (tag, kind) in product(stories, _STYLED.items()):
        for name in {value_of(element): None for element in story.all(tag)}:
            if name not in kinds:
                yield doubtful("", f"{story.name} names the style {name}, which is not there")
            elif kinds[name] != kind:
                yield doubtful(story.name, f"the style {name} is taken for one of a {kind}")
    if sheet is None:
        return
    yield from twice(sheet.name, "style", (value_of(style, "styleId") for style in sheet.all("style")))
    names = (value_of(style.find(qn("name"))).casefold() or None for style in sheet.all("style"))
    yield from twice(sheet.name, "name of a style", names, is_doubtful=True)
    for name, style in styles.items():
        for asked in ("basedOn", "next", "link"):
            other = style.find(qn(asked))
            if other is not None and value_of(other) not in styles:
                yield doubtful(sheet.name, f"the style {name} says {asked} {value_of(other)}, which is not there")
        if _is_based_on_itself(name, styles):
            yield doubtful(sheet.name, f"the style {name} is based on itself")


def _is_based_on_itself(name: str, styles: Mapping[str, Element]) -> bool:
    seen, at = {name}, value_of(styles[name].find(qn("basedOn")))
    while at in styles:
        if at in seen:
            return True
        seen.add(at)
        at = value_of(styles[at].find(qn("basedOn")))
    return False


def _lint_lists(stories: Sequence[Story], lists: Story | None) -> Iterator[Complaint]:
    known = {value_of(each, "numId") for each in (lists.all("num") if lists else ())} | {"0"}
    for story in stories:
        for number in sorted({value_of(each) for each in story.all("numId")} - known):
            yield doubtful(story.name, f"the list {number} is not there")
    if lists is None:
        return
    abstract = [value_of(each, "abstractNumId") for each in lists.all("abstractNum")]
    yield from twice(lists.name, "list", (value_of(each, "numId") for each in lists.all("num")))
    yield from twice(lists.name, "definition of a list", abstract)
    for each in lists.all("num"):
        named = value_of(each.find(qn("abstractNumId")))
        if named not in abstract:
            yield Complaint(lists.name, f"the list {value_of(each, 'numId')} has no definition {named}")


def _lint_comments(
    stories: Sequence[Story], comments: Story | None, roots: Mapping[str, Element]
) -> Iterator[Complaint]:
    known = [value_of(each, "id") for each in (comments.all("comment") if comments else ())]
    named = set()
    for story in stories:
        for kind in ("commentReference", "commentRangeStart", "commentRangeEnd"):
            ids = {value_of(each, "id") for each in story.all(kind)}
            named |= ids
            for number in sorted(ids.difference(known)):
                yield Complaint("", f"{story.name} names comment {number}, which is not there")
    if comments is None:
        return
    yield from twice(comments.name, "comment", known)
    for number in sorted(set(known) - named):
        yield doubtful(comments.name, f"the comment {number} stands nowhere")
    for each in comments.all("comment"):
        if each.find(qn("p")) is None:
            yield Complaint(comments.name, f"the comment {value_of(each, 'id')} has no paragraph")
    yield from _lint_threads(comments, roots)


def _lint_threads(comments: Story, roots: Mapping[str, Element]) -> Iterator[Complaint]:
    """Complain of answers to comments, and of people, that do not fit the comments."""
    paragraphs = {each.get(_PARA_ID) for each in comments.all("p")}
    threads = roots.get("word/commentsExtended.xml")
    for each in threads.iter(f"{_W15}commentEx") if threads is not None else ():
        for said in ("paraId", "paraIdParent"):
            if (found := each.get(f"{_W15}{said}")) is not None and found not in paragraphs:
                yield doubtful("word/commentsExtended.xml", f"the paragraph {found} is in no comment")
    people = roots.get("word/people.xml")
    if people is not None:
        yield from twice("word/people.xml", "person", (each.get(f"{_W15}author") for each in people))


def _lint_notes(stories: Sequence[Story], kind: str, notes: Story | None) -> Iterator[Complaint]:
    known = [value_of(each, "id") for each in (notes.all(kind) if notes else ())]
    for story in stories:
        ids = {value_of(each, "id") for each in (*story.all(f"{kind}Reference"), *_separators(story, kind))}
        for number in sorted(ids.difference(known)):
            yield Complaint("", f"{story.name} names {kind} {number}, which is not there")
    if notes is not None:
        yield from twice(notes.name, kind, known)
        for each in notes.all(kind):
            if each.find(qn("p")) is None:
                yield Complaint(notes.name, f"the {kind} {value_of(each, 'id')} has no paragraph")


def _separators(story: Story, kind: str) -> Iterator[Element]:
    """Yield the notes that the settings name as lines between text and notes."""
    for properties in story.all(f"{kind}Pr") if story.name == "word/settings.xml" else ():
        yield from properties.findall(qn(kind))

"""The blocks that print what the law makes of a system: outcomes, tests, duties, dates, and what is open."""

from collections.abc import Iterator

from pipeline.formats.docx_markup import Element, caption, paragraph, paragraph_tag, value, words
from pipeline.formats.docx_registers import Columns, register
from pipeline.formats.docx_table import cell, kept_with_next, row, shares, table, tag_row
from pipeline.model.deliverable import Block, BlockKind, law_list
from pipeline.model.house_style import HouseStyle, Words

_LABEL_SHARE = (3, 7)
_SHADED = {
    BlockKind.OUTCOMES: "outcome",
    BlockKind.TESTS: "result",
    BlockKind.DUTIES: "follows",
    BlockKind.DATES: "duty",
}


def law_register(block: Block, style: HouseStyle, width: float) -> Iterator[Element]:
    """Yield the table of a block that is one table with its caption, or a line where it would have no rows.

    Args:
        block: any of the blocks that print the law but outcome.
        style: the house style.
        width: between the margins, in centimetres.
    """
    shaded = block.shaded or _SHADED.get(block.kind, "")
    own = tuple((column.id, column.label, column.width) for column in block.column)
    name = f"lists.{law_list(block)}"
    yield paragraph_tag(f"if {name}")
    if block.caption:
        yield caption("Caption", style.words.table, "Table", block.caption)
    yield register(name, own or _columns(block.kind, style.words), style, width, shaded)
    yield paragraph("TableEnd")
    yield paragraph_tag("else")
    if block.caption:
        yield paragraph("Label", words(block.caption))
    yield paragraph("NotApplicable", words(style.words.nothing))
    yield paragraph_tag("endif")


def _columns(kind: BlockKind, label: Words) -> Columns:
    match kind:
        case BlockKind.OUTCOMES:
            return (
                ("topic", label.topic, 5.2),
                ("outcome", label.outcome, 4.3),
                ("from", label.applies_from, 3.1),
                ("point", label.points, 3.4),
            )
        case BlockKind.TESTS:
            return (
                ("point", label.point, 2.3),
                ("tested", label.tested, 7.2),
                ("result", label.result, 1.9),
                ("answers", label.answers, 4.6),
            )
        case BlockKind.DUTIES:
            return (("point", label.point, 3.6), ("follows", label.follows, 12.4))
        case BlockKind.DATES:
            return (
                ("date", label.date, 3.1),
                ("duty", label.applies, 6.7),
                ("point", label.point, 2.9),
                ("act", label.act, 3.3),
            )
        case BlockKind.OPEN_QUESTIONS:
            return (
                ("question", label.unsettled, 4.9),
                ("taken", label.taken, 4.2),
                ("otherwise", label.otherwise, 4.2),
                ("point", label.point, 2.7),
            )
        case _:
            return (
                ("number", label.number_short, 1.4),
                ("question", label.question, 3.4),
                ("said", label.said, 5.2),
                ("topic", label.topic, 3.5),
                ("who", label.who, 2.5),
            )


def outcome(block: Block, style: HouseStyle, width: float) -> Iterator[Element]:
    """Yield one topic: the outcome with its points, the reasons, the answers that decide, and which are still open.

    Args:
        block: names the topic.
        style: the house style.
        width: between the margins, in centimetres.
    """
    name, label = f"lists.{law_list(block)}", style.words
    widths = shares(width, _LABEL_SHARE)

    def fact(title: str, field: str) -> Element:
        line = row(
            cell(widths[0], paragraph("TableLabel", words(title))),
            cell(widths[1], paragraph("TableText", value(f"topic.{field}"))),
        )
        return kept_with_next(line)

    facts = (
        fact(label.outcome, "words"),
        tag_row("if topic.from", len(widths)),
        fact(label.applies_from, "from"),
        tag_row("endif", len(widths)),
        fact(label.points, "point"),
    )
    yield paragraph_tag(f"for topic in {name}")
    yield table(widths, facts, description=label.outcome)
    yield paragraph_tag("endfor")
    yield paragraph("Label", words(label.reasons))
    yield paragraph_tag(f"for item in {name}_because")
    yield paragraph("ListBullet", value("item"))
    yield paragraph_tag("endfor")
    answers = (("number", label.number_short, 1.5), ("question", label.question, 6.5), ("answer", label.answer, 8.0))
    yield paragraph_tag(f"if {name}_facts")
    yield paragraph("Label", words(label.deciding))
    yield register(f"{name}_facts", answers, style, width)
    yield paragraph("TableEnd")
    yield paragraph_tag("endif")
    yield paragraph_tag(f"for item in {name}_open")
    yield paragraph("Label", words(label.still_open))
    yield paragraph("Normal", value("item"))
    yield paragraph_tag("endfor")

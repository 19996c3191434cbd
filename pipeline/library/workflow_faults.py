"""Whether steps towards the market name only what there is; else a sentence for each that does not."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.library.alone import Alone
from pipeline.library.known import KnownNames
from pipeline.library.references import condition_faults, in_each_edition
from pipeline.model.deliverable import BlockKind, Deliverable
from pipeline.model.inquiry import InquiryBook
from pipeline.model.legislation import Legislation
from pipeline.model.register_names import STEPS_OF
from pipeline.model.workflow import Step, Workflow


def workflow_faults(workflow: Workflow, book: InquiryBook) -> list[str]:
    """Tell what is wrong with what is declared on the steps.

    Args:
        workflow: the shipped steps with those of the firm.
        book: the law in all its editions, and the questionnaire.
    """
    alone, told = Alone.of(book), []
    asked = {question.id for question in book.questionnaire.questions()}
    for place, step in enumerate(workflow.steps):
        earlier = {before.id for before in workflow.steps[:place]}
        told += [f"{_at(step)}: {fault}" for fault in (*alone.faults(step), *_faults(step, workflow, asked, earlier))]

    def within(law: Legislation, names: KnownNames) -> Iterator[str]:
        steps = workflow.read(law.text_state).steps
        several = Counter(step.id for step in steps)
        yield from (f"workflows: {name}: id: stands twice" for name, count in several.items() if count > 1)
        for step in steps:
            yield from (f"{_at(step)}: {fault}" for fault in condition_faults(step, names))

    return told + in_each_edition(book, within)


def register_faults(documents: Iterable[Deliverable], workflow: Workflow) -> Iterator[str]:
    """Tell the registers of phases that there are not."""
    known = {phase.id for phase in workflow.phases}
    for entry in documents:
        for block in (block for section in entry.section for block in section.block):
            phase = block.id.removeprefix(STEPS_OF)
            if block.kind is BlockKind.REGISTER and block.id.startswith(STEPS_OF) and phase not in known:
                yield f"{entry.id}/deliverable.toml: {block.id}: {phase} is no phase"


def _faults(step: Step, workflow: Workflow, asked: set[str], earlier: set[str]) -> Iterator[str]:
    if step.phase not in {phase.id for phase in workflow.phases}:
        yield f"phase: {step.phase} is no phase"
    yield from (f"facts: {path} is asked for by no question" for path in step.facts if path not in asked)
    yield from (f"after: {name} is no earlier step" for name in step.after if name not in earlier)


def _at(step: Step) -> str:
    return f"workflows: {step.id}"

"""The words of a form that belong to no question: headers, statuses, instructions, messages."""

from dataclasses import dataclass

from pipeline.model.scalar import DOES_NOT_APPLY, NOT_SURE


@dataclass(frozen=True, slots=True)
class FormWords:
    """Every such word, in English unless said otherwise; the codes behind them are the same in all languages."""

    title_system: str = "AI Act intake: one AI system"
    title_organisation: str = "AI Act intake: the organisation"
    form: str = "Form"
    client: str = "Organisation"
    system: str = "AI system"
    language: str = "Language"
    not_named: str = "not named yet"
    page: str = "Page"
    start: str = "Start"

    how_to: str = "How to fill this in"
    steps: tuple[str, ...] = (
        "Go through the sheets from left to right, or pick one in the list below. Save and go on at any time.",
        "Fill in the yellow cells only. A dot (●) marks an answer that is required; the grey text beside it helps.",
        'If you do not know, choose "Not sure". If a question has no object, write "Does not apply:" and the reason.',
        "Name the proof in the column Evidence by its number, such as EV-01; the sheet Evidence lists the documents.",
        "Send the workbook back as it is. Adding rows does no harm; please do not delete or move questions.",
    )
    progress: str = "Sections and progress"
    section: str = "Section"
    total: str = "Whole form"
    share: str = "Complete"
    colours: str = "Colours and words"
    legend_answer: str = "Yellow: type or choose your answer here."
    legend_answered: str = "The question is answered."
    legend_missing: str = "A required answer is missing."
    legend_not_sure: str = (
        "Nobody knows yet. It counts as open and is listed for follow-up: an honest gap beats a guess."
    )
    legend_does_not_apply: str = "The question has no object here. The reason is printed, so write it after the colon."
    legend_optional: str = "May stay blank."
    files_heading: str = "Documents and pictures"
    files_text: str = (
        "Put them into the folder inputs/{folder}/evidence/ and write their file names into the form. "
        "Please do not paste pictures or documents into the cells."
    )
    folder: str = "<client>"

    no: str = "No."
    question: str = "Question"
    required: str = "Req."
    answer: str = "Your answer"
    guidance: str = "Guidance and example"
    legal: str = "Legal basis"
    evidence: str = "Evidence"
    who: str = "Who answers"
    comment: str = "Comment"
    status: str = "Status"
    row_id: str = "ID"
    whole_table: str = "If nothing can be listed"

    answered: str = "✓ answered"
    missing: str = "missing"
    not_sure: str = "not sure"
    does_not_apply: str = "does not apply"
    optional: str = "optional"

    yes: str = "Yes"
    no_word: str = "No"
    state_not_sure: str = NOT_SURE
    state_does_not_apply: str = DOES_NOT_APPLY

    good: str = "Good:"
    bad: str = "Not enough:"
    options: str = "Choose from:"
    depends: str = "Depends on your answer to"
    unit: str = "In {unit}."
    to_sheet: str = "→ sheet {sheet}"

    hint_title: str = "How to answer"
    hint_choice: str = "Choose from the list. A reason may follow the state: Does not apply: reason"
    hint_choices: str = "One or more of these, separated by a semicolon: {options}"
    hint_choices_long: str = "One or more of the entries in the guidance, separated by a semicolon."
    hint_date: str = "A date as year-month-day: 2026-11-23"
    hint_number: str = "A number, digits only. Put a caveat into the comment."
    hint_number_unit: str = "A number in {unit}, digits only. Put a caveat into the comment."
    hint_files: str = "File names as in the evidence folder, separated by a semicolon."
    hint_refs: str = "IDs such as {example}, separated by a semicolon."
    hint_row_id: str = "An ID of its own for each row, such as {example}. Keep it when the row moves."
    hint_table: str = 'Leave blank if you list items below. Otherwise: "Not sure", or "Does not apply:" and the reason.'
    warn_title: str = "Please check"
    warn_list: str = "This is not in the list. Only Not sure: reason or Does not apply: reason may be typed. Keep it?"
    warn_number: str = "This is no number. Only Not sure or Does not apply: reason may be typed instead. Keep it?"
    warn_date: str = "This is no date. Only Not sure or Does not apply: reason may be typed instead. Keep it?"

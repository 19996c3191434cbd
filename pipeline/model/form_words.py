"""The words of a form that belong to no question: headers, statuses, instructions, messages.

What they say stands in schemas/questionnaire/form-words.toml.
"""

from msgspec import Struct


class FormWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Every such word; the codes behind them are the same in all languages."""

    title_system: str
    title_organisation: str
    form: str
    client: str
    system: str
    language: str
    not_named: str
    page: str
    start: str
    how_to: str
    steps: tuple[str, ...]
    progress: str
    section: str
    total: str
    share: str
    colours: str
    legend_answer: str
    legend_answered: str
    legend_missing: str
    legend_not_sure: str
    legend_does_not_apply: str
    legend_optional: str
    files_heading: str
    files_text: str
    no: str
    question: str
    required: str
    answer: str
    guidance: str
    legal: str
    evidence: str
    who: str
    comment: str
    status: str
    row_id: str
    whole_table: str
    answered: str
    missing: str
    not_sure: str
    does_not_apply: str
    optional: str
    yes: str
    no_word: str
    state_not_sure: str
    state_does_not_apply: str
    good: str
    bad: str
    options: str
    depends: str
    unit: str
    to_sheet: str
    uses_sheet: str
    uses_heading: str
    uses_intro: str
    uses_helps: str
    uses_use: str
    uses_point: str
    uses_does: str
    uses_body: str
    uses_condition: str
    uses_exception: str
    uses_counts: str
    uses_does_not: str
    uses_nothing: str
    hint_title: str
    hint_choice: str
    hint_choices: str
    hint_choices_long: str
    hint_date: str
    hint_number: str
    hint_number_unit: str
    hint_files: str
    hint_refs: str
    hint_evidence: str
    hint_row_id: str
    hint_table: str
    warn_title: str
    warn_list: str
    warn_number: str
    warn_date: str
    annex: str
    regulation: str
    directive: str
    contact: str
    deadline: str
    confirm: str
    confirm_please: str
    confirm_still_true: str
    confirm_changed: str
    confirm_not_sure: str
    confirm_new: str
    confirm_hint: str
    confirm_from_form: str
    confirm_from_profile: str
    legend_confirm: str
    remark: str
    review: str
    review_steps: tuple[str, ...]
    findings_sheet: str
    findings_heading: str
    findings_intro: str
    findings_none: str
    findings_kind: str
    findings_place: str
    findings_said: str
    findings_do: str
    findings_error: str
    findings_warning: str
    findings_note: str
    left_sheet: str
    left_heading: str
    left_intro: str
    left_where: str
    left_text: str
    left_why: str
    left_unasked: str
    to_confirm: str
    confirm_step: str
    language_name: str
    form_version: str
    units: dict[str, str]

"""Which registers a document may print, and the entries that a row of each has."""

_STEP = ("id", "step", "what", "point", "state", "evidence", "responsible", "date", "open")
_ITEM = (
    *("id", "point", "title", "status", "evidence", "lends", "gives", "remains", "severity", "priority", "from"),
    *("from_on", "owner", "due", "due_on", "state", "response", "effort", "days_least", "days_most", "depends"),
    *("acceptance", "reviewer"),
)

REGISTERS: dict[str, tuple[str, ...]] = {
    "gap_counts": ("status", "duties", "requirements", "critical", "high", "medium", "low"),
    "gap_urgent": _ITEM,
    "gap_duties": _ITEM,
    "gap_requirements": _ITEM,
    "gap_actions": _ITEM,
    "gap_critical": ("gap", "point", "status", "why", "remains"),
    "gap_alignment": ("part", "helps", "gives", "remains", "often", "law"),
    "gap_beliefs": ("often", "law", "point"),
    "gap_situations": ("situation", "advice", "because", "facts"),
    "gap_standards": ("standard", "standing", "effect", "point", "checked"),
    "gap_controls": ("control", "applicable", "reason", "status", "here", "evidence", "owner"),
    "gap_conflicts": ("control", "items", "point"),
    "gap_links": ("element", "point", "relation", "gives", "remains", "sources", "dissent"),
    "gap_sources": ("code", "title", "note"),
    "changes_sides": ("side", "revision", "version", "date"),
    "changes_facts": ("what", "fact", "before", "after", "cell", "sections", "point"),
    "changes_outcomes": ("outcome", "before", "after"),
    "changes_evidence": ("file", "before", "after"),
    "changes_requirements": ("point", "requirement", "changes"),
    "changes_documents": ("document", "sections"),
    "changes_judge": ("what", "point", "judgement"),
    "changes_recorded": ("id", "change", "substantial", "because", "cell"),
    "changes_set_apart": ("id", "change", "reason", "point", "judgement"),
    "kept": ("keeps", "until", "counted", "point"),
    "steps_counts": ("phase", "recorded", "claimed", "ready", "started", "open", "undecided"),
    "steps_open": ("phase", *_STEP),
}
"""By the id that a block of kind register names; the steps of a phase are a register of their own."""

STEPS_OF = "steps_of_"
"""Begins the id of the register of a phase, which ends with the phase's."""


def entries_of(register: str) -> tuple[str, ...]:
    """Return the entries that a row of a register has; none where there is no such register."""
    return _STEP if register.startswith(STEPS_OF) else REGISTERS.get(register, ())

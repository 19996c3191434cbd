"""Conditions as declarations hold them: text in the one condition language, read by rules/condition.py."""

ALWAYS = "true"
"""The condition that always holds, and the default of every declaration that may carry one."""

NEVER = "false"
"""The condition that never holds."""

AS_OF = "as_of"
"""The day on which the law is read, as conditions name it."""

DATES = "dates."
"""Begins the name under which conditions read the day of a milestone."""

PRECONDITIONS_OPEN = "assessment.preconditions_open"
"""The name under which conditions of a document read how many of its preconditions are open."""

STEPS_OPEN = "assessment.steps_open"
"""The name under which conditions of a document read how many steps up to market entry are not recorded."""

COMPARED_WITH = "history.compared_with"
"""The name under which conditions of a document read with which revision the present one is compared; 0 with none."""


def open_name(document: str) -> str:
    """Return the name under which conditions read how many requirements of a document are open."""
    return f"assessment.{document.replace('-', '_')}_open"

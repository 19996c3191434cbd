"""Conditions as declarations hold them: text in the one condition language, read by rules/condition.py."""

ALWAYS = "true"
"""The condition that always holds, and the default of every declaration that may carry one."""

NEVER = "false"
"""The condition that never holds."""

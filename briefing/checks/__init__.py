"""Checks: what is wrong, weak, or waits to be weighed in a briefing.

Each is declared once, in `declared.py`: id, heading, what it finds and which command mends it.
"""

from briefing.checks.check import Check, Finding, Found, Level, with_names
from briefing.checks.declared import CHECKS, SET_ASIDE, all_checks
from briefing.checks.run import check, dismissed, findings, found_by, restored
from briefing.checks.survey import Survey

__all__ = [
    "CHECKS",
    "SET_ASIDE",
    "Check",
    "Finding",
    "Found",
    "Level",
    "Survey",
    "all_checks",
    "check",
    "dismissed",
    "findings",
    "found_by",
    "restored",
    "with_names",
]

"""Checks: what is wrong, weak, or waits to be weighed in a briefing.

Each is declared once, in `declared.py`: id, heading, what it finds and which command mends it.
"""

from briefing.checks.check import Check, Finding, Found, Level
from briefing.checks.declared import CHECKS, all_checks
from briefing.checks.run import check, dismissed, findings

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Found",
    "Level",
    "all_checks",
    "check",
    "dismissed",
    "findings",
]

"""How a form reads the role in a link: a time said there has fields of its own."""

from collections.abc import Callable

from briefing.model.faults import Fault
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.tui.forms.spec import FieldReading, Raw

_BEGIN_A_TIME = ("since", "until", "till", "from", "between", "before", "after")
"""Words with which a time may follow a role; elsewhere a date may be part of it."""


def reading(said: Callable[[], DateContext]) -> FieldReading:
    """How the role in a link is read.

    Args:
        said: Gives the reference for dates in words.
    """

    def problem(link: Raw) -> str:
        """What is wrong with a role that says when; empty for any other."""
        words = str(link.get("role") or "").split()
        for at, word in enumerate(words):
            if at and word.casefold() not in _BEGIN_A_TIME:
                continue
            when = " ".join(words[at:])
            try:
                said().read(when)
            except NotUnderstood:
                continue
            return f"“{when}” says when, not as what: write it in Start or End"
        return ""

    def faults(link: Raw) -> list[Fault]:
        found = problem(link)
        return [Fault("role", found)] if found else []

    return FieldReading(meanings={"role": problem}, faults=faults)

"""What a check is, and what it finds."""

import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

import msgspec

from briefing.checks.survey import Survey
from briefing.model.kinds import KINDS
from briefing.model.refs import LabelOf

Level = Literal["error", "warning"]


class Found(msgspec.Struct, frozen=True, gc=False):
    """What a check finds at one place.

    Attributes:
        ref: The record.
        path: The field; empty for the whole record.
        problem: What is wrong, in plain English.
        facts: What it rests on, apart from record and field; a dismissal lapses when they
            change.
        other: The other record it is about; empty for none.
    """

    ref: str
    path: str
    problem: str
    facts: str = ""
    other: str = ""


class Check(NamedTuple):
    """One check.

    Attributes:
        id: Its name for scripts, in dismissals and in pages; it never changes.
        title: The heading of what it finds, in the plural.
        level: `error` if the briefing is broken there, `warning` for what an analyst must judge.
        find: Finds it.
        help: When it reports something, in one sentence.
        mend: The command of the screen that mends it, by its id; empty for none.
        mends_other: Whether that command is for the other record.
        instead: What settles its findings if they cannot be dismissed; empty if they can.
    """

    id: str
    title: str
    level: Level
    find: Callable[[Survey], Iterable[Found]]
    help: str
    mend: str = "edit"
    mends_other: bool = False
    instead: str = ""


class Finding(msgspec.Struct, frozen=True, gc=False):
    """One error or weak spot.

    Attributes:
        check: The id of the check.
        level: `error`, or `warning` for a weak spot.
        ref: The record.
        path: The field; empty for the whole record.
        problem: What is wrong, in plain English.
        mend: The command of the screen that mends it.
        facts: What it rests on.
        other: The other record it is about; empty for none.
        dismissed: Why it was dismissed; empty if it was not.
    """

    check: str
    level: Level
    ref: str
    path: str
    problem: str
    mend: str = ""
    facts: str = ""
    other: str = ""
    dismissed: str = ""

    def __str__(self) -> str:
        """On one line, as the command line prints it."""
        where = f"{self.ref} {self.path}" if self.path else self.ref
        settled = f" (dismissed: {self.dismissed})" if self.dismissed else ""
        return f"{self.level}: {where}: {self.problem}{settled} [{self.check}]"


def with_names(problem: str, label_of: LabelOf) -> str:
    """A problem with the names of records instead of their refs."""
    return _REF.sub(lambda ref: label_of(ref[0]), problem)


_REF = re.compile(rf"\b(?:{'|'.join(KINDS)}):\w[\w.\-]*\w")

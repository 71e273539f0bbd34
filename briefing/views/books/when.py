"""What a person types to say as of when: a date in any form, or a revision.

Each is understood whole or refused with `NotUnderstood`.
"""

import datetime as dt
import re
from typing import Final

from briefing.model import dates
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.views.books.known_at import Moment

EXAMPLE: Final = "a date or a revision, such as yesterday or 12"
"""What to type for a moment."""

_TICK: Final = dt.timedelta(microseconds=1)

# Four digits are a year unless they are called a revision.
_REVISION: Final = re.compile(r"rev(?:ision)? *(\d{1,9})|(\d{1,3}|\d{5,9})", re.IGNORECASE)


def read_as_of(text: str, context: DateContext) -> dt.date:
    """The day up to which the world is shown: of a month or year, the last.

    Args:
        text: "1 January 2013", "2013", "yesterday".
        context: The day "yesterday" counts from.

    Raises:
        NotUnderstood: It is no date, or not one with an end.
    """
    date = _date(text, context)
    if date.form == "interval" or date.latest == dt.date.max:
        raise NotUnderstood(f"{dates.describe(date)} is no single date; write the last day")
    return date.latest


def read_known_at(text: str, context: DateContext) -> Moment:
    """The moment of which the knowledge is shown: a revision, or the end of a local day.

    Args:
        text: "12", "rev 2013", or as for `read_as_of`.
        context: The day "yesterday" counts from.

    Raises:
        NotUnderstood: It is neither.
    """
    revision = _revision(text)
    if revision is not None:
        return revision
    return dt.datetime.combine(read_as_of(text, context), dt.time.max).astimezone()


def read_since(text: str, context: DateContext) -> Moment:
    """The moment after which changes count: a revision, or the start of a local day.

    Args:
        text: "12", "rev 2013", "yesterday", "last week".
        context: The day "yesterday" counts from.

    Raises:
        NotUnderstood: It is neither, or a date without a start.
    """
    revision = _revision(text)
    if revision is not None:
        return revision
    date = _date(text, context)
    if date.earliest == dt.date.min:
        raise NotUnderstood(f"{dates.describe(date)} has no start; write the first day")
    # The last moment before the day, as a change at a moment is not one since.
    start = dt.datetime.combine(date.earliest, dt.time.min).astimezone()
    return start - _TICK


def describe_since(moment: Moment) -> str:
    """The start of what counts as since a moment, in words: "revision 12", "3 March 2014"."""
    if isinstance(moment, int):
        return f"revision {moment}"
    return dates.describe(str((moment + _TICK).date()))


def _revision(text: str) -> int | None:
    found = _REVISION.fullmatch(text.strip())
    return int(found[1] or found[2]) if found else None


def _date(text: str, context: DateContext) -> dates.Date:
    reading = context.read(text)
    if reading.left:
        raise NotUnderstood(f"“{', '.join(reading.left)}” is not understood; write a date only")
    return dates.parse(reading.edtf)

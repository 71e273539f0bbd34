"""The days that pictures are about: typed, or moved on by their own length."""

import datetime as dt

from briefing.model import dates
from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.tui.actions.workspace import Workspace
from briefing.tui.dialogs.prompt import PromptScreen, judged_by
from briefing.views.filters.periods import Period
from briefing.views.pictures.sight import described

_HINT = "a year, a month, or from one day to another; empty: all of it"


def read_period(text: str, context: DateContext) -> Period:
    """Read the days of a date.

    Raises:
        NotUnderstood: It is no date.
    """
    reading = context.read(text)
    if reading.left:
        raise NotUnderstood(f"“{', '.join(reading.left)}” is not understood; write dates only")
    date = dates.parse(reading.edtf)
    return Period(date.earliest, date.latest)


async def ask_period(work: Workspace, now: Period | None) -> "tuple[Period | None] | None":
    """Ask for the days that pictures are about.

    Returns:
        The days in a tuple, None in it for all of them; None if nothing was chosen.
    """

    def read(line: str) -> Period:
        return read_period(line, work.today())

    def meaning(line: str) -> str:
        return described(read(line)) if line.strip() else _HINT

    def judge(line: str) -> str:
        return judged_by(read)(line) if line.strip() else ""

    value = described(now) if now else ""
    asked = PromptScreen("Which days?", value, judge, meaning, "2012 to January 2013")
    line = await work.host.ask(asked)
    if line is None:
        return None
    return (read(line) if line.strip() else None,)


def shifted(period: Period, step: int) -> Period:
    """The days as many later, or earlier, as they are; whole months stay whole months."""
    first, last = period
    day = dt.timedelta(days=1)
    try:
        if first.day == 1 and (last + day).day == 1:
            months = (last.year - first.year) * 12 + last.month - first.month + 1
            start = _month(first, step * months)
            return Period(start, _month(start, months) - day)
        length = (last - first + day) * step
        return Period(first + length, last + length)
    except (OverflowError, ValueError):
        return period


def _month(day: dt.date, months: int) -> dt.date:
    """The first day of a month so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)

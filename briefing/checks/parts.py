"""Checks of an operation against the events that are part of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from briefing.checks.check import Found
from briefing.checks.survey import Survey, span
from briefing.model import dates
from briefing.model.kinds.event import Casualties, Event
from briefing.model.terms import UNSURE_STATUSES

Part = tuple[str, Event]
"""An event that is part of another, with its ref."""


def parts_exceed_whole(survey: Survey) -> Iterator[Found]:
    """Operations whose parts had more casualties, at the least, than they themselves at the most.

    Rows of a part may count the same people twice, "11, including 3 children", so that only its
    largest counts. People who are named are compared only with people of that name; where a row
    names none, anybody in the parts is compared with all rows together. Parts that may not have
    happened are left out, as they are from figures.
    """
    for ref, whole, every in _operations(survey):
        parts = [(each, part) for each, part in every if part.status not in UNSURE_STATUSES]
        for outcome in dict.fromkeys(row.outcome for row in whole.casualties if row.outcome):
            rows = [row for row in whole.casualties if row.outcome == outcome]
            for who in dict.fromkeys(row.who.casefold() for row in rows):
                most = _most([row for row in rows if not who or row.who.casefold() == who])
                least = [(each, _least(part, outcome, who)) for each, part in parts]
                total = sum(low for _, low in least)
                if most is not None and total > most:
                    counted = [each for each, low in least if low]
                    people = f" {who}" if who else ""
                    problem = (
                        f"at most {most:,}{people} {outcome}, but at least {total:,} in "
                        f"{len(counted):,} of its parts, {_listed(counted)}"
                    )
                    about = f"{outcome} {who} {most} {total}"
                    yield Found(ref, "casualties", problem, about, counted[0])


def parts_outside_whole(survey: Survey) -> Iterator[Found]:
    """Events that certainly happened before or after the operation they are part of."""
    for ref, whole, parts in _operations(survey):
        lasted = span(whole.date)
        for part_ref, part in parts if lasted else ():
            happened = span(part.date)
            if happened is None or lasted is None:
                continue
            if happened.latest < lasted.earliest or lasted.latest < happened.earliest:
                problem = (
                    f"{dates.describe(part.date)} is outside {ref}, which it is part of, "
                    f"{dates.describe(whole.date)}"
                )
                yield Found(part_ref, "date", problem, f"{ref} {whole.date} {part.date}", ref)


def _operations(survey: Survey) -> Iterator[tuple[str, Event, Sequence[Part]]]:
    """The events that have parts, with these."""
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    for ref, event in survey.of(Event.kind_name):
        if isinstance(event, Event) and event.part_of:
            parts[event.part_of].append((ref, event))
    for ref, found in parts.items():
        whole = survey.by_ref.get(ref)
        if isinstance(whole, Event):
            yield ref, whole, found


def _most(rows: Sequence[Casualties]) -> int | None:
    """The most that some rows can add up to; None if there is no limit."""
    highs = [row.high for row in rows]
    return None if None in highs else sum(filter(None, highs))


def _least(part: Event, outcome: str, who: str) -> int:
    """The fewest casualties of one outcome, of some people or, if empty, of anybody."""
    return max(
        (
            row.low or 0
            for row in part.casualties
            if row.outcome == outcome and (not who or row.who.casefold() == who)
        ),
        default=0,
    )


def _listed(refs: Sequence[str]) -> str:
    more = f" and {len(refs) - 3:,} more" if len(refs) > 3 else ""
    return ", ".join(refs[:3]) + more

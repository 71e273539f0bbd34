"""The situation in short, and the chronology."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest

from briefing.model import dates
from briefing.model.english import counted, counted_first, listed
from briefing.model.kinds import KINDS, kind_for
from briefing.model.kinds.event import Casualties, Event
from briefing.model.plurals import plural
from briefing.model.terms import UNSURE_STATUSES
from briefing.report.document import (
    Block,
    Note,
    Paragraph,
    Picture,
    Run,
    Sentence,
    plain,
)
from briefing.report.marks import mark_of
from briefing.report.prose.events import casualties_words
from briefing.report.told import Options, Told
from briefing.views.tolls import Total, tolls

_FEW = 5
"""Events whose cites are all named behind a sum of figures."""

_LATEST = 3
"""Events named as the latest."""


def situation(told: Told, _options: Options) -> Iterator[Block]:
    """How much happened, how many came to harm, and what happened last."""
    events = told.scope.of(Event.kind_name)
    if not events:
        return
    sentences = [_extent(told, events), *_tolls(told, events), *_doubts(told, events)]
    sentences += _latest(told, events)
    yield Paragraph(tuple(sentences))


def _extent(told: Told, events: Sequence[str]) -> Sentence:
    period = _period(told, events)
    kinds = (
        f"{counted(len(refs))} {plural(len(refs), name, kind.plural)}"
        for name, kind in KINDS.items()
        if kind.is_party and (refs := told.scope.of(name))
    )
    count = f"{counted(len(events))} {plural(len(events), 'event')}"
    who = listed(list(kinds))
    return plain(f"This brief covers {count}{period}{f', with {who}' if who else ''}.")


def _period(told: Told, events: Sequence[str]) -> str:
    """From when to when: “, from 2012 to 26 January 2014”."""
    known = [
        dates.parse(date)
        for ref in events
        if dates.is_date(date := kind_for(told.record(ref)).date_of(told.record(ref)))
    ]
    bounded = [each for each in known if each.earliest > dt.date.min and each.latest < dt.date.max]
    if not bounded:
        return ""
    first = min(bounded, key=lambda each: each.earliest)
    last = max(bounded, key=lambda each: each.latest)
    start, end = _bound(first, 0), _bound(last, -1)
    if start == end:
        return f" ({dates.describe(start)})"
    return f", from {dates.describe(f'{start}/{end}')}"


def _bound(date: dates.Date, end: int) -> str:
    """A date, or one end of a period, without its doubts."""
    return date.ends[end][end].rstrip("~?%")


def _tolls(told: Told, events: Sequence[str]) -> Iterator[Sentence]:
    found = tolls(told.book, events)
    if not found.totals:
        yield plain("No casualties are recorded.")
        return
    for total in found.totals:
        yield _toll(told, total)
    if found.doubles:
        pairs = "; ".join(listed([*map(told.book.label, each)]) for each in found.doubles)
        yield plain(f"These may be the same event, but both are counted: {pairs}.")
    for apart in found.apart:
        figures = [total_words(each).rstrip(".") for each in apart.totals]
        if figures:
            small = "; ".join(f"{each[:1].lower()}{each[1:]}" for each in figures)
            yield plain(f"Not counted, as {apart.why}: {small}.")


def _toll(told: Told, total: Total) -> Sentence:
    """A sum of figures, with the cites of its events if they are few."""
    count = len(total.events)
    where = f", in {counted(count)} {plural(count, 'event')}."
    text = total_words(total).rstrip(".")
    if count > _FEW:
        return plain(f"{text}{where}")
    notes = (note for ref in total.events for note in _notes(told, ref, total.outcome))
    first = total.events[0]
    return (Run(text, first, ("casualties",), tuple(dict.fromkeys(notes))), Run(where))


def _notes(told: Told, ref: str, outcome: str) -> Sequence[Note]:
    """The cites behind the figures that an event has for an outcome."""
    rows = getattr(told.record(ref), "casualties", ())
    places = [f"casualties[{at}]" for at, row in enumerate(rows) if row.outcome == outcome]
    return told.narrator(ref).notes(*places)


def total_words(total: Total) -> str:
    """A sum as a sentence: “At least 103 people were killed.”; what is open stays open."""
    figure = total.total
    if figure.is_open and figure.high is None and figure.best not in (None, figure.low):
        least = casualties_words(Casualties(outcome=total.outcome, low=figure.low))
        return f"{least.rstrip('.')}; the best figures add up to {figure.best:,} or more."
    best = None if figure.is_open else figure.best
    low = figure.low if figure.low or figure.low == figure.high else None
    if best is None and low is None and figure.high is None and figure.best is not None:
        low = figure.best
    return casualties_words(Casualties(outcome=total.outcome, low=low, best=best, high=figure.high))


def _doubts(told: Told, events: Sequence[str]) -> Iterator[Sentence]:
    states = Counter(
        status for ref in events if (status := getattr(told.record(ref), "status", ""))
    )
    for status in UNSURE_STATUSES:
        if count := states[status]:
            verb = plural(count, "is", "are")
            said = "only claimed" if status == "claimed" else status
            yield plain(f"{counted(count).capitalize()} of the events {verb} {said}.")


def _latest(told: Told, events: Sequence[str]) -> Iterator[Sentence]:
    runs = [Run("The latest: ")]
    for at, ref in enumerate(reversed(latest(told, events, _LATEST))):
        record = told.record(ref)
        label = told.book.label(ref).rstrip(".")
        date = dates.describe(kind_for(record).date_of(record))
        narrator = told.narrator(ref)
        runs += [Run("; ")] if at else []
        runs.append(narrator.states(f"{label} ({date})", kind_for(record).named_by, "date"))
    yield (*runs, Run("."))


def chronology(told: Told, options: Options) -> Iterator[Block]:
    """What happened, in order of time; undated events last."""
    events = told.scope.of(Event.kind_name)
    shown = latest(told, events, options.last)
    marks = tuple(mark_of(ref, told.record(ref)) for ref in shown) if options.full else ()
    if marks:
        yield Picture("timeline", marks, "Events over time")
    yield from told.tell_all(shown, full=options.full)
    yield from not_listed(len(events) - len(shown), "other event")
    if any(each.latitude is not None for each in marks):
        yield Picture("map", marks, "Where it happened")


def latest(told: Told, events: Sequence[str], most: int | None) -> Sequence[str]:
    """The latest of some events, in the order given; all of them if `most` is None.

    A vague date counts as its first possible day, and what goes on as the day it began, so that
    nothing is later than it need be. What lasted counts as the day it ended.
    """
    if most is None:
        return events

    def recency(ref: str) -> dt.date:
        text = kind_for(told.record(ref)).date_of(told.record(ref))
        if not dates.is_date(text):
            return dt.date.min
        date = dates.parse(text)
        has_ended = date.form == "interval" and date.latest < dt.date.max
        return date.latest if has_ended else date.earliest

    kept = set(nlargest(most, events, key=recency))
    return [ref for ref in events if ref in kept]


def not_listed(count: int, noun: str) -> Iterator[Block]:
    """That some of a kind are not listed."""
    if count > 0:
        what = f"{counted_first(count)} {plural(count, noun)} {plural(count, 'is', 'are')}"
        yield Paragraph((plain(f"{what} not listed here."),))

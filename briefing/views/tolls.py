"""Figures: the casualties of several events together, without counting anything twice.

* An unknown bound is not 0. Without a low figure nothing is certain, so that sums of low figures
  are "at least"; one unknown high figure leaves the sum without a high. The best figure of a row is
  `best`, else its lowest.
* An operation and its parts are never both counted. For each outcome the operation's own figure
  stands, as it covers parts nobody listed, unless the parts add up to more.
* What is disputed, retracted, claimed or unverified is added up apart, and so is what may have
  happened outside the period asked about.
* Two events on one day in one place, each with figures for an outcome, may be the same: both are
  counted, with a warning.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import dates
from briefing.model.kinds.event import Casualties, Event, figures
from briefing.model.plurals import plural
from briefing.model.refs import make_ref
from briefing.model.terms import OUTCOMES, UNSURE_STATUSES
from briefing.search.words.folding import fold
from briefing.store.book import Book
from briefing.views.answer import Answer, Part, Row

ONLY_POSSIBLY = "possibly in the period"
"""Why an event is added up apart, besides its status."""

_FEW = 3
"""Events named in one line."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Several figures together.

    Attributes:
        low: The fewest it can be; rows without a low figure add nothing.
        best: The figures to print; None if no row has one. It is "at least" if `is_open`.
        high: The most it can be; None if that of any row is unknown.
        is_open: Whether a row has no best figure, so that `best` counts the lowest, or nothing.
        rows: How many rows.
        unknown: How many of them have no figure at all.
    """

    low: int
    best: int | None
    high: int | None
    is_open: bool
    rows: int
    unknown: int

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        bests = [each.best for each in (self, other) if each.best is not None]
        is_high = self.high is not None and other.high is not None
        return Sum(
            self.low + other.low,
            sum(bests) if bests else None,
            (self.high or 0) + (other.high or 0) if is_high else None,
            self.is_open or other.is_open,
            self.rows + other.rows,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True)
class Total:
    """The sum for one outcome.

    Attributes:
        outcome: What became of them; empty if unknown.
        total: All of them.
        by_who: The sum for each of the peoples counted, most first; empty if unsaid.
        events: The events counted.
    """

    outcome: str
    total: Sum
    by_who: Mapping[str, Sum]
    events: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that is not counted because another covers it.

    Attributes:
        ref: The event whose figure is left out.
        outcome: Which one.
        figure: The figure.
        counted_in: What is counted instead: the operation, or its parts.
    """

    ref: str
    outcome: str
    figure: Sum
    counted_in: Sequence[str]


@dataclass(frozen=True, slots=True)
class Apart:
    """Events added up apart.

    Attributes:
        why: Their status, or `ONLY_POSSIBLY`.
        events: The events.
        totals: Their sums.
    """

    why: str
    events: Sequence[str]
    totals: Sequence[Total]


@dataclass(frozen=True, slots=True)
class Tolls:
    """The figures of some events.

    Attributes:
        totals: The sums, in the order of outcomes.
        left_out: The figures not counted, as others cover them.
        doubles: Events counted that may be the same: one day, one place.
        apart: The events added up apart.
        events: How many events there were to count.
        without: Those of them without any casualties recorded.
    """

    totals: Sequence[Total]
    left_out: Sequence[LeftOut]
    doubles: Sequence[Sequence[str]]
    apart: Sequence[Apart]
    events: int
    without: Sequence[str]


def tolls(book: Book, refs: Iterable[str], period: dates.Date | None = None) -> Tolls:
    """Add up the casualties of some events.

    Args:
        book: The briefing.
        refs: The events; records of other kinds, and those that do not exist, are ignored.
        period: Only what happened in it; None for any time.
    """
    sure: dict[str, Event] = {}
    apart: dict[str, dict[str, Event]] = defaultdict(dict)
    for ref in dict.fromkeys(refs):
        event = book.get(ref)
        if not isinstance(event, Event):
            continue
        when = _within(event, period)
        if when is None:
            continue
        why = event.status if event.status in UNSURE_STATUSES else ("" if when else ONLY_POSSIBLY)
        (apart[why] if why else sure)[ref] = event
    totals, left_out = _counted(book, sure)
    order = (*UNSURE_STATUSES, ONLY_POSSIBLY)
    return Tolls(
        totals,
        left_out,
        list(_doubles(sure, totals)),
        [
            Apart(why, list(apart[why]), _counted(book, apart[why])[0])
            for why in order
            if apart[why]
        ],
        len(sure),
        [ref for ref, event in sure.items() if not event.casualties],
    )


def add_up(rows: Iterable[Casualties]) -> Sum:
    """The sum of some rows of casualties."""
    low = best = high = count = unknown = 0
    is_best = is_open = False
    is_high = True
    for row in rows:
        figure = row.low if row.best is None else row.best
        count += 1
        unknown += figure is None and row.high is None
        is_best = is_best or figure is not None
        is_open = is_open or (row.best is None and (row.low is None or row.low != row.high))
        is_high = is_high and row.high is not None
        low, best, high = low + (row.low or 0), best + (figure or 0), high + (row.high or 0)
    return Sum(low, best if is_best else None, high if is_high else None, is_open, count, unknown)


def sum_of(book: Book, refs: Iterable[str], outcome: str) -> Sum:
    """The sum of some events for one outcome, whatever their date and status."""
    found = {ref: event for ref in refs if isinstance(event := book.get(ref), Event)}
    totals, _ = _counted(book, found)
    return next((each.total for each in totals if each.outcome == outcome), add_up(()))


def said(figure: Sum) -> str:
    """A sum in words: "11", "at least 91", "about 95", "best 1,970 or more, lowest 1,020"."""
    return _NUMBER.sub(lambda number: f"{int(number[0]):,}", _said(figure))


_NUMBER = re.compile(r"\d{4,}")


def _said(figure: Sum) -> str:
    if figure.best is None:
        return f"at most {figure.high}" if figure.high is not None else "an unknown number"
    exact = Casualties(low=figure.low, best=figure.best, high=figure.high)
    if not figure.is_open:
        is_given = figure.low or figure.low == figure.high
        return figures(exact if is_given else Casualties(best=figure.best, high=figure.high))
    if figure.high is not None:
        return figures(Casualties(low=figure.low or None, high=figure.high))
    if figure.low == figure.best:
        return f"at least {figure.best}"
    return f"best {figure.best} or more, lowest {figure.low}"


def events_of(book: Book, refs: Iterable[str]) -> Sequence[str]:
    """The events among some records, and those that any of the others took part in.

    An event that is asked about alone brings its parts with it.
    """
    asked = list(dict.fromkeys(refs))
    found = {ref: None for ref in asked if isinstance(book.get(ref), Event)}
    # Of several events each stands for itself.
    waiting = [ref for ref in asked if ref not in found or len(asked) == 1]
    while waiting:
        ref = waiting.pop()
        for via in book.referrers(ref):
            event = book.get(via)
            if not isinstance(event, Event) or via in found:
                continue
            is_part = event.part_of == ref
            if is_part or any(actor.ref == ref for actor in event.actors):
                found[via] = None
                waiting += [via] if is_part else []
    return list(found)


def all_events(book: Book) -> Iterator[str]:
    """Every event."""
    return (make_ref(Event.kind_name, slug) for slug in book.all(Event.kind_name))


def _within(event: Event, period: dates.Date | None) -> bool | None:
    """Whether an event certainly happened within a period; None if certainly not."""
    if period is None or not dates.is_date(event.date):
        return period is None
    when = dates.parse(event.date)
    if not when.overlaps(period):
        return None
    return period.earliest <= when.earliest and when.latest <= period.latest


# Operations and their parts

_Lost = tuple[str, Sequence[str]]
"""An event that is not counted, and those that cover it."""


def _counted(book: Book, events: Mapping[str, Event]) -> tuple[Sequence[Total], Sequence[LeftOut]]:
    """The sums of some events by outcome, and what is left out of them."""
    own: dict[str, dict[str, list[Casualties]]] = defaultdict(lambda: defaultdict(list))
    for ref, event in events.items():
        for row in event.casualties:
            own[row.outcome][ref].append(row)
    above = {ref: chain for ref in events if (chain := _above(book, ref, events))}
    totals: list[Total] = []
    left_out: list[LeftOut] = []
    for outcome in [each for each in (*OUTCOMES, "") if each in own]:
        rows = own[outcome]
        chosen, lost = _without_overlaps(rows, above)
        totals.append(_total(outcome, chosen, rows))
        left_out += [LeftOut(ref, outcome, add_up(rows[ref]), covers) for ref, covers in lost]
    return totals, left_out


def _without_overlaps(
    rows: Mapping[str, Sequence[Casualties]], above: Mapping[str, Sequence[str]]
) -> tuple[Sequence[str], Sequence[_Lost]]:
    """Which of some events to count, and which not.

    Args:
        rows: The figures of each event.
        above: The operations each belongs to, nearest first; those without are left out.
    """
    parents = {
        ref: parent
        for ref in rows
        if (parent := next((each for each in above.get(ref, ()) if each in rows), ""))
    }
    below: dict[str, list[str]] = defaultdict(list)
    lost: list[_Lost] = []
    # Deepest first: what is chosen of an operation stands for it in the one above.
    related = dict.fromkeys((*parents, *parents.values()))
    for ref in sorted(related, key=lambda ref: -len(above.get(ref, ()))):
        chosen, others = _choose(ref, below.pop(ref, ()), rows)
        lost += others
        below[parents.get(ref, ref)] += chosen
    counted = [each for ref in rows if ref not in parents for each in below.get(ref, (ref,))]
    return counted, lost


def _choose(
    ref: str, below: Sequence[str], rows: Mapping[str, Sequence[Casualties]]
) -> tuple[Sequence[str], Sequence[_Lost]]:
    """Which events to count of an operation and its parts, and which not."""
    if not below:
        return (ref,), ()
    together = add_up(row for each in below for row in rows[each])
    if (together.best or 0) > (add_up(rows[ref]).best or 0):
        return below, [(ref, below)]
    return (ref,), [(each, (ref,)) for each in below]


def _above(book: Book, ref: str, events: Mapping[str, Event]) -> Sequence[str]:
    """The operations an event belongs to, among some events, nearest first."""
    chain, seen, here = [], {ref}, book.get(ref)
    while isinstance(here, Event) and here.part_of and here.part_of not in seen:
        seen.add(here.part_of)
        if here.part_of in events:
            chain.append(here.part_of)
        here = book.get(here.part_of)
    if isinstance(here, Event) and here.part_of == ref:
        return ()  # part of itself through others: nothing is above anything there
    return chain


def _total(outcome: str, counted: Sequence[str], own: Mapping[str, Sequence[Casualties]]) -> Total:
    rows = [row for ref in counted for row in own[ref]]
    peoples: dict[str, list[Casualties]] = defaultdict(list)
    for row in rows:
        peoples[row.who].append(row)
    sums = {who: add_up(found) for who, found in peoples.items()}
    most_first = sorted(sums, key=lambda who: (-(sums[who].best or 0), who))
    return Total(outcome, add_up(rows), {who: sums[who] for who in most_first}, counted)


def _doubles(events: Mapping[str, Event], totals: Iterable[Total]) -> Iterator[Sequence[str]]:
    """Events counted for the same outcome, on one day in one place."""
    found: dict[tuple[str, ...], None] = {}
    for total in totals:
        there: dict[tuple[str, str], list[str]] = defaultdict(list)
        for ref in total.events:
            place = events[ref].place
            if place and place.name and _is_day(events[ref].date):
                there[dates.parse(events[ref].date).earliest.isoformat(), fold(place.name)].append(
                    ref
                )
        found.update((tuple(refs), None) for refs in there.values() if len(refs) > 1)
    yield from found


def _is_day(text: str) -> bool:
    return dates.is_date(text) and dates.parse(text).earliest == dates.parse(text).latest


def tolls_answer(book: Book, refs: Iterable[str], period: dates.Date | None = None) -> Answer:
    """The figures of some events, and what was not counted and why."""
    found = tolls(book, refs, period)
    parts = [_part(total) for total in found.totals]
    for apart in found.apart:
        count = len(apart.events)
        noun = plural(count, "event")
        what = f"{noun} {apart.why}" if apart.why == ONLY_POSSIBLY else f"{apart.why} {noun}"
        heading = f"Not counted: {count:,} {what}"
        rows = [Row(f"{said(each.total)} {_outcome(each)}") for each in apart.totals]
        rows += [_event_row(book, ref) for ref in apart.events]
        parts.append(Part(heading, rows))
    parts.append(
        Part(
            "Left out, as counted elsewhere",
            [
                Row(
                    f"{said(each.figure)} {each.outcome or 'outcome unknown'} in "
                    f"{book.label(each.ref)}: counted in {_listed(book, each.counted_in)}",
                    ref=each.ref,
                )
                for each in found.left_out
            ],
        )
    )
    counted = dict.fromkeys(ref for total in found.totals for ref in total.events)
    parts.append(Part("Counted", [_event_row(book, ref) for ref in counted]))
    notes = [
        f"May be the same event, counted {len(each)} times: {'; '.join(map(book.label, each))}."
        for each in found.doubles
    ]
    notes += _left_out_notes(book, found.left_out)
    if unsaid := len(found.without):
        notes.append(f"Events without casualties recorded: {unsaid:,} of {found.events:,}.")
    when = f", {dates.describe(period)}" if period else ""
    title = f"Figures of {found.events:,} {plural(found.events, 'event')}{when}"
    return Answer(title, parts, notes, "none of these events has casualties recorded")


def _left_out_notes(book: Book, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """What a plain sum of each outcome would count twice."""
    by_outcome: dict[str, list[LeftOut]] = defaultdict(list)
    for each in left_out:
        by_outcome[each.outcome].append(each)
    for outcome, found in by_outcome.items():
        figures = [f"{said(each.figure)} in {book.label(each.ref)}" for each in found[:_FEW]]
        more = f"; and {len(found) - _FEW:,} more" if len(found) > _FEW else ""
        yield (
            f"Left out of {outcome or 'outcome unknown'}, as an operation and its parts are "
            f"counted once: {'; '.join(figures)}{more}."
        )


def _part(total: Total) -> Part:
    """The sum for an outcome, then for each of the peoples."""
    rows = [Row("all together", said(total.total), _unknown(total.total))]
    if len(total.by_who) > 1 or "" not in total.by_who:
        rows += [
            Row(who or "people not said", said(figure), _unknown(figure))
            for who, figure in total.by_who.items()
        ]
    return Part(_outcome(total).capitalize(), rows)


def _outcome(total: Total) -> str:
    return total.outcome or "outcome unknown"


def _unknown(figure: Sum) -> str:
    return f"and {figure.unknown:,} unknown" if figure.unknown and figure.best is not None else ""


def _listed(book: Book, refs: Sequence[str]) -> str:
    names = ", ".join(book.label(ref) for ref in refs[:_FEW])
    return f"{names} and {len(refs) - _FEW} more" if len(refs) > _FEW else names


def _event_row(book: Book, ref: str) -> Row:
    event = book.need(ref)
    date = event.date if isinstance(event, Event) else ""
    return Row(book.label(ref), dates.short(date), ref=ref)

"""The chronology as a list that says what the drawing says, and as plain values."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from briefing.model import dates
from briefing.model.kinds.event import Event, toll
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.provenance import best_grade
from briefing.views.answer import Answer, Part, Row
from briefing.views.chronology.chronology import (
    LANES,
    Chronology,
    lane_label,
    lanes_of,
    ranked,
)
from briefing.views.chronology.drawing import counted
from briefing.views.chronology.marks import Mark
from briefing.views.tolls import add_up

POSSIBLY = "≈"
"""Marks what was only possibly in the days shown."""


def chronology_answer(chronology: Chronology, lanes: str = "none") -> Answer:
    """What happened in the period of the sight, in order of time, then what has no date.

    Args:
        chronology: What happened.
        lanes: How it is parted, one of `LANES`.
    """
    shown = chronology.listed(chronology.sight.period)
    parts = [
        Part(heading, [row for ref in refs for row in _rows(chronology, ref)])
        for heading, refs in parted(chronology, shown, lanes)
    ]
    undated = [Row(chronology.sight.book.label(ref), ref=ref) for ref in chronology.undated]
    parts.append(Part("Undated", undated, is_counted=True))
    title = chronology.sight.heading(f"Chronology: {counted(chronology, chronology.sight.period)}")
    return Answer(title, parts, [*_notes(chronology, shown)], "nothing is dated in these days")


def parted(
    chronology: Chronology, shown: Sequence[str], lanes: str
) -> Iterator[tuple[str, Sequence[str]]]:
    """The records of each lane; one that is in several lanes stands in each."""
    if lanes == "none":
        yield "", shown
        return
    keys = dict(zip(chronology.refs, lanes_of(chronology, lanes), strict=True))
    found: dict[str, list[str]] = {}
    for ref in shown:
        for key in keys[ref]:
            found.setdefault(key, []).append(ref)
    for key in ranked(keys[ref] for ref in shown):
        yield lane_label(chronology, lanes, key), found[key]


def _rows(chronology: Chronology, ref: str) -> Iterator[Row]:
    book, record = chronology.sight.book, chronology.record(ref)
    own = chronology.mark(chronology.places[ref])
    figure = toll(record) if isinstance(record, Event) else ""
    status = record.status if isinstance(record, Event) else ""
    tail = " ".join(filter(None, (figure, status, best_grade(book, record) or "ungraded")))
    yield Row(book.label(ref), f"{sign_of(chronology, ref)}{own_date(own)}", tail, ref)
    for mark in claims_of(chronology, ref):
        said = f"  ≠ {book.label(mark.source)} says {own_date(mark)}"
        yield Row(said, own_date(mark), ref=ref)


def own_date(mark: Mark) -> str:
    """The date of a mark for a reader."""
    if dates.is_date(mark.date):
        return dates.describe(mark.date)
    # From one date to another, neither of which need be a day, a month or a year.
    start, _, end = map(dates.describe, mark.date.partition("/"))
    if start and end:
        return f"from {start} to {end}"
    return f"since {start}" if start else f"ended {end}"


def sign_of(chronology: Chronology, ref: str) -> str:
    """`≈ ` before what is only possibly in the period, or possibly what was asked for."""
    sight = chronology.sight
    is_sure = sight.period is None or chronology.is_certain(ref, sight.period)
    return "" if is_sure and not sight.is_doubtful(ref) else f"{POSSIBLY} "


def claims_of(chronology: Chronology, ref: str) -> Sequence[Mark]:
    """The marks for other dates that sources give."""
    return [chronology.mark(number) for number in chronology.claims.get(ref, ())]


def _notes(chronology: Chronology, shown: Sequence[str]) -> Iterator[str]:
    if any(sign_of(chronology, ref) for ref in shown):
        yield "≈ only possibly: in these days, or what was asked for."
    if any(ref in chronology.claims for ref in shown):
        yield "≠ another source gives another date."


def as_plain(chronology: Chronology, lanes: str = "none") -> Mapping[str, object]:
    """The chronology for JSON; days are in ISO 8601, dates as written in EDTF."""
    period = chronology.sight.period
    by_ref = dict(zip(chronology.refs, lanes_of(chronology, lanes), strict=True))
    events = [
        _plain(chronology, ref, by_ref[ref] if lanes != "none" else ())
        for ref in chronology.listed(period)
    ]
    shown = chronology.whole
    return {
        "period": [day.isoformat() for day in period] if period else None,
        "whole": [day.isoformat() for day in shown],
        "lanes": LANES[lanes].name if lanes != "none" else None,
        "entries": events,
        "undated": list(chronology.undated),
    }


def _plain(chronology: Chronology, ref: str, lanes: Sequence[str]) -> dict[str, object]:
    record, period = chronology.record(ref), chronology.sight.period
    own = chronology.mark(chronology.places[ref])
    return {
        "ref": ref,
        "kind": kind_of(ref),
        "label": chronology.sight.book.label(ref),
        **_days(own),
        "certain_in_period": chronology.is_certain(ref, period) if period else True,
        "killed": _killed(record),
        "lanes": list(lanes),
        "claims": [{"source": each.source, **_days(each)} for each in claims_of(chronology, ref)],
    }


def _days(mark: Mark) -> dict[str, object]:
    extent = mark.extent
    return {
        "date": mark.date,
        "earliest": None if extent.before else _day(extent.first),
        "latest": None if extent.after else _day(extent.last),
        "certain": [_day(day) for day in extent.sure] if extent.sure else None,
        "goes_on": extent.after == "..",
    }


def _day(ordinal: int) -> str:
    return dt.date.fromordinal(ordinal).isoformat()


def _killed(record: Record) -> dict[str, object] | None:
    if not isinstance(record, Event):
        return None
    rows = [row for row in record.casualties if row.outcome == "killed"]
    if not rows:
        return None
    total = add_up(rows)
    return {
        "low": None if total.unknown else total.low,
        "best": total.best,
        "high": total.high,
        "at_least": total.is_open,
    }

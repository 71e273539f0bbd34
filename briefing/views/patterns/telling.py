"""Patterns as lists: what a drawing says, the events of a cell, and JSON."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from briefing.model import dates
from briefing.model.kinds.event import Event, toll
from briefing.model.plurals import plural
from briefing.views.answer import Answer, Part, Row
from briefing.views.filters.periods import Period
from briefing.views.patterns.amounts import amount_of
from briefing.views.patterns.dimensions import dimensions
from briefing.views.patterns.stretches import SIZES
from briefing.views.patterns.table import OTHERS, Line, Table
from briefing.views.patterns.tallies import EVENTS, Count, Toll
from briefing.views.pictures.sight import described
from briefing.views.tolls import ONLY_POSSIBLY, Sum, tolls

TOTAL: Final = "Total"

_FEW: Final = 20
"""Events below which nothing can be said of a trend."""

_LISTED: Final = 200
"""Events of a cell that are listed."""


_MANY: Final = 3
"""Cells of a row in which nothing is certain, from which on they are only counted in the list."""

_PARTIES: Final = {
    "actor": "actor taking part",
    "perpetrator": "perpetrator of the event",
    "target": "target of the event",
}
"""Those who took part in an event, where its casualties are counted by them."""


def heading(table: Table) -> str:
    """What a table shows: "Patterns · killed, by country and month · January 2013"."""
    return table.sight.heading(f"Patterns · {counted(table)}")


def counted(table: Table) -> str:
    """What is counted, by what: "killed, by actor taking part and month".

    No dimension may read as who did the killing.
    """
    measures = " and ".join(_measures(table))
    if measures == EVENTS:
        return f"{measures} by {' and '.join(map(label_of, _sides(table)))}"
    sides = (_PARTIES.get(each) or label_of(each) for each in _sides(table))
    return f"{measures}, by {' and '.join(sides)}"


def _measures(table: Table) -> Sequence[str]:
    return [each for each in (table.asked.measure, table.asked.against) if each]


def _sides(table: Table) -> Sequence[str]:
    return [table.asked.rows, *([] if table.is_bars else [table.asked.columns])]


def label_of(dimension: str) -> str:
    """A dimension for a reader."""
    if dimension in SIZES:
        return dimension.replace("-", " ")
    return dimensions()[dimension].label


def plural_of(dimension: str) -> str:
    """Several values of a dimension for a reader."""
    return SIZES[dimension].plural if dimension in SIZES else dimensions()[dimension].plural


def patterns_answer(table: Table) -> Answer:
    """A table as a list that says the same as its drawing."""
    if table.is_bars:
        rows = [Row(words(table, line.key), lead=line.label) for line in table.rows]
        parts = [Part("", [*rows, Row(words(table), lead=TOTAL)])]
    else:
        parts = [
            Part(f"{line.label}: {words(table, line.key)}", list(_cells(table, line.key)))
            for line in table.rows
        ]
        parts.append(Part(f"{TOTAL}: {words(table)}", list(_cells(table, ""))))
    parts = parts if table.events else []
    told = [*notes(table)]
    if table.events and not table.is_bars:
        many = plural_of(table.asked.columns)
        told.append(f"What has no events is left out of this list of {many}.")
    return Answer(heading(table), parts, told, "there are no events")


def words(table: Table, row: str = "", column: str = "") -> str:
    """What a cell says, of both measures if two are compared."""
    asked = table.asked
    said = amount_of(table, row, column).words
    if not asked.against:
        return said
    more = amount_of(table, row, column, asked.against).words
    return f"{asked.measure}: {said} · {asked.against}: {more}"


def _cells(table: Table, row: str) -> Iterator[Row]:
    """What the cells of a row say; where nothing is certain in many, only how many these are."""
    there = [line for line in table.columns if amount_of(table, row, line.key).has_events]
    vague = [line.key for line in there if not _is_known(table, row, line.key)]
    is_long = len(vague) >= _MANY
    for line in there:
        if not (is_long and line.key in vague):
            yield Row(words(table, row, line.key), lead=line.label)
    if is_long:
        figures = "" if table.asked.measure == EVENTS else ", or no figures"
        many = f"{len(vague):,} {'other ' if len(vague) < len(there) else ''}"
        yield Row(f"only possibly{figures}", lead=f"{many}{plural_of(table.asked.columns)}")


def _is_known(table: Table, row: str, column: str) -> bool:
    """Whether anything in a cell is certain, or counted apart."""
    values = [amount_of(table, row, column, each).value for each in _measures(table)]
    return any(each.certain or each.apart for each in values)


def notes(table: Table) -> Sequence[str]:
    """What a reader must know to use a table."""
    return list(_notes(table))


def _notes(table: Table) -> Iterator[str]:
    count = table.count()
    apart = ", ".join(f"{each:,} {why}" for why, each in count.apart.items())
    if apart:
        yield f"Not counted, as it is unsure that they happened like this: {apart}."
    for name, many in table.doubled:
        one = plural_of(name)
        if name in SIZES:
            yield (
                f"{many:,} {plural(many, 'event')} may be in several {one}, or went on over them: "
                "counted in each, but once in a total."
            )
        else:
            yield (
                f"{many:,} {plural(many, 'event')} with several {one}: counted under each, but "
                "once in a total."
            )
    if why := list(_doubts(table)):
        yield f"“Possibly”: {', or '.join(why)}."
    measures = _measures(table)
    if table.has_operations and EVENTS in measures:
        yield "An operation and its parts each count as an event."
    if table.has_operations and measures != [EVENTS]:
        yield "Casualties of an operation and of its parts count once."
    if measures != [EVENTS] and not _PARTIES.keys().isdisjoint(_sides(table)):
        yield (
            "All casualties of an event count under each who took part in it, whoever was killed "
            "or hurt, and by whom."
        )
    if table.left_out:
        yield (
            f"{table.left_out:,} undated {plural(table.left_out, 'event')} left out, which may "
            "belong here."
        )
    if _is_clipped(table):
        yield "The first or last column is only partly within the days asked about."
    if 0 < count.certain < _FEW:
        yield f"Only {count.certain} certain {plural(count.certain, 'event')}: too few for a trend."
    if table.events:
        yield "Counts show what is recorded here, not all that happened."


def _doubts(table: Table) -> Iterator[str]:
    """Why events are only possibly in a table."""
    sight, (is_doubtful, is_outside) = table.sight, table.doubts
    if is_outside and sight.period:
        yield f"the date may also mean a day outside {described(sight.period)}"
    if is_doubtful and sight.uncertain:
        yield "it is not certain that the filter holds"
    if is_doubtful and sight.book.last_day < dt.date.max:
        yield f"the event may be later than {dates.describe(sight.book.last_day.isoformat())}"


def _is_clipped(table: Table) -> bool:
    days, last_day = table.sight.period, table.sight.book.last_day
    first_day = days.first if days else dt.date.min
    last_day = min(days.last, last_day) if days else last_day
    stretches = [line.days for line in (*table.rows, *table.columns) if line.days]
    return any(first < first_day or last_day < last for first, last in stretches)


# The events of a cell


def cell_answer(table: Table, row: str = "", column: str = "") -> Answer:
    """The events of a cell, those that are not certain apart."""
    found = table.refs(row, column)
    parts = []
    for why, refs in found.items():
        shown = [_event_row(table, ref) for ref in refs[:_LISTED]]
        more = len(refs) - len(shown)
        shown += [Row(f"and {more:,} more")] if more else []
        parts.append(Part(f"{_reason(why)} ({len(refs):,})", shown))
    return Answer(
        f"{cell_title(table, row, column)}: {words(table, row, column)}",
        parts,
        _cell_notes(table, found),
        "there are no events here",
    )


def cell_title(table: Table, row: str = "", column: str = "") -> str:
    """Which cell it is: "battles · January 2013"."""
    lines = [line for line in (_line(table.rows, row), _line(table.columns, column)) if line]
    return " · ".join(line.label for line in lines) or "All events"


def _line(lines: Sequence[Line], key: str) -> Line | None:
    return next((line for line in lines if line.key == key), None)


def _reason(why: str) -> str:
    if not why:
        return "Certainly"
    return "Possibly" if why == ONLY_POSSIBLY else f"Not counted, {why}"


def _event_row(table: Table, ref: str) -> Row:
    event = table.sight.book.get(ref)
    if not isinstance(event, Event):
        return Row(ref, ref=ref)
    return Row(event.title, dates.short(event.date), toll(event), ref)


def _cell_notes(table: Table, found: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """What of the figures is counted elsewhere."""
    if table.asked.measure == EVENTS or sum(map(len, found.values())) > _LISTED:
        return ()
    sums = tolls(table.sight.book, found.get("", ()))
    return [
        f"Left out of {each.outcome}, as counted in another: {table.sight.book.label(each.ref)}."
        for each in sums.left_out
        if each.outcome == table.asked.measure
    ]


# For scripts


def patterns_plain(table: Table) -> Mapping[str, object]:
    """A table as plain values: each cell that has events, and all totals."""
    asked = table.asked
    return {
        "title": heading(table),
        "rows": asked.rows,
        "columns": asked.columns,
        "measure": asked.measure,
        "against": asked.against,
        "days": _days(table.sight.period),
        "total": _plain(table, "", ""),
        "row_totals": [
            {"row": line.key, "row_label": line.label, **_of_line(line), **_plain(table, line.key)}
            for line in table.rows
        ],
        "column_totals": [
            {
                "column": line.key,
                "column_label": line.label,
                **_of_line(line),
                **_plain(table, column=line.key),
            }
            for line in table.columns
        ],
        "cells": [
            {"row": row.key, "column": column.key, **_plain(table, row.key, column.key)}
            for row in table.rows
            for column in table.columns
            if any(table.refs(row.key, column.key).values())
        ],
        "notes": notes(table),
    }


def _of_line(line: Line) -> Mapping[str, object]:
    found: dict[str, object] = {}
    if line.days:
        found["days"] = _days(line.days)
    if line.key == OTHERS:
        found["values"] = line.values
    return found


def _days(period: Period | None) -> Sequence[str]:
    return [day.isoformat() for day in period] if period else []


def _plain(table: Table, row: str = "", column: str = "") -> Mapping[str, object]:
    found: dict[str, object] = {}
    for measure in filter(None, dict.fromkeys((EVENTS, table.asked.measure, table.asked.against))):
        value = amount_of(table, row, column, measure).value
        found[measure] = value._asdict() if isinstance(value, Count) else _toll(value)
    refs = table.refs(row, column)
    names = {"": "certain", ONLY_POSSIBLY: "possible"}
    return {**found, "refs": {names.get(why, why): list(each) for why, each in refs.items()}}


def _toll(value: Toll) -> Mapping[str, object]:
    return {
        "certain": _sum(value.certain),
        "possible": _sum(value.possible),
        "apart": {why: _sum(each) for why, each in value.apart.items()},
    }


def _sum(figure: Sum | None) -> Mapping[str, object] | None:
    return None if figure is None else asdict(figure)

"""Patterns as lists: what a drawing says, the events of a cell, and JSON."""

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


def heading(table: Table) -> str:
    """What a table shows: "Patterns · killed by actor and month · January 2013"."""
    return table.sight.heading(f"Patterns · {counted(table)}")


def counted(table: Table) -> str:
    """What is counted, by what: "killed by actor and month"."""
    asked = table.asked
    measures = [asked.measure, *filter(None, [asked.against])]
    sides = [asked.rows, *([] if table.is_bars else [asked.columns])]
    return f"{' and '.join(measures)} by {' and '.join(map(label_of, sides))}"


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
        told.append(
            f"What has no events is left out of this list of {plural_of(table.asked.columns)}."
        )
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
    for line in table.columns:
        if amount_of(table, row, line.key).has_events:
            yield Row(words(table, row, line.key), lead=line.label)


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
    if count.possible:
        yield f"“Possibly”: the date may also mean a day outside {_what(table)}."
    measures = (table.asked.measure, table.asked.against)
    if table.has_operations and EVENTS in measures:
        yield "An operation and its parts each count as an event."
    if table.has_operations and measures != (EVENTS, ""):
        yield "Casualties of an operation and of its parts count once."
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


def _what(table: Table) -> str:
    return described(table.sight.period) if table.sight.period else "the period"


def _is_clipped(table: Table) -> bool:
    period = table.sight.period
    stretches = [line.days for line in (*table.rows, *table.columns) if line.days]
    return period is not None and any(
        first < period.first or period.last < last for first, last in stretches
    )


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

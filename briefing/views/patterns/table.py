"""Events, or their casualties, by two things at once: rows, columns, and totals of both.

An event counts once in each cell it may be in, and once in each total. So a total is not the sum of
its cells where an event has several actors, or a date that may mean several months.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.model.terms import OUTCOMES
from briefing.search.words.folding import fold
from briefing.views.filters.periods import Period
from briefing.views.patterns.columns import Columns, Placed, calendar, joined
from briefing.views.patterns.dimensions import Dimension, Shown, dimensions
from briefing.views.patterns.stretches import (
    FITTING,
    SIZES,
    Calendar,
    Numbers,
    Size,
    Within,
    fitting,
    not_shorter,
)
from briefing.views.patterns.tallies import EVENTS, Count, Tally, Toll
from briefing.views.pictures.sight import Sight

TIME: Final = "time"
"""Stretches of time of the size that fits."""

NONE: Final = "none"
"""No columns: a bar for each row."""

MEASURES: Final = (EVENTS, *OUTCOMES)
"""What can be counted."""

ORDERS: Final = ("total", "name")
"""How rows can be sorted."""

OTHERS, NOTHING = "…", "–"
"""The keys of the line for all values that have none of their own, and of that for no value."""


class UnknownChoice(ValueError):
    """Events cannot be counted like this; the message says what can be chosen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is counted, by what.

    Attributes:
        rows: The dimension of the rows.
        columns: That of the columns; `NONE` for none.
        measure: What is counted: `EVENTS`, or an outcome.
        against: A second measure to compare the totals with; empty for none.
        top: How many values have a line of their own; 0 for all.
        order: How lines are sorted, except stretches of time.
        fit: How many stretches of time there may be at most where any size will do.
    """

    rows: str = "kind"
    columns: str = TIME
    measure: str = EVENTS
    against: str = ""
    top: int = 12
    order: str = "total"
    fit: int = FITTING

    def checked(self) -> "Asked":
        """The same.

        Raises:
            UnknownChoice: Something in it cannot be chosen.
        """
        by = (*dimensions(), TIME, *SIZES)
        for name, choices in (
            (self.rows, by),
            (self.columns, (*by, NONE)),
            (self.measure, MEASURES),
            (self.against, ("", *MEASURES)),
            (self.order, ORDERS),
        ):
            if name not in choices:
                raise UnknownChoice(f"{name}: choose one of {', '.join(filter(None, choices))}")
        if self.rows == self.columns:
            raise UnknownChoice(f"rows and columns are both {self.rows}: choose another for one")
        return self


class Line(NamedTuple):
    """A row or a column.

    Attributes:
        key: What it is known by, among those of its dimension.
        label: It for a reader.
        over: What stands above the headings of several; empty for nothing.
        under: Its shortest heading; empty if it has only its label.
        wide: A longer one, for wider columns.
        days: The days it stands for; None if it is no stretch of time.
        values: How many values it holds, more than one for the line of all others.
    """

    key: str
    label: str
    over: str = ""
    under: str = ""
    wide: str = ""
    days: Period | None = None
    values: int = 1


class _Side(NamedTuple):
    """The lines of one side of a table, and the events in them.

    Attributes:
        name: The dimension; empty for none.
        lines: The lines, the last one for events without a value.
        placed: The events in them.
        calendar: The days of stretches of time; None for other lines.
    """

    name: str
    lines: Sequence[Line]
    placed: Placed
    calendar: Calendar | None = None


class Table:
    """A table of events.

    Args:
        sight: What is in sight.
        asked: What is counted, by what.
        columns: The events in sight, if they have been read before.

    Attributes:
        asked: What is counted, with the sizes of time that were chosen.
        rows: The rows.
        columns: The columns; none if there is a bar for each row.
        amounts: What `amount_of` has worked out so far.

    Raises:
        UnknownChoice: Events cannot be counted like this.
    """

    def __init__(self, sight: Sight, asked: Asked, columns: Columns | None = None) -> None:
        asked.checked()
        self.sight = sight
        self.material = columns or Columns(sight)
        self.days = calendar(sight, self.material.period)
        self._codes = self.material.kept(sight.period, lambda: self.material.within(sight.period))
        rows, across = (_sized(name, self.days, asked.fit) for name in (asked.rows, asked.columns))
        if rows == across:
            raise UnknownChoice(f"rows and columns are both {rows}: choose another for one")
        self.asked = replace(asked, rows=rows, columns=across)
        self.amounts: dict[tuple[str, str, str], Any] = {}
        self._down = self._side(rows)
        self._across = self._side("" if across == NONE else across)
        self.rows, self._row_places = _in_use(self._down)
        self.columns, self._column_places = _in_use(self._across) if self._across.name else ((), {})

    @property
    def is_bars(self) -> bool:
        """Whether it has no columns."""
        return not self._across.name

    def count(self, row: str = "", column: str = "") -> Count:
        """How many events a cell has.

        Args:
            row: The key of its row; empty for the totals.
            column: That of its column; empty for the totals.
        """
        tally, cell = self._at(row, column)
        return tally.count(cell)

    def toll(self, outcome: str, row: str = "", column: str = "") -> Toll:
        """The figures of a cell for an outcome."""
        tally, cell = self._at(row, column)
        return tally.toll(outcome, cell)

    @cached_property
    def most(self) -> int:
        """What is certain in the cell with most, of those that are about one value."""
        found = self._cells.certain(self.asked.measure)
        shape = len(self._down.lines), len(self._across.lines)
        own = [
            [line.key not in (OTHERS, NOTHING) for line in side.lines]
            for side in (self._down, self._across)
        ]
        return int(found.reshape(shape)[np.ix_(*own)].max(initial=0) or found.max(initial=0))

    def cell_with(self, ref: str = "") -> tuple[str, str]:
        """The first cell that has an event, or any; two empty keys if none has."""
        cells = self._row_totals if self.is_bars else self._cells
        among = cells.placed.cells
        if ref in self.material.refs:
            among = among[cells.placed.owners == self.material.refs.index(ref)]
        if not len(among):
            return "", ""
        down, across = divmod(int(among.min()), 1 if self.is_bars else len(self._across.lines))
        return self.rows[down].key, "" if self.is_bars else self.columns[across].key

    def refs(self, row: str = "", column: str = "") -> Mapping[str, Sequence[str]]:
        """The events of a cell: "" for those certainly there, and others by why not."""
        tally, cell = self._at(row, column)
        return tally.refs(cell)

    def days_of(self, row: str = "", column: str = "") -> Period | None:
        """The days that a cell is about; None for any time, and for days that return."""
        sides = ((self.rows, row), (self.columns, column))
        days = [
            line.days for lines, key in sides for line in lines if line.key == key and line.days
        ]
        days += [self.sight.period] if self.sight.period else []
        if not days:
            return None
        return Period(max(each.first for each in days), min(each.last for each in days))

    @property
    def events(self) -> int:
        """How many events are in sight, those without a date too."""
        return int(np.count_nonzero(self._codes))

    @cached_property
    def doubts(self) -> tuple[bool, bool]:
        """Whether any event in sight may not be what was asked for; whether one may be outside."""
        sure = self.material.unsure == 0
        lies = (self._codes > 0) & sure
        is_out = ~self.material.doubtful & (self._codes < Within.PARTLY)
        return bool(np.any(lies & self.material.doubtful)), bool(np.any(lies & is_out))

    @cached_property
    def has_operations(self) -> bool:
        """Whether any event in sight is part of another."""
        return any(self.material.events[at].part_of for at in np.flatnonzero(self._codes))

    @property
    def left_out(self) -> int:
        """How many events without a date there are besides, when a period is asked about."""
        return int(np.count_nonzero(self.material.undated)) if self.sight.period else 0

    @cached_property
    def doubled(self) -> Sequence[tuple[str, int]]:
        """The dimensions under several of whose lines events count, and how many do."""
        found = []
        for side in (self._down, self._across):
            often = np.bincount(side.placed.owners, minlength=1) if side.name else np.zeros(1)
            if many := int(np.count_nonzero(often > 1)):
                found.append((side.name, many))
        return found

    # How it is made

    def _at(self, row: str, column: str) -> tuple[Tally, int]:
        across = self._column_places[column] if column else 0
        down = self._row_places[row] if row else 0
        if row and column:
            return self._cells, down * len(self._across.lines) + across
        if row:
            return self._row_totals, down
        return (self._column_totals, across) if column else (self._total, 0)

    @cached_property
    def _cells(self) -> Tally:
        return Tally(self.material, self._crossed())

    @cached_property
    def _row_totals(self) -> Tally:
        return Tally(self.material, self._down.placed)

    @cached_property
    def _column_totals(self) -> Tally:
        return Tally(self.material, self._across.placed)

    @cached_property
    def _total(self) -> Tally:
        owners = np.flatnonzero(self._codes)
        placed = Placed(owners, np.zeros(len(owners), np.int64), self._codes[owners], 1)
        return Tally(self.material, placed)

    def _crossed(self) -> Placed:
        down, across = self._down, self._across
        size = len(down.lines) * len(across.lines)
        if down.calendar and across.calendar:
            cells = down.calendar.cells * len(across.lines) + across.calendar.cells
            return self._in_sight(self.material.in_time(cells, self.days, size, none=size - 1))
        first, second = joined(down.placed.owners, across.placed.owners, len(self.material))
        return Placed(
            down.placed.owners[first],
            down.placed.cells[first] * len(across.lines) + across.placed.cells[second],
            np.minimum(down.placed.codes[first], across.placed.codes[second]),
            size,
        )

    def _side(self, name: str) -> _Side:
        if name in SIZES:
            key = (name, self.sight.period)
            return self.material.kept(key, lambda: self._side_of_time(SIZES[name]))
        if name:
            return self._side_of(dimensions()[name])
        nobody = np.zeros(0, np.int64)
        return _Side("", (), Placed(nobody, nobody, nobody.astype(np.int8), 0))

    def _side_of_time(self, size: Size) -> _Side:
        made = Calendar(size, self.days)
        lines = [Line(*each) for each in made.stretches]
        nothing = Line(NOTHING, "undated", "", "-", "undated")
        placed = self.material.in_time(made.cells, self.days, len(lines) + 1, none=len(lines))
        return _Side(size.name, [*lines, nothing], self._in_sight(placed), made)

    def _side_of(self, dimension: Dimension) -> _Side:
        values = self.material.values(dimension)
        nothing = len(values.distinct)
        placed = self._in_sight(
            Placed(values.owners, values.numbers, self._codes[values.owners], nothing + 1)
        )
        most = Tally(self.material, placed).best(self.asked.measure)
        used = np.flatnonzero(np.bincount(placed.cells, minlength=nothing + 1)[:nothing])
        # A line for one other value would be no shorter than its own.
        is_cut = 0 < self.asked.top < len(used) - 1
        kept = _first(used, most, values.distinct, self.asked.top if is_cut else len(used))
        others = len(used) - len(kept)
        shown = dict(zip(kept, self.material.shown(dimension, kept), strict=True))
        by_total = self.asked.order == "total"
        kept = sorted(kept, key=lambda at: (-most[at] * by_total, fold(shown[at].label)))
        lines = list(_lines([shown[at] for at in kept]))
        if others:
            lines.append(Line(OTHERS, f"others ({others:,})", values=others))
        places = np.full(nothing + 1, len(kept), np.int64)
        places[kept] = np.arange(len(kept))
        places[nothing] = len(lines)
        lines.append(Line(NOTHING, dimension.none))
        return _Side(dimension.name, lines, _once(placed, places, len(lines)))

    def _in_sight(self, placed: Placed) -> Placed:
        """Without events outside the period, and none more certain than it is to be in that."""
        codes = np.minimum(placed.codes, self._codes[placed.owners])
        kept = codes > 0
        return Placed(placed.owners[kept], placed.cells[kept], codes[kept], placed.size)


def _sized(name: str, days: Period | None, most: int) -> str:
    """A dimension, with a size of time of which there are neither too few nor too many."""
    if name == TIME:
        return fitting(days, most=most).name
    return not_shorter(SIZES[name], days).name if name in SIZES else name


def _lines(shown: Sequence[Shown]) -> Iterator[Line]:
    """Lines for some values, each with a key that no other has."""
    keys = {OTHERS, NOTHING}
    for key, label, _ in shown:
        while key in keys:
            key += "*"  # noqa: PLW2901  what it becomes is what is wanted
        keys.add(key)
        yield Line(key, label)


def _first(
    used: Numbers, most: NDArray[np.float64], distinct: Sequence[Any], count: int
) -> Sequence[int]:
    """The values that are most; of those that are as many, the first of them."""
    if not len(used):
        return []
    least = np.partition(most[used], len(used) - count)[len(used) - count]
    found: list[int] = used[most[used] > least].tolist()
    tied: list[int] = used[most[used] == least].tolist()
    return [*found, *nsmallest(count - len(found), tied, key=lambda at: distinct[at])]


def _once(placed: Placed, places: Numbers, size: int) -> Placed:
    """Events in other cells, each once in each of them."""
    pairs = placed.owners * size + places[placed.cells]
    once, first = np.unique(pairs, return_index=True)
    return Placed(once // size, once % size, placed.codes[first], size)


def _in_use(side: _Side) -> tuple[Sequence[Line], Mapping[str, int]]:
    """The lines to be shown, and the place of each by its key; without value only if needed."""
    last = len(side.lines) - 1
    is_needed = bool(np.any(side.placed.cells == last))
    lines = side.lines if is_needed or not last else side.lines[:-1]
    return lines, {line.key: at for at, line in enumerate(lines)}

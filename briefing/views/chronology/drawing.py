"""The chronology in characters: lanes of marks, a strip of how much there was, and the axis.

Days that are certain are solid, days that are only possible are faint. A mark that goes on beyond
what is known ends in an arrow. With more marks than lines, a lane tells how many there were in each
stretch of time, and names those around the cursor.
"""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.model.dates.wording import OPEN
from briefing.model.kinds import kind_for
from briefing.model.kinds.event import Event, toll
from briefing.model.plurals import plural
from briefing.model.terminal_text import cells, cut
from briefing.views.chronology.chronology import (
    NO_LANE,
    Chronology,
    day_at,
    in_order,
    lane_label,
)
from briefing.views.chronology.marks import NEVER, Days, Extent, Mark
from briefing.views.filters.periods import Period
from briefing.views.pictures.calendar import Tick, ticks
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_MOST_PACKED: Final = 400
"""Marks in a lane that are laid out one by one."""

_AROUND: Final = 60
"""Marks on either side of the cursor that are named where there are more."""

_LABEL: Final = 46
"""Columns of a label, at most."""

_BESIDE: Final = 12
"""Columns beside a bar in which a label can still be recognised."""

_SHORTEST_NAME: Final = 8
"""Columns in which the beginning and the end of a name can be recognised."""

_TICK: Final = 12
"""Columns for each tick of the axis, at least."""

_DEADLIEST: Final = 1000
"""The dead from which the sign of size is full."""

Columns = NDArray[np.int32]
Places = NDArray[np.intp]


class Scale(NamedTuple):
    """Which column a day is drawn in.

    Attributes:
        first: The first day, as an ordinal.
        days: How many days there are.
        left: The first column.
        columns: How many columns they take.
    """

    first: int
    days: int
    left: int
    columns: int

    @classmethod
    def over(cls, period: Period, left: int, columns: int) -> "Scale":
        """The scale of a period."""
        first, last = (day.toordinal() for day in period)
        return cls(first, last - first + 1, left, max(1, columns))

    def column(self, day: int) -> int:
        """The column in which a day begins; one beyond the edge is drawn at it."""
        at = (day - self.first) * self.columns // self.days
        return self.left + max(0, min(self.columns - 1, at))

    def span(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and last column of some days; None if none of them is in the picture."""
        if last < self.first or first >= self.first + self.days:
            return None
        shown = min(last, self.first + self.days - 1)
        # A day may be wider than a column, but reaches into none that begins with the next day.
        behind = self.left + (shown + 1 - self.first) * self.columns // self.days
        return self.column(first), max(self.column(shown), behind - 1)

    def day(self, column: int) -> int:
        """The first day of a column."""
        return self.first + (column - self.left) * self.days // self.columns

    def places(self, days: NDArray[np.int32]) -> Columns:
        """The columns of many days, from 0, one beyond the edge being at it."""
        at = (days.astype(np.int64) - self.first) * self.columns // self.days
        found: Columns = np.clip(at, 0, self.columns - 1).astype(np.int32)
        return found


class Setting(NamedTuple):
    """How a chronology is drawn.

    Attributes:
        period: The days.
        lanes: How it is parted, one of `LANES`.
        lanes_of: The lanes of each mark.
        hand: The record under the cursor; empty for none.
        skipped: Lanes above the first one drawn.
    """

    period: Period
    lanes: str = "none"
    lanes_of: Sequence[Sequence[str]] = ()
    hand: str = ""
    skipped: int = 0


def draw(
    chronology: Chronology, setting: Setting, width: int, height: int, glyphs: Glyphs
) -> Canvas:
    """Draw a chronology.

    Args:
        chronology: What happened.
        setting: How it is drawn.
        width: The columns.
        height: The lines; with fewer than five, only the axis is drawn.
        glyphs: What it is drawn with.
    """
    canvas = Canvas(width, height, glyphs)
    return _Drawing(chronology, setting, canvas, glyphs).draw()


class _Placed(NamedTuple):
    """A mark on a line of its lane: from its first column to the one behind its label."""

    mark: Mark
    line: int
    label_at: int
    label: str


class _Drawing:
    def __init__(
        self, chronology: Chronology, setting: Setting, canvas: Canvas, glyphs: Glyphs
    ) -> None:
        self._chronology = chronology
        self._setting = setting
        self._canvas = canvas
        self._glyphs = glyphs
        names = min(18, canvas.width // 5) if setting.lanes != "none" else 0
        self._names = names
        left = names + 1 if names else 0
        self._scale = Scale.over(setting.period, left, canvas.width - left)

    def draw(self) -> Canvas:
        height = self._canvas.height
        has_band = bool(self._chronology.undated)
        bottom = height - 2 - has_band
        numbers = np.flatnonzero(self._chronology.within(self._setting.period))
        self._draw_grid(bottom)
        if bottom > 1:
            self._draw_lanes(numbers, bottom)
        self._draw_axis(bottom)
        self._draw_strip(bottom + 1)
        if has_band:
            self._draw_undated(height - 1)
        return self._canvas

    # Lanes

    def _draw_lanes(self, numbers: Places, room: int) -> None:
        lanes = self._lanes(numbers)
        skipped = min(self._setting.skipped, max(0, len(lanes) - 1))
        top = 0
        shown = list(lanes)[skipped:]
        for place, key in enumerate(shown):
            if top >= room:
                break
            left = room - top
            fair = max(1, left // (len(shown) - place)) if len(lanes) > 1 else left
            rest = len(shown) - place - 1
            if left == 1 and rest:
                words = f"{self._glyphs.ellipsis} {rest + 1} more lanes"
                self._canvas.write(0, top, words, "dim")
                break
            top += self._draw_lane(key, lanes[key], top, max(fair, min(left, 2)))

    def _lanes(self, numbers: Places) -> Mapping[str, Places]:
        if self._setting.lanes == "none":
            return {NO_LANE: numbers}
        keys = self._setting.lanes_of
        found: dict[str, list[int]] = {}
        for number in numbers.tolist():
            for key in keys[number]:
                found.setdefault(key, []).append(number)
        counts = {key: len(each) for key, each in found.items()}
        return {key: np.array(found[key], np.intp) for key in in_order(counts)}

    def _draw_lane(self, key: str, numbers: Places, top: int, room: int) -> int:
        """Draw a lane in some lines; returns how many it took."""
        is_packed = len(numbers) <= _MOST_PACKED
        lines: list[int] = []
        placed = self._packed(numbers.tolist(), lines) if is_packed else []
        if is_packed and len(lines) <= room:
            for each in placed:
                self._draw_mark(each, top + each.line)
            return self._named(key, len(numbers), top, max(1, len(lines)))
        # What does not fit is counted, and what is around the cursor is named.
        self._draw_counts(numbers, top)
        lines.clear()
        around = self._packed(self._around(numbers, room - 1), lines, room - 1)
        for each in around:
            self._draw_mark(each, top + 1 + each.line)
        return self._named(key, len(numbers), top, min(room, 1 + len(lines)))

    def _named(self, key: str, count: int, top: int, lines: int) -> int:
        """Write the name of a lane and its count beside it, in some lines; returns these."""
        if self._names:
            label = lane_label(self._chronology, self._setting.lanes, key)
            look = "dim" if key == NO_LANE else "heading"
            said, number = self._glyphs.text(label), f"{count:,}"
            first, rest = self._broken(said, number) if lines > 1 else ("", said)
            self._canvas.write(0, top, first, look)
            at = top + bool(first)
            end = self._canvas.write(0, at, self._middle_cut(rest, number), look)
            self._canvas.write(end + bool(rest), at, number, "dim")
        return lines

    def _broken(self, label: str, number: str) -> tuple[str, str]:
        """A name in two lines, if it needs them."""
        if cells(label) + cells(number) < self._names:
            return "", label
        words = label.split()
        first = words[0]
        for word in words[1:]:
            if cells(f"{first} {word}") > self._names:
                break
            first += f" {word}"
        return first, label[len(first) :].strip()

    def _middle_cut(self, label: str, number: str) -> str:
        """A name without its middle, as its end tells more: "Gove…ladesh"."""
        room = self._names - cells(number) - 1
        if cells(label) <= room or room < _SHORTEST_NAME:
            return cut(label, max(0, room), self._glyphs.ellipsis)
        ellipsis, half = self._glyphs.ellipsis, room // 2
        return cut(label, half, ellipsis).rstrip() + label[-(room - half) :].lstrip()

    def _around(self, numbers: Places, room: int) -> Sequence[int]:
        hand = self._chronology.places.get(self._setting.hand)
        at = int(np.searchsorted(numbers, hand)) if hand is not None else 0
        # Each takes a line at most, so that the one under the cursor is among them.
        near: list[int] = numbers[max(0, at - room // 2) : at + _AROUND].tolist()
        return near

    def _packed(
        self, numbers: Sequence[int], lines: list[int], most: int | None = None
    ) -> list[_Placed]:
        """Each mark on the first line where it covers no other; `lines` are filled to there."""
        placed = []
        edge = self._canvas.width
        taken: list[list[tuple[int, int]]] = []
        for number in numbers:
            mark = self._chronology.mark(number)
            span = self._columns(mark.extent)
            if span is None:
                continue
            start, end = span
            label = self._label(mark)
            wide = min(cells(label), _LABEL)
            label_at, behind, before = end + 2, edge - end - 2, start - 1 - self._scale.left
            if wide > behind and before > behind:
                wide = min(wide, before)
                label_at = start - 1 - wide
            if wide > max(behind, before) < _BESIDE:
                first, last = self._widest(mark.extent, span)
                wide, label_at = min(cells(label), _LABEL, max(0, last - first - 3)), first + 2
            wide = max(0, min(wide, edge - label_at))
            first, last = min(start, label_at), max(end, label_at + wide)
            line = next(
                (
                    each
                    for each, spans in enumerate(taken)
                    if all(last < other or first > behind for other, behind in spans)
                ),
                len(taken),
            )
            if most is not None and line >= most:
                continue
            if line == len(taken):
                taken.append([])
                lines.append(line)
            taken[line].append((first, last + 1))
            placed.append(_Placed(mark, line, label_at, cut(label, wide, self._glyphs.ellipsis)))
        return placed

    def _widest(self, extent: Extent, span: tuple[int, int]) -> tuple[int, int]:
        """The widest part of a bar that is all certain, or all only possible."""
        sure = self._scale.span(*extent.sure) if extent.sure else None
        if sure is None:
            return span
        parts = [(span[0], sure[0] - 1), sure, (sure[1] + 1, span[1])]
        return max(parts, key=lambda part: part[1] - part[0])

    def _label(self, mark: Mark) -> str:
        record = self._chronology.record(mark.ref)
        label = self._chronology.sight.book.label(mark.ref)
        if mark.source:
            return f"{self._glyphs.claim} {label}"
        figure = toll(record) if isinstance(record, Event) else ""
        status = kind_for(record).status(record) if isinstance(record, Event) else ""
        doubt = status if status in ("disputed", "retracted") else ""
        size = "" if mark.extent.is_day else self._size(mark)
        return self._glyphs.text(" ".join(filter(None, (size, label, figure, doubt))))

    # Marks

    def _columns(self, extent: Extent) -> tuple[int, int] | None:
        """The first and the last column of a mark; None if it is not in the picture."""
        spans = [span for days in extent.drawn() if (span := self._scale.span(*days))]
        return (spans[0][0], spans[-1][1]) if spans else None

    def _draw_mark(self, placed: _Placed, y: int) -> None:
        mark, extent = placed.mark, placed.mark.extent
        span = self._columns(extent)
        if span is None:
            return
        look, target = self._look(mark), mark.ref
        if span[0] == span[1] or extent.is_day:
            sign = self._sized(mark, self._glyphs.mark if extent.sure else self._glyphs.ring)
            self._draw_days(extent.drawn(), y, sign, look, target)
        else:
            self._draw_days(extent.drawn(), y, self._glyphs.faint, look, target)
            if extent.sure:
                self._draw_days([extent.sure], y, self._glyphs.solid, look, target)
        self._draw_ends(extent, span, y, look, target)
        dim = "disputed" if mark.source else "strong" if mark.ref == self._setting.hand else ""
        at = placed.label_at
        if placed.label and span[0] < at < span[1]:
            self._canvas.draw(at - 1, y, " " * (cells(placed.label) + 2), dim, target)
        self._canvas.write(at, y, placed.label, dim, target)

    def _draw_days(self, days: Sequence[Days], y: int, sign: str, look: str, target: str) -> None:
        for each in days:
            if span := self._scale.span(*each):
                start, end = span
                self._canvas.draw(start, y, sign * (end - start + 1), look, target)

    def _draw_ends(
        self, extent: Extent, span: tuple[int, int], y: int, look: str, target: str
    ) -> None:
        """Say at either end whether it reaches beyond it, or that nobody knows when it was."""
        start, end = span
        beyond = self._scale.first + self._scale.days
        first, last = extent.drawn()[0][0], extent.drawn()[-1][1]
        for x, is_beyond, known, sign in (
            (start, first < self._scale.first, extent.before, self._glyphs.earlier),
            (end, last >= beyond, extent.after, self._glyphs.later),
        ):
            if is_beyond or known == OPEN:
                self._canvas.draw(x, y, sign, look, target)
            elif known:
                self._canvas.draw(x, y, known, look, target)

    def _sized(self, mark: Mark, sign: str) -> str:
        """The sign of one day, which is the higher the more were killed."""
        return self._glyphs.claim if mark.source else self._size(mark) or sign

    def _size(self, mark: Mark) -> str:
        """A bar for the dead, by the logarithm of how many; empty if none are known."""
        dead = dead_of(self._chronology, mark.ref)
        return self._glyphs.level(log10(1 + dead) / log10(1 + _DEADLIEST)) if dead else ""

    def _look(self, mark: Mark) -> str:
        if mark.source:
            return "disputed"
        if dead_of(self._chronology, mark.ref):
            return "dead"
        return f"kind-{self._chronology.record(mark.ref).kind_name}"

    # Counts

    def _draw_counts(self, numbers: Places, y: int) -> None:
        possible, certain = counts(self._chronology, self._scale, numbers)
        most = int(possible.max(initial=0))
        for column, (count, sure) in enumerate(zip(possible, certain, strict=True)):
            if count:
                scale = self._glyphs.level if sure else self._glyphs.shade
                look = "kind-event" if sure else "dim"
                self._canvas.draw(self._scale.left + column, y, scale(count / most), look)

    # The rest

    def _draw_grid(self, bottom: int) -> None:
        for tick in self._ticks():
            column = self._scale.column(tick.day.toordinal())
            for y in range(bottom):
                self._canvas.draw(column, y, self._glyphs.grid, "dim")

    def _ticks(self) -> Sequence[Tick]:
        first, last = self._setting.period
        return ticks(first, last, max(2, self._scale.columns // _TICK))

    def _draw_axis(self, y: int) -> None:
        scale = self._scale
        self._canvas.draw(scale.left, y, self._glyphs.across * scale.columns, "dim")
        free = scale.left
        for tick in self._ticks():
            column = scale.column(tick.day.toordinal())
            if column >= free and column + cells(tick.label) <= self._canvas.width:
                self._canvas.draw(column, y, self._glyphs.tee, "dim")
                free = self._canvas.write(column + 1, y, tick.label, "heading") + 1

    def _draw_strip(self, y: int) -> None:
        """How much there was over all days, and which of them are shown."""
        whole = self._chronology.whole
        scale = Scale.over(whole, self._scale.left, self._scale.columns)
        possible, certain = counts(self._chronology, scale)
        first, last = (day.toordinal() for day in self._setting.period)
        most = int(possible.max(initial=0))
        if self._names:
            count = len(self._chronology.places)
            self._canvas.write(0, y, f"{count:,} in all", "dim", room=self._names)
        for column, (count, sure) in enumerate(zip(possible, certain, strict=True)):
            at = scale.left + column
            is_shown = scale.day(at + 1) > first and scale.day(at) <= last
            level = self._glyphs.level if sure else self._glyphs.shade
            sign = level(count / most) if count else "_" if is_shown else " "
            self._canvas.draw(at, y, sign, "key" if is_shown else "dim")

    def _draw_undated(self, y: int) -> None:
        undated = self._chronology.undated
        x = self._canvas.write(0, y, f"undated {len(undated):,}:", "heading") + 1
        for place, ref in enumerate(undated):
            label = self._chronology.sight.book.label(ref)
            left = len(undated) - place
            if place and x + min(cells(label), 12) + 8 > self._canvas.width:
                self._canvas.write(x, y, f"{self._glyphs.ellipsis} {left:,} more", "dim")
                return
            x = self._canvas.write(x, y, label, "", ref, 30) + 2


def counts(
    chronology: Chronology, scale: Scale, numbers: Places | None = None
) -> tuple[Columns, Columns]:
    """How many marks possibly, and certainly, were in each column.

    Args:
        chronology: The marks.
        scale: The columns.
        numbers: Which marks count; None for all, which is kept, as it is drawn at every key.
    """
    if numbers is None:
        kept = chronology.kept
        if scale not in kept:
            kept.clear()
            kept[scale] = counts(chronology, scale, np.arange(len(chronology)))
        found: tuple[Columns, Columns] = kept[scale]
        return found
    starts = scale.places(chronology.first[numbers])
    ends = scale.places(chronology.last[numbers])
    possible = _covered(starts, ends, scale.columns)
    has_sure = chronology.sure_first[numbers] != NEVER
    sure_starts = np.where(has_sure, scale.places(chronology.sure_first[numbers]), starts)
    sure_ends = np.where(has_sure, scale.places(chronology.sure_last[numbers]), ends)
    # One whose days are all in one column was there, whichever day it was.
    is_sure = has_sure | (starts == ends)
    return possible, _covered(sure_starts[is_sure], sure_ends[is_sure], scale.columns)


def dead_of(chronology: Chronology, ref: str) -> int:
    """The dead of an event, as its figure counts them; 0 if none are known."""
    record = chronology.record(ref)
    if not isinstance(record, Event):
        return 0
    rows = [row for row in record.casualties if row.outcome == "killed"]
    return sum(row.low or 0 if row.best is None else row.best for row in rows)


def _covered(starts: Columns, ends: Columns, columns: int) -> Columns:
    """How many of some runs of columns cover each column."""
    steps = np.bincount(starts, minlength=columns + 1) - np.bincount(
        ends + 1, minlength=columns + 1
    )
    found: Columns = np.cumsum(steps)[:columns].astype(np.int32)
    return found


def window_around(period: Period, whole: Period, middle: int, step: int) -> Period | None:
    """A period around a day: half as long, as long, or twice as long.

    Args:
        period: The days shown.
        whole: All days with something on them.
        middle: The day, which stays where it is in the picture if it is shown.
        step: 1 for half the days, 0 for as many, -1 for twice as many.

    Returns:
        None once it holds everything.
    """
    first, last = (day.toordinal() for day in period)
    days = last - first + 1
    wanted = {1: max(_SHORTEST, days // 2), 0: days, -1: days * 2}[step]
    if step < 0 and wanted >= (whole.last - whole.first).days + 1:
        return None
    is_shown = first <= middle <= last
    start = middle - wanted * (middle - first if is_shown else days // 2) // days
    return Period(day_at(start), day_at(start + wanted - 1))


def counted(chronology: Chronology, period: Period | None) -> str:
    """How many records are in a period, or in all: "3 events, 1 of them only possibly"."""
    shown = chronology.listed(period)
    doubtful = chronology.count_possibly(period) if period else 0
    what = "event" if chronology.kinds == (Event.kind_name,) else "record"
    said = f"{len(shown):,} {plural(len(shown), what)}"
    return f"{said}, {doubtful:,} of them only possibly" if doubtful else said


_SHORTEST: Final = 7
"""Days that are shown at least."""

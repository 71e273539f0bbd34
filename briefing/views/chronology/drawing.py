"""The chronology in characters: lanes of marks, a strip of how much there was, and the axis.

Days that are certain are solid, days that are only possible are faint. A mark that goes on beyond
what is known ends in an arrow. With more marks than lines, a lane tells how many there were in each
stretch of time, and names those around the cursor.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from briefing.model.dates.wording import OPEN
from briefing.model.kinds.event import Event
from briefing.model.plurals import plural
from briefing.model.terminal_text import cells, cut
from briefing.views.chronology.chronology import (
    NO_LANE,
    Chronology,
    in_order,
    lane_label,
)
from briefing.views.chronology.marks import UNKNOWN_END, Days, Mark
from briefing.views.chronology.packing import Packing, Placed, dead_of
from briefing.views.chronology.scale import Places, Scale, counts
from briefing.views.filters.periods import Period
from briefing.views.pictures.calendar import Tick, ticks
from briefing.views.pictures.canvas import Canvas
from briefing.views.pictures.glyphs import Glyphs

_PER_LINE: Final = 8
"""Marks that may find room on a line, at most; more are counted."""

_SHORTEST_NAME: Final = 8
"""Columns in which the beginning and the end of a name can be recognised."""

_TICK: Final = 12
"""Columns for each tick of the axis, at least."""


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


class _Drawing:
    def __init__(
        self, chronology: Chronology, setting: Setting, canvas: Canvas, glyphs: Glyphs
    ) -> None:
        self._chronology = chronology
        self._setting = setting
        self._canvas = canvas
        self._glyphs = glyphs
        names = min(24, canvas.width // 4) if setting.lanes != "none" else 0
        self._names = names
        self._most = 0
        left = names + 1 if names else 0
        self._scale = Scale.over(setting.period, left, canvas.width - left)
        self._packing = Packing(chronology, self._scale, glyphs, canvas.width)

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
        top = 0
        keys = list(lanes)
        skipped = self._skipped_to_hand(keys, room)
        shown = keys[skipped:]
        if self._names:
            # All lanes have one scale, so that they can be compared.
            first = [lanes[key] for key in {*keys[:1], *shown[:room]}]
            found = (counts(self._chronology, self._scale, each)[0] for each in first)
            self._most = max((int(each.max(initial=0)) for each in found), default=0)
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

    def _skipped_to_hand(self, keys: Sequence[str], room: int) -> int:
        """How many lanes are above the first one drawn, so that the record in hand is in one."""
        skipped = min(self._setting.skipped, max(0, len(keys) - 1))
        hand = self._chronology.places.get(self._setting.hand)
        if not self._names or hand is None:
            return skipped
        own = [at for key in self._setting.lanes_of[hand] if (at := _place(keys, key)) >= 0]
        fit = max(1, room // 2)
        if not own or any(skipped <= at < skipped + fit for at in own):
            return skipped
        return own[0] if own[0] < skipped else own[0] - fit + 1

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
        if len(numbers) <= room * _PER_LINE:
            placed = self._packing.pack(numbers.tolist(), room, all_or_none=True)
            if placed is not None:
                lines = self._draw_marks(placed, top)
                return self._named(key, len(numbers), top, max(1, lines))
        # What does not fit is counted, and what is around the cursor is named. The strip below the
        # axis counts the same where all days are shown in one lane.
        strip = int(self._names > 0 or self._setting.period != self._chronology.whole)
        if strip:
            self._draw_counts(numbers, top)
        around = self._packing.pack(self._around(numbers, room - strip), room - strip)
        lines = self._draw_marks(around or (), top + strip)
        return self._named(key, len(numbers), top, strip + lines)

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
        end = cut(label[::-1], room - half + 1, ellipsis)[:-1][::-1]
        return f"{cut(label, half, ellipsis)}{end.lstrip()}"

    def _around(self, numbers: Places, room: int) -> Sequence[int]:
        hand = self._chronology.places.get(self._setting.hand)
        at = int(np.searchsorted(numbers, hand)) if hand is not None else 0
        # Each takes a line at most, so that the one under the cursor is among them.
        near: list[int] = numbers[max(0, at - room // 2) : at + room * _PER_LINE].tolist()
        return near

    # Marks

    def _draw_marks(self, placed: Sequence[Placed], top: int) -> int:
        """Draw marks below a line; returns how many lines they take."""
        for each in placed:
            self._draw_mark(each, top + each.line)
        return max((each.line + 1 for each in placed), default=0)

    def _draw_mark(self, placed: Placed, y: int) -> None:
        mark, extent = placed.mark, placed.mark.extent
        look, target = self._look(mark), mark.ref
        if placed.start == placed.end or extent.is_day:
            self._draw_days(extent.drawn(), y, self._sign(mark), look, target)
        else:
            self._draw_days(extent.drawn(), y, self._glyphs.faint, look, target)
            if extent.sure:
                self._draw_days([extent.sure], y, self._glyphs.solid, look, target)
        self._draw_ends(placed, y, look)
        dim = "disputed" if mark.source else "strong" if mark.ref == self._setting.hand else ""
        at = placed.label_at
        if placed.label and placed.start < at < placed.end:
            self._canvas.draw(at - 1, y, " " * (cells(placed.label) + 2), dim, target)
        self._canvas.write(at, y, placed.label, dim, target)

    def _sign(self, mark: Mark) -> str:
        """The sign of one day, which is the higher the more were killed."""
        if mark.source:
            return self._glyphs.claim
        if not mark.extent.sure:
            return self._glyphs.ring
        return self._packing.size(mark) or self._glyphs.mark

    def _draw_days(self, days: Sequence[Days], y: int, sign: str, look: str, target: str) -> None:
        for each in days:
            if span := self._scale.span(*each):
                start, end = span
                self._canvas.draw(start, y, sign * (end - start + 1), look, target)

    def _draw_ends(self, placed: Placed, y: int, look: str) -> None:
        """Say at either end whether it reaches beyond it, or that nobody knows when it was."""
        extent, target = placed.mark.extent, placed.mark.ref
        beyond = self._scale.first + self._scale.days
        first, last = extent.drawn()[0][0], extent.drawn()[-1][1]
        for x, is_beyond, known, sign in (
            (placed.start, first < self._scale.first, extent.before, self._glyphs.earlier),
            (placed.end, last >= beyond, extent.after, self._glyphs.later),
        ):
            if is_beyond or known == OPEN:
                self._canvas.draw(x, y, sign, look, target)
        if extent.after == UNKNOWN_END and last < beyond:
            self._canvas.draw(placed.end + 1, y, f"{self._glyphs.later}?", look, target)
        if extent.before == UNKNOWN_END and first >= self._scale.first:
            self._canvas.draw(placed.start - 2, y, f"?{self._glyphs.later}", look, target)

    def _look(self, mark: Mark) -> str:
        if mark.source:
            return "disputed"
        if dead_of(self._chronology, mark.ref):
            return "dead"
        return f"kind-{self._chronology.record(mark.ref).kind_name}"

    # Counts

    def _draw_counts(self, numbers: Places, y: int) -> None:
        possible, certain = counts(self._chronology, self._scale, numbers)
        most = self._most or int(possible.max(initial=0))
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


def _place(keys: Sequence[str], key: str) -> int:
    return keys.index(key) if key in keys else -1


def counted(chronology: Chronology, period: Period | None) -> str:
    """How many records are in a period, or in all: "3 events, 1 of them only possibly"."""
    shown = chronology.listed(period)
    doubtful = chronology.count_possibly(period) if period else 0
    what = "event" if chronology.kinds == (Event.kind_name,) else "record"
    said = f"{len(shown):,} {plural(len(shown), what)}"
    return f"{said}, {doubtful:,} of them only possibly" if doubtful else said

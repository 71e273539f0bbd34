"""When it happened: a line of time with a bar for each event.

What is certain is solid, what is possible is faint. Where there are too many events for labels, a
strip tells how many there were.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias, overload

from briefing.model import dates
from briefing.model.dates.wording import OPEN
from briefing.report.document import Mark
from briefing.report.pictures.calendar_axis import Axis
from briefing.report.pictures.drawing import (
    ACCENT,
    FAINT,
    QUIET,
    SIZE,
    WIDTH,
    Drawing,
    Look,
    shortened,
    width_of,
)
from briefing.views.chronology.marks import UNKNOWN_END, Extent, date_text, extent_of

_LANE: Final = 27
_LANES: Final = 18
"""More of them cannot be taken in."""
_BAR: Final = 6
_LEAST: Final = 4
"""The width of a bar, at least."""
_GAP: Final = 12
_LONGEST: Final = 320
"""The width of a label, at most."""
_BINS: Final = 60
_STRIP: Final = 130


class _Event(NamedTuple):
    mark: Mark
    extent: Extent

    @property
    def label(self) -> str:
        if self.mark.claimed_by:
            return f"≠ {self.mark.label}"
        return f"{self.mark.label} {self.mark.note}".strip()

    @property
    def says(self) -> str:
        by = f", says {self.mark.claimed_by}" if self.mark.claimed_by else ""
        return f"{dates.describe(date_text(*self.mark.when))}: {self.mark.label}{by}"


class _Bar(NamedTuple):
    """An event in its lane: its label begins at `x`, or ends there if it would not fit."""

    event: _Event
    label: str
    x: float
    anchor: str


Parts: TypeAlias = Sequence[tuple[str, Sequence[Mark]]]
"""Lanes with their headings; a record can be in several."""


def draw(marks: Sequence[Mark], *, title: str = "", parts: Parts = (), most: int = _LANES) -> str:
    """Draw when something happened.

    Args:
        marks: What happened, in any order.
        title: What it is, said below.
        parts: The same in lanes; empty for one lane.
        most: Lines that can be taken in; with more, events are counted instead of named.

    Returns:
        An SVG element; empty if nothing has a date.
    """
    events = _events(marks)
    if not events:
        return ""
    axis = Axis.over(event.extent for event in events)
    drawing = Drawing(title or "Timeline", _Told(events))
    blocks = [
        (heading, _lanes(_events(each), axis, most)) for heading, each in parts or [("", marks)]
    ]
    lines = sum(bool(heading) + len(lanes) for heading, lanes in blocks)
    is_crowded = lines > most
    height = axis.draw(drawing, _STRIP if is_crowded else lines * _LANE + 4)
    if is_crowded:
        _draw_strip(drawing, events, axis)
    else:
        _draw_blocks(drawing, blocks, axis)
    return drawing.svg(drawing.notes(_notes(title, marks, events, is_crowded=is_crowded), height))


class _Told(Sequence[str]):
    """What events say, told when it is asked for: a description names only the first."""

    def __init__(self, events: Sequence[_Event]) -> None:
        self._events = events

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [each.says for each in self._events[at]]
        return self._events[at].says


def _events(marks: Iterable[Mark]) -> Sequence[_Event]:
    """What has a date, in order of time."""
    found = [_Event(mark, extent) for mark in marks if (extent := extent_of(*mark.when))]
    return sorted(found, key=lambda each: dates.sort_key(each.mark.when[0] or each.mark.when[1]))


def _notes(
    title: str, marks: Sequence[Mark], events: Sequence[_Event], *, is_crowded: bool
) -> Iterator[str]:
    if title:
        yield title
    if is_crowded:
        yield f"{len(events):,} events, too many to name: how many there were at a time"
    if any(map(_is_imprecise, events)):
        yield "faint: possible, not certain"
    if not is_crowded:
        if any(UNKNOWN_END in (each.extent.before, each.extent.after) for each in events):
            yield "?: nobody knows when it began, or ended"
        if any(event.mark.claimed_by for event in events):
            yield "≠ dashed: another date that a source gives"
    if undated := len(marks) - len(events):
        yield f"{undated:,} undated, not drawn"


def _lanes(events: Sequence[_Event], axis: Axis, most: int) -> Sequence[Sequence[_Bar]]:
    """Each event in the first lane in which it reaches into no other; all in vain if too many."""
    lanes: list[list[_Bar]] = []
    ends: list[float] = []
    for event in events:
        drawn = event.extent.drawn()
        left, right = axis.span(drawn[0][0], drawn[-1][1])
        label = shortened(event.label, _LONGEST)
        wide = width_of(label)
        start, end = left, max(right, left + max(_LEAST, wide))
        x, anchor = left, "start"
        if left + wide > WIDTH:
            start, end = min(left, right - wide), right
            x, anchor = right, "end"
        free = (number for number, taken in enumerate(ends) if taken + _GAP <= start)
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
            ends.append(end)
        lanes[lane].append(_Bar(event, label, x, anchor))
        ends[lane] = end
        if len(lanes) > most:
            break
    return lanes


def _draw_blocks(
    drawing: Drawing, blocks: Sequence[tuple[str, Sequence[Sequence[_Bar]]]], axis: Axis
) -> None:
    """Draw lanes below each other, each below its heading."""
    line = 0
    for heading, lanes in blocks:
        if heading:
            drawing.write(heading, 0, line * _LANE + SIZE + 5, font_weight="bold")
        line += bool(heading)
        _draw_lanes(drawing, lanes, axis, line)
        line += len(lanes)


def _draw_lanes(drawing: Drawing, lanes: Sequence[Sequence[_Bar]], axis: Axis, first: int) -> None:
    for number, lane in enumerate(lanes, first):
        top = number * _LANE + SIZE + 5
        for event, label, x, anchor in lane:
            drawing.write(label, x, top - 4, text_anchor=anchor)
            _draw_bar(drawing, event, axis, top)


def _draw_bar(drawing: Drawing, event: _Event, axis: Axis, top: float) -> None:
    extent = event.extent
    parts = [(days, FAINT) for days in extent.drawn()] if _is_imprecise(event) else []
    if extent.sure:
        parts.append((extent.sure, 1.0))
    for days, opacity in parts:
        left, right = axis.span(*days)
        look: Look = {"fill": ACCENT, "fill_opacity": opacity}
        width = max(_LEAST, right - left)
        x = min(left, WIDTH - width)
        if event.mark.claimed_by:
            look |= {"fill": "none", "stroke": ACCENT, "stroke_dasharray": "3 2"}
        drawing.add("rect", event.says, x=x, y=top, width=width, height=_BAR, **look)
    drawn = extent.drawn()
    left, right = axis.span(drawn[0][0], drawn[-1][1])
    if extent.before == UNKNOWN_END:
        drawing.write("?", left - 2, top + _BAR + 1, text_anchor="end")
    if extent.after == UNKNOWN_END:
        drawing.write("?", max(right, left + _LEAST) + 2, top + _BAR + 1)
    if extent.before == OPEN:
        _draw_arrow(drawing, 0, 8, top)
    if extent.after == OPEN:
        _draw_arrow(drawing, WIDTH, WIDTH - 8, top)


def _is_imprecise(event: _Event) -> bool:
    """Whether there are days on which it only possibly was."""
    return [event.extent.sure] != [*event.extent.drawn()]


def _draw_arrow(drawing: Drawing, tip: int, tail: int, top: float) -> None:
    path = f"M{tail} {top - 4}L{tip} {top + _BAR // 2}L{tail} {top + _BAR + 4}Z"
    drawing.add("path", d=path, fill=ACCENT, fill_opacity=2 * FAINT)


def _draw_strip(drawing: Drawing, events: Sequence[_Event], axis: Axis) -> None:
    """How many events each stretch of time had, certainly and possibly."""
    starts = [axis.first, *(tick.day for tick in axis.ticks(_BINS))]
    ordinals = [day.toordinal() for day in starts]
    stretches = [(day, later - 1) for day, later in pairwise(ordinals) if day < later]
    stretches.append((ordinals[-1], axis.last.toordinal()))
    extents = [event.extent for event in events]
    possible = [sum(each.is_possible_in(*days) for each in extents) for days in stretches]
    certain = [sum(each.is_certain_in(*days) for each in extents) for days in stretches]
    peak = max(possible)
    for counts, opacity in ((possible, FAINT), (certain, 1)):
        for days, count in zip(stretches, counts, strict=True):
            left, right = axis.span(*days)
            tall = (_STRIP - SIZE - 6) * count / peak
            drawing.add(
                "rect",
                f"from {dates.describe(dt.date.fromordinal(days[0]).isoformat())}: {count}",
                x=left + 0.5,
                y=_STRIP - tall,
                width=max(0.5, right - left - 1),
                height=tall,
                fill=ACCENT,
                fill_opacity=opacity,
            )
    drawing.write(f"up to {peak:,} at a time", 0, SIZE, fill_opacity=QUIET)

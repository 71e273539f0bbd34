"""When it happened: a line of time with a bar for each event.

What is certain is solid, what is possible is faint. Where there are too many events for labels, a
strip tells how many there were.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.model import dates
from briefing.model.dates.wording import OPEN
from briefing.model.plurals import plural
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
        return f"≠ {self.mark.label}" if self.mark.claimed_by else self.mark.label

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


def draw(marks: Sequence[Mark]) -> str:
    """Draw when something happened.

    Args:
        marks: What happened, in any order.

    Returns:
        An SVG element; empty if nothing has a date.
    """
    events = [_Event(mark, extent) for mark in marks if (extent := extent_of(*mark.when))]
    if not events:
        return ""
    events.sort(key=lambda each: dates.sort_key(each.mark.when[0] or each.mark.when[1]))
    axis = Axis.over(event.extent for event in events)
    drawing = Drawing("Timeline", [event.says for event in events])
    lanes = _lanes(events, axis)
    is_crowded = len(lanes) > _LANES
    height = axis.draw(drawing, _STRIP if is_crowded else len(lanes) * _LANE + 4)
    if is_crowded:
        _draw_strip(drawing, events, axis)
    else:
        _draw_lanes(drawing, lanes, axis)
    undated = len(marks) - len(events)
    notes = (
        "faint: possible, not certain" if any(map(_is_imprecise, events)) else "",
        "?: nobody knows when it began, or ended"
        if any(UNKNOWN_END in (each.extent.before, each.extent.after) for each in events)
        else "",
        "≠ dashed: another date that a source gives"
        if any(event.mark.claimed_by for event in events)
        else "",
        f"{undated} undated, not drawn" if undated else "",
    )
    return drawing.svg(drawing.notes(notes, height))


def _lanes(events: Sequence[_Event], axis: Axis) -> Sequence[Sequence[_Bar]]:
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
        if lane == _LANES:
            break
        lanes[lane].append(_Bar(event, label, x, anchor))
        ends[lane] = end
    return lanes


def _draw_lanes(drawing: Drawing, lanes: Sequence[Sequence[_Bar]], axis: Axis) -> None:
    for number, lane in enumerate(lanes):
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
    drawing.write(f"{peak} {plural(peak, 'event')}", 0, SIZE, fill_opacity=QUIET)

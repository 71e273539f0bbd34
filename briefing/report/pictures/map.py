"""Where it happened: places on a plain frame of degrees, without any outlines.

The projection is equirectangular, true to scale along the parallel in the middle: what an analyst
can measure with a ruler, and no shape of a border to dispute.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from briefing.model.plurals import plural
from briefing.report.document import Mark
from briefing.report.pictures.drawing import (
    ACCENT,
    INK,
    PAPER,
    QUIET,
    RULE,
    SIZE,
    WIDTH,
    Drawing,
    Look,
    shortened,
    width_of,
)

_LOWEST: Final = 240
_HIGHEST: Final = 420
"""The height of the frame, at least and at most."""
_MARGIN: Final = 0.14
_SMALLEST: Final = 0.5
"""The degrees a frame has across, at least."""
_STEPS: Final = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05)
"""Degrees between the lines of the grid."""
_DOT: Final = 4.5
_RING: Final[Look] = {"fill": PAPER, "stroke": ACCENT, "stroke_width": 1.8}
_LONGEST: Final = 280
_NAMED: Final = 60
"""Places with a name, at most: those where most happened."""
_KM_PER_DEGREE: Final = 111.195
"""On a sphere with the mean radius of the Earth, 6371.0 km."""
_FLATTEST: Final = 0.1
"""The cosine of the latitude, at least: nearer to a pole the frame would have no width."""


class _Box(NamedTuple):
    """A rectangle, for labels that must not overlap."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "_Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


class _Frame(NamedTuple):
    """The part of the world that is drawn.

    Attributes:
        west: The longitude of its left edge; up to 540, so that it can cross the date line.
        north: The latitude of its upper edge.
        scale: The units of a degree of latitude.
        narrowing: The share of it that a degree of longitude has.
        height: How high it is drawn.
    """

    west: float
    north: float
    scale: float
    narrowing: float
    height: float

    @classmethod
    def around(cls, places: Sequence[tuple[float, float]]) -> "_Frame":
        """The frame with some margin around places, of latitude and longitude."""
        south, north = min(place[0] for place in places), max(place[0] for place in places)
        west, east = _around([place[1] for place in places])
        narrowing = max(_FLATTEST, math.cos(math.radians((south + north) / 2)))
        margin = 1 + 2 * _MARGIN
        across = max(_SMALLEST, (east - west) * narrowing * margin)
        down = max(_SMALLEST, (north - south) * margin)
        height = min(_HIGHEST, max(_LOWEST, WIDTH * down / across))
        scale = min(WIDTH / across, height / down)
        return cls(
            (west + east) / 2 - WIDTH / scale / narrowing / 2,
            (south + north) / 2 + height / scale / 2,
            scale,
            narrowing,
            height,
        )

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place is drawn."""
        return (
            (longitude - self.west) % 360 * self.scale * self.narrowing,
            (self.north - latitude) * self.scale,
        )


class _Spot(NamedTuple):
    """A place with what happened there."""

    x: float
    y: float
    marks: Sequence[Mark]

    @property
    def label(self) -> str:
        more = f" +{len(self.marks) - 1}" if len(self.marks) > 1 else ""
        return shortened(self.marks[0].label, _LONGEST) + more

    @property
    def box(self) -> _Box:
        return _Box(self.x - _DOT, self.y - _DOT, self.x + _DOT, self.y + _DOT)


def draw(marks: Sequence[Mark]) -> str:
    """Draw where something happened.

    Args:
        marks: What happened.

    Returns:
        An SVG element; empty if nothing has coordinates.
    """
    at: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.latitude is not None and mark.longitude is not None:
            at[mark.latitude, mark.longitude].append(mark)
    if not at:
        return ""
    told = [
        f"{_degrees(latitude, 'NS')} {_degrees(longitude, 'EW')}: {_names(here)}"
        for (latitude, longitude), here in at.items()
    ]
    drawing = Drawing("Map", told)
    frame = _Frame.around(list(at))
    _draw_grid(drawing, frame)
    spots = [_Spot(*frame.at(*place), here) for place, here in at.items()]
    unnamed = _draw_labels(drawing, frame, spots)
    for spot in spots:
        look: Look = {"fill": ACCENT} if any(mark.is_exact for mark in spot.marks) else _RING
        drawing.add("circle", _names(spot.marks), cx=spot.x, cy=spot.y, r=_DOT, **look)
    _draw_scale(drawing, frame)
    missing = len(marks) - sum(len(spot.marks) for spot in spots)
    notes = (
        "● exact place",
        "○ near it, or within its region",
        "+n: n more there" if any(len(spot.marks) > 1 for spot in spots) else "",
        f"{unnamed} {plural(unnamed, 'place')} without room for a name" if unnamed else "",
        f"{missing} without coordinates, not drawn" if missing else "",
    )
    return drawing.svg(drawing.notes(notes, frame.height + 2))


def _names(marks: Sequence[Mark]) -> str:
    return ", ".join(mark.label for mark in marks)


def _draw_grid(drawing: Drawing, frame: _Frame) -> None:
    """The frame with lines at whole steps of degrees, and what degrees they are."""
    bottom, right = round(frame.height, 1), WIDTH
    line: Look = {"fill": "none", "stroke": INK, "stroke_opacity": RULE}
    drawing.add("rect", x=0.5, y=0.5, width=right - 1, height=bottom - 1, **line)
    south = frame.north - frame.height / frame.scale
    east = frame.west + WIDTH / frame.scale / frame.narrowing
    label: Look = {"fill_opacity": QUIET, "font_size": SIZE - 2}
    step = _step(frame.north - south)
    for latitude in _multiples(step, max(-90, south), min(90, frame.north)):
        y = round((frame.north - latitude) * frame.scale, 1)
        drawing.add("path", d=f"M0 {y}H{right}", **line)
        if SIZE < y < bottom - 2 * SIZE:
            drawing.write(_degrees(latitude, "NS"), 4, y - 3, **label)
    for longitude in _multiples(_step(east - frame.west), frame.west, east):
        x = round((longitude - frame.west) * frame.scale * frame.narrowing, 1)
        drawing.add("path", d=f"M{x} 0V{bottom}", **line)
        if x < WIDTH - 4 * SIZE:
            drawing.write(_degrees(longitude, "EW"), x + 3, bottom - 5, **label)


def _draw_labels(drawing: Drawing, frame: _Frame, spots: Sequence[_Spot]) -> int:
    """Name places where that covers no other, nor the scale; returns how many have no room."""
    edge = _Box(0, 0, WIDTH, frame.height - 2 * SIZE)
    taken = [_Box(WIDTH * 0.7, 0, WIDTH, 3 * SIZE), *(spot.box for spot in spots)]
    named = 0
    for spot in sorted(spots, key=lambda spot: -len(spot.marks))[:_NAMED]:
        label = spot.label
        for box, anchor, x in _beside(spot, width_of(label)):
            if edge.holds(box) and not any(map(box.meets, taken)):
                drawing.write(label, x, box.bottom - 4, text_anchor=anchor)
                taken.append(box)
                named += 1
                break
    return len(spots) - named


def _beside(spot: _Spot, width: float) -> Iterator[tuple[_Box, str, float]]:
    """Where a label can stand, the best place first, and where it is fastened there."""
    high, off = SIZE + 4, _DOT + 3
    beside, above, below = spot.y - high / 2, spot.y - off - high, spot.y + off
    right, left = (spot.x + off, "start", spot.x + off), (spot.x - off - width, "end", spot.x - off)
    middle = (spot.x - width / 2, "middle", spot.x)
    for (x, anchor, at), y in (
        *((right, beside), (left, beside), (middle, above), (middle, below)),
        *((right, spot.y - high), (right, spot.y), (left, spot.y - high), (left, spot.y)),
    ):
        yield _Box(x, y, x + width, y + high), anchor, at


def _draw_scale(drawing: Drawing, frame: _Frame) -> None:
    """A bar for a round number of kilometres, true along the parallel in the middle."""
    per_km = frame.scale / _KM_PER_DEGREE
    longest = WIDTH / 4 / per_km
    power = 10 ** math.floor(math.log10(longest))
    km = max(factor * power for factor in (1, 2, 5) if factor * power <= longest)
    right, y = WIDTH - 10, 16
    left = round(right - km * per_km, 1)
    drawing.add("path", d=f"M{left} {y - 5}V{y}H{right}V{y - 5}", fill="none", stroke=INK)
    drawing.write(f"{km:,} km", right, y + SIZE + 2, text_anchor="end", font_size=SIZE - 1)


def _around(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest way from the west to the east over some longitudes, across the date line too."""
    around = sorted({longitude % 360 for longitude in longitudes})
    gaps = [later - before for before, later in pairwise([*around, around[0] + 360])]
    start = (gaps.index(max(gaps)) + 1) % len(around)
    return around[start], around[start] + 360 - max(gaps)


def _step(degrees: float) -> float:
    """Between the lines of the grid, so that there are three to eight."""
    return next((step for step in _STEPS if degrees / step >= 3), _STEPS[-1])


def _multiples(step: float, first: float, last: float) -> Iterator[float]:
    for number in range(math.ceil(first / step), math.floor(last / step) + 1):
        yield number * step


def _degrees(value: float, signs: str) -> str:
    """A latitude ("19.5°N") or a longitude ("1.5°W")."""
    turned = round((value + 180) % 360 - 180, 2) if signs == "EW" else round(value, 2)
    return f"{abs(turned):g}°{'' if turned % 180 == 0 else signs[turned < 0]}"

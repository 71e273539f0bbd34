"""Where it happened: places among faint outlines of countries, in a frame of degrees.

An imprecise place is a ring about as large as that; only an exact one is a dot. The outlines help
to find one's way: they are Natural Earth's, and prove nothing about a border.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
from briefing.views.map.dots import finest
from briefing.views.map.frame import Frame, in_degrees
from briefing.views.map.outlines import REGION, outlines

_LOWEST: Final = 240
_HIGHEST: Final = 420
"""The height of the frame, at least and at most."""
_DOT: Final = 4.5
_RING: Final[Look] = {"fill": PAPER, "stroke": ACCENT, "stroke_width": 1.8}
_AREA: Final = 0.08
"""How opaque the inside of a ring is."""
_OUTLINE: Final = 0.4
_UNITS_PER_DOT: Final = 3.0
"""What is one dot in a terminal is so many units here: the same lines are drawn."""
_LONGEST: Final = 280
_NAMED: Final = 60
"""Places with a name, at most: those where most happened."""


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
        f"{in_degrees(latitude, 'NS')} {in_degrees(longitude, 'EW')}: {_names(here)}"
        for (latitude, longitude), here in at.items()
    ]
    drawing = Drawing("Map", told)
    frame = Frame.around(list(at), WIDTH, _LOWEST, _HIGHEST)
    spots = [_Spot(*frame.at(*place), here) for place, here in at.items()]
    with drawing.cut_off(frame.height):
        _draw_outlines(drawing, frame)
        _draw_grid(drawing, frame)
        unnamed = _draw_labels(drawing, frame, spots)
        for spot in spots:
            _draw_spot(drawing, frame, spot)
        _draw_scale(drawing, frame)
    missing = len(marks) - sum(len(spot.marks) for spot in spots)
    notes = (
        "● exact place",
        "○ imprecise: a ring as large as that, dashed if nobody says",
        "+n: n more there" if any(len(spot.marks) > 1 for spot in spots) else "",
        f"{unnamed} {plural(unnamed, 'place')} without room for a name" if unnamed else "",
        f"{missing} without coordinates, not drawn" if missing else "",
    )
    return drawing.svg(drawing.notes(notes, frame.height + 2))


def _draw_spot(drawing: Drawing, frame: Frame, spot: _Spot) -> None:
    """A dot for an exact place; around the others a ring as large as they are imprecise."""
    tip = _names(spot.marks)
    if any(mark.is_exact for mark in spot.marks):
        drawing.add("circle", tip, cx=spot.x, cy=spot.y, r=_DOT, fill=ACCENT)
        return
    radius = max(mark.reach for mark in spot.marks) * frame.per_km
    if radius > _DOT:
        area: Look = {"fill": ACCENT, "fill_opacity": _AREA, "stroke": ACCENT}
        drawing.add("circle", tip, cx=spot.x, cy=spot.y, r=min(radius, WIDTH), **area)
        return
    dashes: Look = {} if any(mark.reach for mark in spot.marks) else {"stroke_dasharray": "2 2"}
    drawing.add("circle", tip, cx=spot.x, cy=spot.y, r=_DOT, **_RING, **dashes)


def _draw_outlines(drawing: Drawing, frame: Frame) -> None:
    """Coasts and borders, faint; those of regions dashed."""
    lines: dict[int, list[str]] = defaultdict(list)
    for kind, points in outlines().paths(frame, finest(frame.scale / _UNITS_PER_DOT)):
        lines[kind].append("M" + "L".join(f"{x} {y}" for x, y in points))
    for kind, paths in lines.items():
        dashes: Look = {"stroke_dasharray": "1 3"} if kind == REGION else {}
        look: Look = {"fill": "none", "stroke": INK, "stroke_opacity": _OUTLINE, **dashes}
        drawing.add("path", d="".join(paths), **look)


def _names(marks: Sequence[Mark]) -> str:
    return ", ".join(mark.label for mark in marks)


def _draw_grid(drawing: Drawing, frame: Frame) -> None:
    """The frame with lines at whole steps of degrees, and what degrees they are."""
    bottom, right = round(frame.height, 1), WIDTH
    line: Look = {"fill": "none", "stroke": INK, "stroke_opacity": RULE}
    drawing.add("rect", x=0.5, y=0.5, width=right - 1, height=bottom - 1, **line)
    label: Look = {"fill_opacity": QUIET, "font_size": SIZE - 2}
    for latitude in frame.parallels():
        y = round(frame.at(latitude, frame.longitude)[1], 1)
        drawing.add("path", d=f"M0 {y}H{right}", **line)
        if SIZE < y < bottom - 2 * SIZE:
            drawing.write(in_degrees(latitude, "NS"), 4, y - 3, **label)
    for longitude in frame.meridians():
        x = round(frame.at(frame.latitude, longitude)[0], 1)
        drawing.add("path", d=f"M{x} 0V{bottom}", **line)
        if x < WIDTH - 4 * SIZE:
            drawing.write(in_degrees(longitude, "EW"), x + 3, bottom - 5, **label)


def _draw_labels(drawing: Drawing, frame: Frame, spots: Sequence[_Spot]) -> int:
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


def _draw_scale(drawing: Drawing, frame: Frame) -> None:
    """A bar for a round number of kilometres, true along the parallel in the middle."""
    km, length = frame.bar(WIDTH / 4)
    right, y = WIDTH - 10, 16
    left = round(right - length, 1)
    drawing.add("path", d=f"M{left} {y - 5}V{y}H{right}V{y - 5}", fill="none", stroke=INK)
    drawing.write(f"{km:,} km", right, y + SIZE + 2, text_anchor="end", font_size=SIZE - 1)

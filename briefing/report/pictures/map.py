"""Where it happened: places among faint outlines of countries, in a frame of degrees.

An imprecise place is a ring about as large as that; only an exact one is a dot. The outlines help
to find one's way: they are Natural Earth's, and prove nothing about a border.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
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
_POSSIBLE: Final = 0.5
"""How opaque is a place with nothing certain."""
_DISC: Final = 16.0
"""How far the largest disc for the dead reaches beyond a dot."""
_BLOCK: Final = 22.0
"""Units within which places are one, where they are very many."""
_UNITS_PER_DOT: Final = 3.0
"""What is one dot in a terminal is so many units here: the same lines are drawn."""
_LENGTHS: Final = (280, 120)
"""The lengths of names that are tried."""
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
    """A place with what happened there, or close by.

    Attributes:
        x: Units from the left.
        y: Units from the top.
        radius: How imprecise it is, in units; 0 if it is exact, or if nobody says.
        marks: What happened, that at the place itself first.
    """

    x: float
    y: float
    radius: float
    marks: Sequence[Mark]

    @property
    def is_exact(self) -> bool:
        return any(mark.is_exact for mark in self.marks)

    @property
    def is_ring(self) -> bool:
        """Whether it is drawn as large as it is imprecise."""
        return self.radius > _DOT and not self.is_exact

    def label(self, longest: float) -> str:
        """What happened first, and how much more; in brackets if it is not known where."""
        more = f" +{len(self.marks) - 1}" if len(self.marks) > 1 else ""
        label = shortened(self.marks[0].label, longest) + more
        return f"({label})" if self.is_ring else label

    @property
    def box(self) -> _Box:
        return _Box(self.x - _DOT, self.y - _DOT, self.x + _DOT, self.y + _DOT)


def draw(marks: Sequence[Mark], title: str = "") -> str:
    """Draw where something happened.

    Args:
        marks: What happened, and other places that sources give.
        title: What is told above the map; empty for nothing.

    Returns:
        An SVG element; empty if nothing has coordinates.
    """
    at: dict[tuple[float, float], list[Mark]] = defaultdict(list)
    claims: list[tuple[float, float, str]] = []
    missing = 0
    for mark in marks:
        if mark.latitude is None or mark.longitude is None:
            missing += 1
        elif mark.claimed_by:
            said = f"≠ {mark.label}, says {mark.claimed_by}"
            claims.append((mark.latitude, mark.longitude, said))
        else:
            at[mark.latitude, mark.longitude].append(mark)
    if not at:
        return ""
    told = [(*place, _names(here)) for place, here in at.items()] + claims
    drawing = Drawing(
        title or "Map",
        [f"{in_degrees(each[0], 'NS')} {in_degrees(each[1], 'EW')}: {each[2]}" for each in told],
    )
    frame = Frame.around([each[:2] for each in told], WIDTH, _LOWEST, _HIGHEST)
    spots = _spots(frame, at)
    top = SIZE + 10 if title else 0
    drawing.write(shortened(title, WIDTH), 0, SIZE, font_weight="bold")
    with drawing.cut_off(frame.height, top):
        _draw_outlines(drawing, frame)
        _draw_grid(drawing, frame)
        _draw_dead(drawing, spots)
        unnamed = _draw_labels(drawing, frame, spots)
        for spot in spots:
            _draw_spot(drawing, spot)
        for latitude, longitude, said in claims:
            _draw_claim(drawing, *frame.at(latitude, longitude), said)
        _draw_scale(drawing, frame)
    is_close = len(spots) < len(at)
    notes = (
        "● exact place",
        "○ imprecise: a ring as large as that, dashed if nobody says",
        "(in brackets): somewhere in the ring" if any(spot.is_ring for spot in spots) else "",
        f"+n: n more there{' or close by' if is_close else ''}"
        if any(len(spot.marks) > 1 for spot in spots)
        else "",
        "a number alone: so many there or close by" if is_close and unnamed else "",
        "larger: more killed" if any(mark.dead for mark in marks) else "",
        "≠ another place that a source gives" if claims else "",
        "≈ faint: only possibly" if not all(mark.is_sure for mark in marks) else "",
        f"{unnamed} {plural(unnamed, 'place')} without room for a name" if unnamed else "",
        f"{missing} without coordinates, not drawn" if missing else "",
    )
    return drawing.svg(drawing.notes(notes, top + frame.height + 2))


def _spots(frame: Frame, at: Mapping[tuple[float, float], Sequence[Mark]]) -> Sequence[_Spot]:
    """The places; those close together are one, at that with most events, if they are very many."""
    close: dict[tuple[object, ...], list[_Spot]] = defaultdict(list)
    for place, here in at.items():
        spot = _Spot(*frame.at(*place), max(mark.reach for mark in here) * frame.per_km, here)
        is_alone = spot.is_ring or len(at) <= _NAMED
        block = (spot.x // _BLOCK, spot.y // _BLOCK, spot.is_exact)
        close[place if is_alone else block].append(spot)
    found: list[_Spot] = []
    for spots in close.values():
        spots.sort(key=lambda spot: -len(spot.marks))
        found.append(spots[0]._replace(marks=[mark for spot in spots for mark in spot.marks]))
    return found


def _draw_spot(drawing: Drawing, spot: _Spot) -> None:
    """A dot for an exact place; around the others a ring as large as they are imprecise."""
    tip = _names(spot.marks)
    is_sure = any(mark.is_sure for mark in spot.marks)
    at: Look = {"cx": spot.x, "cy": spot.y, **({} if is_sure else {"opacity": _POSSIBLE})}
    if spot.is_exact:
        drawing.add("circle", tip, r=_DOT, fill=ACCENT, **at)
        return
    if spot.is_ring:
        area: Look = {"fill": ACCENT, "fill_opacity": _AREA, "stroke": ACCENT}
        drawing.add("circle", tip, r=min(spot.radius, WIDTH), **area, **at)
        return
    dashes: Look = {} if any(mark.reach for mark in spot.marks) else {"stroke_dasharray": "2 2"}
    drawing.add("circle", tip, r=_DOT, **_RING, **dashes, **at)


def _draw_dead(drawing: Drawing, spots: Sequence[_Spot]) -> None:
    """Discs as large as the dead are many, as far as they are counted at a place."""
    dead = [sum(mark.dead for mark in spot.marks) for spot in spots]
    most = max(dead)
    for spot, count in zip(spots, dead, strict=True):
        if count and not spot.is_ring:
            radius = _DOT + _DISC * (count / most) ** 0.5
            look: Look = {"fill": ACCENT, "fill_opacity": RULE}
            drawing.add("circle", cx=spot.x, cy=spot.y, r=radius, **look)


def _draw_claim(drawing: Drawing, x: float, y: float, said: str) -> None:
    """A sign where another source says that it was."""
    drawing.write("≠", x, y + SIZE / 3, text_anchor="middle", fill=ACCENT, font_weight="bold")
    box: Look = {"x": x - _DOT, "y": y - _DOT, "width": 2 * _DOT, "height": 2 * _DOT}
    drawing.add("rect", said, fill="none", pointer_events="all", **box)


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
    taken = [
        _Box(WIDTH * 0.7, 0, WIDTH, 3 * SIZE),
        *(spot.box for spot in spots if not spot.is_ring),
    ]
    unnamed = len(spots)
    for number, spot in enumerate(sorted(spots, key=lambda spot: -len(spot.marks))):
        count = f"({len(spot.marks)})" if spot.is_ring else f"{len(spot.marks)}"
        labels = [spot.label(longest) for longest in _LENGTHS] if number < _NAMED else []
        labels += [count] if len(spot.marks) > 1 else []
        for label in labels:
            room = (
                each
                for each in islice(_beside(spot, width_of(label)), 2 if label == count else None)
                if edge.holds(each[0]) and not any(map(each[0].meets, taken))
            )
            if found := next(room, None):
                box, anchor, x = found
                drawing.write(label, x, box.bottom - 4, text_anchor=anchor)
                taken.append(box)
                unnamed -= label != count
                break
    return unnamed


def _beside(spot: _Spot, width: float) -> Iterator[tuple[_Box, str, float]]:
    """Where a label can stand, the best place first, and where it is fastened there."""
    high, off = SIZE + 4, _DOT + 3
    if spot.is_ring:
        for lines in (0, -1, 1, -2, 2):
            y = spot.y + (lines - 0.5) * high
            if abs(lines) * high <= spot.radius:
                yield _Box(spot.x - width / 2, y, spot.x + width / 2, y + high), "middle", spot.x
        return
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

"""What stands on a map of some size: places that would cover each other are one mark with a number.

A mark is where one of its places is, never in between. It is a point, or a ring as large as the
place is imprecise, with its number and name in brackets inside.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from briefing.views.map.dots import ACROSS, DOWN
from briefing.views.map.frame import Frame
from briefing.views.map.places import Seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_BLOCK: Final = (2 * ACROSS, DOWN)
"""Dots, across and down, within which places are one mark from the start."""
_ROOM: Final = 6
"""Cells from one sign to the next in a line: that leaves room for a number between them."""
_BESIDE: Final = 3
"""The same for signs of lines above each other."""
_RING_FROM: Final = 3.0
"""Dots of the radius from which an imprecise place is drawn as a ring of its size."""
_TURNS: Final = 32
"""Cells looked at around a ring."""
_INWARD: Final = (0.2, 0.4, 0.6, 0.8)
"""Shares of its radius at which a cell for its number is looked for, besides the middle."""

_CIRCLE: Final = [
    (math.cos(turn * math.tau / _TURNS), math.sin(turn * math.tau / _TURNS))
    for turn in range(_TURNS)
]
"""Points around a circle of radius 1, clockwise from the right."""

Cell = tuple[int, int]


class Mark(NamedTuple):
    """One or more places, drawn as one.

    Attributes:
        id: What its cells stand for: its first place, or the event there if it is the only one.
        spots: The numbers of its places; it is drawn where the first is.
        cell: The column and line of its sign; for a ring, a cell inside.
        x: Where its place is, in dots from the left.
        y: In dots from the top.
        radius: That of its ring, in dots; 0 for a point.
        events: How many events it has.
        is_sure: Whether one of them was certainly in the period.
        dead: How many were killed in these.
        precisions: How exactly its places are known.
    """

    id: str
    spots: Sequence[int]
    cell: Cell
    x: float
    y: float
    radius: float
    events: int
    is_sure: bool = False
    dead: float = 0.0
    precisions: frozenset[str] = frozenset()


class Marks(NamedTuple):
    """Everything seen, on a map of some size.

    Attributes:
        drawn: The marks, those with most events first.
        beyond: The numbers of the places beyond its edges.
        wider: The numbers of the places that are less precise than the whole map.
    """

    drawn: Sequence[Mark]
    beyond: Sequence[int]
    wider: Sequence[int]


def marks_of(seen: Seen, frame: Frame) -> Marks:
    """What stands on a map.

    Args:
        seen: What is seen of a period.
        frame: What the map shows, in dots.
    """
    import numpy as np

    shown = seen.shown
    x, y = _drawn_at(frame, seen.places.latitudes[shown], seen.places.longitudes[shown])
    inside = (x >= 0) & (x < frame.width) & (y >= 0) & (y < frame.height)
    beyond = shown[~inside].tolist()
    shown, x, y = shown[inside], x[inside], y[inside]
    radius = seen.places.reaches[shown] * frame.per_km
    is_ring = radius >= _RING_FROM
    sizes = np.where(is_ring, np.log2(np.maximum(radius, 1)).astype(int) + 1, 0)
    # Rings that mostly cover each other are one.
    across = np.where(is_ring, np.maximum(_BLOCK[0], 2.0**sizes / 2), _BLOCK[0])
    down = np.where(is_ring, np.maximum(_BLOCK[1], 2.0**sizes / 2), _BLOCK[1])
    keys = zip((x // across).tolist(), (y // down).tolist(), sizes.tolist(), strict=True)
    groups: dict[tuple[float, float, int], list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        groups[key].append(number)
    counts = seen.counts[shown].tolist()
    drawn: list[Mark] = []
    numbers_of, at_x, at_y, radii = (each.tolist() for each in (shown, x, y, radius))
    for (_, _, size), numbers in groups.items():
        main, *others = sorted(numbers, key=lambda number: -counts[number])
        spots = [numbers_of[number] for number in (main, *others)]
        most = max(radii[number] for number in numbers) if size else 0.0
        drawn.append(_mark(seen, spots, (at_x[main], at_y[main]), most))
    drawn.sort(key=lambda mark: -mark.events)
    drawn, wider = _with_cells(_apart(drawn), frame)
    drawn.sort(key=lambda mark: -mark.events)
    return Marks([_described(seen, mark) for mark in drawn], beyond, wider)


def _drawn_at(
    frame: Frame, latitudes: "NDArray[np.float64]", longitudes: "NDArray[np.float64]"
) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
    """As `Frame.at`, for many places."""
    across = (longitudes - frame.longitude + 180) % 360 - 180
    return (
        frame.width / 2 + across * (frame.scale * frame.narrowing),
        frame.height / 2 + (frame.latitude - latitudes) * frame.scale,
    )


def _mark(seen: Seen, spots: Sequence[int], at: tuple[float, float], radius: float) -> Mark:
    """A mark, with the cell in its middle."""
    cell = int(at[0]) // ACROSS, int(at[1]) // DOWN
    events = sum([seen.counts_at[spot] for spot in spots])
    return Mark("", spots, cell, *at, radius, events)


def _described(seen: Seen, mark: Mark) -> Mark:
    """A mark with what its cells stand for, and what is known of its places."""
    first = mark.spots[0]
    is_one = seen.counts_at[first] == 1
    return mark._replace(
        id=seen.refs_at(first)[0] if is_one else seen.places.spots[first].id,
        is_sure=any(seen.sure_at[spot] for spot in mark.spots),
        dead=sum([seen.dead_at[spot] for spot in mark.spots]),
        precisions=frozenset([seen.places.spots[spot].precision for spot in mark.spots]),
    )


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Points that leave room for each other's numbers, and rings as they are.

    The point with most events keeps its cell, and those too near it join it.
    """
    kept: list[Mark] = []
    near: dict[Cell, int] = {}
    for mark in marks:
        host = None if mark.radius else near.get(mark.cell)
        if host is not None:
            kept[host] = _joined(kept[host], mark)
            continue
        if not mark.radius:
            _keep_free(near, mark.cell, len(kept))
        kept.append(mark)
    return kept


def _keep_free(near: dict[Cell, int], cell: Cell, number: int) -> None:
    """Note the cells too near to one that is taken."""
    x, y = cell
    for line, reach in ((y, _ROOM), (y - 1, _BESIDE), (y + 1, _BESIDE)):
        for column in range(x - reach + 1, x + reach):
            near.setdefault((column, line), number)


def _with_cells(marks: Sequence[Mark], frame: Frame) -> tuple[list[Mark], list[int]]:
    """The marks, rings having a free cell inside; and what no line of is within the frame.

    A ring without a free cell joins the mark that has the first of them.
    """
    near: dict[Cell, int] = {}
    for number, mark in enumerate(marks):
        if not mark.radius:
            _keep_free(near, mark.cell, number)
    kept = [*marks]
    wider: list[int] = []
    lost: set[int] = set()
    for number, mark in enumerate(marks):
        if not mark.radius:
            continue
        first = next(_inside(mark, frame), None)
        free = next((cell for cell in _inside(mark, frame) if cell not in near), None)
        if free is not None:
            _keep_free(near, free, number)
            kept[number] = mark._replace(cell=free)
            continue
        lost.add(number)
        if first is not None:
            host = near[first]
            kept[host] = _joined(kept[host], mark)
        else:
            wider += mark.spots
    return [mark for number, mark in enumerate(kept) if number not in lost], wider


def _inside(mark: Mark, frame: Frame) -> Iterator[Cell]:
    """The cells in a ring, from its middle to its line; none if no line of it can be seen."""
    line = _around(mark, frame, _CIRCLE, 1.0)
    if not line:
        return
    yield from _around(mark, frame, ((0.0, 0.0),), 1.0)
    for share in _INWARD:
        yield from _around(mark, frame, _CIRCLE, share)
    yield from line


def _around(
    mark: Mark, frame: Frame, turns: Sequence[tuple[float, float]], share: float
) -> Sequence[Cell]:
    """The cells within the frame, at a share of the radius of a ring, clockwise from the right."""
    x, y, radius, width, height = mark.x, mark.y, mark.radius * share, frame.width, frame.height
    return [
        (int(to_x) // ACROSS, int(to_y) // DOWN)
        for across, down in turns
        if 0 <= (to_x := x + radius * across) < width and 0 <= (to_y := y + radius * down) < height
    ]


def _joined(mark: Mark, other: Mark) -> Mark:
    return mark._replace(
        spots=[*mark.spots, *other.spots],
        events=mark.events + other.events,
    )

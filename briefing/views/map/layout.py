"""What a map of some size shows, worked out once, however often the cursor moves on it."""

from typing import TYPE_CHECKING, Final, NamedTuple

from briefing.views.map.dots import ACROSS, DOWN, Dots, disc, draw_outlines, ring
from briefing.views.map.frame import Frame
from briefing.views.map.marks import Mark, Marks, marks_of
from briefing.views.map.outlines import outlines
from briefing.views.map.places import Seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOTES: Final = ((20, 3), (6, 2))
"""From how many lines there is room for how many notes below the map."""
_LARGEST: Final = 6.0
"""Dots of the radius of a disc, at most."""


class Layout(NamedTuple):
    """What a map shows.

    Attributes:
        seen: What is seen of a period.
        frame: What part of the world, in dots.
        width: Cells from left to right.
        height: Lines, those of the notes included.
        marks: What stands on it.
        coasts: The dots of coasts, a byte for each cell.
        borders: Those of borders.
        front: Those of rings and discs.
        owner: The number of the mark whose dots are in each cell; -1 for none.
    """

    seen: Seen
    frame: Frame
    width: int
    height: int
    marks: Marks
    coasts: "NDArray[np.uint8]"
    borders: "NDArray[np.uint8]"
    front: "NDArray[np.uint8]"
    owner: "NDArray[np.int_]"

    @property
    def lines(self) -> int:
        """The lines of the map itself."""
        return map_lines(self.height)

    def mark_with(self, target: str) -> Mark | None:
        """The mark that has a record or place; None if none on the map has."""
        places = self.seen.places
        spot = places.by_id.get(target, -1)
        spot = places.spot_of(target) if spot < 0 else spot
        if spot < 0:
            return None
        return next((mark for mark in self.marks.drawn if spot in mark.spots), None)


def map_lines(height: int) -> int:
    """The lines of a map without the notes below it."""
    return height - next((notes for lines, notes in _NOTES if height >= lines), 0)


def fitted(seen: Seen, width: int, height: int) -> Frame:
    """The frame that shows everything.

    Args:
        seen: What is seen of a period.
        width: Cells from left to right.
        height: Lines, those of the notes included.

    Returns:
        The frame, in dots; that of the world if nothing has coordinates.
    """
    wide, high = width * ACROSS, map_lines(height) * DOWN
    if not len(seen.shown):
        return Frame(0.0, 0.0, min(wide / 360, high / 180), wide, high)
    places = seen.places
    latitudes, longitudes = places.latitudes[seen.shown], places.longitudes[seen.shown]
    at = [*zip(latitudes.tolist(), longitudes.tolist(), strict=True)]
    at += [(latitude, longitude) for _, latitude, longitude in seen.claims]
    return Frame.around(at, wide, high)


def lay_out(seen: Seen, width: int, height: int, frame: Frame | None = None) -> Layout:
    """Work out what a map shows.

    Args:
        seen: What is seen of a period.
        width: Cells from left to right.
        height: Lines.
        frame: What part of the world; None for all that is seen. Its size is that of the map.
    """
    import numpy as np

    lines = map_lines(height)
    shown = frame or fitted(seen, width, height)
    shown = shown._replace(width=width * ACROSS, height=lines * DOWN)
    marks = marks_of(seen, shown)
    coasts, borders, front = (Dots(width, lines) for _ in range(3))
    draw_outlines(coasts, borders, outlines(), shown)
    owner = np.full((lines, width), -1)
    smaller = _smaller(marks)
    for number, mark in enumerate(marks.drawn):
        if mark.radius:
            dots = ring(mark.x, mark.y, mark.radius)
        elif mark.dead:
            dots = disc(mark.x, mark.y, max(1.0, disc_radius(mark.dead) * smaller))
        else:
            continue
        front.draw(*dots)
        _own(owner, number, *dots)
    masks = (coasts.masks(), borders.masks(), front.masks())
    return Layout(seen, shown, width, height, marks, *masks, owner)


def disc_radius(dead: float) -> float:
    """The radius of a disc in dots: its area grows with the number of dead."""
    return float(1.0 + dead**0.5 / 4)


def _smaller(marks: Marks) -> float:
    """What discs are multiplied by, so that the largest is not too large."""
    most = max((mark.dead for mark in marks.drawn if not mark.radius), default=0.0)
    return min(1.0, _LARGEST / disc_radius(most))


def _own(
    owner: "NDArray[np.int_]", number: int, x: "NDArray[np.int_]", y: "NDArray[np.int_]"
) -> None:
    """Make cells those of a mark, as far as they are within the map."""
    columns, lines = x // ACROSS, y // DOWN
    height, width = owner.shape
    inside = (columns >= 0) & (columns < width) & (lines >= 0) & (lines < height)
    owner[lines[inside], columns[inside]] = number

"""Dots finer than the cells of a terminal: 2 by 4 of them are a character of braille.

Lines, rings and discs are set in an array of dots. Dots are about square, as a cell is about twice
as high as it is wide, so a circle looks like one.
"""

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from briefing.views.map.frame import Frame
from briefing.views.map.outlines import BORDER, COAST, REGION, Outlines

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Points: TypeAlias = "tuple[NDArray[np.int_], NDArray[np.int_]]"
"""Columns and rows of dots."""

ACROSS: Final = 2
"""Dots of a cell from left to right."""
DOWN: Final = 4
"""Dots of a cell from top to bottom."""

_REGIONS_FROM: Final = 7.0
"""Dots of a degree from which borders of regions are drawn: below they would only be noise."""
_BORDERS_FROM: Final = 1.6
"""The same for borders of countries."""
_THICK: Final = 0.9
"""Dots that the line of a ring is thick, besides the first."""
_DASH: Final = 2
"""Every how many dots the border of a region has one: that tells it from that of a country."""


class Dots:
    """An array of dots, behind some cells.

    Args:
        width: Cells from left to right.
        height: Lines of cells.
    """

    def __init__(self, width: int, height: int) -> None:
        import numpy as np

        self.set = np.zeros((height * DOWN, width * ACROSS), bool)

    def draw(self, x: "NDArray[np.int_]", y: "NDArray[np.int_]") -> None:
        """Set dots; those beyond an edge are left out."""
        height, width = self.set.shape
        inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        self.set[y[inside], x[inside]] = True

    def masks(self) -> "NDArray[np.uint8]":
        """The dots of each cell as the low byte of its braille character (Unicode, 2800-28FF)."""
        import numpy as np

        height, width = self.set.shape
        cells = self.set.reshape(height // DOWN, DOWN, width // ACROSS, ACROSS)
        bits = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.uint8)
        found: NDArray[np.uint8] = (cells * bits[None, :, None, :]).sum(axis=(1, 3), dtype=np.uint8)
        return found


def ring(x: float, y: float, radius: float) -> Points:
    """The dots of a circle, without its middle; thicker than an outline."""
    import numpy as np

    steps = max(12, int(radius * 8))
    turns = np.tile(np.arange(steps) * (2 * np.pi / steps), 2)
    radii = np.repeat((radius, radius - _THICK), steps)
    columns, rows = x + radii * np.cos(turns), y + radii * np.sin(turns)
    return np.floor(columns).astype(int), np.floor(rows).astype(int)


def disc(x: float, y: float, radius: float) -> Points:
    """The dots of a filled circle."""
    across, down = _disc(round(radius * 4))
    return int(x) + across, int(y) + down


@cache
def _disc(quarters: int) -> Points:
    """The dots of a circle around the origin, its radius in quarters of a dot."""
    import numpy as np

    radius = quarters / 4
    reach = np.arange(-int(radius) - 1, int(radius) + 2)
    across, down = np.meshgrid(reach, reach)
    within = across**2 + down**2 <= radius**2
    return across[within], down[within]


def draw_outlines(coasts: Dots, borders: Dots, outlines: Outlines, frame: Frame) -> None:
    """Draw the coasts and borders within a frame, whose units are dots."""
    x, y, kinds, all_at = outlines.within(frame, finest(frame.scale))
    is_coast = kinds[all_at] == COAST
    for dots, at in ((coasts, all_at[is_coast]), (borders, all_at[~is_coast])):
        _draw_segments(dots, x[at], y[at], x[at + 1], y[at + 1], kinds[at] == REGION)


def finest(scale: float) -> int:
    """The last kind of line that is drawn at a scale, in dots of a degree."""
    if scale >= _REGIONS_FROM:
        return REGION
    return BORDER if scale >= _BORDERS_FROM else COAST


def _draw_segments(
    dots: Dots,
    x: "NDArray[np.float32]",
    y: "NDArray[np.float32]",
    to_x: "NDArray[np.float32]",
    to_y: "NDArray[np.float32]",
    is_dashed: "NDArray[np.bool_]",
) -> None:
    """Draw straight lines, dot by dot, all at once."""
    import numpy as np

    steps = np.ceil(np.maximum(np.abs(to_x - x), np.abs(to_y - y))).astype(int) + 1
    line = np.repeat(np.arange(len(steps)), steps)
    step = np.arange(len(line)) - np.repeat(np.cumsum(steps) - steps, steps)
    share = step / steps[line]
    column = np.floor(x[line] + share * (to_x - x)[line]).astype(int)
    row = np.floor(y[line] + share * (to_y - y)[line]).astype(int)
    kept = ~is_dashed[line] | (step % _DASH == 0)
    dots.draw(column[kept], row[kept])

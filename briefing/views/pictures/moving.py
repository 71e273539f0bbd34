"""Where the arrow keys lead in a picture."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["left", "right", "up", "down"]

_ASKEW = 4
"""Columns that a line up or down counts for, where nothing is on the line itself."""


def neighbour(places: Mapping[str, tuple[int, int]], at: str, direction: Direction) -> str:
    """What is next in a direction; empty if nothing is.

    Up and down lead to the nearest line, and to what is nearest on it; left and right stay on the
    line as long as something is there.

    Args:
        places: The column and line of everything.
        at: Where to start; if it has no place, the first of all is next.
        direction: Where to go.
    """
    if not places:
        return ""
    if at not in places:
        return min(places, key=lambda each: places[each][::-1])
    x, y = places[at]
    found: list[tuple[tuple[int, int], str]] = []
    for each, (column, line) in places.items():
        across, down = column - x, line - y
        if direction in ("left", "up"):
            across, down = -across, -down
        if direction in ("up", "down"):
            if down > 0:
                found.append(((down, abs(across)), each))
        elif across > 0:
            found.append(((int(down != 0), across + _ASKEW * abs(down)), each))
    return min(found)[1] if found else ""

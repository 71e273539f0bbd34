"""The part of the world that a map shows, and how degrees become places on it.

The projection is equirectangular, true to scale along the parallel in the middle: distances can be
measured with a ruler there, and directions are those of a compass.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

KM_PER_DEGREE: Final = 111.195
"""On a sphere with the mean radius of the Earth, 6371.0 km."""

_MARGIN: Final = 0.14
"""What is added on every side, as a share of what is shown."""
_WIDEST: Final = 8.0
"""The degrees of that, at most."""
_SMALLEST: Final = 0.5
"""The degrees a map has across, at least, when it is fitted to places."""
_CLOSEST: Final = 0.05
"""The degrees of latitude a map has from top to bottom, at least."""
_FLATTEST: Final = 0.1
"""The cosine of the latitude, at least: nearer to a pole the map would have no width."""
_TRIES: Final = 8
"""How often a frame is moved away from a pole: that makes it wider, so it may be moved again."""
_STEPS: Final = (30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05)
"""Degrees between the lines of the grid."""


class Frame(NamedTuple):
    """The part of the world that is drawn.

    Attributes:
        latitude: That of its middle, in degrees.
        longitude: As above.
        scale: The units of a degree of latitude.
        width: Units from left to right.
        height: Units from top to bottom.
    """

    latitude: float
    longitude: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(
        cls,
        places: Sequence[tuple[float, float]],
        width: float,
        lowest: float,
        highest: float | None = None,
    ) -> "Frame":
        """The frame with some margin around places.

        Args:
            places: Their latitudes and longitudes; at least one.
            width: Units from left to right.
            lowest: Units from top to bottom, at least.
            highest: At most; None for the same.
        """
        south, north = min(place[0] for place in places), max(place[0] for place in places)
        west, east = around([place[1] for place in places])
        latitude = (south + north) / 2
        down = _with_margin(north - south)
        for _ in range(_TRIES):
            across = _with_margin((east - west) * _narrowing(latitude))
            height = min(lowest if highest is None else highest, max(lowest, width * down / across))
            scale = min(width / across, height / down)
            # There is nothing to see beyond the poles.
            free = max(0.0, 90 - height / scale / 2)
            latitude = max(-free, min(free, latitude))
        return cls(latitude, turned((west + east) / 2), scale, width, height)

    @property
    def narrowing(self) -> float:
        """The share of a degree of latitude that a degree of longitude has."""
        return _narrowing(self.latitude)

    @property
    def per_km(self) -> float:
        """The units of a kilometre."""
        return self.scale / KM_PER_DEGREE

    @property
    def degrees_across(self) -> float:
        """Degrees of longitude from edge to edge."""
        return self.width / self.scale / self.narrowing

    @property
    def degrees_down(self) -> float:
        """Degrees of latitude from edge to edge."""
        return self.height / self.scale

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place is drawn: units from the left and from the top."""
        return (
            self.width / 2 + turned(longitude - self.longitude) * self.scale * self.narrowing,
            self.height / 2 + (self.latitude - latitude) * self.scale,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The latitude and longitude of what is drawn somewhere."""
        return (
            self.latitude + (self.height / 2 - y) / self.scale,
            turned(self.longitude + (x - self.width / 2) / self.scale / self.narrowing),
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether something is drawn within the frame."""
        return 0 <= x < self.width and 0 <= y < self.height

    def zoomed(self, factor: float, about: tuple[float, float] | None = None) -> "Frame":
        """So many times as large; never beyond the world, nor endlessly near.

        Args:
            factor: What the scale is multiplied by.
            about: The latitude and longitude of what stays where it is; None for the middle.
        """
        least = min(self.width / 360, self.height / 180)
        most = self.height / _CLOSEST
        scaled = self._replace(scale=min(max(self.scale * factor, least), most))
        if about is None:
            return scaled
        (x, y), (to_x, to_y) = self.at(*about), scaled.at(*about)
        return scaled.moved(to_x - x, to_y - y)

    def moved(self, across: float, down: float) -> "Frame":
        """Moved by some units to the right and down; its middle stays between the poles."""
        latitude = self.latitude - down / self.scale
        longitude = self.longitude + across / self.scale / self.narrowing
        return self._replace(latitude=max(-90.0, min(90.0, latitude)), longitude=turned(longitude))

    def centred(self, latitude: float, longitude: float) -> "Frame":
        """The same scale around another place."""
        return self._replace(latitude=latitude, longitude=longitude)

    def parallels(self) -> Iterator[float]:
        """The latitudes of the grid."""
        south = self.latitude - self.degrees_down / 2
        north = self.latitude + self.degrees_down / 2
        yield from _multiples(_step(self.degrees_down), max(-90, south), min(90, north))

    def meridians(self) -> Iterator[float]:
        """The longitudes of the grid, from west to east; across the date line they go on."""
        half = min(180.0, self.degrees_across / 2)
        first, last = self.longitude - half, self.longitude + half
        yield from _multiples(_step(2 * half), first, last)

    def bar(self, most: float) -> tuple[int | float, float]:
        """A round number of kilometres for a scale bar, and its length in units.

        Args:
            most: Units it may be long.
        """
        longest = most / self.per_km
        power = 10 ** math.floor(math.log10(longest))
        km = max(factor * power for factor in (1, 2, 5) if factor * power <= longest)
        return km, km * self.per_km


def around(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest way from the west to the east over some longitudes, across the date line too."""
    ring = sorted({longitude % 360 for longitude in longitudes})
    gaps = [later - before for before, later in pairwise([*ring, ring[0] + 360])]
    start = (gaps.index(max(gaps)) + 1) % len(ring)
    return ring[start], ring[start] + 360 - max(gaps)


def turned(longitude: float) -> float:
    """A longitude between -180 and 180."""
    return longitude if -180 <= longitude < 180 else (longitude + 180) % 360 - 180


def in_degrees(value: float, signs: str, digits: int = 2) -> str:
    """A latitude ("19.5°N") or a longitude ("1.5°W").

    Args:
        value: Degrees.
        signs: "NS" or "EW".
        digits: Digits behind the point, at most.
    """
    rounded = round(turned(value) if signs == "EW" else value, digits)
    said = f"{abs(rounded):.{digits}f}".rstrip("0").rstrip(".")
    return f"{said}°{'' if rounded % 180 == 0 else signs[rounded < 0]}"


def _narrowing(latitude: float) -> float:
    return max(_FLATTEST, math.cos(math.radians(latitude)))


def _with_margin(degrees: float) -> float:
    return max(_SMALLEST, degrees + 2 * min(_WIDEST, degrees * _MARGIN))


def _step(degrees: float) -> float:
    """Between the lines of the grid, so that there are three to eight."""
    return next((step for step in _STEPS if degrees / step >= 3), _STEPS[-1])


def _multiples(step: float, first: float, last: float) -> Iterator[float]:
    for number in range(math.ceil(first / step), math.floor(last / step) + 1):
        yield number * step

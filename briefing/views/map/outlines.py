"""The outlines of countries and first-level regions, of Natural Earth (public domain).

`outlines.bin` is made by `docs/make_outlines.py`; `outlines.md` says where it comes from. It is
MessagePack, compressed by zlib: lines as steps of a hundredth of a degree, and the name, size and
middle of every area.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from briefing.search.words.folding import fold
from briefing.views.map.frame import Frame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Steps: TypeAlias = (
    "tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.uint8], NDArray[np.int_]]"
)
"""Columns and rows of points, the kinds of their lines, and the numbers of those that go on."""

FILE: Final = Path(__file__).with_name("outlines.bin")
ORIGIN: Final = "Natural Earth"

COAST, BORDER, REGION = range(3)
"""What a line is: a coast, a border between countries, or between regions of one."""

PER_DEGREE: Final = 100
"""Steps of the stored coordinates in a degree."""


class Area(NamedTuple):
    """A country or a region of one.

    Attributes:
        country: The country's ISO 3166 alpha-2 code; empty if it has none.
        name: Its name, as Natural Earth gives it.
        latitude: The middle of its largest part, in degrees.
        longitude: As above.
        size: Its area in square kilometres.
    """

    country: str
    name: str
    latitude: float
    longitude: float
    size: float


class PackedAreas(msgspec.Struct, frozen=True, array_like=True):
    """Areas in the file, column by column.

    Attributes:
        countries: Their codes.
        names: Their names.
        middles: Their middles, as `Packed.points`.
        sizes: Their sizes, as unsigned 32-bit integers.
    """

    countries: list[str]
    names: list[str]
    middles: bytes
    sizes: bytes


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """The file.

    Attributes:
        countries: All countries.
        regions: Their regions.
        kinds: What each line is, a byte each.
        lengths: How many points each line has, as unsigned 16-bit integers.
        points: The steps from point to point, longitudes before latitudes, as 16-bit integers:
            first the low bytes of all, then the high ones. The first step of a line starts from
            the end of the line before; sums wrap around.
    """

    countries: PackedAreas
    regions: PackedAreas
    kinds: bytes
    lengths: bytes
    points: bytes


class Outlines:
    """Lines and areas, as they are drawn.

    Args:
        packed: The file.

    Attributes:
        points: Longitude and latitude of every point of every line, in degrees.
        kinds: What the step from each point to the next is: COAST, BORDER, REGION; another number
            if the next point is that of another line.
        countries: The countries, largest first.
        regions: Their regions, largest first.
    """

    def __init__(self, packed: Packed) -> None:
        import numpy as np

        self.points = _points(packed.points)
        lengths = np.frombuffer(packed.lengths, "<u2")
        self.kinds = np.repeat(np.frombuffer(packed.kinds, np.uint8), lengths)
        self.kinds[np.cumsum(lengths) - 1] = _BREAK
        self.countries = _areas(packed.countries)
        self.regions = _areas(packed.regions)

    def within(self, frame: Frame, finest: int) -> "Steps":
        """The lines that a frame shows.

        Args:
            frame: What part of the world.
            finest: The last kind of line that is wanted.

        Returns:
            Where every point is in the frame; what the step from each to the next is; and the
            numbers of the points from which a step is wanted.
        """
        import numpy as np

        points, kinds = self._coarse if frame.scale < _COARSE_BELOW else (self.points, self.kinds)
        across = (points[:, 0] - frame.longitude + 180) % 360 - 180
        down = frame.latitude - points[:, 1]
        half_across, half_down = frame.degrees_across / 2, frame.degrees_down / 2
        wanted = kinds[:-1] <= finest
        # Lines that go around the other side of the world are cut there.
        wanted &= np.abs(across[1:] - across[:-1]) < 180
        wanted &= np.minimum(across[1:], across[:-1]) <= half_across
        wanted &= np.maximum(across[1:], across[:-1]) >= -half_across
        wanted &= np.minimum(down[1:], down[:-1]) <= half_down
        wanted &= np.maximum(down[1:], down[:-1]) >= -half_down
        x = frame.width / 2 + across * (frame.scale * frame.narrowing)
        y = frame.height / 2 + down * frame.scale
        return x, y, kinds, np.flatnonzero(wanted)

    @cached_property
    def _coarse(self) -> "tuple[NDArray[np.float32], NDArray[np.uint8]]":
        """Points and kinds without points that are next to the one before; all ends of lines."""
        import numpy as np

        cells = np.floor(self.points * _PER_COARSE).astype(np.int32)
        is_other = np.any(cells[1:] != cells[:-1], axis=1)
        is_end = self.kinds == _BREAK
        is_start = np.concatenate(([True], is_end[:-1]))
        kept = is_start | is_end | np.concatenate(([True], is_other))
        return self.points[kept], self.kinds[kept]

    def paths(self, frame: Frame, finest: int) -> "Iterator[tuple[int, Sequence[tuple[int, int]]]]":
        """The lines that a frame shows: what each is, and its points in whole units.

        Args:
            frame: What part of the world.
            finest: The last kind of line that is wanted.
        """
        x, y, kind_at, at = self.within(frame, finest)
        columns, rows = (each.round().astype(int).tolist() for each in (x, y))
        kinds = kind_at.tolist()
        path: list[tuple[int, int]] = []
        last = -2
        for step in at.tolist():
            if step != last + 1 or kinds[step] != kinds[last]:
                if len(path) > 1:
                    yield kinds[last], path
                path = [(columns[step], rows[step])]
            point = (columns[step + 1], rows[step + 1])
            if point != path[-1]:
                path.append(point)
            last = step
        if len(path) > 1:
            yield kinds[last], path

    @cached_property
    def _regions_of(self) -> Mapping[str, Sequence[Area]]:
        """The regions of each country, largest first."""
        found: dict[str, list[Area]] = defaultdict(list)
        for area in self.regions:
            found[area.country].append(area)
        return found

    @cache  # noqa: B019  it is kept as long as the program runs
    def _sizes_in(self, country: str) -> Mapping[str, float]:
        """The sizes of the regions of a country, by folded name."""
        return {fold(area.name): area.size for area in self._regions_of.get(country, ())}

    @cached_property
    def _country_sizes(self) -> Mapping[str, float]:
        return {area.country: area.size for area in reversed(self.countries) if area.country}

    def size_of_region(self, country: str, name: str) -> float | None:
        """Square kilometres of a region, else of a usual one of its country; None if unknown."""
        regions = self._regions_of.get(country)
        usual = regions[len(regions) // 2].size if regions else None  # the median
        return self._sizes_in(country).get(fold(name), usual)

    def size_of_country(self, country: str) -> float | None:
        """Square kilometres of a country, by its code; None if unknown."""
        return self._country_sizes.get(country)


_BREAK: Final = 255
_PER_COARSE: Final = 5
"""Steps in a degree of the outlines for small scales."""
_COARSE_BELOW: Final = 5.0
"""Units of a degree below which those are used: they are not off by more than a unit."""


def _points(steps: bytes) -> "NDArray[np.float32]":
    """Coordinates in degrees, a row for each point."""
    import numpy as np

    planes = np.frombuffer(steps, np.uint8).reshape(2, 2, -1)
    walked = planes[0].astype(np.uint16) | planes[1].astype(np.uint16) << 8
    steps_made = np.cumsum(walked, axis=1, dtype=np.uint16).view(np.int16)
    return np.ascontiguousarray(steps_made.T.astype(np.float32) / PER_DEGREE)


def _areas(packed: PackedAreas) -> Sequence[Area]:
    import numpy as np

    middles = _points(packed.middles).tolist()
    sizes = np.frombuffer(packed.sizes, "<u4").tolist()
    areas = [
        Area(country, name, latitude, longitude, size)
        for country, name, (longitude, latitude), size in zip(
            packed.countries, packed.names, middles, sizes, strict=True
        )
    ]
    return sorted(areas, key=lambda area: -area.size)


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The outlines that come with the program, read once."""
    packed = msgspec.msgpack.decode(zlib.decompress(FILE.read_bytes()), type=Packed)
    return Outlines(packed)

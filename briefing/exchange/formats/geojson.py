"""GeoJSON (RFC 7946): events as points, their fields as properties."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from briefing.exchange.cells import JSON
from briefing.exchange.columns import (
    ID,
    MOST_COLUMNS,
    Hints,
    columns_for,
    folded,
    headers,
    mapping_file,
    read_hints,
)
from briefing.exchange.file import ImportFault, ImportFile, json_of
from briefing.exchange.format import Format, Losses
from briefing.exchange.reading import Items, ReadFault, Skipped
from briefing.exchange.tables import Table, TableReader, TableWriter

if TYPE_CHECKING:
    from briefing.store.book import Book

_POSITION: Final = ("place.latitude", "place.longitude")
_HERE: Final = ("the latitude of the point", "the longitude of the point")
"""Headers of the columns with the position, which no property is likely to have."""

_WORLD: Final = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326")


def _recognises(file: ImportFile) -> bool:
    start = file.head.lstrip()
    return start.startswith(b"{") and (
        b'"FeatureCollection"' in start or (b'"Feature"' in start and b'"geometry"' in start)
    )


def _features(file: ImportFile) -> Sequence[Any]:
    """The features in a file.

    Raises:
        ImportFault: It is no GeoJSON, or not in WGS 84.
    """
    raw = json_of(file)
    kind = raw.get("type") if isinstance(raw, dict) else None
    found = [raw] if kind == "Feature" else None
    if kind == "FeatureCollection":
        found = raw.get("features")
    if not isinstance(found, list):
        raise ImportFault(f"{file.name} is no GeoJSON: it has no features (RFC 7946, section 3)")
    crs = raw.get("crs")
    if crs is not None:
        properties = crs.get("properties") if isinstance(crs, dict) else None
        name = properties.get("name") if isinstance(properties, dict) else None
        if name not in _WORLD:
            raise ImportFault(f"{file.name} is not in WGS 84 but in {name}; convert it first")
    return found


def _properties(feature: Any) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _header(file: ImportFile, features: Sequence[Any]) -> Sequence[str]:
    names = dict.fromkeys(name for each in features for name in _properties(each))
    if len(names) > MOST_COLUMNS:
        raise ImportFault(f"{file.name} has more than {MOST_COLUMNS:,} properties")
    return [*names]


def _hints(file: ImportFile, header: Sequence[str]) -> Hints:
    """What the user says, and that the position comes from the geometry alone."""
    hints = read_hints(file.mapping)
    known = headers("event")
    columns = {**hints.columns}
    for name in map(folded, header):
        if columns.get(name, known.get(name)) in (*_POSITION, ID):
            columns[name] = ""
    columns.update({folded(here): path for here, path in zip(_HERE, _POSITION, strict=True)})
    return replace(hints, kind="event", columns=columns)


def _read(file: ImportFile) -> Items:
    features = _features(file)
    header = _header(file, features)
    reader = TableReader(file.name, _hints(file, header))
    aside: list[ReadFault | Skipped] = []
    table = Table(
        name="",
        header=[ID, *_HERE, *header],
        rows=_rows(features, header, aside),
        is_exact=True,
    )
    for item in reader.read(table):
        yield from aside
        aside.clear()
        yield item
    yield from aside
    yield from reader.named_only()


def _rows(
    features: Sequence[Any], header: Sequence[str], aside: list[ReadFault | Skipped]
) -> Iterator[tuple[str, Sequence[str]]]:
    for number, feature in enumerate(features):
        place = f"features[{number}]"
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            aside.append(ReadFault(place, "it is no Feature (RFC 7946, section 3.2)"))
            continue
        try:
            longitude, latitude = _point(feature.get("geometry"), place, aside)
        except ValueError as problem:
            aside.append(ReadFault(f"{place}.geometry", str(problem)))
            continue
        properties = _properties(feature)
        cells = [_cell(properties.get(name)) for name in header]
        yield place, [_cell(feature.get("id")), latitude, longitude, *cells]


def _point(geometry: Any, place: str, aside: list[ReadFault | Skipped]) -> tuple[str, str]:
    """Longitude and latitude, as text; both empty without a point.

    Raises:
        ValueError: It is no geometry.
    """
    if geometry is None:
        return "", ""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str):
        raise ValueError("it is no geometry (RFC 7946, section 3.1)")  # noqa: TRY004  a fault
    if kind != "Point":
        aside.append(Skipped(place, f"shapes of type {kind}, as an event has one point"))
        return "", ""
    position = geometry.get("coordinates")
    is_number = isinstance(position, list) and all(
        isinstance(each, int | float) and not isinstance(each, bool) for each in position
    )
    if not is_number or len(position) not in (2, 3):
        if position == []:
            return "", ""
        raise ValueError("a point has a longitude and a latitude")
    if len(position) == 3:
        aside.append(Skipped(place, "altitudes"))
    return repr(position[0]), repr(position[1])


def _cell(value: Any) -> str:
    import json

    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).upper()
        case int() | float():
            return repr(value)
        case list() if all(isinstance(each, str) and ";" not in each for each in value):
            return "; ".join(value)
        case _:
            return JSON + json.dumps(value)


def _mapping(file: ImportFile) -> str:
    header = _header(file, _features(file))
    hints = _hints(file, header)
    return mapping_file([("", columns_for("event", header, hints), header)], hints)


def _write(book: "Book", refs: Sequence[str], out: BinaryIO) -> Losses:
    """A feature for each event; one without a position has no geometry."""
    import msgspec

    writer = TableWriter(book, frozenset(refs))
    features = []
    for ref, cells in writer.rows("event"):
        properties = {name: cell for name, cell in cells.items() if name not in (ID, *_POSITION)}
        latitude, longitude = (cells.get(name, "") for name in _POSITION)
        point = {"type": "Point", "coordinates": [float(longitude or 0), float(latitude or 0)]}
        features.append(
            {
                "type": "Feature",
                "id": ref,
                "geometry": point if latitude else None,
                "properties": properties,
            }
        )
    raw = {"type": "FeatureCollection", "features": features}
    out.write(msgspec.json.format(msgspec.json.encode(raw), indent=2) + b"\n")
    return writer.losses


FORMATS = (
    Format(
        name="geojson",
        title="GeoJSON",
        suffixes=(".geojson", ".json"),
        about="events as points on a map, their fields as properties",
        recognises=_recognises,
        read=_read,
        write=_write,
        kinds=("event",),
        cannot_hold=("all but the names of other records",),
        mapping=_mapping,
    ),
)

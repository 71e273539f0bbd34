"""Events as points of GeoJSON, in and out."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from round_trips import briefings, empty, export, holding, lost, plan, taken_in

from briefing.exchange.file import ImportFault
from briefing.exchange.plan import Plan
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.model.validation import plain


def planned(folder: Path, *features: Any, **more: Any) -> Plan:
    path = folder / "map.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **more}))
    return plan(empty(), "geojson", path)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    fields = {"title": "Clash", "date": "2013", **properties}
    return {"type": "Feature", "geometry": geometry, "properties": fields}


def point(*position: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": position}


@given(records=briefings())
@settings(max_examples=50)
def test_any_events_come_back(records: dict[str, Record]) -> None:
    refs = [ref for ref in records if kind_of(ref) == "event"]
    with TemporaryDirectory() as folder:
        path = Path(folder, "events.geojson")
        losses = lost(export(holding(records), "geojson", refs, path))
        assert "references to events and quotes that are not exported" not in losses
        found = taken_in("geojson", path)
        assert {ref: found[ref] for ref in refs} == {ref: records[ref] for ref in refs}


def test_a_point_is_the_longitude_then_the_latitude(tmp_path: Path) -> None:
    *_, entry = planned(tmp_path, feature(point(0.86, 19.46), lat=1, location="Aguelhoc")).entries
    assert entry.after is not None
    assert plain(entry.after)["place"] == {
        "name": "Aguelhoc",
        "latitude": 19.46,
        "longitude": 0.86,
    }


def test_properties_are_read_like_columns(tmp_path: Path) -> None:
    made = planned(tmp_path, feature(None, Killed=11, Perpetrator="MNLA", colour="red"))
    *_, entry = made.entries
    assert entry.after is not None
    assert plain(entry.after)["actors"] == ({"name": "MNLA", "role": "perpetrator"},)
    assert plain(entry.after)["casualties"] == (
        {"outcome": "killed", "low": 11, "best": 11, "high": 11},
    )
    assert dict(made.skipped) == {"values of the column “colour”": 1}


def test_no_point_is_made_up_for_another_shape(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
    made = planned(tmp_path, feature(shape), feature(point(1, 2, 300), title="Raid"))
    assert dict(made.skipped) == {
        "shapes of type Polygon, as an event has one point": 1,
        "altitudes": 1,
    }
    assert made.entries[1].after is not None
    assert "place" not in plain(made.entries[1].after)


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (point(0.1), "a point has a longitude and a latitude"),
        ({"type": "Point", "coordinates": ["1", "2"]}, "a point has a longitude and a latitude"),
        ({"type": "Point", "coordinates": "12"}, "a point has a longitude and a latitude"),
        ([1, 2], "it is no geometry (RFC 7946, section 3.1)"),
    ],
)
def test_half_a_point_is_a_fault(tmp_path: Path, geometry: Any, problem: str) -> None:
    made = planned(tmp_path, feature(geometry))
    assert [str(each) for each in made.faults] == [f"features[0].geometry: {problem}"]


def test_an_angle_out_of_bounds_is_a_fault(tmp_path: Path) -> None:
    assert "must be between -90 and 90" in str(planned(tmp_path, feature(point(1, 91))).faults[0])


def test_another_projection_is_refused(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    with pytest.raises(ImportFault, match="not in WGS 84"):
        planned(tmp_path, feature(point(1, 2)), crs=crs)


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"type": "Topology"}', '{"type": []}', "[" * 100_000]
)
def test_what_is_no_geojson_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.geojson").write_text(text)
    with pytest.raises(ImportFault):
        plan(empty(), "geojson", tmp_path / "x.geojson")

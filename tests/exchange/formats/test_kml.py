"""A map out: KML 2.2 with the days that dates can mean."""

import io
from xml.etree.ElementTree import Element, fromstring

from briefing.exchange.format import formats
from briefing.store.store import Store
from invented import AMBUSH, OPERATION, fill, record

KML = "{http://www.opengis.net/kml/2.2}"


def written(book: Store) -> tuple[bytes, dict[str, list[str]]]:
    out = io.BytesIO()
    form = formats()["kml"]
    assert form.write is not None
    losses = form.write(book, [ref for ref, _ in book.records()], out)
    return out.getvalue(), {each.what: list(each.refs) for each in losses}


def placemark(book: Store) -> Element:
    (found,) = fromstring(written(book)[0]).iter(f"{KML}Placemark")  # noqa: S314  our own output
    return found


def text(element: Element, path: str) -> str:
    return element.findtext("/".join(f"{KML}{each}" for each in path.split("/")), "")


def test_an_event_is_a_point_with_a_span_of_days() -> None:
    found = placemark(fill(Store.in_memory()))
    assert text(found, "name") == "Ambush at Wadi Selim"
    assert text(found, "Point/coordinates") == "-1.25,19.5"
    assert (text(found, "TimeSpan/begin"), text(found, "TimeSpan/end")) == (
        "2019-05-10",
        "2019-05-19",
    )
    data = {each.get("name"): text(each, "value") for each in found.iter(f"{KML}Data")}
    assert data == {
        "ref": AMBUSH,
        "date": "2019-05-1X",
        "kind": "battles",
        "subkind": "armed clash",
        "precision": "near",
    }


def test_elements_come_in_the_order_of_the_schema() -> None:
    found = [each.tag.removeprefix(KML) for each in placemark(fill(Store.in_memory()))]
    assert found == ["name", "description", "TimeSpan", "ExtendedData", "Point"]


def test_an_event_without_coordinates_is_said() -> None:
    _, losses = written(fill(Store.in_memory()))
    assert losses["events without coordinates"] == [OPERATION]


def test_an_open_end_is_left_out() -> None:
    book = Store.in_memory()
    place = {"latitude": 0.0, "longitude": 0.0}
    book.put("event:x", record("event", title="<&>\x1b", date="2019/..", place=place))
    found = placemark(book)
    assert text(found, "TimeSpan/begin") == "2019-01-01"
    assert found.find(f"{KML}TimeSpan/{KML}end") is None
    assert text(found, "name") == "<&>"
    assert text(found, "Point/coordinates") == "0.0,0.0", "0 is a place"
    assert written(book)[1] == {"control characters": ["event:x"]}


def test_the_same_events_give_the_same_bytes() -> None:
    assert written(fill(Store.in_memory())) == written(fill(Store.in_memory()))

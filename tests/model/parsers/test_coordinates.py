"""A position is read in any usual form, anywhere in a line, or refused; never kept as a name."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mgrs import MGRS

from briefing.model.parsers.coordinates import find_position, read_position
from briefing.model.parsers.words import NotUnderstood


@pytest.mark.parametrize(
    "line",
    [
        "16.271667, -0.04",
        "16.271667 -0.04",
        "16.271667; -0.04",
        "16.271667/-0.04",
        "16.271667,-0.04",
        "16.271667, −0.04",
        "16,271667 -0,04",
        "16,271667; -0,04",
        "16,271667, -0,04",
        "16,271667° N 0,04° W",
        "16.271667N 0.04W",
        "16.271667N0.04W",
        "16.271667n 0.04w",
        "16.271667 N, 0.04 W",
        "N 16.271667 W 0.04",
        "0.04 W 16.271667 N",
        "16.271667° north, 0.04° west",
        "16.271667 degrees north, 0.04 degrees west",
        "lat 16.271667 lon -0.04",
        "Latitude: 16.271667, Longitude: -0.04",
        "lon=-0.04 lat=16.271667",
        "16°16′18″N 0°2′24″W",
        "16° 16' 18\" N, 0° 2' 24\" W",
        "N16°16'18\" W0°2'24\"",
        "16°16'18''N 0°2'24''W",
        "16º16’18”N 0º02’24”W",
        "16d16m18sN 0d2m24sW",
        "16 deg 16 min 18 sec N 0 deg 2 min 24 sec W",
        "16°16.3′N 0°2.4′W",
        "16°16,3′N 0°2,4′W",
        "16 16 18 N 0 2 24 W",
        "N 16 16 18 W 0 2 24",
        "16 16.3 N 0 2.4 W",
        "16:16:18N 0:02:24W",
        "16:16:18, -0:02:24",
        "16-16-18N 000-02-24W",
        "161618N 0000224W",
        "1616.3N 00002.4W",
        "1616.300,N,00002.400,W",
        "geo:16.271667,-0.04",
        "geo:16.271667,-0.04;u=35",
        "+16.271667-000.04/",
        "+161618-0000224/",
        "+1616.3-00002.4/",
        "POINT(-0.04 16.271667)",
        "(16.271667, -0.04)",
        "[16.271667, -0.04]",
    ],
)
def test_it_is_the_same_position_in_any_form(line: str) -> None:
    for before, after in (("", ""), ("Gao, Mali ", ""), ("Gao, ", ", near")):
        found = find_position(f"{before}{line}{after}")
        assert found is not None
        assert (found.latitude, found.longitude) == pytest.approx((16.271667, -0.04), abs=1e-6)


@pytest.mark.parametrize(
    ("line", "position"),
    [
        ("16, 27", (16, 27)),
        ("(16, 27)", (16, 27)),
        ("16, -27", (16, -27)),
        ("0, 0", (0, 0)),
        ("90, -180", (90, -180)),
        ("36°18N 44°09E", (36.3, 44.15)),
        ("16 N 3 W", (16, -3)),
        ("S 1° 40′ 30″ E 29° 13′ 20″", (-1.675, 29.222222)),
        ("-0°2′24″ 0°2′24″", (-0.04, 0.04)),
        ("١٦.٢٧, ٠.٠٤", (16.27, 0.04)),
        ("Km 5 16.27, -0.04", (16.27, -0.04)),
    ],
)
def test_positions(line: str, position: tuple[float, float]) -> None:
    found = find_position(line)
    assert found is not None
    assert (found.latitude, found.longitude) == position


@pytest.mark.parametrize(
    "name",
    [
        "Km 5",
        "Sector 3",
        "10th of Ramadan City",
        "Hill 402",
        "Mile 91 town",
        "Zone E 5",
        "Route N 4",
        "N°5 camp",
        "checkpoint (M4)",
        "Sector 3, 14 July street",
        "Block 5, 12 km north of Gao",
        "2.5 km north of Gao",
        "PK 3.5",
        "Camp 1 and 2",
        "Sector 3/4",
        "Paris 75001",
        "A-10 base",
    ],
)
def test_numbers_of_a_name_are_no_position(name: str) -> None:
    assert find_position(name) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Gao 16.27", "“16.27” was not understood"),
        ("Gao -3", "“-3” was not understood"),
        ("Gao 16°", "“16°” was not understood"),
        ("Gao 16 0", "may be a position"),
        ("Camp 5, 12", "may be a position"),
        ("Gao 1616 0002", "may be a position"),
        ("Gao 1616.3 00002.4", "“1616.3” was not understood"),
        ("16,27", "not understood"),
        ("16,27,-0,04", "not understood"),
        ("16.27 -0.04 250", "not understood"),
        ("16.27, -0.04 and 17.1, -1.2", "not understood"),
        ("16.27N 0.04W or 17.1N 1.2W", "more than one position"),
        ("16.27.5, 3", "not understood"),
        ("16:30", "not understood"),
        ("99.5, 0.86", "is the longitude first?"),
        ("16.27 N 200 E", "a longitude is between -180 and 180"),
        ("91 N 0 E", "a latitude is between -90 and 90"),
        ("16.27 N 0.04 N", "gives the latitude twice"),
        ("16.27 N, 0.04", "a letter for one half only"),
        ("16.27, 0.04 W", "a letter for one half only"),
        ("-16.27 N 0.04 W", "a sign and a letter"),
        ("lat 16.27 E, 3", "both latitude and longitude"),
        ("16°75′N 0°2′W", "less than 60"),
        ("16.5°16′N 0°2′W", "a fraction"),
        ("Camp 5 16.2 N 0.04 W", "not understood"),
        ("Sector E 16.27 N 0.04 W", "not understood"),
        ("16.27° N 0.04° O", "west in French, east in German"),
        ("31QBB 123 456789", "as many digits to the north"),
        ("31QBB 12345", "as many digits to the north"),
        ("31QIB 1212", "no square of the MGRS grid"),
        ("31QAB 12345 67890", "beyond its zone"),
        ("99QBB 1212", "no square of the MGRS grid"),
        ("31N 500000 4649776", "a UTM position"),
        ("6FW7+2V Gao", "a plus code"),
        ("https://example.org/@16.27,-0.04", "a web address"),
        ("geo:16.27,-0.04;crs=moon", "not in degrees of WGS 84"),
        ("1 " * 20, "more numbers than a place has"),
    ],
)
def test_what_may_be_a_position_and_is_none_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        find_position(line)


degrees = st.floats(-90, 90).map(lambda value: round(value, 7))


@given(latitude=degrees, longitude=degrees)
def test_letters_say_the_same_as_signs(latitude: float, longitude: float) -> None:
    said = (
        f"{abs(longitude):.7f}°{'W' if longitude < 0 else 'E'} "
        f"{abs(latitude):.7f}°{'S' if latitude < 0 else 'N'}"
    )
    found = find_position(said)
    assert found is not None
    assert (found.latitude, found.longitude) == (latitude, longitude)


@pytest.mark.parametrize(
    ("line", "latitude", "longitude"),
    [
        # Aguelhoc; the middle of a square of 1 m, 10 m, 100 m, 1 km.
        ("31QBB7535053124", 19.46, 0.86),
        ("31Q BB 75350 53124", 19.46, 0.86),
        ("31QBB 7535 5312", 19.46, 0.86),
        ("Camp at 31QBB 753 531", 19.46, 0.86),
        ("31QBB 75 53", 19.46, 0.86),
        ("18SUJ 23480 06470", 38.8895, -77.0352),
        ("4QFJ 12345 67890", 21.4098, -157.9161),
    ],
)
def test_a_square_of_mgrs_is_its_middle(line: str, latitude: float, longitude: float) -> None:
    found = find_position(line)
    assert found is not None
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=0.007)


@given(st.floats(-79, 83), st.floats(-179.9, 179.9))
def test_a_position_in_mgrs_is_found_again_to_a_metre(latitude: float, longitude: float) -> None:
    assume(abs(latitude) > 1e-5)  # a metre from the equator: the library rounds beyond it
    found = find_position(MGRS().toMGRS(latitude, longitude))
    assert found is not None
    assert found.latitude == pytest.approx(latitude, abs=3e-5)
    off = (found.longitude - longitude + 180) % 360 - 180
    assert off * math.cos(math.radians(latitude)) == pytest.approx(0, abs=3e-5)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Gao 16.27, -0.04", "“Gao” is not part of a position"),
        ("Gao", "no position is given"),
        ("", "no position is given"),
        ("16.27", "not understood"),
    ],
)
def test_a_field_takes_a_position_and_nothing_else(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read_position(line)


def test_a_position_may_stand_in_brackets() -> None:
    assert read_position(" (16.27,  -0.04) ")[:2] == (16.27, -0.04)

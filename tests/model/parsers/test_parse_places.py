"""A place said in a line is read part by part, and what the program shows is read back."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.codes import countries
from briefing.model.formatting import place_line, place_parts
from briefing.model.kinds.event import Place
from briefing.model.parsers.places import read_place
from briefing.model.parsers.words import NotUnderstood
from briefing.model.terms import PLACE_PRECISIONS


def place(**fields: Any) -> Place:
    return msgspec.convert(fields, Place)


def read(line: str) -> Place:
    return msgspec.convert(read_place(line), Place)


AGUELHOC = place(
    name="Aguelhoc",
    admin1="Kidal",
    country="ML",
    latitude=19.46,
    longitude=0.86,
    precision="near",
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kidal", place(name="Kidal")),
        ("Mali", place(country="ML")),
        ("Kidal, ML", place(name="Kidal", country="ML")),
        ("Kidal,, Mali", place(name="Kidal", country="ML")),
        ("Aguelhoc, Kidal", place(name="Aguelhoc", admin1="Kidal")),
        ("Aguelhoc, Kidal, Mali (19.46, 0.86 near)", AGUELHOC),
        ("Mali (country)", place(country="ML", precision="country")),
        ("Ankara, Turkey", place(name="Ankara", country="TR")),
        ("Goma, DRC", place(name="Goma", country="CD")),
        ("London, UK", place(name="London", country="GB")),
        ("Tuzla town, Bosnia-Herzegovina", place(name="Tuzla town", country="BA")),
        ("Skopje, Macedonia, FYR", place(name="Skopje", country="MK")),
        ("Berlin, Deutschland", place(name="Berlin", country="DE")),
        ("Bonaire, Sint Eustatius and Saba", place(country="BQ")),
        ("Km 5, Bangui, CAR", place(name="Km 5", admin1="Bangui", country="CF")),
        ("10th of Ramadan City, Egypt", place(name="10th of Ramadan City", country="EG")),
        ("Hama (city), Syria", place(name="Hama (city)", country="SY")),
        ("Hama (city)", place(name="Hama (city)")),
        (
            "Camp (Buraki, Banyali), Ituri, DRC",
            place(name="Camp (Buraki, Banyali)", admin1="Ituri", country="CD"),
        ),
        ("Bamako (Mali)", place(name="Bamako", country="ML")),
        ("El Geneina (West Darfur)", place(name="El Geneina (West Darfur)")),
        ("Tarapoto, San Martín", place(name="Tarapoto", admin1="San Martín")),
    ],
)
def test_each_part_is_known(line: str, expected: Place) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Aguelhoc, Kidal, Mali 19.46, 0.86 near",
        "Aguelhoc, Kidal, Mali, 19.46; 0.86 near",
        "Aguelhoc (19.46 0.86 near), Kidal, Mali",
        "Aguelhoc, Kidal, Mali (near) 19.46 0.86",
        "Aguelhoc, Kidal, Mali (19.46, 0.86, near)",
        "Aguelhoc, Kidal, Mali (19.46, 0.86), near",
        "Aguelhoc, Kidal, Mali (approx. 19.46, 0.86)",
        "19.46 N 0.86 E near, Aguelhoc, Kidal, Mali",
        "Aguelhoc, Kidal, Mali at lat 19.46, lon 0.86 near",
        "Aguelhoc, Kidal, Mali (coordinates: 19.46, 0.86 near)",
        "  Aguelhoc ,Kidal,  Mali ( 19.46,0.86 near )",
        "Aguelhoc, Kidal, Mali (19.46, 0.86 near).",
    ],
)
def test_the_position_may_stand_anywhere(line: str) -> None:
    assert read(line) == AGUELHOC


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("16.27, -0.04", place(latitude=16.27, longitude=-0.04)),
        ("Gao 16.27, -0.04", place(name="Gao", latitude=16.27, longitude=-0.04)),
        (
            "Timbuktu, Mali 16.77 -3.00",
            place(name="Timbuktu", country="ML", latitude=16.77, longitude=-3.0),
        ),
    ],
)
def test_a_position_is_never_kept_as_a_name(line: str, expected: Place) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("near Gao, Mali", place(name="near Gao", country="ML", precision="near")),
        ("15 km north of Gao", place(name="15 km north of Gao", precision="near")),
        ("about 3 miles from Gao", place(name="about 3 miles from Gao", precision="near")),
        ("outskirts of Gao", place(name="outskirts of Gao", precision="near")),
        ("on the outskirts of Gao", place(name="on the outskirts of Gao", precision="near")),
        ("between Gao and Kidal", place(name="between Gao and Kidal", precision="near")),
        ("près de Gao", place(name="près de Gao", precision="near")),
        ("near Gao (exact)", place(name="near Gao", precision="exact")),
        ("Kidal region", place(admin1="Kidal region", precision="admin1")),
        (
            "Kidal Region, Mali",
            place(admin1="Kidal Region", country="ML", precision="admin1"),
        ),
        (
            "Mopti region, Mopti region, Mali",
            place(name="Mopti region", admin1="Mopti region", country="ML", precision="admin1"),
        ),
        ("Mopti cercle", place(name="Mopti cercle", precision="admin2")),
        ("Gao district", place(name="Gao district", precision="admin2")),
        (
            "Gulu district, Uganda",
            place(admin1="Gulu district", country="UG", precision="admin1"),
        ),
        ("a village near Gao", place(name="a village near Gao", precision="near")),
        (
            "Highway 6, 10 km west of Gao",
            place(name="Highway 6, 10 km west of Gao"),
        ),
        ("Province of Idlib", place(admin1="Province of Idlib", precision="admin1")),
        ("Near East", place(name="Near East")),
        ("the border region", place(name="the border region")),
        ("Across the region", place(name="Across the region")),
        (
            "Northern Dali governorate, Yemen",
            place(name="Northern Dali governorate", country="YE"),
        ),
        ("Line of Contact", place(name="Line of Contact")),
    ],
)
def test_how_exact_it_is_follows_from_the_words(line: str, expected: Place) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Soumpi, Niafunké cercle, Tombouctou, Mali",
            place(name="Soumpi, Niafunké cercle", admin1="Tombouctou", country="ML"),
        ),
        (
            "Soumpi, Niafunké cercle, Mali",
            place(name="Soumpi, Niafunké cercle", country="ML"),
        ),
        (
            "Khakrez district, Khakrez district, Kandahar province, Afghanistan",
            place(
                name="Khakrez district",
                admin1="Kandahar province",
                country="AF",
                precision="admin2",
            ),
        ),
        ("Kidal, northern Mali", place(name="Kidal, northern Mali", country="ML")),
        ("Northern Mali", place(name="Northern Mali", country="ML")),
        (
            "Niono, Niono cercle, Ségou region",
            place(name="Niono, Niono cercle", admin1="Ségou region"),
        ),
    ],
)
def test_what_has_no_field_stays_in_the_name(line: str, expected: Place) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("“Singapore”", place(name="Singapore")),
        ("Singapore", place(country="SG")),
        ("Singapore, Singapore", place(name="Singapore", country="SG")),
        ("region Kidal", place(admin1="Kidal")),
        ("region Kidal, Mali", place(admin1="Kidal", country="ML")),
        ("Aguelhoc, region Kidal, Mali", place(name="Aguelhoc", admin1="Kidal", country="ML")),
        ("“Kidal, old town”, Mali", place(name="Kidal, old town", country="ML")),
        ("“near Gao”", place(name="near Gao")),
        ("“Kidal (1.0)”", place(name="Kidal (1.0)")),
    ],
)
def test_a_part_can_be_said_for_what_it_is(line: str, expected: Place) -> None:
    assert read(line) == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "no place given"),
        ("Congo", r"“Congo” can be DR Congo \(CD\) or Congo-Brazzaville \(CG\)"),
        ("Goma, North Kivu, Congo", "“Congo” can be"),
        ("Goma, eastern Congo", "“Congo” can be"),
        ("a, b, c", "“c” is not a known country"),
        ("Mali, Gao", "put the country last"),
        ("Mali, Niger", "put the country last"),
        ("Kidal, Mali (Kidal region)", "after a country was not understood"),
        ("Gao, 2013", "“2013” was not understood"),
        ("Gao, January 2013", "“January 2013” was not understood"),
        ("Gao; Kidal", "give one place only"),
        ("Gao, Mali; Kidal, Mali", "give one place only"),
        ("Kidal (somewhere)", "“somewhere” is none of exact, near"),
        ("Kidal (1.0)", "“1.0” was not understood"),
        ("Kidal (19.46, 0.86 nearly)", "“nearly” was not understood"),
        ("Kidal (near) (19.46, 0.86 exact)", "exact or near"),
        ("Kidal)", "never opened"),
        ("Gao (99, 0.86)", "is between"),
        ("Gao (16, 200 near)", "is between"),
        ("between Gao, Mali and Niamey, Niger", "and what?"),
        ("Timbuktu, not Gao", "“not Gao”: name only the place"),
        ("not in Gao but in Kidal", "name only the place"),
        ("Gao (not Kidal), Mali", "name only the place"),
        ("Gao rather than Kidal", "name only the place"),
        ("neither Gao nor Kidal", "name only the place"),
        ("Kayes, Mali or Guinea", "“Mali or Guinea”: give one place"),
        ("either Gao or Kidal, Mali", "give one place"),
        ("Gao ou Kidal", "give one place"),
        (", ".join("abcdefghijklmno"), "a name, a region and a country"),
    ],
)
def test_what_is_no_place_is_told(line: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read_place(line)


@pytest.mark.parametrize("name", ["Or Yehuda", "Pas de Calais", "“Gao or Kidal”"])
def test_a_name_is_no_choice_or_denial(name: str) -> None:
    assert read(f"{name}, Israel").name == name.strip("“”")


PIECES = (
    "Gao Kidal Mali Singapore Congo region near between and of cercle district northern 7th Km "
    '5 16.2 -3 N (x) (near) ( ) , ; “ ” " at'
)
pieces = st.sampled_from(PIECES.split())
names = st.lists(pieces, max_size=5).map(" ".join) | st.text(max_size=8).filter(
    lambda text: not text or bool(text.strip())
)
angles = st.floats(-90, 90).map(lambda value: round(value, 9))


@given(
    name=names,
    region=names,
    country=st.sampled_from(["", *countries()]),
    position=st.none() | st.tuples(angles, angles),
    precision=st.sampled_from(["", *PLACE_PRECISIONS]),
)
def test_what_a_place_reads_as_is_read_as_that_place(
    name: str,
    region: str,
    country: str,
    position: tuple[float, float] | None,
    precision: str,
) -> None:
    latitude, longitude = position or (None, None)
    said = Place(name, region, country, latitude, longitude, precision)
    if said != Place():
        assert read(place_line(said)) == said


@pytest.mark.parametrize("degrees", [16.2666667, -100.0449123, 0.00001, 5.0])
def test_a_position_is_said_with_all_its_digits(degrees: float) -> None:
    said = Place("x", latitude=degrees / 2, longitude=degrees)
    assert read(place_line(said)) == said


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (AGUELHOC, "Aguelhoc, Kidal, Mali (19.46, 0.86; near)"),
        (place(name="Singapore"), "“Singapore”"),
        (place(admin1="Kidal"), "region Kidal"),
        (place(latitude=1.5, longitude=30.0), "1.5, 30"),
        (place(name="Aguelhoc", admin1="Kidal"), "Aguelhoc, Kidal"),
        (place(name="Kati", country="ML", precision="near"), "Kati, Mali (near)"),
    ],
)
def test_a_place_is_marked_only_where_it_must_be(said: Place, line: str) -> None:
    assert place_line(said) == line


def test_each_part_is_named_to_the_reader() -> None:
    assert place_parts(AGUELHOC) == (
        "name Aguelhoc, region Kidal, country Mali, position 19.46, 0.86, precision near"
    )
    assert place_parts(read("Ankara, Turkey")) == "name Ankara, country Türkiye"

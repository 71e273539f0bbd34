"""A country is known by any usual name; an ambiguous name lists all its countries."""

import pytest
from babel import Locale

from briefing.model.codes import check_country, countries, countries_named, country_code
from briefing.model.codes.country_names import LANGUAGES
from briefing.model.validation import faults


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Mali", "ML"),
        ("mali", "ML"),
        ("ML", "ML"),
        ("MLI", "ML"),
        ("Turkey", "TR"),
        ("Turkiye", "TR"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("Britain", "GB"),
        ("U.S.", "US"),
        ("United States of America", "US"),
        ("DRC", "CD"),
        ("RDC", "CD"),
        ("Zaire", "CD"),
        ("Congo-Kinshasa", "CD"),
        ("Congo (Kinshasa)", "CD"),
        ("Democratic Republic of the Congo", "CD"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo-Brazzaville", "CG"),
        ("Republic of the Congo", "CG"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("Czech Republic", "CZ"),
        ("Macedonia", "MK"),
        ("the Gambia", "GM"),
        ("St Lucia", "LC"),
        ("Bosnia & Herzegovina", "BA"),
        ("Islamic Republic of Mauritania", "MR"),
        ("Republic of Korea", "KR"),
        ("Korea, Democratic People's Republic of", "KP"),
        ("Republic of China", "TW"),
        ("Allemagne", "DE"),
        ("Deutschland", "DE"),
        ("l’Algérie", "DZ"),
        ("le Niger", "NE"),
        ("España", "ES"),
        ("Россия", "RU"),
        ("مالي", "ML"),
        ("Çad", "TD"),
    ],
)
def test_a_country_is_known_by_its_usual_names(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("DR Congo (Zaire)", "CD"),
        ("Yemen (North Yemen)", "YE"),
        ("Russia (Soviet Union)", "RU"),
        ("Myanmar (Burma)", "MM"),
        ("Bosnia-Herzegovina", "BA"),
        ("Cambodia (Kampuchea)", "KH"),
        ("Serbia (Yugoslavia)", "RS"),
        ("Zimbabwe (Rhodesia)", "ZW"),
        ("Madagascar (Malagasy)", "MG"),
        ("Vietnam (North Vietnam)", "VN"),
        ("Kingdom of eSwatini (Swaziland)", "SZ"),
        ("Macedonia, FYR", "MK"),
        ("Rumania", "RO"),
    ],
)
def test_a_country_is_known_as_ucdp_prints_it(name: str, code: str) -> None:
    assert country_code(name) == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_in_another_language_is_of_its_country_or_of_several(language: str) -> None:
    for code, name in Locale(language).territories.items():
        if code in countries():
            assert code in countries_named(name)


def test_the_name_that_is_shown_is_read_back() -> None:
    assert {code: country_code(name) for code, name in countries().items()} == {
        code: code for code in countries()
    }


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Congo", ["CD", "CG"]),
        ("the Congo", ["CD", "CG"]),
        ("Kongo", ["CD", "CG"]),
        ("Korea", ["KP", "KR"]),
        ("Virgin Islands", ["VG", "VI"]),
        ("Serbia and Montenegro", ["ME", "RS"]),
    ],
)
def test_a_name_that_several_have_is_none_of_them(name: str, codes: list[str]) -> None:
    assert list(countries_named(name)) == codes
    assert country_code(name) == name


@pytest.mark.parametrize("name", ["", "Kidal", "ml", "us", "cad", "State of Mexico", "x" * 20_000])
def test_what_is_no_country_is_left_as_it_is(name: str) -> None:
    assert country_code(name) == name
    assert not countries_named(name)


def test_a_country_that_can_be_several_is_refused_with_all_of_them() -> None:
    said = "“Congo” can be DR Congo (CD) or Congo-Brazzaville (CG)"
    assert check_country("Congo") == said
    event = {"title": "Clash", "date": "2013", "place": {"name": "Goma", "country": "Congo"}}
    assert [(fault.path, fault.problem) for fault in faults("event", event)] == [
        ("place.country", said)
    ]
    group = {"name": "x", "countries": ["Mali", "Congo"]}
    assert [fault.path for fault in faults("group", group)] == ["countries[1]"]

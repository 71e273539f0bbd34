"""Languages and nationalities, as people write them."""

import pytest

from briefing.model.codes import (
    check_country,
    check_language,
    countries,
    countries_named,
    country_code,
    language_code,
    language_name,
)
from briefing.model.codes.demonyms import _by_adjective


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("english", "en"),
        ("French", "fr"),
        ("français", "fr"),
        ("العربية", "ar"),
        ("EN", "en"),
        ("Bambara", "bm"),
        ("Farsi", "fa"),
        ("ar-DZ", "ar-DZ"),
        ("", ""),
        ("engl", "engl"),
    ],
)
def test_a_language_is_known_by_its_name_or_code(name: str, code: str) -> None:
    assert language_code(name) == code


def test_a_text_that_is_no_language_is_refused() -> None:
    assert check_language("fr") is None
    assert "“frensh” is not a language" in str(check_language("frensh"))


def test_a_code_is_read_as_a_name() -> None:
    assert language_name("fr") == "French"
    assert language_name("ar-DZ") == "Arabic (DZ)"
    assert language_name("qqx") == "qqx"


@pytest.mark.parametrize(
    ("adjective", "code"),
    [
        ("Malian", "ML"),
        ("malian", "ML"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
        ("South-Sudanese", "SS"),
        ("sri lankan", "LK"),
    ],
)
def test_a_nationality_means_its_country(adjective: str, code: str) -> None:
    assert country_code(adjective) == code
    assert not countries_named(adjective), "it is no name of a place"


def test_a_nationality_of_two_countries_is_neither() -> None:
    assert country_code("Congolese") == "Congolese"
    assert check_country("Congolese") == (
        "“Congolese” can be DR Congo (CD) or Congo-Brazzaville (CG)"
    )


def test_every_nationality_is_of_a_country_there_is() -> None:
    assert {code for codes in _by_adjective().values() for code in codes} <= countries().keys()
    assert country_code("x" * 10_000) == "x" * 10_000

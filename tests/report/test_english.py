"""Number, articles, lists and dates in sentences."""

import pytest

from briefing.model import english


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("French army", "the French army"),
        ("Malian army", "the Malian army"),
        ("National Movement for the Liberation of Azawad",
         "the National Movement for the Liberation of Azawad"),
        ("Ministry of Defence (Mali)", "the Ministry of Defence (Mali)"),
        ("Signatories in Blood", "the Signatories in Blood"),
        ("al-Qaeda in the Islamic Maghreb", "al-Qaeda in the Islamic Maghreb"),
        ("France", "France"),
        ("The Sentry", "the Sentry"),
        ("African forces", "the African forces"),
        ("Islamist militants", "Islamist militants"),
        ("Fighters loyal to Abou Zeid", "fighters loyal to Abou Zeid"),
        ("Civilians killed at Aguelhoc", "civilians killed at Aguelhoc"),
        ("Tuareg separatists", "Tuareg separatists"),
        ("United States", "the United States"),
        ("United Nations", "the United Nations"),
        ("Islamic Emirate of Afghanistan", "the Islamic Emirate of Afghanistan"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_name_within_a_sentence_has_its_article(name: str, said: str) -> None:
    assert english.in_sentence(name) == said


@pytest.mark.parametrize(
    "name",
    ["Tuareg separatists", "Fighters loyal to Abou Zeid", "African forces", "Signatories in Blood"],
)
def test_several_are_plural(name: str) -> None:
    assert english.is_plural(name)


@pytest.mark.parametrize(
    "name",
    [
        "France",
        "French army",
        "United States",
        "United Nations",
        "Black Axis",
        "al-Qaeda",
        "Hamas",
        "Front du Nord",
    ],
)
def test_a_body_is_singular_whatever_its_last_letter(name: str) -> None:
    assert not english.is_plural(name)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2014-01-24", "on 24 January 2014"),
        ("2013-02-2X", "in late February 2013"),
        ("2013", "in 2013"),
        ("2012~", "about 2012"),
        ("2013-01-3X", "on 30 or 31 January 2013"),
        ("[2013-01-10,2013-01-12]", "on 10 or 12 January 2013"),
        ("2013-01-10/2013-01-12", "from 10 to 12 January 2013"),
        ("[2013-01-10..2013-01-12]", "between 10 and 12 January 2013"),
        ("[2012,2013]", "in 2012 or 2013"),
        ("2013-33", "in the first quarter of 2013"),
        ("2013-24", "in winter 2013–14"),
        ("[..2013]", "in or before 2013"),
        ("[..2013-02-01]", "on or before 1 February 2013"),
        ("2013-01/..", "from January 2013, ongoing"),
        ("2013-XX-XX", "on some day in 2013"),
        ("201X", "in the 2010s"),
        ("no date", "no date"),
    ],
)
def test_a_date_has_its_preposition(date: str, said: str) -> None:
    assert english.when(date) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_a_list_ends_with_and(items: list[str], said: str) -> None:
    assert english.listed(items) == said


@pytest.mark.parametrize(
    ("number", "within", "first"),
    [
        (0, "no", "No"),
        (1, "one", "One"),
        (9, "nine", "Nine"),
        (10, "10", "Ten"),
        (21, "21", "Twenty-one"),
        (90, "90", "Ninety"),
        (99, "99", "Ninety-nine"),
        (100, "100", "A total of 100"),
        (12345, "12,345", "A total of 12,345"),
    ],
)
def test_no_sentence_begins_with_a_digit(number: int, within: str, first: str) -> None:
    assert english.counted(number) == within
    assert english.counted_first(number) == first

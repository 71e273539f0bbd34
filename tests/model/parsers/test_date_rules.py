"""Where one word decides what a date means: a time of day, a plural, a dash, a slip, a doubt."""

import datetime as dt

import pytest

from briefing.model.parsers.dates.parse import read_date, suggest
from briefing.model.parsers.words import NotUnderstood

FRIDAY = dt.date(2014, 1, 24)


@pytest.mark.parametrize(
    "opener", ["since", "from", "until", "by", "before", "after", "probably by"]
)
@pytest.mark.parametrize("dates", ["2012 or 2013", "January or February 2013", "5 or 6 May 2013"])
def test_nothing_is_open_from_one_of_two_dates(opener: str, dates: str) -> None:
    with pytest.raises(NotUnderstood, match="give one of them"):
        read_date(f"{opener} {dates}", FRIDAY)


@pytest.mark.parametrize("phrase", ["2010 or since 2012", "since 2012 or since 2013"])
def test_what_goes_on_is_not_one_of_several_dates(phrase: str) -> None:
    with pytest.raises(NotUnderstood, match="“since 2012” has no end"):
        read_date(phrase, FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "edtf", "left"),
    [
        ("before 10 a.m. on 23 January 2014", "2014-01-23", "before 10 a.m."),
        ("after 10 a.m. on 23 January 2014", "2014-01-23", "after 10 a.m."),
        ("before dawn Thursday", "2014-01-23", "before dawn"),
        ("before dawn on Thursday", "2014-01-23", "before dawn"),
        ("after midnight on Thursday", "2014-01-23", "after midnight"),
        ("shortly after dawn on Thursday", "2014-01-23", "shortly after dawn"),
        ("Thursday before dawn", "2014-01-23", "before dawn"),
        ("jeudi avant l'aube", "2014-01-23", "avant l'aube"),
        ("at about 3 p.m. on Thursday", "2014-01-23", "about 3 p.m."),
        ("at about 10 on Thursday", "2014-01-23", "about 10"),
        ("around 9 pm Thursday", "2014-01-23", "around 9 pm"),
        ("about 10 a.m. on 23 January 2014", "2014-01-23", "about 10 a.m."),
        ("vers 10h jeudi", "2014-01-23", "vers 10h"),
        ("Thursday at about 3 p.m.", "2014-01-23", "about 3 p.m."),
        # The day is doubted, not the hour.
        ("about 23 January 2014 at 10 a.m.", "2014-01-23~", "10 a.m."),
        ("at about 10 January 2014", "2014-01-10~", ""),
        # Counted in days, it is not the hour that they go back from.
        ("two days before dawn on 23 January 2014", "2014-01-21", "dawn"),
        # What is before the evening of a day may be on that day.
        ("before Thursday evening", "[..2014-01-23]", "evening"),
        ("after Thursday evening", "[2014-01-23..]", "evening"),
        ("before the morning of 23 January 2014", "[..2014-01-23]", "the morning of"),
        ("before 23 January 2014 at 10 a.m.", "[..2014-01-23]", "10 a.m."),
        ("after late Thursday", "[2014-01-23..]", "late"),
        ("before the night of 22 January 2014", "[..2014-01-22]", ""),
        ("after the night of 22 January 2014", "[2014-01-23..]", ""),
        ("by 10 a.m. on Thursday", "[..2014-01-23]", "10 a.m."),
        ("until 10 a.m. on Thursday", "../2014-01-23", "10 a.m."),
    ],
)
def test_a_time_of_day_shifts_no_day_and_is_told_once(phrase: str, edtf: str, left: str) -> None:
    reading = read_date(phrase, FRIDAY)
    assert (reading.edtf, ", ".join(reading.left)) == (edtf, left)


@pytest.mark.parametrize("phrase", ["shortly before Thursday", "before dawn", "about 10 a.m."])
def test_a_time_of_day_alone_is_no_date(phrase: str) -> None:
    assert suggest(phrase, FRIDAY) is None


@pytest.mark.parametrize(
    "phrase",
    [
        "over the past months",
        "over the past days",
        "in the past weeks",
        "in the past years",
        "in the last months",
        "the past weekends",
        "ces derniers jours",
        "ces dernières semaines",
        "au cours des derniers mois",
        "first weeks of January 2014",
        "the previous days of January 2014",
    ],
)
def test_several_without_a_number_are_not_read_as_one(phrase: str) -> None:
    with pytest.raises(NotUnderstood, match="how many"):
        read_date(phrase, FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("first days of January 2014", "2014-01-0X"),
        ("first days of last month", "2013-12-0X"),
        ("the last days of December", "[2013-12-20..2013-12-31]"),
        ("les derniers jours de décembre 2013", "[2013-12-20..2013-12-31]"),
        ("first day of January 2014", "2014-01-01"),
        ("last day of January 2014", "2014-01-31"),
    ],
)
def test_the_first_and_last_days_of_a_month_are_its_ends(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("les années 1990", "199X"),
        ("années 2000", "200X"),
        ("les années 80", "198X"),
        ("depuis les années 1990", "199X/.."),
        ("au début des années 1990", "[1990..1993]"),
        ("à la fin des années 90", "[1997..1999]"),
        ("l'année 1990", "1990"),
        ("the year 1990", "1990"),
        ("les années 1990 et 1991", "1990/1991"),
        ("les années 2012 et 2013", "2012/2013"),
    ],
)
def test_years_of_ten_in_french_are_a_decade(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("1994–5", "1994/1995"),
        ("1998–9", "1998/1999"),
        ("in 1998–9", "1998/1999"),
        ("between 1998–9", "[1998..1999]"),
        ("2013-Q1", "2013-33"),
        ("Q1-2013", "2013-33"),
        ("2013-Q1 to Q3", "2013-33/2013-35"),
        ("2014-1", "2014-01"),
        ("in 2012-03", "2012-03"),
        ("since 2008-09", "2008-09/.."),
        ("between 2010-12 and 2011-03", "[2010-12..2011-03]"),
        ("2010-12 or 2011-01", "[2010-12,2011-01]"),
    ],
)
def test_what_is_joined_to_a_year_by_a_dash(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize("word", ["in", "during", "from", "throughout", "about"])
@pytest.mark.parametrize("years", ["2010-12", "2011-12", "2008-09", "1994-5"])
def test_a_month_or_a_span_of_years_is_not_guessed(word: str, years: str) -> None:
    with pytest.raises(NotUnderstood, match=r", or \d{4} to \d{4}\?"):
        read_date(f"{word} {years}", FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("about 2012 or 2013", "[2012~,2013~]"),
        ("probably 2012 or 2013", "[2012?,2013?]"),
        ("about 2012, 2013 or 2014", "[2012~,2013~,2014~]"),
        ("2012? or 2013", "[2012?,2013]"),
        ("2012 or about 2013", "[2012,2013~]"),
        ("about 2012 or exactly 2013", "[2012~,2013]"),
        ("probably 2012 or about 2013", "[2012?,2013~]"),
    ],
)
def test_doubt_in_front_of_a_choice_is_about_all_of_it(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    "phrase",
    ["between 5 March and 3 March 2013", "from 10 to 5 January 2014", "10 to 5 January"],
)
def test_days_of_a_month_in_the_wrong_order_are_a_slip(phrase: str) -> None:
    with pytest.raises(NotUnderstood, match="is before"):
        read_date(phrase, FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("Sunday 5 January", "2014-01-05"),
        ("Thursday 16 January", "2014-01-16"),
        ("Wednesday 5 March", "2014-03-05"),
        ("Tuesday 5 March", "2013-03-05"),
        ("Wednesday 29 February", "2012-02-29"),
    ],
)
def test_a_weekday_tells_the_last_such_day_from_the_coming_one(phrase: str, edtf: str) -> None:
    assert read_date(phrase, dt.date(2014, 1, 10)).edtf == edtf


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("Monday 5 January", "5 January 2014 was a Sunday, not a Monday"),
        ("Monday 5 March", "5 March 2014 is a Wednesday, not a Monday"),
        ("Monday 29 February", "29 February 2012 was a Wednesday, not a Monday"),
    ],
)
def test_a_wrong_weekday_moves_no_day_to_another_year(phrase: str, reason: str) -> None:
    with pytest.raises(NotUnderstood, match=reason):
        read_date(phrase, dt.date(2014, 1, 10))


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("two or three days ago", "[2014-01-21,2014-01-22]"),
        ("two or three weeks ago", "[2014-01-03~,2014-01-10~]"),
        ("2 or 3 months ago", "[2013-10,2013-11]"),
        ("sixteen days ago", "2014-01-08"),
        ("twenty years ago", "1994"),
        ("forty years ago", "1974"),
        ("a decade ago", "2004~"),
        ("il y a un an", "2013"),
        ("il y a vingt ans", "1994"),
        ("l'été 2013", "2013-22"),
        ("de 2010 à 2012", "2010/2012"),
        ("le 23 janvier 2014 à 10h", "2014-01-23"),
        ("dans la nuit de jeudi à vendredi", "[2014-01-23..2014-01-24]"),
        ("3, 4 and 5 January 2014", "2014-01-03/2014-01-05"),
        ("first half of January 2014", "[2014-01-01..2014-01-16]"),
        ("second half of January 2014", "[2014-01-16..2014-01-31]"),
        ("second half of February 2014", "[2014-02-15..2014-02-28]"),
        ("first half of last month", "[2013-12-01..2013-12-16]"),
        ("first two weeks of January 2014", "[2014-01-01..2014-01-14]"),
        ("the last ten days of December", "[2013-12-22..2013-12-31]"),
        ("2012-present", "2012/.."),
        ("2012 to the present", "2012/.."),
        ("from January 2012 until now", "2012-01/.."),
        ("from 2012 onwards", "2012/.."),
        ("the weekend of 11–12 January 2014", "[2014-01-11..2014-01-12]"),
        ("the weekend of 12 January 2014", "[2014-01-11..2014-01-12]"),
        ("24 Jan 14", "2014-01-24"),
        ("since 24 Jan 14", "2014-01-24/.."),
    ],
)
def test_what_is_often_said_is_understood(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    "phrase",
    [
        "24 Jan 14 or 15",
        "5 or 24 Jan 14",
        "until 2012 onwards",
        "3, 4 and 6 January 2014",
        "first six weeks of January 2014",
        "first few days of January 2014",
        "the weekend of 13 January 2014",
        "the weekend of 12–13 January 2014",
    ],
)
def test_what_is_nearly_that_is_not_guessed(phrase: str) -> None:
    assert suggest(phrase, FRIDAY) is None

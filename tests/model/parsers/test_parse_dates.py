"""Dates are understood as they are said and kept as the EDTF that says just that, or refused."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.model.dates import describe, parse
from briefing.model.parsers.dates.parse import read_date, suggest
from briefing.model.parsers.dates.reference import DATE_ORDERS
from briefing.model.parsers.words import NotUnderstood
from date_samples import anything, days, months, texts, years

DAY_FIRST, MONTH_FIRST = DATE_ORDERS

FRIDAY = dt.date(2014, 1, 24)


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("on Thursday", "2014-01-23"),
        ("on Friday and Saturday", "2014-01-17/2014-01-18"),
        ("yesterday", "2014-01-23"),
        ("two days ago", "2014-01-22"),
        ("last week", "[2014-01-13..2014-01-19]"),
        ("last month", "2013-12"),
        ("last year", "2013"),
        ("over the past few weeks", "2014-01-03~/2014-01-24"),
        ("the weekend", "[2014-01-18..2014-01-19]"),
        ("this month", "2014-01"),
        ("late 2012", "[2012-09..2012-12]"),
        ("early 2012", "[2012-01..2012-04]"),
        ("mid-2012", "[2012-05..2012-08]"),
        ("end of 2012", "[2012-09..2012-12]"),
        ("the end of 2012", "[2012-09..2012-12]"),
        ("early 1990s", "[1990..1993]"),
        ("the late 1990s", "[1997..1999]"),
        ("before 2012", "[..2011]"),
        ("after 2012", "[2013..]"),
        ("by 2012", "[..2012]"),
        ("until 2012", "../2012"),
        ("since 2012", "2012/.."),
        ("the night of 23-24 January 2014", "[2014-01-23..2014-01-24]"),
        ("the night of 23–24 January", "[2014-01-23..2014-01-24]"),
        ("overnight", "[2014-01-23..2014-01-24]"),
        ("the early hours of 24 January 2014", "2014-01-24"),
        ("the week of 13 January", "[2014-01-13..2014-01-19]"),
        ("the second week of January", "[2014-01-08..2014-01-14]"),
        ("24 January", "2014-01-24"),
        ("24 January 2014 (Friday)", "2014-01-24"),
        ("Friday 24 January 2014", "2014-01-24"),
        ("24/01/2014", "2014-01-24"),
        ("01/24/2014", "2014-01-24"),
        ("2012–13", "2012/2013"),
        ("2012-13", "2012/2013"),
        ("2010–12", "2010/2012"),
        ("2010-12", "2010-12"),
        ("24 janvier 2014", "2014-01-24"),
        ("16 janvier 2013", "2013-01-16"),
        ("le 16 janvier 2013", "2013-01-16"),
        ("1er janvier 2013", "2013-01-01"),
        ("16 de enero de 2013", "2013-01-16"),
        ("16. Januar 2013", "2013-01-16"),
        ("16 января 2013 г.", "2013-01-16"),
        ("16 Ocak 2013", "2013-01-16"),
        ("16 يناير 2013", "2013-01-16"),
        ("١٦ يناير ٢٠١٣", "2013-01-16"),
        ("16 كانون الثاني 2013", "2013-01-16"),
        ("16 de março de 2013", "2013-03-16"),
        ("March 4 , 2011", "2011-03-04"),
        ("about 10-12 January 2013", "2013-01-10~/2013-01-12~"),
        ("10-12 January 2013", "2013-01-10/2013-01-12"),
        ("January 10-12, 2013", "2013-01-10/2013-01-12"),
        ("December 2013 to January 2014", "2013-12/2014-01"),
        ("December to January 2014", "2013-12/2014-01"),
        ("winter 2013-14", "2013-24"),
        ("winter 2013–14", "2013-24"),
        ("10 January 2013 or 2014", "[2013-01-10,2014-01-10]"),
        ("10, 12 or 14 January 2013", "[2013-01-10,2013-01-12,2013-01-14]"),
        ("10 or 11 January 2013", "[2013-01-10,2013-01-11]"),
        ("January/February 2013", "[2013-01..2013-02]"),
        ("between 10 and 12 January 2013", "[2013-01-10..2013-01-12]"),
        ("from 2012 to 2014", "2012/2014"),
        ("between January and March 2013", "[2013-01..2013-03]"),
        ("14/1/13", "2013-01-14"),
        ("Jan 13", "2014-01-13"),
        ("'13", "2013"),
        ("two weeks ago", "2014-01-10~"),
        ("three months ago", "2013-10"),
        ("a year ago", "2013"),
        ("a few days ago", "2014-01-21~"),
        ("20th of last month", "2013-12-20"),
        ("last January", "2013-01"),
        ("January last year", "2013-01"),
        ("24 January last year", "2013-01-24"),
        ("last summer", "2013-22"),
        ("first half of 2013", "2013-40"),
        ("first half of last year", "2013-40"),
        ("Q3 2013", "2013-35"),
        ("2014-W03", "[2014-01-13..2014-01-19]"),
        ("week 3 of 2014", "[2014-01-13..2014-01-19]"),
        ("first Friday of January 2014", "2014-01-03"),
        ("last Monday of January", "2014-01-27"),
        ("last week of December", "[2013-12-25..2013-12-31]"),
        ("Thursday night", "2014-01-23"),
        ("late on Thursday", "2014-01-23"),
        ("Thursday morning at 10:30", "2014-01-23"),
        ("24 January 2014 at 10:30 am", "2014-01-24"),
        ("2014-01-24T10:30", "2014-01-24"),
        ("24 January 2014, 18h30", "2014-01-24"),
        ("last night", "[2014-01-23..2014-01-24]"),
        ("this morning", "2014-01-24"),
        ("earlier this week", "[2014-01-20..2014-01-24]"),
        ("earlier this month", "[2014-01-01..2014-01-24]"),
        ("early this month", "2014-01-0X"),
        ("late last year", "[2013-09..2013-12]"),
        ("early last month", "2013-12-0X"),
        ("the beginning of last year", "[2013-01..2013-04]"),
        ("in January", "2014-01"),
        ("in December", "2013-12"),
        ("in March", "2013-03"),
        ("January", "2014-01"),
        ("May", "2013-05"),
        ("15 March", "2013-03-15"),
        ("mid-February 2013", "2013-02-1X"),
        ("late January 2013", "[2013-01-20..2013-01-31]"),
        ("late February 2013", "2013-02-2X"),
        ("the end of January 2013", "[2013-01-20..2013-01-31]"),
        ("since late 2012", "2012-39/.."),
        ("from late 2012 to early 2013", "2012-39/2013-37"),
        ("early to mid-January 2013", "2013-01-0X/2013-01-1X"),
        ("the day before yesterday", "2014-01-22"),
        ("on or before 12 January 2013", "[..2013-01-12]"),
        ("in or before 2012", "[..2012]"),
        ("2012 or 2013", "[2012,2013]"),
        ("after 5 March 2013", "[2013-03-06..]"),
        ("before 5 March 2013", "[..2013-03-04]"),
        ("before March 2013", "[..2013-02]"),
        ("before late 2012", "[..2012-08-31]"),
        ("1990s", "199X"),
        ("the 2000s", "200X"),
        ("'90s", "199X"),
        ("the 90s", "199X"),
        ("hier", "2014-01-23"),
        ("avant-hier", "2014-01-22"),
        ("il y a deux jours", "2014-01-22"),
        ("la semaine dernière", "[2014-01-13..2014-01-19]"),
        ("le mois dernier", "2013-12"),
        ("l'année dernière", "2013"),
        ("jeudi", "2014-01-23"),
        ("début janvier 2013", "2013-01-0X"),
        ("fin 2012", "[2012-09..2012-12]"),
        ("mi-janvier", "2014-01-1X"),
        ("dans la nuit du 23 au 24 janvier", "[2014-01-23..2014-01-24]"),
        ("du 10 au 12 janvier 2013", "2013-01-10/2013-01-12"),
        ("entre le 10 et le 12 janvier 2013", "[2013-01-10..2013-01-12]"),
        ("depuis 2012", "2012/.."),
        ("jusqu'en 2013", "../2013"),
        ("avant 2012", "[..2011]"),
        ("vers 2012", "2012~"),
        ("printemps 2013", "2013-21"),
        ("Sept. 2013", "2013-09"),
        ("2013/14", "[2013..2014]"),
        ("2012/13", "[2012..2013]"),
        ("2013", "2013"),
        ("2013?", "2013?"),
        ("about 2012", "2012~"),
        ("possibly May 2012", "2012-05?"),
        ("today", "2014-01-24"),
        ("tomorrow", "2014-01-25"),
        ("in two days", "2014-01-26"),
        ("two days from now", "2014-01-26"),
        ("past week", "[2014-01-17..2014-01-24]"),
        ("over the past two weeks", "2014-01-10~/2014-01-24"),
        ("in the last 24 hours", "[2014-01-23..2014-01-24]"),
        ("20130116", "2013-01-16"),
        ("2013-1-4", "2013-01-04"),
        ("24 Jan", "2014-01-24"),
        ("Jan. 24", "2014-01-24"),
        ("Jan 24th, 2014", "2014-01-24"),
        ("the twenty-second of January", "2014-01-22"),
        ("tenth of September", "2013-09-10"),
        ("29 February", "2012-02-29"),
        ("10 and 11 January 2014", "2014-01-10/2014-01-11"),
        ("Jan. 24, 2014", "2014-01-24"),
        ("January 24th", "2014-01-24"),
        ("24.1.2014", "2014-01-24"),
        ("24.01.14", "2014-01-24"),
        ("24 Jan 2014 15:30 GMT", "2014-01-24"),
        ("Fri 24 Jan 2014", "2014-01-24"),
        ("Friday, January 24, 2014", "2014-01-24"),
        ("the evening of 24 January 2014", "2014-01-24"),
        ("at dawn on 24 January 2014", "2014-01-24"),
        ("the afternoon of Thursday", "2014-01-23"),
        ("Wednesday evening", "2014-01-22"),
        ("Tuesday night", "2014-01-21"),
        ("early Tuesday", "2014-01-21"),
        ("late Tuesday", "2014-01-21"),
        ("late Monday night", "2014-01-20"),
        ("early on Monday", "2014-01-20"),
        ("on Monday and Tuesday", "2014-01-20/2014-01-21"),
        ("Monday to Wednesday", "2014-01-20/2014-01-22"),
        ("from Monday to Wednesday", "2014-01-20/2014-01-22"),
        ("between Monday and Wednesday", "[2014-01-20..2014-01-22]"),
        ("Monday or Tuesday", "[2014-01-20,2014-01-21]"),
        ("overnight Thursday", "[2014-01-23..2014-01-24]"),
        ("overnight on Thursday", "[2014-01-23..2014-01-24]"),
        ("in mid-January", "2014-01-1X"),
        ("by mid-2013", "[..2013-38]"),
        ("since mid-2012", "2012-38/.."),
        ("until the end of March 2013", "../2013-03"),
        ("by the end of 2012", "[..2012]"),
        ("before the end of 2012", "[..2012]"),
        ("in early 2013", "[2013-01..2013-04]"),
        ("in late 2011", "[2011-09..2011-12]"),
        ("at the end of 2012", "[2012-09..2012-12]"),
        ("at the beginning of 2012", "[2012-01..2012-04]"),
        ("the middle of 2012", "[2012-05..2012-08]"),
        ("the first half of 2012", "2012-40"),
        ("the second quarter of 2013", "2013-34"),
        ("in the spring of 2012", "2012-21"),
        ("in the summer of 2012", "2012-22"),
        ("winter 2012", "2012-24"),
        ("in the 1980s", "198X"),
        ("mid-1990s", "[1994..1996]"),
        ("the mid-1990s", "[1994..1996]"),
        ("in the late 1980s", "[1987..1989]"),
        ("December 2012 and January 2013", "2012-12/2013-01"),
        ("in November and December 2012", "2012-11/2012-12"),
        ("in 2011 and 2012", "2011/2012"),
        ("March-April 2012", "2012-03/2012-04"),
        ("between March 2012 and January 2013", "[2012-03..2013-01]"),
        ("from March to June 2012", "2012-03/2012-06"),
        ("from 10 January 2013 until 3 February 2013", "2013-01-10/2013-02-03"),
        ("from 10 January 2013", "2013-01-10/.."),
        ("since 10 January 2013", "2013-01-10/.."),
        ("after 10 January 2013", "[2013-01-11..]"),
        ("not before 10 January 2013", "[2013-01-10..]"),
        ("no later than 10 January 2013", "[..2013-01-10]"),
        ("on or about 10 January 2013", "2013-01-10~"),
        ("around 10 January 2013", "2013-01-10~"),
        ("circa 1985", "1985~"),
        ("c. 1985", "1985~"),
        ("ca. 1985", "1985~"),
        ("~1985", "1985~"),
        ("1985?", "1985?"),
        ("probably in 1985", "1985?"),
        ("sometime in 2012", "2012"),
        ("some time in 2012", "2012"),
        ("throughout 2012", "2012"),
        ("during January 2013", "2013-01"),
        ("a week ago", "2014-01-17~"),
        ("ten days ago", "2014-01-14"),
        ("about two weeks ago", "2014-01-10~"),
        ("several weeks ago", "2014-01-03~"),
        ("a few months ago", "2013-10~"),
        ("two years ago", "2012"),
        ("in the past month", "[2013-12-25~..2014-01-24~]"),
        ("over the past year", "2013-01-24~/2014-01-24"),
        ("over the last two days", "2014-01-22/2014-01-24"),
        ("for the past three weeks", "2014-01-03~/2014-01-24"),
        ("the past 24 hours", "[2014-01-23..2014-01-24]"),
        ("last weekend", "[2014-01-18..2014-01-19]"),
        ("this week", "[2014-01-20..2014-01-26]"),
        ("this year", "2014"),
        ("next month", "2014-02"),
        ("next week", "[2014-01-27..2014-02-02]"),
        ("next year", "2015"),
        ("tomorrow morning", "2014-01-25"),
        ("Thursday last week", "2014-01-16"),
        ("last week on Thursday", "2014-01-16"),
        ("24 janvier", "2014-01-24"),
        ("le jeudi 23 janvier", "2014-01-23"),
        ("jeudi 23 janvier 2014", "2014-01-23"),
        ("dans la nuit du 23 au 24 janvier 2014", "[2014-01-23..2014-01-24]"),
        ("mi-janvier 2013", "2013-01-1X"),
        ("fin janvier 2013", "[2013-01-20..2013-01-31]"),
        ("au début de 2013", "[2013-01..2013-04]"),
        ("au printemps 2012", "2012-21"),
        ("depuis janvier 2012", "2012-01/.."),
        ("avant le 10 janvier 2013", "[..2013-01-09]"),
        ("après le 10 janvier 2013", "[2013-01-11..]"),
        ("il y a une semaine", "2014-01-17~"),
        ("il y a trois mois", "2013-10"),
        ("la semaine du 13 janvier", "[2014-01-13..2014-01-19]"),
        ("1er janvier", "2014-01-01"),
        ("entre janvier et mars 2013", "[2013-01..2013-03]"),
        ("janvier-février 2013", "2013-01/2013-02"),
        ("16 enero 2013", "2013-01-16"),
        ("16 de janeiro de 2013", "2013-01-16"),
        ("16.01.2013", "2013-01-16"),
        ("3. März 2013", "2013-03-03"),
        ("März 2013", "2013-03"),
        ("январь 2013", "2013-01"),
        ("16 января 2013 года", "2013-01-16"),
        ("16 Şubat 2013", "2013-02-16"),
        ("Şubat 2013", "2013-02"),
        ("١٦ شباط ٢٠١٣", "2013-02-16"),
        ("شباط 2013", "2013-02"),
        ("16 جانفي 2013", "2013-01-16"),
        ("Q1 2014", "2014-33"),
        ("H1 2014", "2014-40"),
        ("2014-W03-5", "2014-01-17"),
        ("week 3", "[2014-01-13..2014-01-19]"),
        ("the third week of January 2014", "[2014-01-15..2014-01-21]"),
        ("the last week of January 2014", "[2014-01-25..2014-01-31]"),
        ("first Monday of January 2014", "2014-01-06"),
        ("13-19 January 2014", "2014-01-13/2014-01-19"),
        ("13–19 Jan 2014", "2014-01-13/2014-01-19"),
        ("13 - 19 January 2014", "2014-01-13/2014-01-19"),
        ("30 December 2013 - 3 January 2014", "2013-12-30/2014-01-03"),
        ("30 December - 3 January 2014", "2013-12-30/2014-01-03"),
        ("2013-12-30/2014-01-03", "2013-12-30/2014-01-03"),
        ("2013-12-30 - 2014-01-03", "2013-12-30/2014-01-03"),
        ("2014/01/24", "2014-01-24"),
        ("2014.01.24", "2014-01-24"),
        ("2014 January 24", "2014-01-24"),
        ("20140124", "2014-01-24"),
        ("1/24", "2014-01-24"),
        ("24/1", "2014-01-24"),
        ("1/2014", "2014-01"),
        ("01-2014", "2014-01"),
        ("Jan-2014", "2014-01"),
        ("24-Jan-14", "2014-01-24"),
        ("'14", "2014"),
        ("2014-15", "2014/2015"),
        ("2014–15", "2014/2015"),
        ("1999-2000", "1999/2000"),
        ("1998–02", "1998/2002"),
        ("2012/2013", "2012/2013"),
        ("2012 to 2013", "2012/2013"),
        ("2012 - 2013", "2012/2013"),
        ("29 February 2012", "2012-02-29"),
        ("24 Januar 2014", "2014-01-24"),
        ("on the 23rd", "2014-01-23"),
        ("the 24th of January", "2014-01-24"),
        ("the twenty-fourth of January", "2014-01-24"),
        ("24th January, 2014", "2014-01-24"),
        ("in January 2014 or February 2014", "[2014-01,2014-02]"),
    ],
)
def test_a_phrase_means_a_date(phrase: str, edtf: str) -> None:
    assert read_date(phrase, FRIDAY).edtf == edtf


@pytest.mark.parametrize(
    "phrase",
    [
        "last Thursday",
        "next Sunday",
        "Monday 24 January 2014",
        "31 April 2013",
        "03/04/2013",
        "10 January to 3 February",
        "spring 2012-2014",
        "winter 2012-99",
        "Thursday 16 January 2013",
        "۱۳۹۱/۱۰/۲۷",
        "at 1030",
        "8/9/1996",
        "the 27th",
        "on the 2nd",
        "in February",
        "28 January",
        "30 January",
        "jeudi dernier",
        "now",
        "soon",
        "the next day",
        "last decade",
        "2/15",
        "2/3",
        "30 February 2013",
        "2013-02-30",
        "ten",
        "xx",
        "24 January 2014 xx",
        "10 January 2014 12",
        "10 January and 15 January 2014",
        "24",
        "in 2011, 2012 and 2013",
        "in the course of 2012",
        "in recent weeks",
        "in recent days",
        "in recent months",
        "the week before",
        "the same day",
        "the following day",
        "the day after",
        "the day before",
        "that day",
        "a year earlier",
        "two days earlier",
        "two days later",
        "10 days later",
        "vendredi 23 janvier 2014",
        "30 Dec 2013/3 Jan 2014",
        "24012014",
        "13/14",
        "Jan-14",
        "February 29 2013",
        "31 June",
        "32 January 2014",
        "0 January 2014",
        "13/13/2013",
        "2014-13",
        "Thursday 24 January 2014",
        "on the 30th",
        "twelve o'clock on 24 January 2014",
        "Easter 2013",
        "Ramadan 2013",
        "Christmas",
        "recently",
        "unknown",
        "n/d",
        "undated",
        "for 10 days from 18 December 2013",
        "for two days before 3 January 2014",
        "for three days in January 2014",
        "3 days in January 2014",
        "2 weeks of January 2014",
        "",
        "x" * 5_000,
        "24 " * 50,
    ],
)
def test_what_is_not_understood_whole_is_refused(phrase: str) -> None:
    with pytest.raises(NotUnderstood):
        read_date(phrase, FRIDAY)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("03/04/2013", "3 April 2013 or 4 March 2013?"),
        ("Monday 24 January 2014", "24 January 2014 was a Friday, not a Monday"),
        ("31 April 2013", "April 2013 has 30 days"),
        ("28 January", "28 January 2013 or 28 January 2014? add the year"),
        ("last Thursday", "16 January 2014 or 23 January 2014?"),
        ("24 January 2014 in Gao", "“Gao” was not understood"),
        ("۱۳۹۱/۱۰/۲۷", "1391 may be a year of another calendar"),
        ("January 2010-12", "is “12” a day or a year?"),
        ("1999–0", "which year is “0”?"),
        ("2013-13", "which year is “13”?"),
        ("2014–14", "which year is “14”?"),
        ("2012 to 12", "which year is “12”?"),
        ("between 2013 and 13", "which year is “13”?"),
        ("January to March", "January 2014 to March 2013? add the year"),
        ("the 31st", "the 31st of which month?"),
        ("Monday the 1st", "which Monday the 1st is that?"),
        ("until 2012 or 2013", "“until 2012”, or the other date?"),
        ("les années 1990 et 2000", "decades, or years?"),
        ("10 and 15 January 2014", "the dates are not consecutive"),
    ],
)
def test_it_is_said_why_a_phrase_is_refused(phrase: str, reason: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        read_date(phrase, FRIDAY)
    assert reason in str(caught.value)


@pytest.mark.parametrize("phrase", ["yesterday", "Thursday", "24 January", "last week", "1/2/13"])
def test_what_is_counted_needs_a_day_to_count_from(phrase: str) -> None:
    assert suggest(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "is_counted", "left"),
    [
        ("24 January 2014", False, ()),
        ("yesterday", True, ()),
        ("24 January", True, ()),
        ("Thursday morning at 10:30", True, ("morning", "10:30")),
        ("the early hours of 24 January 2014", False, ("the early hours of",)),
    ],
)
def test_it_is_told_what_was_counted_and_what_is_not_kept(
    phrase: str, is_counted: bool, left: tuple[str, ...]
) -> None:
    reading = read_date(phrase, FRIDAY)
    assert (reading.is_counted, reading.left) == (is_counted, left)


def test_a_setting_says_which_comes_first_in_figures() -> None:
    assert read_date("03/04/2013", order=DAY_FIRST).edtf == "2013-04-03"
    assert read_date("03/04/2013", order=MONTH_FIRST).edtf == "2013-03-04"
    # What can be read in one way only is read so.
    assert read_date("24/01/2013", order=MONTH_FIRST).edtf == "2013-01-24"


weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@given(st.sampled_from(weekdays), st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)))
def test_a_weekday_is_the_last_one_there_was(name: str, on: dt.date) -> None:
    day = parse(read_date(f"on {name}", on).edtf).earliest
    assert 0 <= (on - day).days < 7
    assert weekdays[day.weekday()] == name


@given(st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)), st.dates(dt.date(1950, 1, 1)))
def test_a_day_without_its_year_is_never_one_to_come(day: dt.date, on: dt.date) -> None:
    meant = suggest(f"{day.day} {day:%B}", on)
    assert meant is None or parse(meant).latest <= on


@given(st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)), st.sampled_from(weekdays))
def test_a_weekday_beside_a_date_is_checked(day: dt.date, name: str) -> None:
    meant = suggest(f"{name}, {day.day} {day:%B} {day.year}")
    assert (meant == day.isoformat()) == (weekdays[day.weekday()] == name)


@given(texts.filter(lambda text: text.count(",") < 2))
@example("[2013-01-16,2014]")
@example("2013-01-2X")
@example("200X/..")
@example("2012-39/2013-37~")
def test_what_a_date_is_shown_as_is_read_as_that_date(text: str) -> None:
    date = parse(text)
    again = suggest(describe(date))
    # Some lists of spans are read by nobody.
    if again is None and text.startswith("["):
        return
    assert again is not None, describe(date)
    read = parse(again)
    assert (read.earliest, read.latest, read.spans) == (date.earliest, date.latest, date.spans)
    for marks in ("~%", "?%"):
        assert bool(set(marks) & set(read.text)) == bool(set(marks) & set(date.text))


@pytest.mark.parametrize(
    "text",
    ["[2012~,2013]", "[2012~,2013,2014]", "[2012%,2013]", "[2012~,2013~]", "[2012,2013~]"],
)
def test_what_a_choice_is_shown_as_doubts_no_more_than_it_does(text: str) -> None:
    assert suggest(describe(text)) == text


@given(st.one_of(days, months, years), st.sampled_from(["", "~", "?", "%"]))
def test_what_is_said_of_a_full_date_is_understood_again(text: str, mark: str) -> None:
    assert suggest(describe(text + mark), FRIDAY) == text + mark


WORDS = (
    "24 January 2014 Friday last next this week month year on the of in two ago from to and or 23rd"
    " - / , between before after since until by early late end night 2013-01 03/04/2013 a about ?"
    " possibly yesterday winter 1990s few days hier le janvier depuis 10:30 weekend"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=9).map(" ".join) | anything, st.dates())
@example("yesterday", dt.date.min)
@example("Monday the 1st", dt.date.min)
@example("Monday the 1st", dt.date.max)
@example("next year", dt.date.max)
@example("10 to " * 5_000, FRIDAY)
@example("~" * 40, FRIDAY)
def test_every_reading_is_a_date(text: str, on: dt.date) -> None:
    meant = suggest(text, on)
    assert meant is None or str(parse(meant)) == meant


@given(texts)
def test_what_is_a_date_already_is_read_unchanged(text: str) -> None:
    assert suggest(text, FRIDAY) == text

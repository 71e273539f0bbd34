"""How dates are worded and sorted."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.dates import (
    SHORT,
    Date,
    describe,
    parse,
    short,
    sort_key,
)
from date_samples import (
    anything,
    dates,
    texts,
)

TODAY = dt.date(2014, 1, 24)


# How a date is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2014-01-24", "24 January 2014"),
        ("2014-01-04", "4 January 2014"),
        ("2013-01", "January 2013"),
        ("2013", "2013"),
        ("2013~", "about 2013"),
        ("2013?", "2013, uncertain"),
        ("2013%", "about 2013, uncertain"),
        ("2013-02-2X", "late February 2013"),
        ("2013-02-2X~", "about late February 2013"),
        ("2013-01-2X", "some day from 20 to 29 January 2013"),
        ("2013-02-0X", "early February 2013"),
        ("2012-39", "late 2012"),
        ("[2013-01-16,2014]", "16 January 2013 or some time in 2014"),
        ("2013-37/2013-05", "early 2013 to May 2013"),
        ("2013-02-1X", "mid-February 2013"),
        ("2013-01-3X", "30 or 31 January 2013"),
        ("2013-04-3X", "30 April 2013"),
        ("2013-02-XX", "some day in February 2013"),
        ("2013-XX", "some month of 2013"),
        ("2013-XX-XX", "some day in 2013"),
        ("201X", "the 2010s"),
        ("200X", "some year from 2000 to 2009"),
        ("20XX", "some year from 2000 to 2099"),
        ("00XX", "some year from 0001 to 0099"),
        ("2013-22", "summer 2013"),
        ("2013-24", "winter 2013–14"),
        ("2013-33", "first quarter of 2013"),
        ("2013-41", "second half of 2013"),
        ("2013-01-10/2013-01-12", "10 to 12 January 2013"),
        ("2013-01-10/2013-02-03", "10 January to 3 February 2013"),
        ("2012-12-30/2013-01-03", "30 December 2012 to 3 January 2013"),
        ("2013-01/2013-03", "January to March 2013"),
        ("2012/2014", "2012 to 2014"),
        ("2013/2013", "2013"),
        ("2013-21/2013-22", "spring to summer 2013"),
        ("2013-33/2013-34", "first quarter to second quarter of 2013"),
        ("2013-02-0X/2013-02-2X", "early to late February 2013"),
        ("2013-02-10/2013-02-2X", "10 February to late February 2013"),
        ("2013-01~/2013-03?", "about January 2013 to March 2013 (uncertain)"),
        ("2012/..", "from 2012, ongoing"),
        ("2012%/..", "from about 2012 (uncertain), ongoing"),
        ("2012/", "from 2012, end unknown"),
        ("../2013", "until 2013"),
        ("../20XX", "until some year from 2000–2099"),
        ("/2013", "until 2013, start unknown"),
        ("[2013-01-10..2013-01-12]", "between 10 and 12 January 2013"),
        ("[2013-01..2013-03]", "between January and March 2013"),
        ("[2013,2014]", "2013 or 2014"),
        ("[2013]", "2013"),
        ("[2013-01-10,2013-01-12,2013-01-14]", "10, 12 or 14 January 2013"),
        ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672"),
        ("[2013,2014?]", "2013 or 2014 (uncertain)"),
        ("[..2013-01-12]", "on or before 12 January 2013"),
        ("[2013-01-12..]", "on or after 12 January 2013"),
        ("[..2013]", "in or before 2013"),
        ("some time ago", "some time ago"),
        ("2013-02-30", "2013-02-30"),
        ("", ""),
    ],
)
def test_a_date_is_said_in_plain_english(text: str, words: str) -> None:
    assert describe(text) == words


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("2014-01-24", "24 Jan 2014"),
        ("2014-01", "Jan 2014"),
        ("2014", "2014"),
        ("2014-01-24~", "~24 Jan 2014"),
        ("2014-01-24%", "~24 Jan 2014?"),
        ("2013-02-2X", "late Feb 2013"),
        ("2013-02-XX", "Feb 2013"),
        ("2013-XX", "2013"),
        ("201X", "2010s"),
        ("20XX", "2000..2099"),
        ("2013-24", "winter 2013–14"),
        ("2013-33", "Q1 2013"),
        ("2012/..", "2012 →"),
        ("2012/", "2012 → ?"),
        ("2012-01~/..", "~Jan 2012 →"),
        ("2013-02-2X/..", "late Feb 2013 →"),
        ("2013-02-2X~/..", "Feb 2013… →"),
        ("2012-01/2013", "Jan 2012–2013"),
        ("2012-12/2013-01", "2012–2013…"),
        ("201X/2013", "2010s–2013"),
        ("2013-01-10/2013-01-12", "10–12 Jan 2013"),
        ("2013-01-28/2013-02-03", "Jan–Feb 2013…"),
        ("2013-01-10~/2013-01-12", "Jan 2013…"),
        ("[2013-01-10..2013-01-12]", "10..12 Jan 2013"),
        ("2013-01-2X", "20..29 Jan 2013"),
        ("[2012-05..2013-06]", "2012..2013…"),
        ("2012-01-24/", "24 Jan 2012 → ?"),
        ("2012-02-2X/", "Feb 2012… → ?"),
        ("2012-01-24/..", "24 Jan 2012 →"),
        ("/2012-01-24", "? → 24 Jan 2012"),
        ("/2012-02-2X", "? → Feb 2012…"),
        ("[2013-06,2013-07]", "Jun/Jul 2013"),
        ("[2014,2013]", "2014/2013"),
        ("../2013", "→ 2013"),
        ("/2013", "? → 2013"),
        ("[..2013-03]", "by Mar 2013"),
        ("[..2013-02-2X]", "by Feb 2013…"),
        ("[2013-03..]", "from Mar 2013"),
        ("some time long ago", "some time long "),
        ("", ""),
    ],
)
def test_a_date_fits_a_list_column_as_people_say_it(text: str, column: str) -> None:
    assert short(text) == column


@given(dates)
def test_text_and_date_are_said_alike(date: Date) -> None:
    assert describe(date) == describe(str(date))
    assert short(date) == short(str(date))
    assert describe(date).isprintable()
    assert "X" not in describe(date)
    assert len(short(date)) <= SHORT


@given(anything)
def test_saying_and_sorting_take_any_text(text: str) -> None:
    assert describe(text) or not text
    assert len(short(text)) <= SHORT
    assert sort_key(text) <= sort_key(text)


# Sorting ----------------------------------------------------------------------------------------


@given(st.lists(texts))
def test_text_sorts_as_its_dates_do_where_the_start_is_known(written: list[str]) -> None:
    known = [text for text in written if parse(text).earliest != dt.date.min]
    assert sorted(known, key=sort_key) == [str(date) for date in sorted(map(parse, known))]


def test_a_date_without_a_start_sorts_by_its_end() -> None:
    in_order = ["2012", "[..2013-02-2X]", "2013-03", "../2013-03-31", "2014"]
    assert sorted(in_order, key=sort_key) == in_order


def test_what_is_no_date_sorts_last() -> None:
    in_order = [
        "../1990",
        "2012",
        "2012-01-24",
        "2013-02-2X",
        "9999-12-31",
        "",
        "2013-02-30",
        "soon",
    ]
    mixed = random.Random(1).sample(in_order, len(in_order))
    assert sorted(mixed, key=sort_key) == in_order

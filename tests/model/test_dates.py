"""What a date means, how it is worded, and how text that is not a date is refused."""

import datetime as dt
import pickle

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.model.dates import (
    Date,
    DateFault,
    is_date,
    parse,
)
from briefing.model.parsers.dates.parse import explain
from date_samples import (
    anything,
    dates,
    plain_points,
    points,
    texts,
    years,
)

FIRST, LAST = dt.date.min.isoformat(), dt.date.max.isoformat()


# What each form means ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014-01-24", "2014-01-24", "2014-01-24"),
        ("2013-01", "2013-01-01", "2013-01-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2013", "2013-01-01", "2013-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2013-XX", "2013-01-01", "2013-12-31"),
        ("2013-XX-XX", "2013-01-01", "2013-12-31"),
        ("2013-02-XX", "2013-02-01", "2013-02-28"),
        ("2013-02-0X", "2013-02-01", "2013-02-09"),
        ("2013-02-1X", "2013-02-10", "2013-02-19"),
        ("2013-02-2X", "2013-02-20", "2013-02-28"),
        ("2012-02-2X", "2012-02-20", "2012-02-29"),
        ("2013-01-2X", "2013-01-20", "2013-01-29"),
        ("2013-01-3X", "2013-01-30", "2013-01-31"),
        ("2013-04-3X", "2013-04-30", "2013-04-30"),
        ("2013-21", "2013-03-01", "2013-05-31"),
        ("2013-22", "2013-06-01", "2013-08-31"),
        ("2013-23", "2013-09-01", "2013-11-30"),
        ("2013-24", "2013-12-01", "2014-02-28"),
        ("2011-24", "2011-12-01", "2012-02-29"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("2013-33", "2013-01-01", "2013-03-31"),
        ("2013-36", "2013-10-01", "2013-12-31"),
        ("2013-40", "2013-01-01", "2013-06-30"),
        ("2013-41", "2013-07-01", "2013-12-31"),
        ("2013-01-10/2013-01-12", "2013-01-10", "2013-01-12"),
        ("2012/2013-06", "2012-01-01", "2013-06-30"),
        ("2012/..", "2012-01-01", LAST),
        ("2012/", "2012-01-01", LAST),
        ("../2012", FIRST, "2012-12-31"),
        ("/2012", FIRST, "2012-12-31"),
        ("[2013-01-10..2013-01-12]", "2013-01-10", "2013-01-12"),
        ("[2015,2013]", "2013-01-01", "2015-12-31"),
        ("[..2013-01-12]", FIRST, "2013-01-12"),
        ("[2013-01-12..]", "2013-01-12", LAST),
        ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ],
)
def test_a_date_means_the_days_from_earliest_to_latest(
    text: str, earliest: str, latest: str
) -> None:
    date = parse(text)
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize("text", ["[2012....]", "[2012....,2013]", "[....2012]", "[2012..2013..]"])
def test_an_element_of_a_set_is_open_once(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("one", "other", "may_meet"),
    [
        ("2013", "2013-05-01", True),
        ("2013", "2014", False),
        ("2013-01-10/2013-01-12", "2013-01-12", True),
        ("2013-01-10/2013-01-12", "2013-01-13", False),
        ("2012/..", "2030", True),
        ("2012/..", "2011", False),
        ("[2013,2015]", "2014", False),
        ("[2013,2015]", "2014/2015-01", True),
        ("../2013", "0001-01-01", True),
    ],
)
def test_two_dates_overlap_when_they_could_share_a_day(
    one: str, other: str, may_meet: bool
) -> None:
    assert parse(one).overlaps(parse(other)) is may_meet


@given(texts)
def test_a_date_is_kept_as_written(text: str) -> None:
    date = parse(text)
    assert str(date) == date.text == text
    assert parse(str(date)) == date
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301 - our own value


@given(dates)
def test_earliest_is_never_after_latest(date: Date) -> None:
    assert date.earliest <= date.latest


@given(plain_points)
def test_a_qualifier_changes_no_bound(text: str) -> None:
    plain = parse(text)
    for mark in "~?%":
        marked = parse(text + mark)
        assert (marked.earliest, marked.latest) == (plain.earliest, plain.latest)


@given(st.dates())
def test_every_day_of_the_calendar_is_read_as_itself(day: dt.date) -> None:
    date = parse(day.isoformat())
    assert (date.earliest, date.latest) == (day, day)


@given(dates, dates)
def test_overlap_is_mutual_and_every_date_overlaps_itself(one: Date, other: Date) -> None:
    assert one.overlaps(one)
    assert one.overlaps(other) == other.overlaps(one)
    if one.latest < other.earliest:
        assert not one.overlaps(other)


@given(dates, dates, dates)
def test_dates_are_in_a_total_order_by_their_earliest_day(a: Date, b: Date, c: Date) -> None:
    assert (a < b) + (a == b) + (a > b) == 1
    assert (a == b) == (a.text == b.text)
    if a.earliest < b.earliest:
        assert a < b
    if a <= b <= c:
        assert a <= c
    assert hash(a) == hash(parse(str(a)))


def test_a_date_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        parse("2013").text = "2014"  # type: ignore[misc]


# What is not a date -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "reason", "shown"),
    [
        ("", "empty", "2014-01-24"),
        ("   ", "empty", "2014-01-24"),
        ("2013-02-30", "February 2013 has 28 days, so there is no 2013-02-30", "2013-02-28"),
        ("2013-04-31~", "April 2013 has 30 days, so there is no 2013-04-31", "2013-04-30"),
        ("2013-02-3X", "so there is no 2013-02-3X", "2013-02-28"),
        ("2013-01-00", "no day 00", "2013-01-01"),
        ("2013-13", "no month 13", "2013-12"),
        ("2013-00", "no month 00", "2013-01"),
        ("2013-31", "no month 31", "2013-12"),
        ("0000", "no year 0000", "0001"),
        ("2013/2012", "the end, 2012, is before the start, 2013", "2012/2013"),
        ("[2013..2012]", "the end, 2012, is before the start, 2013", "[2012..2013]"),
        ("2013-02-30/2013-03", "no 2013-02-30", "2013-02-28"),
        ("../..", "neither its start nor its end", "2012/.."),
        ("/", "neither its start nor its end", "2012/.."),
        ("[..]", "neither its start nor its end", "2012"),
        ("[]", "neither its start nor its end", "2012"),
        ("2013-1X", "1X", "2013-XX"),
        ("2013-XX-16", "the month is left open", "2013-XX-XX"),
        ("2013-02-X5", "X5", "2013-02-XX"),
        ("201X-05", "can have no month", "201X"),
        ("XXXX", "XXXX", "20XX"),
        ("2013-22-01", "can have no day", "2013-22"),
        ("03/04/2014", "3 April 2014 or 4 March 2014?", "2014-01-24"),
        ("Monday 24 January 2014", "was a Friday, not a Monday", "2014-01-24"),
        ("30 February 2013", "February 2013 has 28 days", "2013-02-28"),
        ("2013/2014/2015", "“2014/2015” is not a date", "2014-01-24"),
        ("hello", "“hello” is not a date", "2014-01-24"),
        ("x" * 500, "xxx…” is not a date", "2014-01-24"),
    ],
)
def test_an_impossible_date_is_refused_with_its_reason(text: str, reason: str, shown: str) -> None:
    with pytest.raises(DateFault):
        parse(text)
    fault = explain(text)
    assert reason in fault.reason
    assert (fault.example, fault.is_correction) == (shown, False)
    assert str(fault).endswith(f"; for example {shown}")


@pytest.mark.parametrize(
    ("text", "reason", "meant"),
    [
        ("24 January 2014", "this means 24 January 2014", "2014-01-24"),
        ("24/01/2014", "this means 24 January 2014", "2014-01-24"),
        ("2014/01/24", "year first", "2014-01-24"),
        ("2014-1-4", "in digits", "2014-01-04"),
        ("20140124", "this means 24 January 2014", "2014-01-24"),
        ("Jan 2014", "this means January 2014", "2014-01"),
        ("2013 - 2014", "this means 2013 to 2014", "2013/2014"),
        ("２０１４-01-24", "plain digits", "2014-01-24"),
        ("٢٠١٣", "plain digits", "2013"),
        ("[2013…2014]", "plain digits", "[2013..2014]"),
        ("2014-01-24 ", "no spaces", "2014-01-24"),
        ("2014\n", "no spaces", "2014"),
        ("[2013, 2014]", "no spaces", "[2013,2014]"),
        ("2013-02-2x", "capital X", "2013-02-2X"),
        ("2014-01-24T10:00", "no time of day", "2014-01-24"),
        ("2014-01-24T10:00:00Z", "no time of day", "2014-01-24"),
        ("24 January 2014 at 10:30", "no time of day", "2014-01-24"),
        ("{2013,2014}", "curly brackets", "[2013,2014]"),
        ("2013..2014", "square brackets", "[2013..2014]"),
        ("[2013..2014", "square brackets", "[2013..2014]"),
        ("2013,2014", "square brackets", "[2013,2014]"),
        ("[2013/2014]", "two dots", "[2013..2014]"),
        ("2013-01-10/12", "in full", "2013-01-10/2013-01-12"),
        ("~2013", "at the end", "2013~"),
        ("2013~-01", "at the end", "2013-01~"),
        ("2013??", "once", "2013?"),
        ("2013~?", "%", "2013%"),
        ("about 2013, uncertain", "this means about 2013, uncertain", "2013%"),
    ],
)
def test_a_slip_is_answered_with_the_date_that_was_meant(
    text: str, reason: str, meant: str
) -> None:
    with pytest.raises(DateFault):
        parse(text)
    fault = explain(text)
    assert reason in fault.reason
    assert (fault.example, fault.is_correction) == (meant, True)
    assert str(fault).endswith(f"; write {meant}")


@given(years, st.integers(1, 12), st.integers(29, 99))
def test_a_day_the_month_lacks_is_refused_by_name(year: str, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day}"
    try:
        dt.date(int(year), month, day)
    except ValueError:
        with pytest.raises(DateFault, match=f"there is no {text}"):
            parse(text)
    else:
        date = parse(text)
        assert date.earliest == date.latest


@given(points, points)
def test_an_end_before_its_start_is_refused_by_name(one: str, other: str) -> None:
    first, last = sorted([one, other], key=lambda text: parse(text).earliest)
    if parse(first).latest < parse(last).earliest:
        for text in (f"{last}/{first}", f"[{last}..{first}]"):
            with pytest.raises(DateFault) as caught:
                parse(text)
            assert f"the end, {first}, is before the start, {last}" in caught.value.reason


@given(anything)
@example("\ud800")
@example("[" * 5000)
@example("[/" * 5000)
@example("2012/2013/")
def test_any_text_is_a_date_or_a_fault_whose_example_is_one(text: str) -> None:
    try:
        written = str(parse(text))
    except DateFault:
        fault = explain(text)
        reason, written = fault.reason, str(parse(fault.example))
        text = fault.example
    else:
        reason = "none"
    assert written == text
    assert reason
    assert reason.isprintable()

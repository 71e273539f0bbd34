"""What a person types to say as of when."""

import datetime as dt

import pytest

from briefing.model.parsers.dates.reference import DateContext
from briefing.model.parsers.words import NotUnderstood
from briefing.views.books.when import describe_since, read_as_of, read_known_at, read_since

TODAY = DateContext(dt.date(2014, 1, 25))


def local(day: str, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromisoformat(day), time).astimezone()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1 January 2013", "2013-01-01"),
        ("2013-01-16", "2013-01-16"),
        ("2013", "2013-12-31"),
        ("february 2012", "2012-02-29"),
        ("yesterday", "2014-01-24"),
        ("last week", "2014-01-19"),
    ],
)
def test_as_of_a_date_is_the_end_of_its_last_day(text: str, day: str) -> None:
    assert read_as_of(text, TODAY) == dt.date.fromisoformat(day)
    assert read_known_at(text, TODAY) == local(day, dt.time.max)


@pytest.mark.parametrize(
    ("text", "revision"), [("12", 12), ("rev 12", 12), ("Revision 2013", 2013), ("12345", 12345)]
)
def test_a_number_is_a_revision(text: str, revision: int) -> None:
    assert read_known_at(text, TODAY) == revision
    assert read_since(text, TODAY) == revision


def test_four_digits_alone_are_a_year() -> None:
    assert read_known_at("2013", TODAY) == local("2013-12-31", dt.time.max)


@pytest.mark.parametrize(("text", "day"), [("yesterday", "2014-01-24"), ("2013", "2013-01-01")])
def test_since_a_date_is_since_its_first_moment(text: str, day: str) -> None:
    start = local(day, dt.time.min)
    since = read_since(text, TODAY)
    assert isinstance(since, dt.datetime)
    assert dt.timedelta() < start - since < dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    "text", ["", "someday", "24 January 2013 at 10:30", "2012/2013", "since 2012", "rev", "rev x"]
)
def test_what_is_no_single_date_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_as_of(text, TODAY)
    with pytest.raises(NotUnderstood):
        read_known_at(text, TODAY)


@pytest.mark.parametrize("text", ["before 2013", "someday"])
def test_since_needs_a_start(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_since(text, TODAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [("12", "revision 12"), ("yesterday", "24 January 2014"), ("2013", "1 January 2013")],
)
def test_a_moment_is_said_as_the_day_that_begins_with_it(text: str, said: str) -> None:
    assert describe_since(read_since(text, TODAY)) == said

"""What is certain, and what only possible, of when something was."""

import pytest

from briefing.views.filters.periods import Holds, periods_of, time_between

NOT, POSSIBLY, CERTAINLY = Holds.NOT, Holds.POSSIBLY, Holds.CERTAINLY


def holds(start: str, end: str, sign: str, date: str) -> Holds:
    found = time_between(start, end)
    assert found is not None
    return found.lies_in(periods_of(sign, date))


@pytest.mark.parametrize(
    ("start", "end", "date", "expected"),
    [
        ("2013", "/", "2013-12-31", POSSIBLY),  # it may have run only in March
        ("2013", "/", "2013", CERTAINLY),
        ("2013-03-05", "/", "2013-03-05", CERTAINLY),
        ("2013-03", "2013", "2013-03-31", POSSIBLY),
        ("2013-03", "2013", "2013-03", CERTAINLY),
        ("2012", "2013-02", "2013-01-31", CERTAINLY),
        ("2012", "2013-02", "2013-02-01", CERTAINLY),
        ("2012", "2013-02", "2013-02-02", POSSIBLY),
        ("", "2013-05-05", "2013-05", CERTAINLY),
        ("", "2013-05", "2013-05-01", POSSIBLY),
        ("[2012,2014]", "/", "2013", POSSIBLY),
    ],
)
def test_it_lasted_from_the_last_day_it_can_have_begun_to_the_first_it_can_have_ended(
    start: str, end: str, date: str, expected: Holds
) -> None:
    assert holds(start, end, "in", date) is expected


@pytest.mark.parametrize(
    ("text", "sign", "date", "expected"),
    [
        ("/2013", "in", "2013-01-01", POSSIBLY),
        ("/2013", "before", "2013-02", POSSIBLY),
        ("/2013", "in", "2013", CERTAINLY),
        ("2013/", "in", "2013-12-31", POSSIBLY),
        ("2013/", "after", "2013", POSSIBLY),
        ("2013/..", "in", "2013-12-31", CERTAINLY),
        ("2013/..", "in", "2013-12-30", POSSIBLY),
        ("2013/..", "after", "2013", POSSIBLY),
        ("../2013", "in", "2013-01-01", CERTAINLY),
        ("../2013", "before", "2013", POSSIBLY),
    ],
)
def test_an_open_end_says_that_it_went_on_and_an_unknown_one_nothing(
    text: str, sign: str, date: str, expected: Holds
) -> None:
    assert holds(text, "", sign, date) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2013-06-01", NOT),
        ("2012-06-01", CERTAINLY),
        ("[2012-05-01,2014-05-01]", CERTAINLY),
        ("[2012,2013]", POSSIBLY),
        ("2012/2013", CERTAINLY),
        ("2013/2014-01", CERTAINLY),
    ],
)
def test_alternatives_are_no_period_in_between(text: str, expected: Holds) -> None:
    assert holds(text, "", "in", "[2012,2014]") is expected


def test_no_day_is_before_the_first_or_after_the_last() -> None:
    assert periods_of("after", "2013/..") == []
    assert periods_of("before", "../2013") == []

"""An operation and its parts must fit together; what may fit is left alone."""

import pytest
from looking import Raw, at, found, holding

from briefing.model.terms import UNSURE_STATUSES

WHOLE = "event:whole"


def killed(**row: object) -> Raw:
    return {"outcome": "killed", **row}


def operation(whole: list[Raw], *parts: list[Raw], status: str = "") -> list[str]:
    """What is said of an operation with these casualties, and of its parts."""
    events: dict[str, Raw] = {"whole": {"title": "x", "date": "2013", "casualties": whole}}
    for number, rows in enumerate(parts):
        part = {
            "title": "x",
            "date": "2013",
            "part_of": WHOLE,
            "casualties": rows,
            "status": status,
        }
        events[f"part-{number}"] = part
    return [each.problem for each in found("parts-exceed-whole", holding(event=events))]


def test_parts_have_no_more_casualties_than_the_whole() -> None:
    assert operation([killed(high=10)], [killed(low=6)], [killed(low=5)]) == [
        "at most 10 killed, but at least 11 in 2 of its parts, event:part-0, event:part-1"
    ]
    assert operation([killed(high=11)], [killed(low=6)], [killed(low=5)]) == []


def test_a_whole_without_a_limit_can_hold_any_number() -> None:
    assert operation([killed(low=10)], [killed(low=60)]) == []
    assert operation([killed(best=10)], [killed(low=60)]) == []
    assert operation([killed(high=10), killed()], [killed(low=60)]) == []


def test_only_what_is_certain_of_a_part_counts() -> None:
    assert operation([killed(high=10)], [killed(best=60)]) == []
    assert operation([killed(high=10)], [killed(high=60)]) == []


def test_outcomes_and_people_are_kept_apart() -> None:
    wounded = {"outcome": "wounded", "low": 60}
    assert operation([killed(high=10)], [wounded]) == []
    soldiers, civilians = killed(who="soldiers", high=10), killed(who="civilians", low=60)
    assert operation([soldiers], [civilians]) == []
    assert len(operation([soldiers], [killed(who="Soldiers", low=11)])) == 1


def test_people_counted_within_others_are_not_counted_twice() -> None:
    eleven, three = killed(low=11), killed(who="children", low=3)
    assert operation([killed(high=11)], [eleven, three]) == []


def test_anybody_is_compared_with_all_rows_of_the_whole() -> None:
    whole = [killed(high=10), killed(who="civilians", high=20)]
    civilians, guards = killed(who="civilians", low=15), killed(who="guards", low=16)
    assert operation(whole, [civilians]) == []
    assert operation(whole, [civilians], [guards]) == [
        "at most 30 killed, but at least 31 in 2 of its parts, event:part-0, event:part-1"
    ]


@pytest.mark.parametrize("status", UNSURE_STATUSES)
def test_parts_that_may_not_have_happened_do_not_count(status: str) -> None:
    assert operation([killed(high=10)], [killed(low=50)], status=status) == []
    assert len(operation([killed(high=10)], [killed(low=50)], status="confirmed")) == 1


def when(whole: str, part: str) -> list[tuple[str, str, str]]:
    events = {
        "whole": {"title": "x", "date": whole},
        "part": {"title": "x", "date": part, "part_of": WHOLE},
    }
    return at("parts-outside-whole", holding(event=events))


def test_a_part_happens_within_the_whole() -> None:
    assert when("2013-01/2013-03", "2013-04-01") == [("event:part", "date", WHOLE)]
    assert when("2013-01/2013-03", "2012") == [("event:part", "date", WHOLE)]
    assert when("2013-01/2013-03", "2013") == []
    assert when("2013-01/2013-03", "2013-04~") == []
    assert when("2013-01/..", "2019") == []

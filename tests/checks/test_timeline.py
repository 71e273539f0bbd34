"""What cannot have happened is found, and what may have happened is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from looking import Raw, at, found, holding

from briefing.checks.survey import span
from briefing.checks.timeline import FARTHEST_A_DAY
from briefing.model import dates

LEADER = "leader:a"
DIED, BORN = {"name": "A", "died": "2013-02"}, {"name": "A", "born": "1980"}


def acting(leader: Raw, when: str, **fields: object) -> list[tuple[str, str, str]]:
    """Where a leader is found who takes part in an event on a date."""
    event = {"title": "x", "date": when, "actors": [{"ref": LEADER}], **fields}
    store = holding(leader={"a": leader}, event={"x": event})
    return [*at("after-death", store), *at("before-founding", store)]


def test_the_dead_do_not_act() -> None:
    assert acting(DIED, "2013-03-01") == [("event:x", "actors", LEADER)]


@pytest.mark.parametrize("when", ["2013-02-28", "2013-02", "2013", "2012/2014", "2014~", "2014?"])
def test_what_may_have_been_before_a_death_is_left_alone(when: str) -> None:
    assert acting(DIED, when) == []


@pytest.mark.parametrize("died", ["2013~", "2013?", "201X", "[2013,2015]", "2013/..", ""])
def test_a_death_that_may_have_been_later_is_left_alone(died: str) -> None:
    assert acting({"name": "A", "died": died}, "2014-01-01") == []


def test_the_dead_are_named_at_commemorations() -> None:
    fields = {"kind": "political", "subkind": "commemoration"}
    assert acting(DIED, "2014-01-01", **fields) == []


def test_nobody_acts_before_birth() -> None:
    assert acting(BORN, "1979-12-31") == [("event:x", "actors", LEADER)]
    assert acting(BORN, "1980") == []


def test_the_problem_gives_both_dates() -> None:
    event = {"title": "x", "date": "2014-05", "actors": [{"ref": LEADER}]}
    (finding,) = found("after-death", holding(leader={"a": DIED}, event={"x": event}))
    assert finding.problem == "leader:a (died February 2013) takes part here later, May 2014"
    assert (finding.level, finding.mend) == ("warning", "edit")


def test_groups_do_not_act_before_their_founding_or_after_their_end() -> None:
    group = {"name": "G", "founded": "2012", "dissolved": "2013"}
    event = {"title": "x", "actors": [{"ref": "group:g"}]}
    events = {year: {**event, "date": year} for year in ("2011", "2012", "2013", "2014")}
    store = holding(group={"g": group}, event=events)
    assert at("before-founding", store) == [("event:2011", "actors", "group:g")]
    assert at("after-death", store) == [("event:2014", "actors", "group:g")]


def test_the_dead_do_not_speak() -> None:
    quote = {"text": "x", "source": "source:s", "speaker": LEADER}
    early, late = {**quote, "said": "2013-01"}, {**quote, "said": "2014"}
    quotes = {"early": early, "late": late, "undated": quote}
    store = holding(leader={"a": DIED}, source={"s": {"title": "S"}}, quote=quotes)
    assert at("after-death", store) == [("quote:late", "speaker", LEADER)]


@given(st.dates(), st.dates())
def test_whoever_is_found_was_dead_on_every_day_it_can_have_been(died: date, day: date) -> None:
    is_found = bool(acting({"name": "A", "died": f"{died}"}, f"{day}"))
    assert is_found == (died < day)


# Links


def linked(type_: str, **fields: str) -> list[tuple[str, str, str]]:
    group = {"name": "G", "founded": "2012", "dissolved": "2014"}
    link = {"type": type_, "from": LEADER, "to": "group:g", **fields}
    store = holding(leader={"a": {"name": "A"}}, group={"g": group}, link={"x": link})
    return at("dates-of-ends", store)


def test_a_link_begins_and_ends_while_both_ends_exist() -> None:
    assert linked("leads", start="2012", end="2014") == []
    assert linked("leads", start="2011") == [("link:x", "start", "group:g")]
    assert linked("leads", start="2015") == [("link:x", "start", "group:g")]
    assert linked("leads", start="2013", end="2015") == [("link:x", "end", "group:g")]
    assert linked("leads", end="2011") == [("link:x", "end", "group:g")]


def test_dates_that_may_fit_are_left_alone() -> None:
    assert linked("leads", start="2011~") == []
    assert linked("leads", start="2011/2012") == []
    assert linked("leads") == []


def test_whoever_is_succeeded_may_be_gone() -> None:
    groups = {"old": {"name": "Old", "dissolved": "2012"}, "new": {"name": "New"}}
    links = {
        "x": {"type": "succeeds", "from": "group:new", "to": "group:old", "start": "2013"},
        "y": {"type": "not-same-as", "from": "group:new", "to": "group:old", "start": "2013"},
        "z": {"type": "allied", "from": "group:new", "to": "group:old", "start": "2013"},
    }
    assert at("dates-of-ends", holding(group=groups, link=links)) == [
        ("link:z", "start", "group:old")
    ]


# Places

KIDAL = {"name": "Kidal", "country": "ML", "latitude": 18.44, "longitude": 1.41}
GAO = {"name": "Gao", "country": "ML", "latitude": 16.27, "longitude": -0.04}
PARIS = {"name": "Paris", "country": "FR", "latitude": 48.86, "longitude": 2.35}
NIAMEY = {"name": "Niamey", "country": "NE"}


def present(
    *stays: tuple[str, Raw], who: str = LEADER, role: str = "participant", whole: str = ""
) -> list[str]:
    """Where somebody is found who was at some places on some dates.

    Args:
        stays: The dates and places of events, numbered from 0.
        who: The actor.
        role: The actor's role.
        whole: The event that the others are part of.
    """
    events = {
        f"{number}": {
            "title": "x",
            "date": when,
            "place": place,
            "actors": [{"ref": who, "role": role}],
            "part_of": whole if whole != f"event:{number}" else "",
        }
        for number, (when, place) in enumerate(stays)
    }
    store = holding(
        leader={"a": {"name": "A"}},
        group={"g": {"name": "G"}},
        event=events,
    )
    return [finding.problem for finding in found("two-places", store)]


DAY, NEXT = "2013-05-01", "2013-05-02"


def test_nobody_is_at_two_places_at_once() -> None:
    (problem,) = present((DAY, KIDAL), (DAY, PARIS))
    assert problem.startswith("leader:a was also at event:1 on the same day, 3,3")
    assert problem.endswith(" km away")
    assert present((DAY, KIDAL), (DAY, GAO)) == []


def test_who_has_days_to_travel_may_be_far_away() -> None:
    assert len(present((DAY, KIDAL), (NEXT, PARIS))) == 1
    assert present((DAY, KIDAL), ("2013-05-04", PARIS)) == []
    assert FARTHEST_A_DAY == 1_000


def test_without_positions_two_countries_on_one_day_are_told() -> None:
    assert present((DAY, KIDAL), (DAY, NIAMEY)) == [
        "leader:a was also at event:1 on the same day, in NE, not ML"
    ]
    assert present((DAY, KIDAL), (NEXT, NIAMEY)) == []


@pytest.mark.parametrize("between", [{"name": "the ministry"}, {"country": "ML"}])
def test_what_cannot_be_decided_hides_nothing_before_and_after_it(between: Raw) -> None:
    (problem,) = present((DAY, KIDAL), (DAY, between), (DAY, PARIS))
    assert problem.startswith("leader:a was also at event:2 on the same day, 3,3")
    (problem,) = present((DAY, NIAMEY), (DAY, {"name": "the ministry"}), (DAY, PARIS))
    assert problem.endswith("event:2 on the same day, in FR, not NE")


def test_an_operation_is_where_its_parts_are() -> None:
    assert present((DAY, PARIS), (DAY, KIDAL), whole="event:0") == []
    (problem,) = present((DAY, PARIS), (DAY, KIDAL), (DAY, NIAMEY), whole="event:0")
    assert "event:2" in problem


@pytest.mark.parametrize("when", ["2013-05", "2013-05-01~", "2013-05-01/2013-05-03"])
def test_only_exact_days_count(when: str) -> None:
    assert present((DAY, KIDAL), (when, PARIS)) == []


def test_groups_can_be_at_many_places() -> None:
    assert present((DAY, KIDAL), (DAY, PARIS), who="group:g") == []


@pytest.mark.parametrize("role", ["claimant", "speaker", "supporter"])
def test_some_roles_are_played_from_afar(role: str) -> None:
    assert present((DAY, KIDAL), (DAY, PARIS), role=role) == []


def test_the_middle_of_a_country_is_no_place_to_be() -> None:
    vague = {**PARIS, "country": "ML", "precision": "country"}
    assert present((DAY, KIDAL), (DAY, vague)) == []


@given(st.sampled_from(["2013", "2013-02", "2013-02-2X", "2012/2013", "[2011..2012]"]))
def test_a_span_is_that_of_the_date_unless_that_is_in_doubt(text: str) -> None:
    known = span(text)
    assert known == (dates.parse(text).earliest, dates.parse(text).latest)
    assert span(f"{text}~") is None

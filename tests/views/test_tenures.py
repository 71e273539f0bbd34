"""Who held what, and when."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of, link, named

from briefing.model import dates
from briefing.model.validation import build
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.books.as_of import AsOf
from briefing.views.tenures import (
    CERTAIN,
    POSSIBLE,
    Office,
    as_plain,
    holders_answer,
    holders_on,
    holders_on_answer,
    lineage,
    lineage_answer,
    offices,
    posts_answer,
    posts_of,
)

FRONT, AGA, BAS, COL = "group:front", "leader:aga", "leader:bas", "leader:col"
REPORT = {"title": "Report", "published": "2014-01-24", "reliability": "B"}


def led(*links: Raw, **front: object) -> Store:
    """A front with three possible leaders, and who led it."""
    parties = named(FRONT, AGA, BAS, COL)
    parties[FRONT] = {**parties[FRONT], **front}
    numbered = {f"link:{number}": each for number, each in enumerate(links)}
    return book_of({"source:report": REPORT, **parties, **numbered})


def office(store: Store) -> Office:
    (found,) = offices(store, FRONT)
    return found


def on(store: Store, day: str) -> list[tuple[str, str]]:
    return [
        (each.tenure.holder, each.certainty) for each in holders_on(store, FRONT, dates.parse(day))
    ]


def test_a_tenure_is_certain_only_between_the_latest_start_and_the_earliest_end() -> None:
    store = led(link("leads", AGA, FRONT, start="2012", end="2013-02-2X"))
    assert on(store, "2011-12-31") == []
    assert on(store, "2012-06-01") == [(AGA, POSSIBLE)], "he may have begun in December"
    assert on(store, "2012-12-31") == [(AGA, CERTAIN)]
    assert on(store, "2013-02-20") == [(AGA, CERTAIN)]
    assert on(store, "2013-02-21") == [(AGA, POSSIBLE)]
    assert on(store, "2013-03-01") == []
    assert on(store, "2013-01") == [(AGA, CERTAIN)], "throughout the month"
    assert on(store, "2013-02") == [(AGA, POSSIBLE)]


def test_without_an_end_only_what_a_source_says_makes_it_certain() -> None:
    cite = {"source": "source:report", "credibility": 2}
    store = led(link("leads", AGA, FRONT, start="2012", cites=[cite]))
    assert on(store, "2014-01-24") == [(AGA, CERTAIN)], "the day the source was published"
    assert on(store, "2014-01-25") == [(AGA, POSSIBLE)]
    assert on(led(link("leads", AGA, FRONT, start="2012")), "2014-01-24") == [(AGA, POSSIBLE)]
    assert on(led(link("leads", AGA, FRONT, cites=[cite])), "2014-01-24") == [(AGA, CERTAIN)]


def test_a_source_that_says_otherwise_makes_nothing_certain() -> None:
    cite = {"source": "source:report", "stance": "contradicts"}
    store = led(link("leads", AGA, FRONT, start="2012", cites=[cite]))
    assert on(store, "2014-01-24") == [(AGA, POSSIBLE)]


def test_nobody_leads_after_death_nor_outside_the_life_of_the_group() -> None:
    store = led(link("leads", AGA, FRONT), founded="2010-05", dissolved="2015")
    assert on(store, "2010-04-30") == []
    assert on(store, "2010-05-01") == [(AGA, POSSIBLE)]
    assert on(store, "2016-01-01") == []
    dead = book_of(
        {
            **named(FRONT),
            AGA: {"name": "Aga", "died": "2013-02-2X"},
            "link:1": link("leads", AGA, FRONT, start="2012-01-01"),
        }
    )
    assert on(dead, "2013-02-25") == [(AGA, POSSIBLE)]
    assert on(dead, "2013-03-01") == []
    assert "died late February 2013" in answer_text(holders_answer(dead, FRONT))


def test_a_gap_is_said_only_where_the_dates_leave_no_doubt() -> None:
    store = led(
        link("leads", AGA, FRONT, start="2010", end="2013-02-2X"),
        link("leads", BAS, FRONT, start="2014-06", end="2014"),
        link("leads", COL, FRONT, start="2014"),
    )
    assert list(map(str, office(store).gaps)) == ["from March 2013 to December 2013"]
    apart = led(
        link("leads", AGA, FRONT, start="2010", end="2013-02-2X"),
        link("leads", BAS, FRONT, start="2014-06"),
    )
    assert "Nobody is known to have led Front from March 2013 to May 2014." in answer_text(
        holders_answer(apart, FRONT)
    )


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ({}, ["since 6 March 2013"]),
        ({"dissolved": "2013-03-05"}, []),
        ({"dissolved": "2014-01-01"}, ["from 6 March 2013 to 31 December 2013"]),
        ({"founded": "2010"}, ["from January 2011 to December 2011", "since 6 March 2013"]),
        ({"founded": "2011"}, ["since 6 March 2013"]),
    ],
)
def test_gaps_lie_within_the_life_of_the_group(front: dict[str, object], said: list[str]) -> None:
    store = led(link("leads", AGA, FRONT, start="2012-01-01", end="2013-03-05"), **front)
    assert list(map(str, office(store).gaps)) == said


def test_an_overlap_is_when_two_certainly_led_and_touching_ones_are_one() -> None:
    store = led(
        link("leads", AGA, FRONT, start="2010-01-01", end="2012-06-30"),
        link("leads", BAS, FRONT, start="2012-01-01", end="2013-06-30"),
        link("leads", COL, FRONT, start="2012-06-01", end="2012-09-30"),
    )
    (stretch,) = office(store).overlaps
    assert str(stretch) == "from January 2012 to September 2012"
    assert stretch.holders == (AGA, BAS, COL)
    said = "Aga, Bas and Col led Front at once from January 2012 to September 2012."
    assert said in answer_text(holders_answer(store, FRONT))
    vague = led(
        link("leads", AGA, FRONT, start="2010", end="2012"),
        link("leads", BAS, FRONT, start="2012", end="2013"),
    )
    assert office(vague).overlaps == []


def test_one_leader_in_two_capacities_overlaps_with_nobody() -> None:
    store = led(
        link("leads", AGA, FRONT, role="emir", start="2010-01-01", end="2012-01-01"),
        link("leads", AGA, FRONT, role="founder", start="2010-01-01", end="2012-01-01"),
    )
    assert office(store).overlaps == []


def test_as_of_a_day_no_gap_after_it_is_said() -> None:
    store = led(link("leads", AGA, FRONT, start="2012", end="../2013"))
    assert list(map(str, office(store).gaps)) == ["since January 2014"]
    for day, said in (("2013-12-31", []), ("2014-01-01", ["since January 2014"])):
        (found,) = offices(AsOf(store, dt.date.fromisoformat(day)), FRONT)
        assert list(map(str, found.gaps)) == said


def test_members_count_only_with_a_role_and_never_fill_a_gap() -> None:
    store = led(
        link("leads", AGA, FRONT, start="2010", end="2011-12-31"),
        link("leads", BAS, FRONT, start="2013-01-01"),
        link("member", COL, FRONT, role="spokesman", start="2012"),
        link("member", BAS, FRONT, start="2005"),
    )
    assert [(each.holder, each.role) for each in office(store).tenures] == [
        (AGA, ""),
        (COL, "spokesman"),
        (BAS, ""),
    ]
    assert list(map(str, office(store).gaps)) == ["from January 2012 to December 2012"]
    assert "Other posts\n  2012 →" in answer_text(holders_answer(store, FRONT))


def test_the_answer_gives_grades_and_names_the_day() -> None:
    cite = {"source": "source:report", "credibility": 2}
    store = led(
        link("leads", AGA, FRONT, start="2010-01-01", end="2014-01-01", cites=[cite]),
        link("leads", BAS, FRONT, start="2013"),
    )
    assert answer_text(holders_on_answer(store, FRONT, dates.parse("2013-01-01"))).splitlines() == [
        "Who led Front on 1 January 2013",
        "",
        "Leaders",
        "  1 Jan 2010 – 1 Jan 2014  Aga  (certain B2  leader:aga)",
        "  2013 →                   Bas  (possible  leader:bas)",
    ]


def test_the_answer_says_when_nobody_is_certain_or_known() -> None:
    store = led(link("leads", AGA, FRONT, start="2013"))
    assert "Nobody certainly led it then" in answer_text(
        holders_on_answer(store, FRONT, dates.parse("2013-06-01"))
    )
    assert "nobody is known to have held a post in Front then" in answer_text(
        holders_on_answer(store, FRONT, dates.parse("2012"))
    )
    assert "no link says who led Front" in answer_text(holders_answer(led(), FRONT))


def test_what_one_leader_held_is_in_order_of_time() -> None:
    store = book_of(
        {
            **named(FRONT, "group:wing", AGA),
            "link:1": link("leads", AGA, "group:wing", start="2013"),
            "link:2": link("member", AGA, FRONT, role="deputy", end="2012"),
        }
    )
    assert [each.link for each in posts_of(store, AGA)] == ["link:2", "link:1"]
    assert "→ 2012  Front, deputy" in answer_text(posts_answer(store, AGA))


def test_a_lineage_goes_up_and_down_but_not_to_siblings() -> None:
    store = book_of(
        {
            **named("group:root", "group:trunk", "group:branch", "group:twig", "group:sibling"),
            "link:a": link("split-from", "group:trunk", "group:root", start="1998"),
            "link:b": link("split-from", "group:branch", "group:trunk", start="2011"),
            "link:c": link("succeeds", "group:twig", "group:branch", start="2015"),
            "link:d": link("split-from", "group:sibling", "group:root", start="2000"),
            "link:e": link("opposes", "group:sibling", "group:branch"),
        }
    )
    assert [(each.ref, each.generation) for each in lineage(store, "group:branch")] == [
        ("group:root", -2),
        ("group:trunk", -1),
        ("group:twig", 1),
    ]
    assert answer_text(lineage_answer(store, "group:twig")).splitlines()[2:] == [
        "  1998  Trunk split from Root  (group:root)",
        "  2011  Branch split from Trunk  (group:trunk)",
        "  2015  Twig succeeds Branch  (group:branch)",
    ]


def test_a_lineage_in_a_circle_ends() -> None:
    store = book_of(
        {
            **named("group:a", "group:b"),
            "link:1": link("part-of", "group:a", "group:b"),
            "link:2": link("part-of", "group:b", "group:a"),
        }
    )
    assert {each.link for each in lineage(store, "group:a")} == {"link:1", "link:2"}


def test_for_json_unknown_bounds_are_null() -> None:
    plain = as_plain(office(led(link("leads", AGA, FRONT, start="2013"))))
    (tenure,) = plain["tenures"]
    assert (tenure["first"], tenure["last"]) == ("2013-01-01", None)
    assert plain["gaps"] == []


DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2012, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(sorted)


@given(st.lists(PERIODS, min_size=1, max_size=3), DAYS)
def test_gaps_and_overlaps_are_what_counting_heads_day_by_day_gives(
    periods: list[list[dt.date]], day: dt.date
) -> None:
    links = [
        link("leads", who, FRONT, start=str(first), end=str(last))
        for who, (first, last) in zip((AGA, BAS, COL), periods, strict=False)
    ]
    found = office(led(*links))
    heads = sum(first <= day <= last for first, last in periods)
    began = min(first for first, _ in periods)
    assert any(each.first <= day <= each.last for each in found.gaps) == (not heads and day > began)
    assert any(each.first <= day <= each.last for each in found.overlaps) == (heads > 1)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2013-03-03", "on 3 March 2013"),
        ("2013-03", "in March 2013"),
        ("2013", "in 2013"),
        ("2013-02-2X", "in late February 2013"),
        ("2013-01-2X", "on some day from 20 to 29 January 2013"),
        ("2013-03-03/2013-03-05", "from 3 to 5 March 2013"),
        ("[2013-03-03..2013-03-05]", "between 3 and 5 March 2013"),
    ],
)
def test_a_date_has_the_preposition_that_its_precision_asks_for(day: str, said: str) -> None:
    answer = holders_on_answer(led(), FRONT, dates.parse(day))
    assert answer.title == f"Who led Front {said}"


def test_a_month_without_a_leader_is_named_as_one() -> None:
    store = led(
        link("leads", AGA, FRONT, start="2012-01-01", end="2013-02-28"),
        link("leads", BAS, FRONT, start="2013-04-01"),
    )
    assert "Nobody is known to have led Front in March 2013." in holders_answer(store, FRONT).notes


def test_dates_that_exclude_each_other_are_named() -> None:
    store = led(link("leads", AGA, FRONT, start="2005", end="2007"))
    store.put(FRONT, build("group", {"name": "Front", "founded": "2018"}))
    said = "these dates exclude each other: group founded 2018, link ended 2007"
    assert said in answer_text(holders_answer(store, FRONT))

"""Figures of several events, with nothing counted twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import Raw, book_of, named

from briefing.model import dates
from briefing.model.kinds.event import Casualties
from briefing.store.store import Store
from briefing.views.answer import answer_text
from briefing.views.tolls import (
    ONLY_POSSIBLY,
    Sum,
    Tolls,
    add_up,
    all_events,
    events_of,
    said,
    tolls,
    tolls_answer,
)

OP, RAID, SHELLING = "event:op", "event:raid", "event:shelling"


def killed(low: int | None = None, best: int | None = None, high: int | None = None) -> Casualties:
    return Casualties(outcome="killed", low=low, best=best, high=high)


def dead(number: int, who: str = "soldiers", outcome: str = "killed") -> dict[str, object]:
    """A row with an exact figure."""
    return {"who": who, "outcome": outcome, "low": number, "best": number, "high": number}


def event(*rows: object, **raw: object) -> dict[str, object]:
    return {"title": "Clash", "date": "2013-01-16", "casualties": list(rows), **raw}


def figured(store: Store, *refs: str, period: str = "") -> Tolls:
    wanted = refs or tuple(all_events(store))
    return tolls(store, wanted, dates.parse(period) if period else None)


def bests(found: Tolls) -> dict[str, int | None]:
    return {total.outcome: total.total.best for total in found.totals}


@pytest.mark.parametrize(
    ("rows", "total", "words"),
    [
        ([killed(11, 11, 11), killed(2, 2, 2)], Sum(13, 13, 13, False, 2, 0), "13"),
        ([killed(91), killed(11, 11, 11)], Sum(102, 102, None, True, 2, 0), "at least 102"),
        ([killed(best=95)], Sum(0, 95, None, False, 1, 0), "about 95"),
        (
            [killed(best=95), killed(91)],
            Sum(91, 186, None, True, 2, 0),
            "best 186 or more, lowest 91",
        ),
        (
            [killed(best=1970), killed(1020)],
            Sum(1020, 2990, None, True, 2, 0),
            "best 2,990 or more, lowest 1,020",
        ),
        ([killed(4, 5, 7), killed(1, 1, 1)], Sum(5, 6, 8, False, 2, 0), "6 (5 to 8)"),
        ([killed(90, None, 100)], Sum(90, 90, 100, True, 1, 0), "90 to 100"),
        ([killed(high=20)], Sum(0, None, 20, True, 1, 0), "at most 20"),
        ([killed(high=20), killed(3, 3, 3)], Sum(3, 3, 23, True, 2, 0), "3 to 23"),
        ([killed()], Sum(0, None, None, True, 1, 1), "an unknown number"),
        ([killed(), killed(3, 3, 3)], Sum(3, 3, None, True, 2, 1), "at least 3"),
        ([killed(0, 0, 0)], Sum(0, 0, 0, False, 1, 0), "0"),
    ],
)
def test_sums_keep_apart_what_is_certain_best_and_unknown(
    rows: list[Casualties], total: Sum, words: str
) -> None:
    assert add_up(rows) == total
    assert said(total) == words


def test_figures_are_added_up_by_outcome_and_by_who_the_most_first() -> None:
    store = book_of(
        {
            RAID: event(dead(3), dead(5, "civilians"), dead(4, "civilians", "wounded")),
            SHELLING: event(dead(2), title="Shelling", date="2013-02"),
        }
    )
    found = figured(store)
    assert bests(found) == {"killed": 10, "wounded": 4}
    by_who = found.totals[0].by_who
    assert {who: figure.best for who, figure in by_who.items()} == {"civilians": 5, "soldiers": 5}
    assert answer_text(tolls_answer(store, all_events(store))).splitlines()[:7] == [
        "Figures of 2 events",
        "",
        "Killed",
        "  10           all together",
        "  5            civilians",
        "  5            soldiers",
        "",
    ]


@pytest.mark.parametrize(
    ("operation", "parts", "counted", "left_out"),
    [
        ([dead(20)], [[dead(3)], [dead(4)]], {"killed": 20}, [RAID, SHELLING]),
        ([dead(6)], [[dead(3)], [dead(4)]], {"killed": 7}, [OP]),
        ([], [[dead(3)], [dead(4)]], {"killed": 7}, []),
        ([{"who": "soldiers", "outcome": "killed"}], [[dead(3)], []], {"killed": 3}, [OP]),
        ([dead(20)], [[dead(3, outcome="wounded")], []], {"killed": 20, "wounded": 3}, []),
        ([dead(20)], [[dead(5, "civilians")], []], {"killed": 20}, [RAID]),
    ],
    ids=["whole", "parts add up to more", "whole silent", "whole unknown", "other outcome", "who"],
)
def test_an_operation_and_its_parts_are_never_both_counted(
    operation: list[object],
    parts: list[list[object]],
    counted: dict[str, int],
    left_out: list[str],
) -> None:
    store = book_of(
        {
            OP: event(*operation, title="Operation"),
            RAID: event(*parts[0], part_of=OP),
            SHELLING: event(*parts[1], part_of=OP, date="2013-02"),
        }
    )
    found = figured(store)
    assert bests(found) == counted
    assert [each.ref for each in found.left_out] == left_out


def test_what_is_left_out_is_said_with_what_is_counted_instead() -> None:
    store = book_of(
        {OP: event(dead(20), title="Operation"), RAID: event(dead(3), title="Raid", part_of=OP)}
    )
    assert "3 killed in Raid: counted in Operation  (event:raid)" in answer_text(
        tolls_answer(store, [RAID, OP])
    )
    more = book_of(
        {OP: event(dead(2), title="Operation"), RAID: event(dead(3), title="Raid", part_of=OP)}
    )
    assert "2 killed in Operation: counted in Raid  (event:op)" in answer_text(
        tolls_answer(more, [RAID, OP])
    )
    note = "Left out of killed, as an operation and its parts are counted once: 2 in Operation."
    assert note in tolls_answer(more, [OP, RAID]).notes


def test_a_part_of_a_part_belongs_to_the_whole_even_if_the_middle_is_not_asked_about() -> None:
    store = book_of(
        {
            OP: event(dead(20)),
            RAID: event(dead(8), part_of=OP),
            SHELLING: event(dead(5), part_of=RAID),
        }
    )
    assert bests(figured(store, OP, SHELLING)) == {"killed": 20}
    assert bests(figured(store, RAID, SHELLING)) == {"killed": 8}
    assert bests(figured(store, SHELLING)) == {"killed": 5}


def test_events_that_are_part_of_each_other_are_all_counted_and_nothing_hangs() -> None:
    store = book_of({OP: event(dead(20)), RAID: event(dead(8), part_of=OP)})
    from briefing.model.validation import build

    store.put(OP, build("event", event(dead(20), part_of=RAID)))
    assert bests(figured(store)) == {"killed": 28}


def test_what_may_not_have_happened_is_added_up_apart() -> None:
    store = book_of(
        {
            OP: event(dead(20)),
            RAID: event(dead(3), status="disputed", title="Raid"),
            SHELLING: event(dead(5), status="retracted", title="Shelling"),
        }
    )
    found = figured(store)
    assert bests(found) == {"killed": 20}
    assert [(each.why, each.events) for each in found.apart] == [
        ("disputed", [RAID]),
        ("retracted", [SHELLING]),
    ]
    said_so = answer_text(tolls_answer(store, all_events(store)))
    assert "Not counted: 1 disputed event\n" in said_so
    assert "3 killed" in said_so


def test_a_disputed_operation_does_not_cover_its_confirmed_parts() -> None:
    store = book_of({OP: event(dead(20), status="claimed"), RAID: event(dead(3), part_of=OP)})
    assert bests(figured(store)) == {"killed": 3}


def test_what_only_possibly_happened_in_a_period_is_added_up_apart() -> None:
    store = book_of(
        {
            OP: event(dead(20), date="2013-01-16"),
            RAID: event(dead(3), date="2013"),
            SHELLING: event(dead(5), date="2012-12"),
        }
    )
    found = figured(store, period="2013-01")
    assert (bests(found), found.events) == ({"killed": 20}, 1)
    assert [(each.why, each.events) for each in found.apart] == [(ONLY_POSSIBLY, [RAID])]
    answer = answer_text(tolls_answer(store, all_events(store), dates.parse("2013-01")))
    assert answer.startswith("Figures of 1 event, January 2013\n")
    assert "Not counted: 1 event possibly in the period" in answer


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        ({"date": "2013-01-16", "place": {"name": "KÓNA"}}, True),
        ({"date": "2013-01-17", "place": {"name": "Kona"}}, False),
        ({"date": "2013-01-16", "place": {"name": "Gao"}}, False),
        ({"date": "2013-01-16"}, False),
        ({"date": "2013-01-16", "place": {"name": "Kona"}, "casualties": []}, False),
    ],
)
def test_two_events_on_one_day_in_one_place_may_be_the_same(
    other: dict[str, object], is_double: bool
) -> None:
    store = book_of(
        {
            RAID: event(dead(3), title="Raid", place={"name": "Kona"}),
            SHELLING: {**event(dead(4), title="Shelling"), **other},
        }
    )
    found = figured(store)
    assert found.doubles == ([(RAID, SHELLING)] if is_double else [])
    warned = "May be the same event, counted 2 times: Raid; Shelling." in answer_text(
        tolls_answer(store, all_events(store))
    )
    assert warned == is_double


def test_other_records_missing_ones_and_repeated_ones_change_nothing() -> None:
    store = book_of({**named("group:front"), RAID: event(dead(3))})
    found = figured(store, RAID, RAID, "group:front", "event:none")
    assert (bests(found), found.events) == ({"killed": 3}, 1)


def test_events_without_figures_are_said_to_have_none() -> None:
    store = book_of({RAID: event(dead(3)), SHELLING: event()})
    assert figured(store).without == [SHELLING]
    assert "Events without casualties recorded: 1 of 2." in answer_text(
        tolls_answer(store, all_events(store))
    )
    assert "none of these events has casualties recorded" in answer_text(
        tolls_answer(store, [SHELLING])
    )


def test_the_events_of_a_group_are_those_it_took_part_in_and_of_an_operation_its_parts() -> None:
    cast: Raw = {"actors": [{"ref": "group:front", "role": "target"}]}
    store = book_of(
        {
            **named("group:front"),
            OP: event(dead(20)),
            RAID: event(dead(3), part_of=OP, **cast),
            SHELLING: event(dead(5)),
            "event:part-of-raid": event(dead(1), part_of=RAID),
        }
    )
    assert list(events_of(store, ["group:front"])) == [RAID]
    assert list(events_of(store, [OP])) == [OP, RAID, "event:part-of-raid"]
    assert list(events_of(store, [OP, SHELLING])) == [OP, SHELLING]


BOUNDS = st.lists(st.none() | st.integers(0, 50), min_size=3, max_size=3).map(
    lambda three: dict(
        zip(
            ("low", "best", "high"),
            _in_order(three),
            strict=True,
        )
    )
)


def _in_order(three: list[int | None]) -> list[int | None]:
    known = iter(sorted(each for each in three if each is not None))
    return [each if each is None else next(known) for each in three]


@given(st.lists(st.tuples(BOUNDS, st.sampled_from(["killed", "wounded"])), max_size=8))
def test_totals_are_those_of_a_plain_loop(rows: list[tuple[dict[str, int | None], str]]) -> None:
    records = {
        f"event:{number}": event({"who": "x", "outcome": outcome, **bounds})
        for number, (bounds, outcome) in enumerate(rows)
    }
    found = {total.outcome: total for total in figured(book_of(records)).totals}
    for outcome in ("killed", "wounded"):
        mine = [bounds for bounds, each in rows if each == outcome]
        if not mine:
            assert outcome not in found
            continue
        low = sum(each["low"] for each in mine if each["low"] is not None)
        high = sum(each["high"] for each in mine if each["high"] is not None)
        bests = [each["low"] if each["best"] is None else each["best"] for each in mine]
        total = found[outcome].total
        assert total.low == low
        assert total.high == (None if any(each["high"] is None for each in mine) else high)
        known = [each for each in bests if each is not None]
        assert total.best == (sum(known) if known else None)
        assert found[outcome].by_who == {"x": total}

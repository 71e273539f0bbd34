"""Rows of one file that a title and a day do not tell apart."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.exchange.plan import Plan, Planner
from briefing.exchange.reading import Dataset, Handle, Item, Proposal
from briefing.model.kinds.event import Event
from briefing.model.validation import build
from briefing.store.store import Store

DATASET = Dataset(title="Incidents", raw={"type": "dataset"})


def row(title: str, killed: int | None, mark: str = "") -> Proposal:
    tolls = [] if killed is None else [{"outcome": "killed", "best": killed}]
    raw = {"title": title, "date": "2013", "casualties": tolls}
    return Proposal(kind="event", raw=raw, place="line", mark=mark)


def planned(store: Store, *items: Item, least: float = 101) -> Plan:
    return Planner(store, "file.csv", least=least).make([DATASET, *items])


def killed(store: Store) -> int:
    events = (each for each in store.all("event").values() if isinstance(each, Event))
    return sum(toll.best or 0 for each in events for toll in each.casualties)


AIRSTRIKES = (
    row("Airstrike", 3, "101"),
    row("Airstrike", 3, "102"),
    row("Airstrike", None, "103"),
    row("Clash", 5, "104"),
    row("Clash", 5, "105"),
)


@pytest.fixture
def store() -> Store:
    return Store.in_memory()


@pytest.mark.parametrize("least", [101, 60])
def test_rows_of_one_title_and_day_are_events_of_their_own(store: Store, least: float) -> None:
    plan = planned(store, *AIRSTRIKES, least=least)
    assert plan.counts() == {"new": 6}
    plan.commit(store)
    assert len(store.all("event")) == 5
    assert killed(store) == 16


def test_each_row_is_its_own_event_when_the_file_comes_again(store: Store) -> None:
    plan = planned(store, *AIRSTRIKES)
    plan.commit(store)
    again = planned(store, *AIRSTRIKES)
    assert again.counts() == {"same": 6}
    assert {each.ref for each in again.entries} == {each.ref for each in plan.entries}


def test_a_row_that_is_repeated_is_one_event(store: Store) -> None:
    plan = planned(store, row("Clash", 5), row("Clash", 5))
    assert plan.counts() == {"new": 2, "same": 1}


def test_a_row_that_is_repeated_with_its_id_is_one_event(store: Store) -> None:
    plan = planned(store, row("Clash", 5, "1"), row("Clash", 5, "1"), row("Clash", 5, "2"))
    assert plan.counts() == {"new": 3, "same": 1}


def test_rows_without_ids_that_resemble_each_other_are_counted(store: Store) -> None:
    plan = planned(store, row("Clash", 5), row("Clash", 6))
    assert plan.counts() == {"new": 3}
    assert plan.notes == ["rows that resemble an earlier one, each kept as a record of its own: 1"]


def test_two_rows_are_not_one_event_of_the_briefing(store: Store) -> None:
    store.put("event:clash", Event(title="Clash", date="2013"))
    plan = planned(store, row("Clash", 5), row("Clash", 6))
    assert plan.counts() == {"new": 3, "doubtful": 2}
    plan.commit(store)
    assert planned(store, row("Clash", 5), row("Clash", 6)).counts() == {"same": 3}


def test_the_only_row_of_its_name_is_the_only_event_of_that_name(store: Store) -> None:
    planned(store, row("Clash", None)).commit(store)
    assert planned(store, row("Clash", 5)).counts() == {"same": 1, "changed": 1}


@pytest.mark.parametrize("least", [101, 60])
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_inserted_beside_its_like_is_new(store: Store, place: int, least: float) -> None:
    planned(store, row("Clash", 5)).commit(store)
    rows = [row("Clash", 5), row("Raid", 1)]
    rows.insert(place, row("Clash", 6))
    plan = planned(store, *rows, least=least)
    assert plan.counts() == {"new": 2, "same": 2}
    plan.commit(store)
    assert planned(store, *reversed(rows)).counts() == {"same": 4}


def test_a_row_inserted_far_from_its_like_is_new(store: Store) -> None:
    planned(store, row("Clash", 5), row("Clash", 6)).commit(store)
    plan = planned(store, row("Clash", 7), row("Raid", 1), row("Clash", 6), row("Clash", 5))
    assert plan.counts() == {"new": 2, "same": 3}


def test_a_row_that_was_corrected_among_its_like_is_doubtful(store: Store) -> None:
    planned(store, row("Clash", 5), row("Clash", 6)).commit(store)
    plan = planned(store, row("Clash", 7), row("Clash", 6))
    assert plan.counts() == {"new": 1, "same": 2, "doubtful": 1}
    [entry] = [each for each in plan.entries if each.is_doubtful]
    assert [each.ref for each in entry.candidates] == ["event:2013-clash"]


def test_a_part_of_the_same_name_as_its_whole_is_planned(store: Store) -> None:
    whole = replace(row("Clash", 9), key="whole")
    part = row("Clash", 5)
    part = replace(part, raw={**part.raw, "part_of": Handle("whole")})
    plan = planned(store, part, whole)
    assert not plan.faults
    assert plan.counts() == {"new": 3}


def test_a_row_is_told_by_what_it_says_though_the_analyst_has_summed_it_up(store: Store) -> None:
    rows = (row("Clash", 5), row("Clash", 6))
    plan = planned(store, *rows)
    plan.commit(store)
    ref = plan.entries[1].ref
    store.put(ref, msgspec.structs.replace(store.need(ref), summary="At dawn."))
    assert planned(store, *reversed(rows)).counts() == {"same": 3}


rows_of_files = st.lists(
    st.builds(
        row,
        st.sampled_from(["Airstrike", "Clash"]),
        st.sampled_from([None, 3, 5]),
        st.sampled_from(["", "1", "2", "3"]),
    ),
    max_size=14,
)


@given(rows_of_files, st.sampled_from([None, 3, 7]))
def test_any_rows_are_the_same_the_second_time(rows: Sequence[Proposal], there: int | None) -> None:
    store = Store.in_memory()
    tolls = [] if there is None else [{"outcome": "killed", "best": there}]
    store.put(
        "event:clash", build("event", {"title": "Clash", "date": "2013", "casualties": tolls})
    )
    planned(store, *rows).commit(store)
    assert {*planned(store, *rows).counts()} <= {"same"}


@given(st.lists(st.sampled_from([None, 3, 5, 7]), unique=True), st.randoms())
def test_the_order_of_rows_that_were_there_decides_nothing(
    tolls: Sequence[int | None], chance: Random
) -> None:
    store = Store.in_memory()
    planned(store, *(row("Clash", each) for each in tolls)).commit(store)
    rows = [row("Clash", each) for each in [*tolls, 9]]
    chance.shuffle(rows)
    plan = planned(store, *rows)
    assert plan.counts() == {"new": 1, "same": len(tolls) + 1}
    assert [each.proposal for each in plan.entries if each.outcome == "new"] == [row("Clash", 9)]


def test_a_row_inserted_before_one_with_its_ref_is_new(store: Store) -> None:
    planned(store, row("Clash", 5)).commit(store)
    again = replace(row("Clash", 7), ref="event:2013-clash", key="event:2013-clash")
    plan = planned(store, row("Clash", 6), again, least=60)
    assert [each.ref for each in plan.entries[1:]] == ["event:2013-clash-2", "event:2013-clash"]

"""Rows of one file that a title and a day do not tell apart."""

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.exchange.plan import Plan, Planner
from briefing.exchange.reading import Dataset, Item, Proposal
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
    assert plan.counts() == {"new": 2, "changed": 1}
    plan.commit(store)
    assert planned(store, row("Clash", 5), row("Clash", 6)).counts() == {"same": 3}


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

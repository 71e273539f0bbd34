"""References by name, notes, and records of one briefing that are alike."""

from collections.abc import Iterator
from typing import Any

import pytest

from briefing.exchange.plan import Outcome, Plan, Planner
from briefing.exchange.reading import Handle, Item, Named, Note, Proposal
from briefing.model.kinds import PARTIES
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from invented import FRONT, fill


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store(MemoryBackend(Snapshot.empty()))
    yield fill(made)
    made.close()


def plan(store: Store, *items: Item) -> Plan:
    return Planner(store, "file").make(items)


def event(**raw: Any) -> Proposal:
    fields = {"title": "Clash", "date": "2019", **raw}
    return Proposal(kind="event", raw=fields, place="row 2")


def actor(name: str) -> dict[str, Named]:
    return {"ref": Named(name, PARTIES, "name")}


def test_a_name_leads_to_the_one_record_that_bears_it(store: Store) -> None:
    (entry,) = plan(store, event(actors=[actor("northern  FRONT")])).entries
    assert entry.after is not None
    assert [each.ref for each in entry.after.actors] == [FRONT]  # type: ignore[attr-defined]


def test_a_name_that_nobody_bears_stays_a_name(store: Store) -> None:
    (entry,) = plan(store, event(actors=[actor("herders")])).entries
    assert entry.after is not None
    assert [each.name for each in entry.after.actors] == ["herders"]  # type: ignore[attr-defined]


def test_a_name_without_a_field_for_it_is_a_fault(store: Store) -> None:
    raw = {"type": "allied", "from": Named("X", PARTIES), "to": FRONT}
    made = plan(store, Proposal(kind="link", raw=raw, place="row 2"))
    assert [str(each) for each in made.faults] == [
        "row 2: no single group or leader is named “X”; add it, or give its ref"
    ]


def test_a_name_may_be_that_of_a_record_further_on(store: Store) -> None:
    group = Proposal(kind="group", raw={"name": "X"}, place="row 3")
    made = plan(store, event(actors=[actor("X")]), group)
    assert [each.number for each in made.entries] == [1, 2]
    assert made.entries[0].after is not None
    assert made.entries[0].after.actors[0].ref == "group:x"  # type: ignore[attr-defined]


def test_two_records_of_one_briefing_stay_two(store: Store) -> None:
    two = [
        Proposal(kind="group", raw={"name": "Twin"}, place=ref, key=ref, ref=ref)
        for ref in ("group:one", "group:two")
    ]
    link = {"type": "opposes", "from": Handle("group:one"), "to": Handle("group:two")}
    made = plan(store, *two, Proposal(kind="link", raw=link, place="row 3"))
    assert [each.outcome for each in made.entries] == [Outcome.NEW] * 3
    assert not made.faults


def test_a_plan_keeps_how_the_file_was_understood(store: Store) -> None:
    assert plan(store, Note("column 1: title")).notes == ["column 1: title"]

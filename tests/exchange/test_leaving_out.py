"""What becomes of records that refer to one that a reviewer left out."""

from typing import Any

import pytest

from briefing.exchange.plan import Decision, Outcome, Plan, Planner
from briefing.exchange.reading import Handle, Proposal
from briefing.model.kinds.event import Actor, Event
from briefing.store.store import Store
from invented import group, record

WING = Proposal(kind="group", raw={"name": "Coastal Wing"}, place="line 1", key="wing")
ARMY = Proposal(kind="group", raw={"name": "Karsa Army"}, place="line 2", key="army")


def planned(store: Store, *proposals: Proposal, **decisions: Decision) -> Plan:
    numbered = {int(name.removeprefix("n")): each for name, each in decisions.items()}
    return Planner(store, "x", decisions=numbered).make(proposals)


def event(actors: list[Any]) -> Proposal:
    raw = {"title": "Raid", "date": "2019", "actors": actors}
    return Proposal(kind="event", raw=raw, place="line 3")


def test_an_actor_keeps_the_name_it_has_in_the_file(store: Store) -> None:
    raid = event([{"ref": Handle("wing"), "role": "perpetrator"}, {"ref": Handle("army")}])
    plan = planned(store, WING, ARMY, raid, n1=Decision(rejects=True))
    assert not plan.faults
    plan.commit(store)
    (record,) = store.all("event").values()
    assert isinstance(record, Event)
    assert record.actors == (
        Actor(name="Coastal Wing", role="perpetrator"),
        Actor(ref="group:karsa-army"),
    )
    assert list(store.all("group")) == ["karsa-army"]


def test_a_link_without_one_of_its_ends_is_left_out_too(store: Store) -> None:
    raw = {"type": "opposes", "from": Handle("wing"), "to": Handle("army")}
    link = Proposal(kind="link", raw=raw, place="line 3")
    plan = planned(store, WING, ARMY, link, n1=Decision(rejects=True))
    assert not plan.faults
    assert [each.outcome for each in plan.entries] == [
        Outcome.REJECTED,
        Outcome.NEW,
        Outcome.REJECTED,
    ]


def test_a_match_with_a_record_that_is_gone_or_of_another_kind_is_none(store: Store) -> None:
    store.put("leader:x", record("leader", name="X"))
    for match in ("group:gone", "leader:x"):
        (entry,) = planned(store, WING, n1=Decision(match=match)).entries
        assert (entry.outcome, entry.ref) == (Outcome.NEW, "group:coastal-wing")


def test_every_proposal_is_counted_before_it_is_planned(store: Store) -> None:
    steps: list[tuple[int, int]] = []
    Planner(store, "x").make([WING, ARMY], lambda done, count: steps.append((done, count)))
    assert steps == [(0, 2), (1, 2)]


def test_planning_can_be_stopped_and_begun_again(store: Store) -> None:
    def stop(done: int, _count: int) -> None:
        if done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        Planner(store, "x").make([WING, ARMY], stop)
    plan = planned(store, WING, ARMY)
    plan.commit(store)
    assert sorted(store.all("group")) == ["coastal-wing", "karsa-army"]
    assert group("Karsa Army") in store.all("group").values()


def test_what_a_record_would_gain_is_what_it_gains_once_that_is_decided(store: Store) -> None:
    store.put("group:x", group("Dune Wing"))
    wing = Proposal(kind="group", raw={"name": "Coastal Wing", "status": "active"}, place="line 1")
    planner = Planner(store, "x")
    (entry,) = planner.make([wing]).entries
    joined = planner.would_join(entry, "group:x")
    assert joined is not None
    assert joined.added == ["aliases", "status"]
    (decided,) = planned(store, wing, n1=Decision(match="group:x")).entries
    assert (decided.after, decided.added) == (joined.record, joined.added)
    assert planner.would_join(entry, "group:gone") is None

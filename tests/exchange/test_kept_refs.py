"""A record of the briefing that a file comes from keeps its ref."""

from briefing.exchange.plan import Decision, Planner
from briefing.exchange.reading import Proposal
from briefing.model.kinds.event import Event
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store


def test_an_event_keeps_its_ref_though_its_date_has_become_coarse() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    with store.transaction("a record of one's own") as draft:
        draft.put("event:raid", Event(title="Raid on Kidal", date="2013-02-2X"))
    raw = {"title": "Raid on Kidal", "date": "2013-02"}
    found = [Proposal(kind="event", raw=raw, place="1", ref="event:raid")]
    assert Planner(store, "a file").make(found).counts() == {"same": 1}


def test_two_records_of_a_briefing_stay_two_though_they_share_a_name() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    found = [
        Proposal(
            kind="group", raw={"name": name, "aliases": ["NF"]}, place="1", ref=f"group:{slug}"
        )
        for slug, name in (("north", "Northern Front"), ("new", "New Front"))
    ]
    plan = Planner(store, "a file").make(found)
    assert [each.ref for each in plan.entries] == ["group:north", "group:new"]
    plan.commit(store)
    assert Planner(store, "a file").make(found).counts() == {"same": 2}


def test_a_record_whose_title_was_edited_may_be_the_one_with_its_ref() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    with store.transaction("a record of one's own") as draft:
        draft.put("event:raid", Event(title="Raid on Kidal", date="2013-02"))
    raw = {"title": "Raid on Kidal, corrected", "date": "2013-02"}
    found = [Proposal(kind="event", raw=raw, place="1", ref="event:raid")]
    (entry,) = Planner(store, "a file").make(found).entries
    assert [(each.ref, each.why) for each in entry.candidates] == [("event:raid", "same ref")]
    decisions = {1: Decision(match="event:raid")}
    (decided,) = Planner(store, "a file", decisions=decisions).make(found).entries
    assert decided.ref == "event:raid"

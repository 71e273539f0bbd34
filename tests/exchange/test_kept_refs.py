"""A record of the briefing that a file comes from keeps its ref."""

from briefing.exchange.plan import Decision, Planner
from briefing.exchange.reading import Proposal
from briefing.model.kinds.event import Event, Place
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


def test_a_record_whose_title_was_edited_is_the_one_with_its_ref_if_most_else_agrees() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    place = Place(name="Kidal")
    with store.transaction("a record of one's own") as draft:
        draft.put("event:raid", Event(title="Raid on Kidal", date="2013-02", place=place))
    raw = {"title": "Raid on the camp", "date": "2013-02", "place": {"name": "Kidal"}}
    found = [Proposal(kind="event", raw=raw, place="1", ref="event:raid")]
    (entry,) = Planner(store, "a file").make(found).entries
    assert (entry.ref, entry.added) == ("event:raid", ["aliases"])
    assert not entry.is_doubtful


def test_a_record_whose_title_was_edited_may_be_the_one_with_its_ref() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    with store.transaction("a record of one's own") as draft:
        draft.put("event:raid", Event(title="Raid on Kidal", date="2013-02"))
    raw = {"title": "Raid on Kidal, corrected", "date": "2013-02"}
    found = [Proposal(kind="event", raw=raw, place="1", ref="event:raid")]
    (entry,) = Planner(store, "a file").make(found).entries
    (candidate,) = entry.candidates
    assert (candidate.ref, candidate.why) == ("event:raid", "same ref, little else")
    decisions = {1: Decision(match="event:raid")}
    (decided,) = Planner(store, "a file", decisions=decisions).make(found).entries
    assert decided.ref == "event:raid"

"""An alias that its source calls weak is kept, and identifies nobody."""

from briefing.exchange.plan import Outcome, Planner
from briefing.exchange.reading import Handle, Proposal, weak_alias
from briefing.model.contradictions import contradicting
from briefing.model.kinds.leader import Leader
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

LIST = Proposal(kind="source", raw={"title": "A list"}, place="1", key="list")


def person(name: str, *weak: str) -> Proposal:
    cites = [weak_alias(Handle("list"), each) for each in weak]
    return Proposal(kind="leader", raw={"name": name, "aliases": weak, "cites": cites}, place="2")


def test_a_weak_alias_is_kept_and_does_not_identify() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    Planner(store, "first").make([LIST, person("Idris Talon", "Ali")]).commit(store)
    held = store.need("leader:idris-talon")
    assert isinstance(held, Leader)
    assert held.aliases == ("Ali",)
    assert not contradicting(held, store.label)
    plan = Planner(store, "second").make([LIST, person("Ali")])
    assert [each.outcome for each in plan.entries] == [Outcome.SAME, Outcome.NEW]


def test_two_with_one_weak_alias_stay_two() -> None:
    store = Store(MemoryBackend(Snapshot.empty()))
    found = [LIST, person("Idris Talon", "Ali"), person("Omar Vedra", "Ali")]
    plan = Planner(store, "first").make(found)
    assert [each.outcome for each in plan.entries] == [Outcome.NEW] * 3
    plan.commit(store)
    again = Planner(store, "first").make(found)
    assert again.counts() == {"same": 3}

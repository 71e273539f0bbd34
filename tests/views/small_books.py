"""Small briefings for the tests of what tables say of them."""

from collections.abc import Mapping

from briefing.model.refs import kind_of
from briefing.model.validation import build
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store

Raw = Mapping[str, object]


def book_of(records: Mapping[str, Raw]) -> Store:
    """A briefing of some records, each after those it refers to."""
    store = Store(MemoryBackend(Snapshot.empty()), by="analyst")
    with store.transaction("a test") as draft:
        for ref, raw in records.items():
            draft.put(ref, build(kind_of(ref), dict(raw), ref))
    return store


def link(type_: str, one: str, other: str, **raw: object) -> dict[str, object]:
    """The fields of a link."""
    return {"type": type_, "from": one, "to": other, **raw}


def named(*refs: str) -> dict[str, Raw]:
    """Groups and leaders with the names in their refs: `group:front` is called Front."""
    return {ref: {"name": ref.partition(":")[2].capitalize()} for ref in refs}

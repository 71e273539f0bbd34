"""Imports into a store in memory and exports from it, told in short."""

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from briefing.exchange.file import ImportFile
from briefing.exchange.format import formats
from briefing.exchange.plan import Plan, Planner
from briefing.exchange.reading import Item, Proposal, ReadFault, Skipped
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.store.backends.memory import MemoryBackend
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from shipped import ROOT

REAL = ROOT.parent / "shared" / "data" / "exchange"
"""Real files, which not every machine has."""


def store_of(records: Mapping[str, Record] | None = None) -> Store:
    """A store in memory with some records."""
    store = Store(MemoryBackend(Snapshot.empty()))
    if records:
        with store.transaction("what is there") as draft:
            for ref, record in records.items():
                draft.put(ref, record)
    return store


def items_of(path: Path, name: str, *, is_recognised: bool = True) -> list[Item]:
    """What the reader of a format yields for a file, which it must recognise."""
    file, form = ImportFile(path), formats()[name]
    assert form.recognises(file) is is_recognised
    assert form.read is not None
    return list(form.read(file))


def planned(store: Store, items: Iterable[Item]) -> Plan:
    """The plan of what a reader yields."""
    return Planner(store, "a file").make(items)


def taken_in(store: Store, items: Sequence[Item]) -> Plan:
    """The same, committed; a second time it must change nothing."""
    plan = planned(store, items)
    assert plan.faults == []
    plan.commit(store)
    assert set(planned(store, items).counts()) <= {"same"}
    return plan


def lost(store: Store, name: str) -> tuple[bytes, Mapping[str, Sequence[str]]]:
    """An export of all that a format can hold, and the refs of what it lost, by what."""
    form, out = formats()[name], io.BytesIO()
    refs = [ref for ref, _ in store.records() if not form.kinds or kind_of(ref) in form.kinds]
    assert form.write is not None
    losses = form.write(store, refs, out)
    return out.getvalue(), {each.what: each.refs for each in losses}


def proposals(items: Iterable[Item], kind: str) -> list[Proposal]:
    """The proposals of a kind."""
    return [each for each in items if isinstance(each, Proposal) and each.kind == kind]


def faults(items: Iterable[Item]) -> list[str]:
    """The faults, each on a line."""
    return [str(each) for each in items if isinstance(each, ReadFault)]


def skipped(items: Iterable[Item]) -> list[str]:
    """What is skipped."""
    return [each.what for each in items if isinstance(each, Skipped)]

"""A dossier is rebuilt when a change may affect it, and only then."""

from pathlib import Path

import msgspec

from briefing.dossier import Dossier, build_dossier
from briefing.model.kinds.record import Record
from briefing.model.refs import kind_of
from briefing.store.changes import Change
from briefing.store.store import Store
from briefing.tui.main.affected import MANY, affects
from invented import ARMY, FRONT, MARTYRS, QUOTE, TALON, WIRE, fill, group
from onscreen import sample_store

OTHERWISE: dict[str, dict[str, object]] = {
    "group": {"name": "Another", "abbreviation": "ANO", "status": "defunct", "cites": ()},
    "leader": {"name": "Another", "aliases": ("Other",), "status": "dead", "cites": ()},
    "event": {"title": "Another", "date": "1999", "actors": (), "part_of": "", "cites": ()},
    "quote": {"text": "Another", "speaker": "", "attribution": "a voice", "about": ()},
    "source": {"title": "Another", "reliability": "F", "published": "1999", "derived_from": ""},
    "link": {"type": "opposes", "role": "other", "start": "1999", "end": "1999", "cites": ()},
    "judgement": {"text": "Another", "likelihood": "unlikely", "question": "", "evidence": ()},
    "requirement": {"text": "Another?", "status": "dropped", "indicators": ()},
}
"""For each kind, changes to all that other dossiers may show of it."""


def dossiers(store: Store) -> dict[str, Dossier | None]:
    return {ref: build_dossier(store, ref) for ref, _ in store.records()}


def listen(store: Store) -> list[Change]:
    """The changes the store reports from now on."""
    told: list[Change] = []
    store.subscribe(told.extend)
    return told


def follow_all(store: Store, every: int) -> tuple[int, int]:
    """Change and take out one record in `every`; how often a dossier was concerned, and not."""
    told = listen(store)
    concerned = spared = 0

    def check(before: dict[str, Dossier | None]) -> None:
        nonlocal concerned, spared
        for ref, dossier in before.items():
            if affects(store, told, ref):
                concerned += 1
            else:
                spared += 1
                assert build_dossier(store, ref) == dossier, (told[0].ref, ref)
        told.clear()

    for ref, record in list(store.records())[::every]:
        before = dossiers(store)
        store.put(ref, changed(ref, record))
        check(before)
        before = dossiers(store)
        store.delete(ref, unlink=True)
        check(before)
        store.undo()
        told.clear()
        before = dossiers(store)
        store.put(ref, record)
        check(before)
    return concerned, spared


def changed(ref: str, record: Record) -> Record:
    return msgspec.structs.replace(record, **OTHERWISE[kind_of(ref)])


def test_no_dossier_that_reads_differently_is_passed_over(tmp_path: Path) -> None:
    invented = fill(Store.in_memory("Karsa highlands", by="analyst"))
    for store, every in ((invented, 1), (sample_store(tmp_path), 4)):
        concerned, spared = follow_all(store, every)
        assert concerned
        assert spared > concerned / 4, "most records have little to do with each other"


def test_what_is_far_away_does_not_concern_a_record() -> None:
    store = fill(Store.in_memory("Karsa highlands", by="analyst"))
    told = listen(store)
    store.put("group:new", group("New"))
    assert affects(store, told, "group:new")
    assert not affects(store, told, FRONT)
    assert affects(store, told * (MANY + 1), FRONT), "many are not gone through"
    told.clear()
    store.put(TALON, changed(TALON, store.need(TALON)))
    assert [ref for ref in (FRONT, QUOTE, WIRE) if not affects(store, told, ref)] == []
    assert not affects(store, told, ARMY)
    assert not affects(store, told, MARTYRS)

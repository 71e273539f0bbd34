"""What changed since a moment, in the end, and how it is said."""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from briefing.model.fields import field_of
from briefing.model.kinds.event import Casualties
from briefing.model.kinds.record import Cite
from briefing.model.references import with_references
from briefing.model.validation import build
from briefing.store import merge_split
from briefing.store.errors import NothingToUndo
from briefing.store.store import Store
from briefing.views.books.known_at import KnownAt
from briefing.views.books.released import Released
from briefing.views.since import Since, since
from briefing.views.since_in_words import MANY, sentences
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    REPORT,
    TALON,
    contents,
    fill,
    group,
    record,
)

if TYPE_CHECKING:
    from briefing.model.kinds.record import Record

HOLDS = "judgement:holds"
NORTH = "Front du Nord – الجبهة الشمالية"
FIVE = "killed: 5 (4 to 7) soldiers"
TEXT = "The Front will hold the hills."


@pytest.fixture
def store() -> Store:
    made = fill(Store.in_memory())
    made.put(HOLDS, record("judgement", text=TEXT, likelihood="likely", confidence="low"))
    return made


def said(store: Store, revision: int = 2) -> list[str]:
    return [each.text for each in sentences(since(store, revision))]


def merge(store: Store, gone: str, ref: str) -> None:
    with store.transaction() as draft:
        merge_split.merge(draft, ref, gone, store.need(ref))


def rename(store: Store, ref: str, new: str) -> None:
    with store.transaction() as draft:
        draft.rename(ref, new)


def change(store: Store, ref: str, **fields: Any) -> None:
    store.put(ref, replace(store.need(ref), **fields))


class TestSentences:
    def test_a_judgement_moves(self, store: Store) -> None:
        change(store, HOLDS, likelihood="very likely", confidence="moderate")
        assert said(store) == [
            f"The judgement “{TEXT}” moved from likely to very likely.",
            f"Confidence in the judgement “{TEXT}” rose from low to moderate.",
        ]
        change(store, HOLDS, likelihood="", status="withdrawn", outcome="did not happen")
        assert said(store)[:2] == [
            f"The judgement “{TEXT}” no longer has a likelihood; it was likely.",
            f"Confidence in the judgement “{TEXT}” rose from low to moderate.",
        ]
        assert said(store)[2:] == [
            f"The judgement “{TEXT}” was withdrawn.",
            f"The judgement “{TEXT}” turned out to be false.",
        ]
        assert said(store, 4) == []

    def test_a_judgement_says_something_else(self, store: Store) -> None:
        change(store, HOLDS, text="It will not.", status="withdrawn")
        change(store, HOLDS, likelihood="")
        assert said(store)[0] == f"The judgement “{TEXT}” now reads “It will not.”."
        change(store, HOLDS, status="", likelihood="unlikely")
        assert said(store, 4) == [
            "The judgement “It will not.” now has a likelihood: unlikely.",
            "The judgement “It will not.” stands again.",
        ]

    def test_a_status_and_a_figure_change(self, store: Store) -> None:
        change(store, TALON, status="dead", died="2020-05")
        change(store, AMBUSH, casualties=(Casualties(who="soldiers", outcome="killed", best=9),))
        assert said(store) == [
            "Idris Talon: died May 2020, not given before.",
            "Idris Talon: status changed from at large to dead.",
            f"Ambush at Wadi Selim: casualties changed from {FIVE} to killed: about 9 soldiers.",
        ]

    def test_lists_texts_and_cites_are_told_by_what_came_and_went(self, store: Store) -> None:
        change(store, FRONT, aliases=("FN", "The Front"), summary="Known.", cites=())
        assert said(store) == [
            f"{NORTH}: aliases: FN, The Front added, Northern Front removed.",
            f"{NORTH}: summary added.",
            f"{NORTH}: 2 cites removed.",
            f"{NORTH}: founded: sources no longer disagree.",
        ]

    def test_a_contradiction_is_resolved_or_comes_up(self, store: Store) -> None:
        first, second = store.need(FRONT).cites
        change(store, FRONT, cites=(first, replace(second, verdict="set aside", reason="late")))
        cites = (*store.need(TALON).cites, Cite(REPORT, "status", "dead"))
        change(store, TALON, cites=cites)
        assert [each for each in said(store) if "cite" not in each] == [
            f"{NORTH}: founded: the contradiction was resolved (set aside: late).",
            "Idris Talon: status: sources now disagree.",
        ]

    def test_records_come_go_and_are_merged(self, store: Store) -> None:
        store.put("group:new", group("New"))
        store.delete(LEADS)
        merge(store, MARTYRS, FRONT)
        told = said(store)
        assert "New group: New." in told
        assert f"Martyrs of Selim was merged into {NORTH}." in told
        assert f"Deleted link: Idris Talon leads {NORTH}." in told

    def test_what_only_leads_elsewhere_has_not_changed(self, store: Store) -> None:
        merge(store, ARMY, MARTYRS)
        assert {each.ref for each in since(store, 2).moves} <= {MARTYRS}

    def test_many_are_counted(self, store: Store) -> None:
        with store.transaction("many") as draft:
            for number in range(MANY + 1):
                draft.put(f"group:g{number}", group(f"G {number}"))
        assert said(store) == ["New: 21 groups."]

    def test_what_comes_and_goes_or_is_undone_is_nothing(self, store: Store) -> None:
        store.put("group:new", group("New"))
        store.delete("group:new")
        change(store, TALON, status="dead")
        store.undo()
        assert said(store) == []

    def test_another_ref_is_no_news(self, store: Store) -> None:
        rename(store, ARMY, "group:army")
        found = since(store, 2)
        assert found.renamed == {"group:army": ARMY}
        assert said(store) == []


def test_what_is_not_released_is_not_told(store: Store) -> None:
    change(store, TALON, status="dead", marking="red")
    change(store, FRONT, status="defunct")
    store.put("group:secret", group("Secret", marking="red"))
    store.delete(HOLDS)
    found = since(store, 2, lambda book: Released(book, "amber"))
    assert [each.text for each in sentences(found)] == [
        f"{NORTH}: status changed from active to defunct.",
        f"Deleted judgement: “{TEXT}”",
    ]


def applied(found: Since, before: dict[str, "Record"], now: Store) -> dict[str, "Record"]:
    """The records after what changed is done to those before."""
    went = {**found.merged, **{old: new for new, old in found.renamed.items()}}
    records = {
        went.get(ref, ref): with_references(each, went)
        for ref, each in before.items()
        if ref not in found.gone and ref not in found.merged
    }
    for ref in found.new:
        records[ref] = now.need(ref)
    for move in found.moves:
        field = field_of(type(records[move.ref]), move.field)
        assert field is not None
        assert getattr(records[move.ref], field.attribute) == move.before
        records[move.ref] = replace(records[move.ref], **{field.attribute: move.after})
    return records


REFS = [ARMY, FRONT, MARTYRS, "group:a", "group:b"]
_STEPS = st.tuples(
    st.sampled_from(["put", "delete", "merge", "rename", "undo"]),
    st.sampled_from(REFS),
    st.sampled_from(REFS),
    st.sampled_from(["", "active", "defunct"]),
)


@given(st.lists(_STEPS, max_size=8), st.integers(0, 8))
def test_what_changed_done_to_the_old_records_gives_the_new(
    steps: list[tuple[str, str, str, str]], at: int
) -> None:
    store = fill(Store.in_memory())
    for name, ref, other, status in steps:
        is_there, is_taken = store.get(ref) is not None, store.get(other) is not None
        if name == "put":
            store.put(ref, group(f"Group {status}", status=status))
        elif name == "delete" and is_there:
            store.delete(ref, unlink=True)
        elif name == "merge" and is_there and is_taken and ref != other:
            merge(store, ref, other)
        elif name == "rename" and is_there and not is_taken:
            rename(store, ref, other)
        elif name == "undo":
            with suppress(NothingToUndo):
                store.undo()
    moment = min(at, store.meta.revision)
    found = since(store, moment)
    assert applied(found, dict(KnownAt(store, moment).records()), store) == contents(store)
    if moment == store.meta.revision:
        assert not sentences(found)


def test_a_change_has_one_full_stop() -> None:
    store = Store.in_memory("x")
    store.put("group:g", build("group", {"name": "Acme"}), "made up")
    before = store.meta.revision
    store.put("group:g", build("group", {"name": "Acme Inc."}), "changed")
    (said,) = sentences(since(store, before))
    assert said.text == "Acme Inc.: name changed from Acme to Acme Inc."

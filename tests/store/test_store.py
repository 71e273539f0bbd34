"""The store: which changes are accepted, which are refused, and which can be undone."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from stores import reopened

from briefing.model import validation
from briefing.model.faults import InvalidRecord
from briefing.model.kinds import KINDS
from briefing.model.kinds.event import Event
from briefing.model.kinds.leader import Leader
from briefing.model.kinds.quote import Quote
from briefing.model.kinds.record import Record
from briefing.model.references import references
from briefing.model.validation import build, plain
from briefing.store.changes import Change
from briefing.store.errors import (
    BrokenReference,
    Conflict,
    ReadOnly,
    StillReferenced,
    StoreError,
    UnknownRecord,
)
from briefing.store.store import Store
from invented import (
    AMBUSH,
    ARMY,
    FRONT,
    LEADS,
    MARTYRS,
    OPERATION,
    QUOTE,
    RECORDS,
    REPORT,
    SPLIT,
    TALON,
    TITLE,
    UNNAMED,
    WIRE,
    contents,
    group,
    record,
)

A, B = "group:a", "group:b"


class TestReading:
    def test_a_new_briefing_is_empty_and_has_its_title(self, store: Store) -> None:
        assert contents(store) == {}
        assert (store.meta.title, store.meta.revision) == (TITLE, 0)

    def test_every_record_put_is_read_back_and_still_there_on_reopening(
        self, filled: Store
    ) -> None:
        before = contents(filled)
        assert set(before) == set(RECORDS)
        assert contents(reopened(filled)) == before

    @pytest.mark.parametrize("ref", ["group:nobody", "nobody", "", "planet:mars", "group:"])
    def test_a_ref_that_names_nothing_gives_nothing(self, filled: Store, ref: str) -> None:
        assert filled.get(ref) is None
        assert filled.label(ref) == ref
        with pytest.raises(UnknownRecord, match=r"^there is no \S*$"):
            filled.need(ref)

    def test_a_ref_reads_as_the_name_of_its_record(self, filled: Store) -> None:
        assert filled.label(TALON) == "Idris Talon"

    def test_the_records_of_a_kind_are_a_view_nobody_can_write_through(self, filled: Store) -> None:
        groups = filled.all("group")
        assert set(groups) == {"karsa-army", "northern-front", "martyrs-of-selim"}
        filled.put("group:new", group("New"))
        assert "new" in groups
        with pytest.raises(TypeError):
            groups["x"] = group("X")  # type: ignore[index]  # just what must not work

    def test_a_ref_that_is_taken_gets_a_number(self, filled: Store) -> None:
        assert filled.unused_ref("group", "karsa-army") == "group:karsa-army-2"
        assert filled.unused_ref("leader", "karsa-army") == "leader:karsa-army"


class TestPutting:
    def test_a_change_says_who_made_it_what_for_and_what_was_before(self, store: Store) -> None:
        first = store.put(A, group("Old"), "seen in a report")
        second = store.put(A, group("New"))
        assert (first.rev, first.by, first.why) == (1, "analyst", "seen in a report")
        assert first.changes == (Change(A, None, group("Old")),)
        assert second.changes == (Change(A, group("Old"), group("New")),)
        assert first.at.utcoffset() is not None
        assert store.meta.revision == second.rev == 2

    def test_putting_what_is_there_already_changes_nothing(self, store: Store) -> None:
        store.put(A, group("Same"))
        reported: list[Sequence[Change]] = []
        store.subscribe(reported.append)
        again = store.put(A, group("Same"))
        assert again.changes == ()
        assert (again.rev, store.meta.revision, len(store.history())) == (1, 1, 1)
        assert reported == []

    @pytest.mark.parametrize(
        ("ref", "wrong"),
        [
            ("leader:a", group("A group")),
            ("planet:a", group("A group")),
            ("group:a b", group("A group")),
            ("group:", group("A group")),
            ("a", group("A group")),
            ("leader:a", Leader(name=" ")),
            ("leader:a", Leader(name="x", born="sometime")),
            ("leader:a", Leader(name="x", born="2014", died="2013")),
        ],
    )
    def test_a_wrong_record_or_ref_is_refused_with_its_faults(
        self, store: Store, ref: str, wrong: Record
    ) -> None:
        with pytest.raises(InvalidRecord) as refused:
            store.put(ref, wrong)
        assert refused.value.faults
        assert str(refused.value).startswith(f"{ref}: ")
        assert contents(store) == {}
        assert store.history() == []

    @pytest.mark.parametrize(
        ("ref", "put", "path"),
        [
            (
                "link:x",
                record("link", type="leads", from_="leader:no", to="leader:no2"),
                "from",
            ),
            ("event:x", record("event", title="x", date="2013", part_of="event:no"), "part_of"),
            (
                "event:x",
                record("event", title="x", date="2013", actors=[{"ref": "group:no"}]),
                "actors[0].ref",
            ),
            ("group:x", group("x", cites=[{"source": "source:no"}]), "cites[0].source"),
        ],
    )
    def test_a_reference_that_leads_nowhere_is_refused(
        self, store: Store, ref: str, put: Record, path: str
    ) -> None:
        with pytest.raises(BrokenReference) as refused:
            store.put(ref, put)
        assert refused.value.ref == ref
        assert f"{path} names {refused.value.missing}" in str(refused.value)
        assert contents(store) == {}

    def test_records_put_in_one_transaction_may_refer_to_each_other_in_any_order(
        self, store: Store
    ) -> None:
        with store.transaction() as change:
            change.put("source:copy", record("source", title="x", derived_from="source:first"))
            change.put("source:first", record("source", title="y"))
        assert len(contents(store)) == 2

    def test_a_record_changed_since_the_edit_began_is_not_overwritten(self, store: Store) -> None:
        store.put(A, group("As opened"))
        store.put(A, group("Changed meanwhile"))
        with pytest.raises(Conflict, match="group:a was changed"):
            store.put(A, group("Mine"), base=group("As opened"))
        assert store.need(A) == group("Changed meanwhile")


class TestTransactions:
    def test_changes_made_together_have_one_revision_and_are_reported_at_once(
        self, store: Store
    ) -> None:
        reported: list[Sequence[Change]] = []
        store.subscribe(reported.append)
        with store.transaction("both") as change:
            change.put(A, group("A"))
            change.put(B, group("B"))
            assert contents(store) == {}
        assert change.done.rev == store.meta.revision == 1
        assert [[each.ref for each in changes] for changes in reported] == [[A, B]]

    def test_a_draft_shows_the_records_as_they_will_be(self, store: Store) -> None:
        store.put(A, group("A"))
        with store.transaction() as change:
            change.put(A, group("A2"))
            change.put(B, group("B"))
            change.delete(B)
            assert change.get(A) == group("A2")
            assert change.get(B) is None
        assert [each.ref for each in change.done.changes] == [A]

    def test_what_is_put_twice_is_one_change(self, store: Store) -> None:
        with store.transaction() as change:
            change.put(A, group("first"))
            change.put(A, group("second"))
        assert change.done.changes == (Change(A, None, group("second")),)

    def test_what_ends_as_it_began_is_no_change(self, store: Store) -> None:
        with store.transaction() as change:
            change.put(A, group("A"))
            change.delete(A)
        assert store.history() == []

    @pytest.mark.parametrize("late", ["wrong", "unknown", "broken", "raised"])
    def test_when_one_change_is_refused_none_is_made(self, filled: Store, late: str) -> None:
        before, revision = contents(filled), filled.meta.revision

        def go_wrong() -> None:
            with filled.transaction() as change:
                change.put(A, group("A"))
                change.delete(SPLIT)
                if late == "wrong":
                    change.put(B, Leader(name="x"))
                elif late == "unknown":
                    change.delete("group:nobody")
                elif late == "broken":
                    change.put("source:x", record("source", title="x", derived_from="source:no"))
                else:
                    raise KeyError(late)

        with pytest.raises((StoreError, InvalidRecord, KeyError)):
            go_wrong()
        assert contents(filled) == before
        assert filled.meta.revision == revision
        assert contents(reopened(filled)) == before

    def test_a_listener_hears_every_change_until_it_leaves(self, store: Store) -> None:
        reported: list[str] = []

        def listen(changes: Sequence[Change]) -> None:
            reported.extend(change.ref for change in changes)

        leave = store.subscribe(listen)
        store.put(A, group("A"))
        store.undo()
        leave()
        store.redo()
        assert reported == [A, A]

    def test_a_listener_finds_the_change_made(self, store: Store) -> None:
        seen: list[Record | None] = []
        store.subscribe(lambda changes: seen.append(store.get(changes[0].ref)))
        store.put(A, group("A"))
        store.delete(A)
        assert seen == [group("A"), None]


class TestDeleting:
    def test_a_record_nobody_mentions_goes(self, filled: Store) -> None:
        filled.delete(UNNAMED)
        assert filled.get(UNNAMED) is None

    def test_deleting_what_does_not_exist_is_refused(self, store: Store) -> None:
        with pytest.raises(UnknownRecord, match="there is no group:a"):
            store.delete(A)

    @pytest.mark.parametrize(
        ("ref", "edited", "dropped"),
        [
            (TALON, {QUOTE}, {LEADS}),
            (FRONT, {AMBUSH, QUOTE}, {LEADS, SPLIT}),
            (ARMY, {AMBUSH, UNNAMED}, set()),
            (MARTYRS, set(), {SPLIT}),
            (OPERATION, {AMBUSH}, set()),
            (AMBUSH, {QUOTE}, set()),
            (REPORT, {WIRE, FRONT, AMBUSH}, {UNNAMED}),
            (WIRE, {FRONT, TALON}, {QUOTE}),
        ],
    )
    def test_a_record_others_mention_is_kept_and_they_are_named(
        self, filled: Store, ref: str, edited: set[str], dropped: set[str]
    ) -> None:
        before = contents(filled)
        with pytest.raises(StillReferenced, match="is referred to by") as refused:
            filled.delete(ref)
        assert set(refused.value.edited) == edited
        assert set(refused.value.dropped) == dropped
        assert contents(filled) == before
        assert set(filled.removal(ref)[0]) == edited
        assert set(filled.removal(ref)[1]) == dropped
        assert contents(filled) == before

    @pytest.mark.parametrize("ref", [TALON, FRONT, ARMY, OPERATION, AMBUSH, REPORT, WIRE])
    def test_with_unlink_exactly_the_mentions_of_it_go(self, filled: Store, ref: str) -> None:
        before = contents(filled)
        edited, dropped = filled.removal(ref)
        filled.delete(ref, unlink=True)
        after = contents(filled)
        assert set(before) - set(after) == {ref, *dropped}
        assert {other for other in after if after[other] != before[other]} == set(edited)
        for other in after:
            was = [found.ref for found in references(before[other]) if found.ref != ref]
            assert [found.ref for found in references(after[other])] == was
        assert contents(reopened(filled)) == after

    def test_an_actor_keeps_its_name_and_a_quote_its_attribution(self, filled: Store) -> None:
        filled.delete(FRONT, unlink=True)
        filled.delete(TALON, unlink=True)
        event, quote = filled.need(AMBUSH), filled.need(QUOTE)
        assert isinstance(event, Event)
        assert isinstance(quote, Quote)
        assert (event.actors[0].ref, event.actors[0].role) == ("", "perpetrator")
        assert event.actors[0].name == RECORDS[FRONT]["name"]
        assert (quote.speaker, quote.attribution) == ("", "Idris Talon")
        assert filled.get(LEADS) is None

    def test_deleting_with_its_mentions_is_undone_in_one_step(self, filled: Store) -> None:
        before = contents(filled)
        filled.delete(REPORT, unlink=True)
        filled.undo()
        assert contents(filled) == before

    def test_a_record_and_all_that_mention_it_may_go_in_one_transaction(
        self, filled: Store
    ) -> None:
        with filled.transaction() as change:
            change.delete(SPLIT)
            change.delete(MARTYRS)
        assert filled.get(MARTYRS) is None

    def test_a_mention_added_in_the_same_transaction_keeps_it_from_going(
        self, store: Store
    ) -> None:
        store.put("source:a", record("source", title="x"))

        def go() -> None:
            with store.transaction() as change:
                change.put("source:b", record("source", title="y", derived_from="source:a"))
                change.delete("source:a")

        with pytest.raises(BrokenReference):
            go()
        assert list(contents(store)) == ["source:a"]

    def test_a_mention_edited_but_kept_in_the_same_transaction_keeps_it_too(
        self, store: Store
    ) -> None:
        store.put("source:a", record("source", title="x"))
        store.put("source:b", record("source", title="y", derived_from="source:a"))

        def go() -> None:
            with store.transaction() as change:
                change.delete("source:a", unlink=True)
                change.put("source:b", record("source", title="z", derived_from="source:a"))

        with pytest.raises(BrokenReference):
            go()
        assert set(contents(store)) == {"source:a", "source:b"}

    def test_referrers_follow_every_change(self, filled: Store) -> None:
        assert set(filled.referrers(MARTYRS)) == {SPLIT}
        filled.delete(SPLIT)
        assert list(filled.referrers(MARTYRS)) == []
        filled.undo()
        assert set(filled.referrers(MARTYRS)) == {SPLIT}


class TestValidating:
    def count(self, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        """The records checked from now on."""
        checked: list[object] = []
        check = validation.struct_faults

        def counted(cls: type[Record], raw: object) -> object:
            if cls in (each.cls for each in KINDS.values()):
                checked.append(raw)
            return check(cls, raw)

        monkeypatch.setattr(validation, "struct_faults", counted)
        return checked

    def test_a_record_is_checked_once_on_its_way_in(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked = self.count(monkeypatch)
        store.put(A, group("A"))
        assert len(checked) == 1

    def test_one_made_in_python_is_checked_when_it_is_put(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        right = group("A", founded="2012")
        checked = self.count(monkeypatch)
        store.put(A, msgspec.structs.replace(right, summary="A group."))
        assert len(checked) == 1
        for wrong in (
            msgspec.structs.replace(right, founded="2012-13"),
            msgspec.structs.replace(right, name=""),
            msgspec.structs.replace(right, aliases="A"),
        ):
            with pytest.raises(InvalidRecord):
                store.put(A, wrong)


@pytest.mark.parametrize(
    "odd",
    [
        {"status": None},
        {"aliases": None},
        {"aliases": ["Other"]},
        {"countries": ("mali",)},
        {"founded": None},
    ],
)
def test_what_python_lets_a_record_hold_is_stored_as_a_file_would_have_it(
    path: Path, odd: dict[str, Any]
) -> None:
    store = Store.open(path)
    store.put("group:x", msgspec.structs.replace(group("X"), **odd))
    held = store.need("group:x")
    store.close()
    again = Store.open(path)
    assert again.get("group:x") == held
    assert held == build("group", plain(held))


def test_what_no_file_can_hold_is_refused(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(InvalidRecord):
        store.put("group:x", msgspec.structs.replace(group("X"), summary=object()))
    assert store.get("group:x") is None


def test_a_frozen_copy_stays_as_it_was_with_its_history(book: Store) -> None:
    frozen = book.frozen()
    records, mentions = dict(book.records()), set(book.referrers(FRONT))
    listed = frozen.records()
    next(listed)
    book.put("group:later", build("group", {"name": "Later"}))
    book.delete(LEADS)
    assert dict([*listed, *frozen.records()]) == records
    assert set(frozen.referrers(FRONT)) == mentions
    assert [each.rev for each in frozen.newest_first()] == [1]
    with pytest.raises(ReadOnly):
        frozen.delete(LEADS)

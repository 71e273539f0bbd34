"""What a change did is told in names and fields, never in ids."""

from datetime import UTC, datetime

import pytest

from briefing.model.validation import build, plain
from briefing.store.changes import Change, Operation, Transaction
from briefing.store.merge_split import merge
from briefing.store.store import Store
from briefing.store.wording import deed, described, reason_shown
from invented import ARMY, FRONT, MARTYRS, TALON, fill, group, record

NOW = datetime(2024, 5, 6, tzinfo=UTC)


@pytest.fixture
def filled() -> Store:
    return fill(Store.in_memory("", by="analyst"))


def changed(store: Store, ref: str, why: str = "", **raw: object) -> Transaction:
    whole = {**plain(store.need(ref)), **raw}
    return store.put(ref, build(ref.partition(":")[0], whole), why)


def imported(store: Store, *kinds: str) -> Transaction:
    with store.transaction("", Operation("import")) as draft:
        for number in range(2_500):
            for kind in kinds:
                draft.put(f"{kind}:{number}", record(kind, name=f"{kind} {number}"))
    return draft.done


class TestDescribed:
    def test_a_change_of_one_record_names_it_and_the_fields(self, filled: Store) -> None:
        done = changed(filled, TALON, status="dead", aliases=["Hawk"])
        assert described(done, filled.label) == "changed Idris Talon (status and aliases)"

    def test_the_reason_stands_for_the_fields(self, filled: Store) -> None:
        done = changed(filled, TALON, "by the wire", status="dead")
        assert described(done, filled.label) == "changed Idris Talon (by the wire)"

    def test_an_abbreviation_keeps_its_capitals(self, filled: Store) -> None:
        done = changed(filled, "source:2019-wire-story", url="https://example.org")
        assert described(done, filled.label) == "changed Ambush kills soldiers (URL)"

    def test_many_fields_are_cut_short(self, filled: Store) -> None:
        done = filled.put(ARMY, group("Army", founded="1990", status="active", summary="x"))
        assert described(done, filled.label) == "changed Army (name, kind and 4 more)"

    def test_a_deletion_names_what_was_deleted_and_counts_what_that_changed(
        self, filled: Store
    ) -> None:
        done = filled.delete(MARTYRS, unlink=True)
        assert described(done, filled.label) == "deleted Martyrs of Selim and 1 more"
        done = filled.delete(FRONT, unlink=True)
        assert described(done, filled.label).startswith("deleted Front du Nord")
        assert "changed" in described(done, filled.label)

    def test_a_merge_and_a_rename_name_both_sides(self, filled: Store) -> None:
        with filled.transaction() as draft:
            merge(draft, ARMY, MARTYRS, filled.need(ARMY))
        assert described(draft.done, filled.label) == "merged Martyrs of Selim into Karsa Army"
        renaming = Operation("rename", ("group:a", "group:b"))
        changes = (Change("group:a", group("A"), None), Change("group:b", None, group("A")))
        done = Transaction(1, NOW, "", renaming.reason, changes, operation=renaming)
        assert described(done, filled.label) == "changed the id of A from a to b"

    def test_thousands_are_counted(self, filled: Store) -> None:
        assert deed(imported(filled, "group"), filled.label) == "added 2,500 groups"
        filled.undo()
        assert deed(imported(filled, "group", "leader"), filled.label) == "added 5,000 records"

    def test_a_long_name_is_cut(self, filled: Store) -> None:
        done = filled.put("group:long", group("x" * 500))
        assert described(done, filled.label) == f"added {'x' * 60}…"


class TestReasons:
    def test_undo_and_redo_read_as_what_became_of_the_change(self, filled: Store) -> None:
        filled.put("group:new", group("New"), "a first look")
        assert reason_shown(filled.undo()) == "undone: a first look"
        assert reason_shown(filled.redo()) == "redone: a first look"

    def test_without_a_reason_they_say_what_was_done(self, filled: Store) -> None:
        changed(filled, TALON, status="dead")
        assert reason_shown(filled.undo()) == "undone: status"
        filled.put("group:new", group("New"))
        assert reason_shown(filled.undo()) == "undone: added"
        assert reason_shown(filled.redo()) == "redone: added"

    def test_those_stacked_in_older_logs_are_taken_apart(self) -> None:
        change = Change(ARMY, group("A"), None)
        why = "undo redo undo a first look"
        old = Transaction(4, NOW, "", why, (change,), 3, operation=Operation("undo"))
        assert reason_shown(old) == "undone: a first look"

    def test_a_reason_that_only_looks_like_one_stays(self, filled: Store) -> None:
        done = filled.put("group:new", group("New"), "redo the map")
        assert reason_shown(done) == "redo the map"

    @pytest.mark.parametrize("reason", ["redo the map", "undo the map", "undoing it"])
    def test_of_a_reason_of_ones_own_nothing_is_dropped(self, filled: Store, reason: str) -> None:
        filled.put("group:new", group("New"), reason)
        assert reason_shown(filled.undo()) == f"undone: {reason}"
        assert reason_shown(filled.redo()) == f"redone: {reason}"

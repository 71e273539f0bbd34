"""Undo, redo, and starting a briefing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores import reopened

from briefing.store.errors import (
    CannotUndo,
    FileFault,
    NothingToUndo,
    StoreError,
)
from briefing.store.store import Store
from invented import (
    contents,
    fill,
    group,
    record,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.store.changes import Transaction

A, B = "group:a", "group:b"


class TestUndo:
    def test_undo_and_redo_walk_back_and_forth_through_every_state(self, store: Store) -> None:
        steps: list[Callable[[], Transaction]] = [
            lambda: store.put(A, group("one")),
            lambda: store.put(A, group("two")),
            lambda: store.put(B, group("b")),
            lambda: store.delete(A),
        ]
        states = [contents(store)]
        for step in steps:
            step()
            states.append(contents(store))
        for state in reversed(states[:-1]):
            store.undo()
            assert contents(store) == state
        for state in states[1:]:
            store.redo()
            assert contents(store) == state

    def test_undo_goes_on_where_the_last_session_stopped(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        again = reopened(store)
        again.undo()
        third = reopened(again)
        third.undo()
        assert contents(third) == {}
        fourth = reopened(third)
        fourth.redo()
        fourth.redo()
        assert contents(reopened(fourth)) == {A: group("two")}

    def test_undo_is_itself_a_change_that_names_what_it_takes_back(self, store: Store) -> None:
        store.put(A, group("A"), "a first look")
        undone = store.undo()
        redone = store.redo()
        assert (undone.rev, undone.undoes, undone.why) == (2, 1, "undo a first look")
        assert (redone.rev, redone.undoes) == (3, 2)
        assert len(store.history()) == 3

    def test_an_earlier_revision_can_be_taken_back_alone(self, store: Store) -> None:
        store.put(A, group("A"))
        store.put(B, group("B"))
        store.undo(1)
        assert contents(store) == {B: group("B")}
        store.redo()
        assert contents(store) == {A: group("A"), B: group("B")}

    def test_with_nothing_done_there_is_nothing_to_take_back(self, store: Store) -> None:
        with pytest.raises(NothingToUndo, match="nothing to undo"):
            store.undo()
        with pytest.raises(NothingToUndo, match="nothing to redo"):
            store.redo()
        with pytest.raises(NothingToUndo, match="no revision 7"):
            store.undo(7)

    def test_a_new_change_ends_what_can_be_made_again(self, store: Store) -> None:
        store.put(A, group("A"))
        store.undo()
        store.put(B, group("B"))
        with pytest.raises(NothingToUndo):
            store.redo()

    def test_a_revision_is_taken_back_once(self, store: Store) -> None:
        store.put(A, group("A"))
        store.undo(1)
        with pytest.raises(CannotUndo, match="taken back already"):
            store.undo(1)

    def test_a_change_on_which_another_stands_is_not_taken_back(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        with pytest.raises(CannotUndo, match="group:a was changed again by revision 2"):
            store.undo(1)
        assert contents(store) == {A: group("two")}

    def test_a_record_others_mention_by_now_is_not_taken_back(self, store: Store) -> None:
        store.put("source:a", record("source", title="x"))
        store.put("source:b", record("source", title="y", derived_from="source:a"))
        with pytest.raises(CannotUndo, match="a later change stands on revision 1"):
            store.undo(1)

    def test_a_mention_of_what_has_gone_by_now_is_not_brought_back(self, store: Store) -> None:
        store.put("source:a", record("source", title="x"))
        store.put("source:b", record("source", title="y", derived_from="source:a"))
        store.put("source:b", record("source", title="y"))
        store.delete("source:a")
        with pytest.raises(CannotUndo, match="a later change stands on revision 3"):
            store.undo(3)
        assert list(contents(store)) == ["source:b"]

    def test_a_refused_undo_leaves_no_trace(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        before = len(store.history())
        with pytest.raises(CannotUndo):
            store.undo(1)
        assert len(store.history()) == before
        assert store.meta.revision == 2


class TestCreating:
    def test_a_file_that_is_there_is_never_written_over(self, briefing_file: Path) -> None:
        before = briefing_file.read_bytes()
        with pytest.raises(FileFault, match="exists already"):
            Store.create(briefing_file)
        assert briefing_file.read_bytes() == before

    def test_the_history_of_a_briefing_that_is_gone_is_not_taken_over(
        self, briefing_file: Path
    ) -> None:
        briefing_file.unlink()
        with pytest.raises(FileFault, match="history of a briefing that is gone"):
            Store.create(briefing_file)
        assert not briefing_file.exists()

    @pytest.mark.parametrize("name", ["missing/db.json", "x" * 300])
    def test_a_place_that_cannot_be_written_is_told(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(StoreError, match="cannot be written"):
            Store.create(tmp_path / name)

    def test_an_untitled_briefing_is_called_after_its_file(self, tmp_path: Path) -> None:
        assert Store.create(tmp_path / "mali.json").meta.title == "mali"


def test_filling_a_briefing_is_one_change(store: Store) -> None:
    fill(store)
    store.undo()
    assert contents(store) == {}

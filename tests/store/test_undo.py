"""Undo and redo: through every state, across sessions, and of an earlier change."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from stores import A, B, at_most, edit_by_hand, reopened

from briefing.store.errors import CannotUndo, NothingToUndo
from briefing.store.store import Store
from invented import FRONT, REPORT, contents, fill, group, record

if TYPE_CHECKING:
    from collections.abc import Callable


class TestUndo:
    def test_undo_and_redo_walk_back_and_forth_through_every_state(self, store: Store) -> None:
        steps: list[Callable[[], object]] = [
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

    def test_undo_continues_where_the_last_session_stopped(self, store: Store) -> None:
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
        assert (redone.rev, redone.undoes, redone.why) == (3, 2, "redo a first look")
        assert len(store.history()) == 3

    def test_reasons_do_not_pile_up(self, store: Store) -> None:
        store.put(A, group("A"), "a first look")
        done = [store.undo(), store.redo(), store.undo(), store.redo()]
        assert [each.why for each in done] == ["undo a first look", "redo a first look"] * 2
        assert [each.operation.name for each in done] == ["undo", "redo"] * 2

    def test_an_undo_undone_by_its_number_is_a_redo(self, store: Store) -> None:
        store.put(A, group("A"), "a first look")
        again = store.undo(store.undo().rev)
        assert (again.operation.name, again.why) == ("redo", "redo a first look")

    def test_it_knows_which_changes_were_made_in_this_session(self, store: Store) -> None:
        store.put(A, group("A"))
        assert store.is_own(store.to_undo())
        again = reopened(store)
        assert again.is_own(again.to_undo()) == (again is store)
        again.put(B, group("B"))
        assert again.is_own(again.to_undo())

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
        with pytest.raises(CannotUndo, match="was undone already") as refused:
            store.undo(1)
        assert refused.value.later == 0

    def test_a_change_on_which_another_depends_is_not_taken_back(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        store.put(B, group("b"))
        with pytest.raises(CannotUndo, match="group:a was changed again by revision 2") as refused:
            store.undo(1)
        assert refused.value.later == 2
        assert contents(store) == {A: group("two"), B: group("b")}

    def test_a_record_others_mention_by_now_is_not_taken_back(self, store: Store) -> None:
        store.put("source:a", record("source", title="x"))
        store.put("source:b", record("source", title="y", derived_from="source:a"))
        with pytest.raises(CannotUndo, match="a later change depends on revision 1") as refused:
            store.undo(1)
        assert refused.value.later == 2

    def test_a_mention_of_what_has_gone_by_now_is_not_brought_back(self, store: Store) -> None:
        store.put("source:a", record("source", title="x"))
        store.put("source:b", record("source", title="y", derived_from="source:a"))
        store.put("source:b", record("source", title="y"))
        store.delete("source:a")
        with pytest.raises(CannotUndo, match="a later change depends on revision 3") as refused:
            store.undo(3)
        assert refused.value.later == 4
        assert list(contents(store)) == ["source:b"]

    def test_a_refused_undo_leaves_no_trace(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        before = len(store.history())
        with pytest.raises(CannotUndo):
            store.undo(1)
        assert len(store.history()) == before
        assert store.meta.revision == 2


def test_filling_a_briefing_is_one_change(store: Store) -> None:
    fill(store)
    store.undo()
    assert contents(store) == {}


class TestWithLater:
    """Undoing a change together with those that depend on it."""

    @pytest.fixture(autouse=True)
    def limit(self, store: Store) -> None:
        at_most(store, 50)

    def test_of_a_change_nothing_depends_on_it_is_one_undo(self, store: Store) -> None:
        store.put(A, group("A"))
        store.put(B, group("B"))
        (done,) = store.undo_with_later(1)
        assert done.undoes == 1
        assert contents(store) == {B: group("B")}

    def test_the_later_changes_of_the_record_go_first_and_others_stay(self, store: Store) -> None:
        for number in range(4):
            store.put(A, group(f"A{number}"))
            store.put(f"group:b{number}", group("B"))
        done = store.undo_with_later(3)
        assert [each.undoes for each in done] == [7, 5, 3]
        assert store.get(A) == group("A0")
        assert len(contents(store)) == 5

    def test_what_mentions_the_record_goes_first_with_what_depends_on_that(
        self, store: Store
    ) -> None:
        store.put("source:a", record("source", title="a"))
        store.put("source:b", record("source", title="b", derived_from="source:a"))
        store.put("source:c", record("source", title="c", derived_from="source:b"))
        store.put(A, group("A", cites=[{"source": "source:c"}]))
        store.put(B, group("B"))
        done = store.undo_with_later(1)
        assert [each.undoes for each in done] == [4, 3, 2, 1]
        assert contents(store) == {B: group("B")}

    def test_a_deletion_of_what_it_mentions_goes_first(self, store: Store) -> None:
        store.put("source:a", record("source", title="a"))
        store.put(A, group("A", cites=[{"source": "source:a"}]))
        store.put(A, group("A"))
        store.delete("source:a")
        done = store.undo_with_later(3)
        assert [each.undoes for each in done] == [4, 3]
        assert store.get(A) == group("A", cites=[{"source": "source:a"}])

    def test_what_was_taken_back_already_is_not_in_the_way(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        store.undo()
        assert [each.undoes for each in store.undo_with_later(1)] == [1]

    def test_what_was_made_again_is(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        store.undo()
        store.redo()
        store.undo_with_later(1)
        assert contents(store) == {}

    def test_each_step_can_be_made_again(self, store: Store) -> None:
        store.put(A, group("one"))
        store.put(A, group("two"))
        store.put(A, group("three"))
        store.undo_with_later(1)
        for expected in ("one", "two", "three"):
            store.redo()
            assert store.get(A) == group(expected)

    @pytest.mark.parametrize("rev", [0, 7])
    def test_of_a_revision_that_never_was_nothing_is_done(self, store: Store, rev: int) -> None:
        store.put(A, group("A"))
        with pytest.raises(NothingToUndo, match=f"no revision {rev}"):
            store.undo_with_later(rev)
        assert len(store.history()) == 1

    def test_of_a_whole_briefing_every_later_change_of_it_goes(self, filled: Store) -> None:
        filled.put(FRONT, group("another name"))
        filled.delete(REPORT, unlink=True)
        filled.put(A, group("stays"))
        filled.undo_with_later(1)
        assert contents(filled) == {A: group("stays")}
        assert contents(reopened(filled)) == {A: group("stays")}


def test_an_edit_of_the_file_is_in_the_way_like_any_later_change(path: Path) -> None:
    store = Store.open(path)
    edit_by_hand(path, {A: "by hand"})
    with pytest.raises(CannotUndo, match="changed again by revision 3") as refused:
        store.undo(1)
    assert refused.value.later == 3
    assert [each.undoes for each in store.undo_with_later(1)] == [3, 1]
    assert contents(store) == {B: group("B")}

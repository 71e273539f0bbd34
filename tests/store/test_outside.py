"""db.json changed outside the program: imported, reported, undoable, and never lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from stores import (
    A,
    B,
    C,
    D,
    backup,
    changed_outside,
    edit_by_hand,
    failing,
    files,
    follows_itself,
    held,
    lines,
    log,
    reformat,
    reopened,
    said,
    whys,
)

from briefing.store.changes import OUTSIDE, Change
from briefing.store.errors import BrokenReference, Conflict, FileFault, NotSaved
from briefing.store.store import Store
from invented import contents, group


class TestWithTheProgramClosed:
    def test_it_is_there_when_the_briefing_is_opened_and_reported(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand", C: "new"})
        store = Store.open(path)
        assert contents(store) == {A: group("by hand"), B: group("B"), C: group("new")}
        assert store.notices == [f"{path}: changed outside the program; 2 records differ: {A}, {C}"]

    def test_one_record_or_very_many_are_reported_just_as_briefly(self, path: Path) -> None:
        edit_by_hand(path, {A: None})
        assert Store.open(path).notices[0].endswith(f"1 record differs: {A}")
        edit_by_hand(path, {f"group:{number}": "x" for number in range(9)})
        (notice,) = Store.open(path).notices
        assert "10 records differ" in notice
        assert notice.endswith(" and 5 more")

    def test_opening_alone_writes_nothing(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        before = files(path)
        Store.open(path)
        assert files(path) == before

    @pytest.mark.parametrize(
        "step",
        [Store.catch_up, Store.close, lambda store: store.put(C, group("C"))],
        ids=["catching up", "closing", "a change"],
    )
    def test_the_next_step_logs_it(self, path: Path, step: Callable[[Store], object]) -> None:
        edit_by_hand(path, {A: None, B: "by hand"})
        step(Store.open(path))
        logged = Store.open(path).history()[2]
        assert (logged.rev, logged.why, logged.by, logged.undoes) == (3, OUTSIDE, "", 0)
        assert set(logged.changes) == {
            Change(A, group("A – أ"), None),
            Change(B, group("B"), group("by hand")),
        }

    def test_it_is_logged_once(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        store = Store.open(path)
        store.catch_up()
        store.catch_up()
        again = reopened(store)
        again.put(C, group("C"))
        assert whys(reopened(again)) == ["first", "second", OUTSIDE, ""]
        assert Store.open(path).notices == []

    def test_it_can_be_taken_back_and_made_again(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand", B: None, C: "new"})
        store = Store.open(path)
        assert store.undo().why == f"undo {OUTSIDE}"
        assert contents(store) == {A: group("A – أ"), B: group("B")}
        store = reopened(store)
        store.redo()
        store = reopened(store)
        assert contents(store) == {A: group("by hand"), C: group("new")}
        assert held(path) == contents(store)

    def test_it_is_not_in_the_way_of_undoing_what_was_before(self, path: Path) -> None:
        edit_by_hand(path, {C: "new"})
        store = Store.open(path)
        store.undo()
        store.undo()
        store.undo()
        assert contents(store) == {}

    def test_a_change_of_the_same_record_knows_what_was_there(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        store = Store.open(path)
        store.put(A, group("A2"), base=group("by hand"))
        store.undo()
        assert store.get(A) == group("by hand")

    def test_a_briefing_that_was_only_reformatted_is_not_changed(self, path: Path) -> None:
        before = path.read_bytes()
        reformat(path)
        store = Store.open(path)
        assert store.notices == []
        store.put(C, group("C"))
        store.close()
        assert whys(Store.open(path)) == ["first", "second", ""]
        assert len(held(path)) == 3
        assert path.read_bytes().count(b"\n") == before.count(b"\n") + 3

    def test_a_byte_order_mark_goes_with_the_next_fold(self, path: Path) -> None:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        assert path.read_bytes().startswith(b"{")

    def test_a_new_title_is_kept(self, path: Path) -> None:
        edit_by_hand(path, {}, title="by hand")
        store = Store.open(path)
        assert store.meta.title == "by hand"
        store.put(C, group("C"))
        assert reopened(store).meta.title == "by hand"

    def test_a_mention_left_broken_does_not_keep_its_record_from_being_edited(
        self, path: Path
    ) -> None:
        gone = {"name": "B", "cites": [{"source": "source:gone"}]}
        edit_by_hand(path, {B: gone})
        store = Store.open(path)
        store.put(B, group("B2", cites=[{"source": "source:gone"}]))
        with pytest.raises(BrokenReference):
            store.put(C, group("C", cites=[{"source": "source:gone"}]))
        assert set(contents(reopened(store))) == {A, B}

    def test_without_the_backup_it_is_taken_in_all_the_same(self, path: Path) -> None:
        backup(path).unlink()
        edit_by_hand(path, {A: "by hand", C: "new"})
        store = reopened(Store.open(path))
        assert contents(store) == {A: group("by hand"), B: group("B"), C: group("new")}
        store.put(D, group("D"))
        assert contents(reopened(store)) == contents(store)

    def test_what_cannot_be_logged_is_not_lost(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        before = files(path)
        store = Store.open(path)
        with failing("os.fsync"), pytest.raises(NotSaved):
            store.catch_up()
        assert files(path) == before
        assert store.get(A) == group("by hand")
        store.catch_up()
        assert changed_outside(path) == [Change(A, group("A – أ"), group("by hand"))]


class TestWhileItIsOpen:
    def test_it_is_heard_before_the_next_change(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {B: "by hand", C: "new"})
        assert store.has_news()
        store.put(D, group("D"))
        expected = {A: group("A – أ"), B: group("by hand"), C: group("new"), D: group("D")}
        assert contents(store) == expected
        assert contents(reopened(store)) == expected
        assert held(path) == expected

    def test_it_is_reported_to_those_who_listen(self, path: Path) -> None:
        store = Store.open(path)
        reported: list[Change] = []
        store.subscribe(reported.extend)
        edit_by_hand(path, {B: "by hand"})
        came = [Change(B, group("B"), group("by hand"))]
        assert list(store.catch_up()) == reported == came
        assert OUTSIDE in store.notices[0]
        assert list(store.catch_up()) == []

    def test_an_edit_of_the_same_record_is_refused(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {A: "by hand"})
        with pytest.raises(Conflict) as refused:
            store.put(A, group("mine"), base=group("A – أ"))
        assert refused.value.ref == A
        assert refused.value.by == ""
        assert contents(Store.open(path))[A] == group("by hand")

    def test_undo_takes_it_back_as_the_last_change(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {A: "by hand"})
        store.undo()
        assert store.get(A) == group("A – أ")
        assert contents(reopened(store)) == contents(store)

    def test_a_new_title_is_taken_in_by_all(self, path: Path) -> None:
        mine, yours = Store.open(path), Store.open(path)
        edit_by_hand(path, {}, title="by hand")
        mine.catch_up()
        yours.put(C, group("C"))
        assert mine.meta.title == yours.meta.title == "by hand"
        yours.close()
        mine.close()
        assert Store.open(path).meta.title == "by hand"

    def test_of_two_programs_one_logs_it_and_both_have_it(self, path: Path) -> None:
        mine, yours = Store.open(path), Store.open(path)
        edit_by_hand(path, {A: "by hand"})
        mine.put(C, group("C"))
        yours.put(D, group("D"))
        mine.catch_up()
        assert contents(mine) == contents(yours) == contents(Store.open(path))
        assert whys(mine) == ["first", "second", OUTSIDE, "", ""]

    def test_of_two_programs_that_opened_it_so_one_logs_it(self, path: Path) -> None:
        edit_by_hand(path, {A: "by hand"})
        mine, yours = Store.open(path), Store.open(path)
        mine.put(A, group("A3"))
        yours.put(C, group("C"))
        mine.catch_up()
        assert whys(mine) == ["first", "second", OUTSIDE, "", ""]
        assert contents(mine) == contents(yours) == contents(Store.open(path))
        assert Store.open(path).get(A) == group("A3")

    def test_of_a_second_edit_by_hand_nothing_is_left_out(self, path: Path) -> None:
        edit_by_hand(path, {A: "one"})
        store = Store.open(path)
        edit_by_hand(path, {B: "two"})
        store.put(C, group("C"))
        assert {change.ref for change in changed_outside(path)} == {A, B}
        assert follows_itself(Store.open(path))
        while len(contents(store)) > 2 or store.get(A) != group("A – أ"):
            store.undo()
        assert contents(store) == {A: group("A – أ"), B: group("B")}

    def test_what_was_seen_and_taken_away_again_by_hand_is_gone(self, path: Path) -> None:
        whole = path.read_bytes()
        edit_by_hand(path, {D: "D"})
        store = Store.open(path)
        path.write_bytes(whole)
        store.put(C, group("C"))
        assert set(contents(store)) == {A, B, C}
        assert contents(reopened(store)) == contents(store) == held(path)
        assert follows_itself(Store.open(path))

    def test_what_was_seen_and_taken_away_before_another_logged_it_is_gone(
        self, path: Path
    ) -> None:
        edit_by_hand(path, {D: "D"})
        mine = Store.open(path)
        edit_by_hand(path, {D: None, B: "by hand"})
        yours = Store.open(path)
        yours.put(C, group("C"))
        mine.put(A, group("A2"))
        yours.catch_up()
        assert contents(mine) == contents(yours) == contents(Store.open(path))
        assert set(contents(mine)) == {A, B, C}
        assert contents(reopened(mine)) == held(path) == contents(yours)
        assert follows_itself(Store.open(path))

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"meta": {"format": 99}}'])
    def test_damage_is_reported_and_left_for_the_reader_to_mend(
        self, path: Path, damage: bytes
    ) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        history, whole = log(path).read_bytes(), path.read_bytes()
        path.write_bytes(damage)
        with pytest.raises(FileFault):
            store.put(D, group("D"))
        with pytest.raises(FileFault):
            store.checkpoint()
        assert path.read_bytes() == damage
        assert log(path).read_bytes() == history
        assert store.get(D) is None
        path.write_bytes(whole)
        store.put(D, group("D"))
        assert set(contents(reopened(store))) == {A, B, C, D}

    def test_a_file_that_is_gone_is_not_quietly_made_again(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        path.unlink()
        with pytest.raises(FileFault, match="there is no such file"):
            store.put(B, group("B2"))
        with pytest.raises(FileFault, match="there is no such file"):
            store.checkpoint()
        store.close()
        assert not path.exists()
        assert said(path)[-1] == "change 3"

    def test_one_saved_again_as_it_was_is_no_news_for_long(self, path: Path) -> None:
        store = Store.open(path)
        path.write_bytes(path.read_bytes())
        before = lines(path)
        assert list(store.catch_up()) == []
        assert not store.has_news()
        assert lines(path) == before

"""db.json changed outside while changes are pending: the user chooses, and neither is lost."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from stores import A, B, C, D, backup, edit_by_hand, failing, files, held, reformat, said, whys

from briefing.checks import check
from briefing.model.kinds.record import Record
from briefing.store.backend import Keep
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.changes import OUTSIDE, Change
from briefing.store.errors import NotSaved, TwoVersions
from briefing.store.store import Store
from invented import contents, group, record

State = Mapping[str, Record]
OLD = group("A – أ")

KEEPS: tuple[Keep, ...] = ("mine", "theirs", "both")
keeps = pytest.mark.parametrize("keep", KEEPS)


@pytest.fixture
def mine(path: Path) -> State:
    """Pending changes: A edited, C added."""
    store = Store.open(path)
    store.put(A, group("mine"), "my edit")
    store.put(C, group("C"), "my addition")
    return contents(store)


def settled(path: Path, keep: Keep) -> Store:
    """The briefing opened with an answer; the next to open it is not asked again."""
    store = Store.open(path, by="chooser", keep=keep)
    expected = contents(store)
    store.close()
    assert held(path) == expected
    again = Store.open(path)
    assert contents(again) == expected
    assert (again.notices, again.pending) == ([], 0)
    return again


class TestAsking:
    @pytest.mark.usefixtures("mine")
    def test_opening_says_what_each_side_changed_and_writes_nothing(self, path: Path) -> None:
        edit_by_hand(path, {B: "theirs", D: "D"})
        before = files(path)
        with pytest.raises(TwoVersions) as asked:
            Store.open(path)
        assert set(asked.value.mine) == {A, C}
        assert set(asked.value.theirs) == {B, D}
        assert asked.value.both == ()
        assert asked.value.location == str(path)
        for part in (str(path), A, B, "nothing is lost", "briefing checkpoint --keep both"):
            assert part in str(asked.value)
        assert files(path) == before

    @pytest.mark.usefixtures("mine")
    def test_what_both_changed_is_named(self, path: Path) -> None:
        edit_by_hand(path, {A: "theirs", C: "C"})
        with pytest.raises(TwoVersions, match=f"both changed {A};") as asked:
            Store.open(path)
        assert asked.value.both == (A,)

    @pytest.mark.parametrize(
        "step",
        [
            Store.catch_up,
            lambda store: store.put(D, group("D2")),
            lambda store: store.delete(B),
            Store.undo,
        ],
        ids=["catching up", "a change", "deleting", "undo"],
    )
    def test_an_open_program_is_asked_before_it_continues(
        self, path: Path, step: Callable[[Store], object]
    ) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        edit_by_hand(path, {B: "theirs"})
        before, records = files(path), contents(store)
        for _ in range(2):
            with pytest.raises(TwoVersions):
                step(store)
        assert not store.checkpoint()
        store.close()
        assert files(path) == before
        assert contents(store) == records

    def test_an_open_program_continues_with_the_answer(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        reported: list[Change] = []
        store.subscribe(reported.extend)
        edit_by_hand(path, {B: "theirs"})
        with pytest.raises(TwoVersions):
            store.catch_up()
        came = [Change(B, group("B"), group("theirs"))]
        assert list(store.settle("both")) == reported == came
        store.put(D, group("D"))
        assert contents(Store.open(path)) == contents(store)

    @pytest.mark.usefixtures("mine")
    def test_another_program_follows_the_answer(self, path: Path) -> None:
        first, second = Store.open(path), Store.open(path)
        edit_by_hand(path, {B: "theirs"})
        for store in (first, second):
            with pytest.raises(TwoVersions):
                store.catch_up()
        first.settle("theirs")
        second.catch_up()
        second.put(D, group("D"))
        first.catch_up()
        assert contents(first) == contents(second) == contents(Store.open(path))
        assert whys(first).count(OUTSIDE) == 1

    @pytest.mark.parametrize("edited", [{}, {A: "mine", C: "C"}], ids=["white space", "as here"])
    def test_nobody_is_asked_where_nothing_differs(
        self, path: Path, mine: State, edited: Mapping[str, Any]
    ) -> None:
        edit_by_hand(path, edited)
        store = Store.open(path)
        assert contents(store) == mine
        store.put(D, group("D"))
        store.close()
        assert held(path) == {**mine, D: group("D")}
        assert OUTSIDE not in whys(Store.open(path))

    def test_nobody_is_asked_where_what_waits_has_no_effect(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.undo()
        edit_by_hand(path, {B: "theirs"})
        assert [change.ref for change in store.catch_up()] == [B]
        store.close()
        assert held(path) == contents(Store.open(path)) == {A: OLD, B: group("theirs")}
        assert whys(Store.open(path))[-1] == OUTSIDE

    def test_the_very_first_change_waits_for_a_file_only_reformatted(self, tmp_path: Path) -> None:
        path = tmp_path / "db.json"
        store = Store.create(path, "x")
        store.put(A, group("A"))
        reformat(path)
        store.catch_up()
        assert store.pending == 1
        store.close()
        assert held(path) == contents(Store.open(path)) == {A: group("A")}

    def test_after_an_answer_that_could_not_be_written_it_is_asked_again(
        self, path: Path, mine: State
    ) -> None:
        edit_by_hand(path, {B: "theirs"})
        before = files(path)
        with failing("os.fsync"), pytest.raises(NotSaved):
            Store.open(path, keep="mine")
        assert files(path) == before
        with pytest.raises(TwoVersions):
            Store.open(path)
        assert contents(settled(path, "mine")) == mine


class TestAnswers:
    """With edits of other records, and of the same."""

    @pytest.fixture(params=["disjoint", "clashing"])
    def theirs(self, path: Path, mine: State, request: pytest.FixtureRequest) -> State:
        assert held(path) != mine
        edit: dict[str, Any] = {B: "theirs", D: "D"}
        if request.param == "clashing":
            edit |= {A: "theirs", C: "their C"}
        edit_by_hand(path, edit)
        return held(path)

    def test_mine_is_kept_and_redo_brings_theirs(
        self, path: Path, mine: State, theirs: State
    ) -> None:
        store = settled(path, "mine")
        assert contents(store) == mine
        came, answer = store.history()[-2:]
        assert (came.why, came.by) == (OUTSIDE, "")
        assert (answer.why, answer.by, answer.undoes) == (f"undo {OUTSIDE}", "chooser", came.rev)
        store.redo()
        assert contents(store) == theirs
        store.undo()
        store.undo()
        assert store.get(C) is None

    def test_theirs_is_kept_and_undo_brings_mine(
        self, path: Path, mine: State, theirs: State
    ) -> None:
        store = settled(path, "theirs")
        assert contents(store) == theirs
        assert whys(store)[-3:] == ["my edit", "my addition", OUTSIDE]
        store.undo()
        assert contents(store) == mine
        store.redo()
        assert contents(store) == theirs

    def test_both_go_on_and_undo_brings_one_and_the_other(
        self, path: Path, mine: State, theirs: State
    ) -> None:
        store = settled(path, "both")
        assert contents(store) == {**theirs, **{ref: mine[ref] for ref in (A, C)}}
        assert whys(store)[-2:] == [OUTSIDE, "put together with what was changed here"]
        store.undo()
        assert contents(store) == theirs
        store.undo()
        assert contents(store) == mine

    @keeps
    def test_the_same_goes_for_an_open_program(
        self, path: Path, mine: State, theirs: State, keep: Keep
    ) -> None:
        expected = contents(settled(path, keep))
        again = {"mine": mine, "theirs": theirs}.get(keep, expected)
        assert expected == again

    @keeps
    def test_the_history_holds_every_state_of_every_record(
        self, path: Path, mine: State, theirs: State, keep: Keep
    ) -> None:
        store = settled(path, keep)
        logged = {(change.ref, change.after) for each in store.history() for change in each.changes}
        for state in (mine, theirs):
            for ref, one in state.items():
                assert (ref, one) in logged

    @keeps
    def test_without_the_backup_the_history_shows_what_it_knows(
        self, path: Path, mine: State, theirs: State, keep: Keep
    ) -> None:
        backup(path).unlink()
        with pytest.raises(TwoVersions) as asked:
            Store.open(path)
        assert set(asked.value.both) == ({A, C} if theirs[A] != OLD else set())
        expected = {
            "both": {**theirs, A: mine[A], C: mine[C]},
            # Nothing says that D was not there before.
            "mine": {**mine, D: theirs[D]},
            "theirs": theirs,
        }
        store = settled(path, keep)
        assert contents(store) == expected[keep]
        assert verify(Paths(path)).faults == []


class TestKeepingBoth:
    def both(self, path: Path, change: Callable[[Store], object], edit: Mapping[str, Any]) -> Store:
        change(Store.open(path))
        edit_by_hand(path, edit)
        with pytest.raises(TwoVersions):
            Store.open(path)
        store = settled(path, "both")
        assert [each for each in check(store) if each.level == "error"] == []
        return store

    def test_fields_of_one_record_are_taken_from_whoever_changed_them(self, path: Path) -> None:
        store = self.both(
            path,
            lambda store: store.put(A, group("mine", status="active", tags=["x"])),
            {A: {"name": "A – أ", "founded": "2012", "status": "defunct", "tags": ["y"]}},
        )
        assert store.get(A) == group("mine", status="active", founded="2012", tags=["x", "y"])

    def test_where_that_makes_no_right_record_it_is_mine(self, path: Path) -> None:
        store = self.both(
            path,
            lambda store: store.put(A, group("A – أ", founded="2014")),
            {A: {"name": "A – أ", "dissolved": "2013"}},
        )
        assert store.get(A) == group("A – أ", founded="2014")

    def test_one_deleted_here_and_edited_there_stays(self, path: Path) -> None:
        store = self.both(path, lambda store: store.delete(A), {A: "theirs"})
        assert store.get(A) == group("theirs")

    def test_one_edited_here_and_deleted_there_stays(self, path: Path) -> None:
        store = self.both(path, lambda store: store.put(A, group("mine")), {A: None})
        assert store.get(A) == group("mine")

    def test_one_deleted_here_and_left_there_goes(self, path: Path) -> None:
        store = self.both(path, lambda store: store.delete(A), {B: "theirs"})
        assert contents(store) == {B: group("theirs")}

    def test_one_deleted_here_and_mentioned_there_comes_back(self, path: Path) -> None:
        link = {"type": "allied", "from": A, "to": B}
        store = self.both(path, lambda store: store.delete(A), {"link:x": link})
        assert set(contents(store)) == {A, B, "link:x"}

    def test_one_deleted_there_and_mentioned_here_comes_back(self, path: Path) -> None:
        link = record("link", type="allied", from_=A, to=B)
        store = self.both(path, lambda store: store.put("link:x", link), {B: None})
        assert set(contents(store)) == {A, B, "link:x"}

    def test_what_comes_back_brings_what_it_mentions(self, path: Path) -> None:
        def change(store: Store) -> None:
            store.put("source:a", record("source", title="a"))
            store.put("source:b", record("source", title="b", derived_from="source:a"))
            store.checkpoint()
            store.put(A, group("mine", cites=[{"source": "source:b"}]))

        store = self.both(path, change, {"source:a": None, "source:b": None})
        assert set(contents(store)) == {A, B, "source:a", "source:b"}


def test_a_crash_behind_any_answer_asks_no_more(path: Path, mine: State) -> None:
    """The answer is in the history at once, db.json follows later."""
    edit_by_hand(path, {A: "theirs"})
    store = Store.open(path, keep="both")
    assert said(path)[-3:] == ["change 5", "folded 5", "change 6"]
    again = Store.open(path)
    assert contents(again) == contents(store)
    assert again.get(A) == group("mine")

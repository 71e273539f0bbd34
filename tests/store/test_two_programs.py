"""Several programs on one briefing: each sees the others' changes, and none overwrites another."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from stores import A, B, C, D, held, lines, log, said

from briefing.store.changes import Change
from briefing.store.errors import BrokenReference, CannotUndo, Conflict
from briefing.store.store import Store
from invented import contents, group, record

OLD = group("A – أ")


@pytest.fixture
def mine(path: Path) -> Store:
    return Store.open(path, by="me")


@pytest.fixture
def yours(path: Path) -> Store:
    return Store.open(path, by="you")


class TestNews:
    def test_each_sees_the_others_change_on_its_next_write(
        self, path: Path, mine: Store, yours: Store
    ) -> None:
        mine.put(C, group("C"))
        assert yours.get(C) is None
        yours.put(D, group("D"))
        assert yours.get(C) == group("C")
        assert list(mine.catch_up()) == [Change(D, None, group("D"))]
        assert contents(mine) == contents(yours) == contents(Store.open(path))

    def test_there_is_news_until_it_is_heard(self, mine: Store, yours: Store) -> None:
        assert not mine.has_news()
        yours.put(C, group("C"))
        assert not yours.has_news()
        assert mine.has_news()
        mine.catch_up()
        assert not mine.has_news()
        assert list(mine.catch_up()) == []

    def test_what_another_changed_is_reported_to_those_who_listen(
        self, mine: Store, yours: Store
    ) -> None:
        reported: list[Change] = []

        def listen(changes: Sequence[Change]) -> None:
            reported.extend(changes)

        mine.subscribe(listen)
        yours.put(A, group("A2"))
        yours.put(A, group("A3"))
        yours.put(C, group("C"))
        mine.catch_up()
        assert reported == [Change(A, OLD, group("A3")), Change(C, None, group("C"))]
        mine.catch_up()
        assert len(reported) == 2

    def test_what_came_and_went_again_is_not_reported(self, mine: Store, yours: Store) -> None:
        yours.put(C, group("C"))
        yours.undo()
        assert list(mine.catch_up()) == []
        assert mine.meta.revision == yours.meta.revision == 4

    def test_revisions_are_counted_on_by_all(self, mine: Store, yours: Store) -> None:
        revisions = [
            store.put(f"group:{who}-{number}", group("x")).rev
            for number in range(3)
            for who, store in (("mine", mine), ("yours", yours))
        ]
        assert revisions == [3, 4, 5, 6, 7, 8]
        mine.catch_up()
        assert mine.history() == yours.history()
        assert [each.by for each in mine.history()[2:]] == ["me", "you"] * 3

    def test_the_history_goes_as_far_as_was_heard(self, mine: Store, yours: Store) -> None:
        yours.put(C, group("C"), "yours")
        assert next(mine.newest_first()).why == "second"
        mine.catch_up()
        assert next(mine.newest_first()).why == "yours"

    def test_of_two_that_begin_the_history_each_sees_the_other(self, tmp_path: Path) -> None:
        path = tmp_path / "db.json"
        mine, yours = Store.create(path, "x"), Store.open(path)
        mine.put(A, group("A"))
        yours.put(B, group("B"))
        mine.put(C, group("C"))
        yours.catch_up()
        assert contents(mine) == contents(yours) == contents(Store.open(path))
        assert len(contents(mine)) == 3
        assert said(path)[:2] == ["folded 0", "change 1"]
        mine.close()
        yours.close()
        assert held(path) == contents(Store.open(path))


class TestConflicts:
    @pytest.mark.parametrize("theirs", ["edits", "deletes", "edits and folds"])
    def test_an_edit_of_what_another_changed_is_refused(
        self, path: Path, mine: Store, yours: Store, theirs: str
    ) -> None:
        if theirs == "deletes":
            yours.delete(A)
        else:
            yours.put(A, group("yours"))
        if "folds" in theirs:
            yours.checkpoint()
        expected = contents(yours)
        with pytest.raises(Conflict, match=f"{A} was changed by you"):
            mine.put(A, group("mine"), base=OLD)
        assert contents(mine) == contents(Store.open(path)) == expected
        mine.put(C, group("C"))
        assert contents(Store.open(path)) == expected | {C: group("C")}

    def test_it_says_who_and_when(self, mine: Store, yours: Store) -> None:
        before = datetime.now(UTC)
        yours.put(A, group("yours"))
        with pytest.raises(Conflict) as refused:
            mine.put(A, group("mine"), base=OLD)
        conflict = refused.value
        assert (conflict.ref, conflict.by) == (A, "you")
        assert conflict.at is not None
        assert before <= conflict.at <= datetime.now(UTC)
        assert f"at {conflict.at.astimezone():%H:%M:%S}" in str(conflict)

    def test_a_draft_begun_before_is_refused_too(self, mine: Store, yours: Store) -> None:
        def edit() -> None:
            with mine.transaction() as change:
                change.put(A, group("mine"))
                change.put(D, group("D"))
                yours.put(A, group("yours"))

        with pytest.raises(Conflict):
            edit()
        assert mine.get(D) is None
        assert mine.get(A) == group("yours")

    def test_the_same_new_name_given_by_two_is_refused_to_the_second(
        self, path: Path, mine: Store, yours: Store
    ) -> None:
        yours.put(C, group("yours"))
        with pytest.raises(Conflict):
            mine.put(C, group("mine"))
        assert contents(Store.open(path))[C] == group("yours")

    def test_a_mention_of_what_another_deleted_is_refused(self, mine: Store, yours: Store) -> None:
        yours.delete(B)
        with pytest.raises(BrokenReference, match=f"{B}, which does not exist"):
            mine.put("link:x", record("link", type="allied", from_=A, to=B))
        assert mine.get("link:x") is None

    def test_deleting_what_another_mentions_by_now_is_refused(
        self, mine: Store, yours: Store
    ) -> None:
        yours.put("link:x", record("link", type="allied", from_=A, to=B))
        with pytest.raises(Exception, match="is referred to by link:x"):
            mine.delete(B)
        assert mine.get(B) == group("B")


class TestUndo:
    def test_takes_back_the_last_change_whoever_made_it(
        self, path: Path, mine: Store, yours: Store
    ) -> None:
        yours.put(C, group("C"))
        mine.undo()
        assert set(contents(mine)) == {A, B}
        yours.redo()
        assert set(contents(Store.open(path))) == {A, B, C}

    def test_of_what_another_changed_since_names_that_change(
        self, mine: Store, yours: Store
    ) -> None:
        yours.put(A, group("yours"))
        with pytest.raises(CannotUndo, match="changed again by revision 3") as refused:
            mine.undo(1)
        assert refused.value.later == 3
        mine.undo_with_later(1)
        yours.catch_up()
        assert set(contents(yours)) == set(contents(mine)) == {B}


class TestFolds:
    def test_what_another_folded_is_nothing_new(self, mine: Store, yours: Store) -> None:
        yours.put(C, group("C"))
        mine.catch_up()
        assert mine.pending == 1
        yours.checkpoint()
        assert list(mine.catch_up()) == []
        assert (mine.pending, mine.notices) == (0, [])

    def test_what_one_leaves_unfolded_the_next_to_close_folds(
        self, path: Path, mine: Store, yours: Store
    ) -> None:
        mine.put(C, group("C"))
        yours.close()
        assert C in held(path)
        mine.close()
        assert said(path)[-2:] == ["fold 3", "folded 3"]

    def test_changes_and_folds_in_any_order_agree(self, path: Path) -> None:
        stores = [Store.open(path) for _ in range(3)]
        for number in range(30):
            store = stores[number % 3]
            store.put(f"group:{number % 4}", group(f"number {number}"))
            if number % 4 == 0:
                stores[(number + 1) % 3].checkpoint()
            if number % 7 == 0:
                stores[number % 3] = Store.open(path)
        for store in stores:
            store.catch_up()
            assert contents(store) == contents(stores[0])
            assert store.notices == []
            store.close()
        assert held(path) == contents(Store.open(path))


class TestBothFilesReplaced:
    """Another version of briefing and history arrives while the program runs."""

    @pytest.fixture(params=["folded", "not folded"])
    def pulled(self, path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        """The same briefing as somebody else continued it."""
        folder = tmp_path / "theirs"
        shutil.copytree(path.parent, folder)
        store = Store.open(folder / path.name, by="them")
        store.put(B, group("theirs"), "their edit")
        if request.param == "folded":
            store.close()
        return folder

    def pull(self, pulled: Path, path: Path) -> None:
        for name in (path.name, log(path).name):
            shutil.copy(pulled / name, path.with_name(f"{name}.new"))
            path.with_name(f"{name}.new").replace(path.with_name(name))

    def test_it_is_taken_in(self, path: Path, mine: Store, pulled: Path) -> None:
        self.pull(pulled, path)
        mine.put(C, group("C"))
        expected = {A: OLD, B: group("theirs"), C: group("C")}
        assert contents(mine) == expected
        mine.close()
        assert contents(Store.open(path)) == held(path) == expected
        assert "their edit" in [each.why for each in Store.open(path).history()]

    @pytest.mark.parametrize(
        "step",
        [lambda store: store.put(D, group("D")), Store.catch_up, Store.close],
        ids=["a change", "catching up", "closing"],
    )
    def test_what_waited_here_can_be_brought_back(
        self, path: Path, mine: Store, pulled: Path, step: Callable[[Store], object]
    ) -> None:
        mine.put(C, group("mine"))
        self.pull(pulled, path)
        step(mine)
        again = Store.open(path)
        assert again.get(B) == group("theirs")
        reported = {
            (change.ref, change.before) for each in again.history() for change in each.changes
        }
        assert again.get(C) == group("mine") or (C, group("mine")) in reported


WRITER = """
import sys
from pathlib import Path
from briefing.model.kinds.group import Group
from briefing.store.store import Store

store = Store.open(Path(sys.argv[1]), by=sys.argv[2])
for number in range(12):
    store.put(f"group:{sys.argv[2]}-{number}", Group(name="x"))
    if number % 5 == int(sys.argv[2]):
        store.checkpoint()
store.close()
"""


def test_of_four_writers_at_once_no_change_is_lost(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "0123"]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    store = Store.open(path)
    assert len(contents(store)) == 2 + 48
    assert [each.rev for each in store.history()] == list(range(1, 51))
    assert held(path) == contents(store)
    assert store.notices == []
    at = [json.loads(line)["rev"] for line in lines(path) if b'"changes"' in line]
    assert at == list(range(1, 51))

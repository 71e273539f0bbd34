"""Changes that cannot be written: kept in memory, reported, and saved as soon as possible."""

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import (
    A,
    B,
    C,
    D,
    failing,
    files,
    follows_itself,
    held,
    lines,
    log,
    reopened,
    whys,
)

from briefing.store.changes import Change
from briefing.store.errors import (
    BrokenReference,
    Conflict,
    NotSaved,
    StillReferenced,
)
from briefing.store.store import Store
from invented import contents, group, record

OLD = group("A – أ")
LINK = record("link", type="allied", from_=A, to=B)


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A briefing whose changes are kept when they cannot be written."""
    store = Store.open(path, by="me")
    store.keeps_waiting = True
    yield store
    if path.parent.exists():
        store.close()


class TestADiskThatIsFull:
    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ETIMEDOUT])
    @pytest.mark.parametrize("step", ["os.pwrite", "os.fsync"])
    def test_keeps_a_change_in_memory_and_says_so(
        self, path: Path, store: Store, step: str, number: int
    ) -> None:
        before = files(path)
        with failing(step, number):
            done = store.put(C, group("C"), "why")
        assert store.get(C) == group("C")
        assert store.waiting == (done,)
        assert "cannot be written" in store.trouble
        assert "nothing was changed" not in store.trouble
        assert files(path) == before

    def test_without_being_asked_to_the_change_is_refused(self, path: Path) -> None:
        store = Store.open(path)
        with failing(), pytest.raises(NotSaved):
            store.put(C, group("C"))
        assert store.get(C) is None
        assert (store.waiting, store.trouble) == ((), "")

    def test_what_waits_is_saved_in_its_order_when_that_can_be_done(
        self, path: Path, store: Store
    ) -> None:
        with failing():
            store.put(C, group("C"), "one")
            store.put(C, group("C2"), "two")
            store.delete(A, "three")
            assert not store.save_waiting()
            assert len(store.waiting) == 3
        assert store.save_waiting()
        assert (store.waiting, store.trouble) == ((), "")
        assert whys(Store.open(path)) == ["first", "second", "one", "two", "three"]
        assert contents(Store.open(path)) == contents(store)
        assert follows_itself(store)

    def test_the_next_change_that_can_be_saved_takes_them_along(
        self, path: Path, store: Store
    ) -> None:
        with failing():
            store.put(C, group("C"), "one")
        assert store.put(D, group("D"), "two").rev == 4
        assert store.waiting == ()
        assert [each.rev for each in Store.open(path).history()] == [1, 2, 3, 4]

    def test_closing_saves_them(self, path: Path, store: Store) -> None:
        with failing():
            store.put(C, group("C"))
        store.close()
        assert C in held(path)

    def test_closing_while_it_is_full_says_that_they_would_be_lost(self, store: Store) -> None:
        with failing():
            store.put(C, group("C"))
            with pytest.raises(NotSaved, match="No space left"):
                store.close()
        assert len(store.waiting) == 1

    def test_nothing_is_folded_meanwhile(self, path: Path, store: Store) -> None:
        store.put(C, group("C"))
        before = path.read_bytes()
        with failing():
            store.put(D, group("D"))
        assert not store.checkpoint()
        assert path.read_bytes() == before

    def test_checks_are_made_as_ever(self, store: Store) -> None:
        with failing():
            store.put("link:x", LINK)
            with pytest.raises(StillReferenced):
                store.delete(A)
            with pytest.raises(BrokenReference):
                store.put("link:y", record("link", type="allied", from_=A, to=D))
            with pytest.raises(Conflict):
                store.put(B, group("B2"), base=group("was never there"))
        assert [each.rev for each in store.waiting] == [3]

    def test_listeners_hear_of_each_change_once(self, store: Store) -> None:
        reported: list[Change] = []
        store.subscribe(reported.extend)
        with failing():
            store.put(C, group("C"))
            store.save_waiting()
        store.save_waiting()
        assert reported == [Change(C, None, group("C"))]

    def test_the_history_shows_them_first(self, store: Store) -> None:
        with failing():
            store.put(A, group("A2"), "waiting")
            assert [each.why for each in store.newest_first()] == ["waiting", "second", "first"]
            assert [each.why for each in store.newest_first(A)] == ["waiting", "first"]
            assert [each.why for each in store.newest_first(B)] == ["second"]


class TestUndo:
    def test_goes_back_through_what_waits_and_what_is_saved(self, path: Path, store: Store) -> None:
        with failing():
            store.put(C, group("C"))
            store.put(A, group("A2"))
            for expected in ({A, B, C}, {A, B}, {A}, set()):
                store.undo()
                assert set(contents(store)) == expected
            store.redo()
            store.redo()
            store.redo()
            assert set(contents(store)) == {A, B, C}
        assert store.save_waiting()
        assert contents(Store.open(path)) == contents(store)
        assert follows_itself(store)
        again = reopened(store)
        again.redo()
        assert again.get(A) == group("A2")

    def test_is_numbered_on_with_what_others_did(self, path: Path, store: Store) -> None:
        other = Store.open(path)
        with failing():
            store.put(C, group("C"))
            store.undo()
        other.put(D, group("D"))
        assert store.save_waiting()
        assert [(each.rev, each.undoes) for each in store.history()[2:]] == [(3, 0), (4, 0), (5, 4)]
        again = reopened(store)
        again.redo()
        assert set(contents(again)) == {A, B, C, D}


def test_a_folder_that_vanishes_and_comes_back(path: Path, store: Store) -> None:
    elsewhere = path.parent.with_name("elsewhere")
    path.parent.rename(elsewhere)
    store.put(C, group("C"), "one")
    store.put(A, group("A2"), "two")
    assert str(path) in store.trouble
    assert not store.save_waiting()
    assert list(store.catch_up()) == []
    assert not path.parent.exists()
    elsewhere.rename(path.parent)
    assert store.save_waiting()
    assert whys(Store.open(path)) == ["first", "second", "one", "two"]
    assert contents(Store.open(path)) == contents(store)


def test_a_file_that_vanishes_and_comes_back(path: Path, store: Store) -> None:
    path.rename(path.with_name("elsewhere"))
    store.put(C, group("C"))
    assert "there is no such file" in store.trouble
    assert not store.save_waiting()
    path.with_name("elsewhere").rename(path)
    assert store.save_waiting()
    assert set(contents(Store.open(path))) == {A, B, C}


LIMITED = """
import json, resource, sys
from pathlib import Path
from briefing.model.kinds.group import Group
from briefing.store.store import Store

path = Path(sys.argv[1])
store = Store.open(path)
store.keeps_waiting = True
size = path.with_suffix(".history.jsonl").stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400, resource.RLIM_INFINITY))
reported = []
for number in range(4):
    store.put(f"group:{number}", Group(name="x" * 100))
    reported.append(len(store.waiting))
trouble, saved = store.trouble, store.save_waiting()
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
again = store.save_waiting()
print(json.dumps([reported, trouble, saved, again, len(store.waiting)]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="only POSIX limits how long files may be")
def test_a_file_that_may_not_grow(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], capture_output=True, check=True, timeout=60
    )
    reported, trouble, saved, again, left = json.loads(ended.stdout)
    assert reported == [0, 1, 2, 3]
    assert "File too large" in trouble
    assert (saved, again, left) == (False, True, 0)
    assert [each.rev for each in Store.open(path).history()] == [1, 2, 3, 4, 5, 6]
    assert all(line.endswith(b"}\n") for line in lines(path))
    assert log(path).stat().st_size > 400

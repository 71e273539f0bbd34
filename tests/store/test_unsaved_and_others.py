"""Changes that wait for the disk are rebased on what others do in the meantime."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import A, B, C, edit_by_hand, failing, follows_itself, held, reopened, whys

from briefing.checks import check
from briefing.store.changes import OUTSIDE
from briefing.store.errors import TwoVersions
from briefing.store.store import Store
from invented import contents, group, record

LINK = record("link", type="allied", from_=A, to=B)


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A briefing whose changes are kept when they cannot be written."""
    store = Store.open(path, by="me")
    store.keeps_waiting = True
    yield store
    store.close()


@pytest.fixture
def other(path: Path) -> Store:
    return Store.open(path, by="other")


def test_what_they_changed_elsewhere_goes_with_ours(path: Path, store: Store, other: Store) -> None:
    with failing():
        store.put(A, group("mine"))
    other.put(B, group("theirs"))
    other.put(C, group("C"))
    other.checkpoint()
    assert store.save_waiting()
    assert contents(store) == {A: group("mine"), B: group("theirs"), C: group("C")}
    assert contents(Store.open(path)) == contents(store)
    assert [each.by for each in store.history()[2:]] == ["other", "other", "me"]


def test_they_are_not_heard_before_ours_can_be_saved(store: Store, other: Store) -> None:
    with failing():
        store.put(A, group("mine"))
    other.put(B, group("theirs"))
    assert list(store.catch_up()) == []
    assert store.get(B) == group("B")
    assert store.has_news()
    store.save_waiting()
    assert store.get(B) == group("theirs")
    assert not store.has_news()


@pytest.mark.parametrize("tries", [0, 1, 3])
@pytest.mark.parametrize("theirs", ["edit", "deletion"])
def test_what_they_did_to_the_same_record_can_be_brought_back(
    store: Store, other: Store, theirs: str, tries: int
) -> None:
    with failing():
        store.put(A, group("mine"))
    if theirs == "edit":
        other.put(A, group("theirs"))
    else:
        other.delete(A)
    expected = other.get(A)
    for _ in range(tries):
        with failing():
            assert not store.save_waiting()
    assert store.save_waiting()
    assert store.get(A) == group("mine")
    assert follows_itself(store)
    store.undo()
    assert store.get(A) == expected


def test_the_same_done_by_both_is_the_same(path: Path, store: Store, other: Store) -> None:
    with failing():
        store.put(A, group("same"))
        store.delete(B)
    other.put(A, group("same"))
    other.delete(B)
    assert store.save_waiting()
    assert contents(store) == contents(Store.open(path)) == {A: group("same")}
    assert follows_itself(store)
    assert all(each.changes for each in store.history())


@pytest.mark.parametrize("theirs", ["same", "theirs"])
def test_what_waits_and_was_taken_back_leaves_what_others_did(
    path: Path, store: Store, other: Store, theirs: str
) -> None:
    with failing():
        store.put(A, group("same"))
        store.undo()
    other.put(A, group(theirs))
    assert store.save_waiting()
    assert store.get(A) == group(theirs)
    assert follows_itself(store)
    assert all(each.undoes < each.rev for each in store.history())
    again = reopened(store)
    again.undo()
    assert again.get(A) == group("A – أ")


@pytest.mark.parametrize("theirs", ["same", "theirs"])
def test_what_waits_and_was_made_again_is_made_on_top_of_what_others_did(
    path: Path, store: Store, other: Store, theirs: str
) -> None:
    with failing():
        store.put(A, group("same"))
        store.undo()
        store.redo()
    other.put(A, group(theirs))
    assert store.save_waiting()
    assert store.get(A) == group("same")
    assert follows_itself(store)
    assert all(each.undoes < each.rev for each in store.history())
    again = reopened(store)
    again.undo()
    assert again.get(A) == group("theirs" if theirs == "theirs" else "A – أ")


def test_a_record_they_deleted_that_ours_mentions_leaves_nothing_broken(
    path: Path, store: Store, other: Store
) -> None:
    with failing():
        store.put("link:x", LINK)
    other.delete(B)
    store.save_waiting()
    again = Store.open(path)
    assert [each for each in check(again) if each.level == "error"] == []
    assert set(contents(again)) == {A, B, "link:x"}
    store.undo()
    assert set(contents(store)) == {A}


def test_a_record_ours_deletes_that_they_mention_leaves_nothing_broken(
    path: Path, store: Store, other: Store
) -> None:
    with failing():
        store.delete(B)
    other.put("link:x", LINK)
    store.save_waiting()
    again = Store.open(path)
    assert [each for each in check(again) if each.level == "error"] == []
    assert again.get("link:x") == LINK


def test_what_was_done_to_db_json_meanwhile_goes_with_ours(path: Path, store: Store) -> None:
    with failing():
        store.put(A, group("mine"))
    edit_by_hand(path, {A: "by hand", B: "by hand"})
    assert store.save_waiting()
    assert contents(store) == {A: group("mine"), B: group("by hand")}
    assert contents(reopened(store)) == held(path) == contents(store)
    assert OUTSIDE in whys(Store.open(path))
    store = Store.open(path)
    store.undo()
    assert store.get(A) == group("by hand")


def test_keeping_theirs_undoes_what_waits_too_and_the_history_has_it(
    path: Path, store: Store
) -> None:
    store.put(C, group("C"))
    with failing():
        store.put(A, group("mine"))
        store.put("group:new", group("mine alone"))
    edit_by_hand(path, {A: "theirs"})
    with pytest.raises(TwoVersions):
        store.save_waiting()
    store.settle("theirs")
    assert store.waiting == ()
    assert store.get(A) == group("theirs")
    assert store.get(C) is None
    assert store.get("group:new") is None
    again = Store.open(path)
    assert contents(again) == contents(store)
    changed = [change for made in again.history() for change in made.changes]
    assert any(change.after == group("mine") for change in changed), "it can be brought back"


def test_of_two_versions_somebody_chooses_and_ours_keeps_waiting(path: Path, store: Store) -> None:
    store.put(C, group("C"))
    with failing():
        store.put(A, group("mine"))
    edit_by_hand(path, {B: "by hand"})
    with pytest.raises(TwoVersions):
        store.save_waiting()
    assert len(store.waiting) == 1
    assert store.get(A) == group("mine")
    store.settle("both")
    assert store.waiting == ()
    assert contents(store) == {A: group("mine"), B: group("by hand"), C: group("C")}
    assert contents(Store.open(path)) == contents(store)

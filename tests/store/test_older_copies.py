"""An older db.json restored: a change from outside like any other, by which nothing is lost."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from stores import A, C, backup, changed_outside, held, reopened

from briefing.store.changes import OUTSIDE
from briefing.store.store import Store
from invented import contents, group


@pytest.fixture
def states(path: Path) -> Sequence[bytes]:
    """What db.json held at each of four checkpoints, the last of them now."""
    states = [path.read_bytes()]
    for number in range(3):
        store = Store.open(path)
        store.put(f"group:{number}", group("x"))
        store.delete(A) if number == 1 else None
        store.close()
        states.append(path.read_bytes())
    return states


@pytest.mark.parametrize("back", [1, 2, 3])
def test_an_older_copy_is_a_change_from_outside(
    path: Path, states: Sequence[bytes], back: int
) -> None:
    newest = held(path)
    path.write_bytes(states[-1 - back])
    older = held(path)
    store = Store.open(path)
    assert contents(store) == older
    assert OUTSIDE in store.notices[0]
    store.close()
    assert held(path) == older
    store = Store.open(path)
    assert store.notices == []
    store.undo()
    assert contents(store) == newest


@pytest.mark.usefixtures("states")
def test_the_backup_is_one_too(path: Path) -> None:
    shutil.copy(backup(path), path)
    store = Store.open(path)
    assert "group:2" not in contents(store)
    store.put(C, group("C"))
    assert "group:2" not in contents(reopened(store))
    assert [each.ref for each in changed_outside(path)] == ["group:2"]


def test_an_older_copy_uses_no_revision_twice(path: Path, states: Sequence[bytes]) -> None:
    path.write_bytes(states[0])
    store = Store.open(path)
    store.put(C, group("C"))
    revisions = [each.rev for each in reopened(store).history()]
    assert revisions == list(range(1, len(revisions) + 1))


def test_one_that_comes_while_it_is_open_is_one_too(path: Path, states: Sequence[bytes]) -> None:
    store = Store.open(path)
    path.write_bytes(states[-2])
    assert [change.ref for change in store.catch_up()] == ["group:2"]
    store.close()
    assert path.read_bytes() == states[-2]


def test_one_and_the_newest_again_are_two_changes(path: Path, states: Sequence[bytes]) -> None:
    store = Store.open(path)
    expected = contents(store)
    path.write_bytes(states[-2])
    store.catch_up()
    path.write_bytes(states[-1])
    store.catch_up()
    assert contents(store) == expected
    assert contents(reopened(store)) == expected
    assert len(changed_outside(path)) == 2

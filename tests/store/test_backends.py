"""What every backend must do."""

from pathlib import Path

import pytest

from briefing.store.backend import Backend
from briefing.store.changes import Change, Operation, Transaction
from briefing.store.errors import StoreError
from briefing.store.snapshot import Snapshot
from briefing.store.store import Store
from conftest import BACKENDS
from invented import TITLE, contents, group

A, B = "group:a", "group:b"


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    """A backend with an empty briefing."""
    made = BACKENDS[request.param](tmp_path)
    made.create(Snapshot.empty(TITLE))
    return made


def test_what_was_started_is_empty_and_has_its_title(backend: Backend) -> None:
    snapshot = backend.load()
    assert (snapshot.count(), snapshot.meta.title, snapshot.meta.revision) == (0, TITLE, 0)
    assert list(backend.history()) == []
    assert (backend.pending(), backend.read_only, list(backend.notices)) == (0, "", [])
    assert not backend.is_gone()


def test_what_is_appended_is_reported_the_last_first(backend: Backend) -> None:
    held = backend.load()
    now = Store.in_memory().put(A, group("A")).at
    merge = Operation("merge", ("group:x", A))
    made = [
        Transaction(1, now, "analyst", "first", (Change(A, None, group("A")),)),
        Transaction(2, now, "", "", (Change(B, None, group("B")),), operation=merge),
    ]
    with backend.lock():
        assert not [change for news in backend.pull(held) for change in news.changes]
        backend.append(made[0])
        backend.append(made[1])
    assert list(backend.history()) == made[::-1]
    assert list(backend.history(A)) == made[:1]
    assert not backend.has_news()


def test_the_lock_may_be_entered_again(backend: Backend) -> None:
    backend.load()
    with backend.lock(), backend.lock():
        pass


def test_a_store_finds_in_it_what_another_kept(backend: Backend) -> None:
    store = Store(backend, by="analyst")
    store.put(A, group("A"))
    store.put(B, group("B"))
    store.undo()
    expected = contents(store)
    store.close()
    assert backend.pending() == 0
    again = Store(backend, by="analyst")
    assert contents(again) == expected
    again.redo()
    assert set(contents(again)) == {A, B}


def test_where_there_is_one_none_is_started(tmp_path: Path) -> None:
    made = BACKENDS["disk"](tmp_path)
    made.create(Snapshot.empty())
    with pytest.raises(StoreError, match="exists already"):
        made.create(Snapshot.empty())

"""A change that cannot be written is refused: memory, file and history stay as they were."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from stores import A, B, C, D, disk_full, failing, files, log, said

from briefing.store.errors import FileFault, NotSaved
from briefing.store.store import Store
from invented import contents, group

STEPS = ["os.pwrite", "os.fsync"]
CHANGES = {
    "add": lambda store: store.put(C, group("C")),
    "edit": lambda store: store.put(A, group("A2")),
    "delete": lambda store: store.delete(A),
    "undo": lambda store: store.undo(),
}

anything = pytest.mark.parametrize("make", CHANGES.values(), ids=CHANGES)


@pytest.mark.parametrize("step", STEPS)
@anything
def test_everything_stays_as_it_was(path: Path, step: str, make: Callable[[Store], object]) -> None:
    store = Store.open(path)
    reported: list[object] = []
    store.subscribe(reported.append)
    records, before = contents(store), files(path)
    with (
        failing(step),
        pytest.raises(NotSaved, match=r"cannot be written \(No space left on device\)"),
    ):
        make(store)
    assert contents(store) == records
    assert (store.meta.revision, store.pending, store.waiting) == (2, 0, ())
    assert files(path) == before
    assert reported == []


@anything
def test_a_line_written_in_part_is_taken_away_again(
    path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Store], object]
) -> None:
    pwrite = os.pwrite

    def write_half(descriptor: int, data: bytes, at: int) -> int:
        if len(data) > 60:
            return pwrite(descriptor, data[:60], at)
        return int(disk_full())

    store = Store.open(path)
    before = files(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", write_half)
        with pytest.raises(NotSaved):
            make(store)
    assert files(path) == before


def test_where_not_even_that_can_be_done_the_part_goes_with_the_next_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pwrite = os.pwrite
    store = Store.open(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", lambda file, data, at: pwrite(file, data[:50], at) and 1 / 0)
        patch.setattr(os, "ftruncate", disk_full)
        with pytest.raises(ZeroDivisionError):
            store.put(C, group("C"))
    assert not log(path).read_bytes().endswith(b"\n")
    store.put(D, group("D"))
    assert said(path)[-2:] == ["folded 2", "change 3"]
    assert set(contents(Store.open(path))) == {A, B, D}


@pytest.mark.parametrize("step", STEPS)
def test_the_next_change_goes_through(path: Path, step: str) -> None:
    store = Store.open(path)
    with failing(step), pytest.raises(NotSaved):
        store.put(C, group("C"))
    assert store.put(C, group("C again")).rev == 3
    assert contents(Store.open(path))[C] == group("C again")
    assert [each.rev for each in Store.open(path).history()] == [1, 2, 3]


def test_the_first_change_of_a_briefing_too(tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    store = Store.create(path, "x")
    with failing("os.fsync"), pytest.raises(NotSaved):
        store.put(A, group("A"))
    assert said(path) == []
    assert store.put(A, group("A")).rev == 1
    assert said(path) == ["folded 0", "change 1"]
    assert set(contents(Store.open(path))) == {A}


@pytest.mark.parametrize(
    "number", [errno.EIO, errno.EDQUOT, errno.EROFS, errno.ESTALE, errno.ETIMEDOUT, errno.EACCES]
)
@pytest.mark.parametrize("step", STEPS)
def test_whatever_the_system_says_it_is_reported(path: Path, step: str, number: int) -> None:
    store = Store.open(path)
    before = files(path)
    with failing(step, number), pytest.raises(NotSaved) as refused:
        store.put(C, group("C"))
    message = str(refused.value)
    assert message.startswith(f"{path}: cannot be written ({os.strerror(number)})")
    assert "nothing was changed" in message
    assert files(path) == before


def test_while_another_holds_the_lock_a_change_waits_and_is_then_refused(path: Path) -> None:
    store = Store.open(path, patience=0.01)
    before = files(path)
    with FileLock(f"{path}.lock"), pytest.raises(NotSaved, match="another program has been"):
        store.put(B, group("B2"))
    assert files(path) == before
    store.put(B, group("B2"))
    assert contents(Store.open(path))[B] == group("B2")


def test_a_folder_that_is_gone_is_reported_and_not_created_again(path: Path) -> None:
    store = Store.open(path)
    path.parent.rename(path.parent.with_name("elsewhere"))
    with pytest.raises((NotSaved, FileFault)):
        store.put(C, group("C"))
    assert not path.parent.exists()
    assert set(contents(store)) == {A, B}
    path.parent.with_name("elsewhere").rename(path.parent)
    store.put(C, group("C"))
    assert set(contents(Store.open(path))) == {A, B, C}

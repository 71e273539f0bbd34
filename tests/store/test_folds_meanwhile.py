"""A checkpoint blocks nobody: concurrent changes are kept and get into the next one."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from stores import A, B, C, D, edit_by_hand, failing, files, held, said

from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.files import WholeFile
from briefing.store.store import Store
from invented import contents, group


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A briefing with one pending change."""
    store = Store.open(path)
    store.put(C, group("C"))
    yield store
    store.close()


class TestWhileTheFileIsWritten:
    def during(self, monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
        """Make something happen once while the new file is written."""
        write = WholeFile.write

        def write_and(self: WholeFile, chunks: Iterator[bytes]) -> None:
            monkeypatch.setattr(WholeFile, "write", write)
            write(self, chunks)
            do()

        monkeypatch.setattr(WholeFile, "write", write_and)

    def test_an_edit_stays_in_the_history(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.during(monkeypatch, lambda: store.put(D, group("D")))
        assert store.checkpoint()
        assert said(path)[-3:] == ["change 4", "fold 3", "folded 3"]
        assert set(held(path)) == {A, B, C}
        assert store.pending == 1
        again = Store.open(path)
        assert contents(again) == contents(store)
        assert again.pending == 1
        assert store.checkpoint()
        assert held(path) == contents(store)

    def test_an_edit_of_another_program_too(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Store.open(path)
        self.during(monkeypatch, lambda: other.put(D, group("D")))
        assert store.checkpoint()
        assert set(held(path)) == {A, B, C}
        assert set(contents(Store.open(path))) == {A, B, C, D}
        assert store.has_news()
        assert [change.ref for change in store.catch_up()] == [D]
        store.close()
        assert set(held(path)) == {A, B, C, D}

    def test_a_fold_of_another_program_that_is_further_is_kept(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = Store.open(path)

        def go_further() -> None:
            other.put(D, group("D"))
            assert other.checkpoint()

        self.during(monkeypatch, go_further)
        assert not store.checkpoint()
        assert set(held(path)) == {A, B, C, D}
        assert not list(path.parent.glob(".*"))
        store.catch_up()
        assert contents(store) == contents(other)
        assert not store.checkpoint()

    def test_what_is_done_to_the_file_itself_is_not_overwritten(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.during(monkeypatch, lambda: edit_by_hand(path, {B: "by hand"}))
        before = files(path)
        assert not store.checkpoint()
        assert held(path)[B] == group("by hand")
        assert files(path) | {"db.json": b""} == before | {"db.json": b""}
        assert store.pending == 1

    @pytest.mark.parametrize("moment", ["before the records are copied", "after"])
    def test_a_change_that_has_to_wait_does_not_get_into_the_file(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, moment: str
    ) -> None:
        store.keeps_waiting = True
        held_off = Paths.held

        def edit() -> None:
            with failing("os.pwrite"):
                store.put(D, group("D"))

        def edit_and_hold(self: Paths) -> AbstractContextManager[None]:
            monkeypatch.setattr(Paths, "held", held_off)
            edit()
            return held_off(self)

        if moment == "after":
            self.during(monkeypatch, edit)
        else:
            monkeypatch.setattr(Paths, "held", edit_and_hold)
        store.checkpoint()
        assert D not in held(path)
        assert store.save_waiting()
        store.close()
        assert set(held(path)) == {A, B, C, D}

    def test_edits_go_on_while_a_thread_folds(self, path: Path, store: Store) -> None:
        failures: list[BaseException] = []
        ended = threading.Event()

        def fold_and_fold() -> None:
            try:
                while not ended.is_set():
                    store.checkpoint()
            except BaseException as error:  # noqa: BLE001  reported by the test
                failures.append(error)

        thread = threading.Thread(target=fold_and_fold)
        thread.start()
        for number in range(60):
            store.put(f"group:{number % 7}", group(f"number {number}"))
        ended.set()
        thread.join()
        assert failures == []
        assert contents(Store.open(path)) == contents(store)
        assert [each.rev for each in store.history()] == list(range(1, 64))
        store.close()
        assert held(path) == contents(Store.open(path))


def test_two_programs_fold_in_turn(path: Path) -> None:
    stores = [Store.open(path), Store.open(path)]
    for number in range(6):
        store = stores[number % 2]
        store.put(f"group:{number}", group("x"))
        assert store.checkpoint()
        assert held(path) == contents(store)
    for store in stores:
        store.catch_up()
        assert not store.checkpoint()
        assert store.notices == []
    assert len(held(path)) == 8

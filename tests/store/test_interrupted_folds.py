"""A checkpoint interrupted anywhere: nothing is lost, and the next program continues it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from stores import (
    A,
    B,
    C,
    D,
    backup,
    copied,
    disk_full,
    edit_by_hand,
    files,
    held,
    lines,
    log,
    said,
)

from briefing.store.errors import NotSaved
from briefing.store.store import Store
from invented import contents, group

FOLDED = ["folded 0", "change 1", "change 2", "fold 2", "folded 2"]


class KilledError(BaseException):
    """The program ends here."""


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A briefing with one pending change."""
    store = Store.open(path)
    store.put(C, group("C"))
    store.put(A, group("A2"))
    yield store
    store.close()


class Steps:
    """Copies the folder of a briefing at every step of writing, as a crash there would leave it."""

    def __init__(self, path: Path, patch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.copies: list[Path] = []
        for owner, name in (
            (os, "pwrite"),
            (os, "fsync"),
            (os, "link"),
            (os, "fchmod"),
            (Path, "replace"),
            (Path, "unlink"),
            (tempfile, "mkstemp"),
        ):
            patch.setattr(owner, name, self.before(getattr(owner, name)))

    def before(self, step: object) -> object:
        def copy_and_do(*args: object, **more: object) -> object:
            self.copies.append(copied(self.path, f"step-{len(self.copies)}"))
            return step(*args, **more)  # type: ignore[operator]  # whatever the system offers

        return copy_and_do


@pytest.fixture
def copies(path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The briefing as a crash would leave it at each step of a checkpoint."""
    with monkeypatch.context() as patch:
        steps = Steps(path, patch)
        assert store.checkpoint()
    assert len(steps.copies) > 10
    return [*steps.copies, copied(path, "done")]


class TestACrash:
    def test_at_any_step_loses_nothing(self, store: Store, copies: list[Path]) -> None:
        for path in copies:
            again = Store.open(path)
            assert contents(again) == contents(store)
            assert [each.rev for each in again.history()] == [1, 2, 3, 4]
            assert again.notices == []
            again.put(D, group("D"))
            assert contents(Store.open(path)) == contents(again)
            again.close()
            assert held(path) == contents(again)
            assert Store.open(path).pending == 0

    def test_at_any_step_leaves_the_file_whole(self, store: Store, copies: list[Path]) -> None:
        states = []
        for path in copies:
            assert held(path) in ({A: group("A – أ"), B: group("B")}, contents(store))
            states.append(len(held(path)))
        assert states == sorted(states)
        assert set(states) == {2, 3}

    def test_at_any_step_leaves_undo_as_it_was(self, copies: list[Path]) -> None:
        for path in copies:
            again = Store.open(path)
            again.undo()
            again.undo()
            assert contents(again) == {A: group("A – أ"), B: group("B")}
            again.close()
            Store.open(path).redo()

    def test_at_any_step_and_edited_by_hand_before_anybody_opened_it(
        self, store: Store, copies: list[Path]
    ) -> None:
        for path in copies:
            edit_by_hand(path, {B: "by hand"})
            again = Store.open(path, keep="both")
            expected = contents(store) | {B: group("by hand")}
            assert contents(again) == expected
            again.close()
            assert held(path) == expected
            assert contents(Store.open(path)) == expected

    def test_between_keeping_a_copy_and_replacing_loses_no_edit_by_hand(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        replace = Path.replace

        def replace_or_die(self: Path, target: Path) -> Path:
            if target.name == path.name:
                raise KilledError
            return replace(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace_or_die)
            with pytest.raises(KilledError):
                store.checkpoint()
        # An editor that writes into the file writes into all its names.
        edit_by_hand(path, {B: "by hand"})
        again = Store.open(path, keep="both")
        assert contents(again) == contents(store) | {B: group("by hand")}
        again.close()
        assert held(path) == contents(Store.open(path)) == contents(again)


class TestAFailure:
    """Writing fails, and the program continues."""

    def test_before_the_first_line_changes_nothing(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = files(path)
        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", disk_full)
            with pytest.raises(NotSaved):
                store.checkpoint()
        assert files(path) == before
        assert store.checkpoint()
        assert held(path) == contents(store)

    def test_before_the_file_is_replaced_leaves_the_file(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", disk_full)
            with pytest.raises(NotSaved):
                store.checkpoint()
        assert path.read_bytes() == before
        assert said(path) == [*FOLDED, "change 3", "change 4", "fold 4"]
        assert not list(path.parent.glob(".*"))
        assert store.pending == 2
        store.put(D, group("D"))
        assert contents(Store.open(path)) == contents(store)
        assert store.checkpoint()
        assert said(path)[-3:] == ["change 5", "fold 5", "folded 5"]
        assert held(path) == contents(store)
        assert Store.open(path).notices == []

    def test_before_the_last_line_leaves_the_new_file(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pwrite = os.pwrite

        def fail_behind(descriptor: int, data: bytes, at: int) -> int:
            return int(disk_full()) if b'"folded"' in data else pwrite(descriptor, data, at)

        with monkeypatch.context() as patch:
            patch.setattr(os, "pwrite", fail_behind)
            with pytest.raises(NotSaved):
                store.checkpoint()
        assert held(path) == contents(store)
        assert said(path)[-1] == "fold 4"
        store.put(D, group("D"))
        again = Store.open(path)
        assert contents(again) == contents(store)
        assert again.notices == []
        store.close()
        assert held(path) == contents(Store.open(path))

    @pytest.mark.parametrize("step", ["the backup", "the file"])
    def test_at_replacing_a_file_is_nothing_new_to_another_program(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        failing_name = path.name if step == "the file" else backup(path).name
        replace = Path.replace

        def fail_at(self: Path, target: Path) -> Path:
            if target.name == failing_name:
                disk_full()
            return replace(self, target)

        other = Store.open(path)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", fail_at)
            with pytest.raises(NotSaved) if step == "the file" else nullcontext():
                store.checkpoint()
        assert list(other.catch_up()) == []
        other.put(D, group("D"))
        store.catch_up()
        assert contents(other) == contents(store) == contents(Store.open(path))
        assert other.notices == store.notices == []
        other.close()
        assert held(path) == contents(store)

    def test_the_backup_is_whole_whatever_fails(self, path: Path, copies: list[Path]) -> None:
        wholes = {path.read_bytes() for path in copies} | {backup(copies[0]).read_bytes()}
        for copy in copies:
            assert backup(copy).read_bytes() in wholes
        assert backup(path).read_bytes() == copies[0].read_bytes()


class TestStrays:
    """Temporary files left by a program that was killed while writing."""

    @pytest.fixture
    def dead(self) -> int:
        """The process id of a program that has ended."""
        ended = subprocess.Popen([sys.executable, "-c", ""])
        ended.wait()
        return ended.pid

    def stray(self, path: Path, process: int, name: str = "") -> Path:
        stray = path.with_name(f".{name or path.name}.{process}.abc123.tmp")
        stray.write_bytes(b"{")
        return stray

    def test_of_programs_that_ended_go_when_the_briefing_is_opened(
        self, path: Path, dead: int
    ) -> None:
        strays = [self.stray(path, dead), self.stray(path, 2**22 + 1)]
        Store.open(path)
        assert [stray for stray in strays if stray.exists()] == []

    def test_of_programs_that_run_stay(self, path: Path) -> None:
        strays = [self.stray(path, os.getpid()), self.stray(path, os.getppid())]
        Store.open(path)
        assert all(stray.exists() for stray in strays)

    def test_of_a_number_that_came_again_go_when_they_are_old(self, path: Path) -> None:
        stray = self.stray(path, os.getpid())
        os.utime(stray, (1_000_000_000, 1_000_000_000))
        Store.open(path)
        assert not stray.exists()

    def test_of_other_briefings_and_programs_stay(self, path: Path, dead: int) -> None:
        others = [
            self.stray(path, dead, "other.json"),
            self.stray(path, dead, "dbxjson"),
            path.with_name(".db.json.swp"),
            path.with_name(".db.json.tmp"),
            path.with_name(f"db.json.{dead}.x.tmp"),
        ]
        for other in others:
            other.write_bytes(b"x")
        Store.open(path)
        assert all(other.exists() for other in others)

    def test_one_that_cannot_be_removed_does_no_harm(self, path: Path, dead: int) -> None:
        folder = path.with_name(f".db.json.{dead}.x.tmp")
        folder.mkdir()
        assert set(contents(Store.open(path))) == {A, B}


def test_a_fold_begun_and_never_ended_is_passed_over_when_lines_are_read(
    path: Path, store: Store
) -> None:
    store.checkpoint()
    every = lines(path)
    assert said(path)[-1] == "folded 4"
    log(path).write_bytes(b"".join(every[:-1]))
    again = Store.open(path)
    assert [each.rev for each in again.history()] == [1, 2, 3, 4]
    assert again.pending == 0
    again.put(D, group("D"))
    assert said(path)[-3:] == ["fold 4", "folded 4", "change 5"]

"""The history: whole lines only, read to the end, and never ahead of what was acknowledged."""

import errno
import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.store.errors import FileFault, NotSaved
from briefing.store.store import Store
from invented import TITLE, contents, group

A, B, C = "group:a", "group:b", "group:c"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing with two changes."""
    path = tmp_path / "db.json"
    store = Store.create(path, TITLE, by="analyst")
    store.put(A, group("A – أ"), "first")
    store.put(B, group("B"), "second")
    store.close()
    return path


def log(path: Path) -> Path:
    return path.with_suffix(".history.jsonl")


def lines(path: Path) -> list[bytes]:
    return log(path).read_bytes().splitlines(keepends=True)


def disk_full(*_args: object, **_more: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


class TestLines:
    def test_one_change_is_one_line_that_says_all_about_it(self, path: Path) -> None:
        first = json.loads(lines(path)[0])
        assert list(first) == ["rev", "at", "by", "why", "changes", "crc"]
        assert (first["rev"], first["by"], first["why"]) == (1, "analyst", "first")
        assert first["changes"] == [{"ref": A, "before": None, "after": {"name": "A – أ"}}]

    def test_a_line_carries_a_checksum_of_all_that_stands_before_it(self, path: Path) -> None:
        for line in lines(path):
            body, _, tail = line.rpartition(b',"crc":"')
            assert tail == b'%08x"}\n' % zlib.crc32(body)

    def test_taking_back_is_a_line_too(self, path: Path) -> None:
        Store.open(path).undo()
        assert json.loads(lines(path)[-1])["undoes"] == 2

    def test_a_change_is_on_the_disk_in_the_log_before_the_file_is_replaced(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps: list[str] = []
        fsync, replace = os.fsync, Path.replace

        def note_fsync(descriptor: int) -> None:
            fsync(descriptor)
            if os.fstat(descriptor).st_ino == log(path).stat().st_ino:
                steps.append(f"{len(lines(path))} lines are on the disk")

        def note_replace(temporary: Path, target: Path) -> Path:
            steps.append("replaced")
            return replace(temporary, target)

        monkeypatch.setattr(os, "fsync", note_fsync)
        monkeypatch.setattr(Path, "replace", note_replace)
        Store.open(path).put(C, group("C"))
        assert steps == ["3 lines are on the disk", "replaced"]

    def test_a_history_moved_away_meanwhile_is_begun_anew(self, path: Path) -> None:
        store = Store.open(path)
        assert len(store.history()) == 2
        log(path).rename(path.with_name("kept.jsonl"))
        assert store.history() == []
        store.put(C, group("C"))
        assert [each.rev for each in store.history()] == [3]

    def test_an_old_copy_of_the_file_does_not_use_a_revision_twice(self, path: Path) -> None:
        copy = path.with_name("copy.json")
        shutil.copy(path, copy)
        store = Store.open(path)
        store.put(A, group("A2"))
        store.put(A, group("A3"))
        shutil.copy(copy, path)
        Store.open(path).put(C, group("C"))
        assert [each.rev for each in Store.open(path).history()] == [1, 2, 3, 4, 5]
        assert contents(Store.open(path))[A] == group("A – أ")

    def test_lines_are_only_ever_added(self, path: Path) -> None:
        before = log(path).read_bytes()
        store = Store.open(path)
        store.delete(A)
        store.undo()
        assert log(path).read_bytes().startswith(before)

    def test_the_history_is_read_as_it_was_written(self, path: Path) -> None:
        store = Store.open(path)
        third = store.put(A, group("A2"), "third")
        history = Store.open(path).history()
        assert [each.why for each in history] == ["first", "second", "third"]
        assert history[-1] == third

    def test_a_briefing_without_its_history_opens_and_goes_on(self, path: Path) -> None:
        log(path).unlink()
        store = Store.open(path)
        assert store.history() == []
        assert store.put(C, group("C")).rev == 3
        store.undo()
        assert set(contents(store)) == {A, B}


class TestDamage:
    @pytest.mark.parametrize("kept", [1, 20, -3])
    def test_a_torn_last_line_was_never_acknowledged_and_is_dropped(
        self, path: Path, kept: int
    ) -> None:
        whole = log(path).read_bytes()
        log(path).write_bytes(whole + lines(path)[-1][:kept])
        store = Store.open(path)
        assert len(store.history()) == 2
        store.put(C, group("C"))
        assert len(lines(path)) == 3
        assert [each.rev for each in Store.open(path).history()] == [1, 2, 3]

    def test_the_first_line_torn_leaves_an_empty_history(self, path: Path) -> None:
        log(path).write_bytes(lines(path)[0][:-1])
        store = Store.open(path)
        assert store.history() == []
        store.put(C, group("C"))
        assert len(Store.open(path).history()) == 1

    @pytest.mark.parametrize("at", [10, 60, -5, -14])
    def test_a_damaged_line_is_refused_with_its_number_and_left_alone(
        self, path: Path, at: int
    ) -> None:
        store = Store.open(path)
        first, *rest = lines(path)
        broken = bytearray(first)
        broken[at] ^= 1
        log(path).write_bytes(bytes(broken) + b"".join(rest))
        before = log(path).read_bytes()
        with pytest.raises(FileFault, match="line 1 is damaged; move the file away"):
            store.undo()
        assert log(path).read_bytes() == before
        assert set(contents(store)) == {A, B}

    def test_a_damaged_last_line_is_refused_on_opening(self, path: Path) -> None:
        first, last = lines(path)
        log(path).write_bytes(first + last.replace(b"second", b"sekond"))
        before = log(path).read_bytes()
        with pytest.raises(FileFault, match="its last line is damaged"):
            Store.open(path)
        assert log(path).read_bytes() == before

    @pytest.mark.parametrize("where", [0, 1])
    def test_a_line_of_a_newer_program_is_not_guessed_at(self, path: Path, where: int) -> None:
        every = lines(path)
        body = b'{"rev":1,"at":"2026-01-01T00:00:00Z","by":"","why":"","changes":'
        body += b'[{"ref":"weapon:x","before":null,"after":{}}]'
        every[where] = body + b',"crc":"%08x"}\n' % zlib.crc32(body)
        log(path).write_bytes(b"".join(every))
        with pytest.raises(FileFault, match="install the newer `briefing`"):
            Store.open(path).history()

    def test_a_history_that_cannot_be_read_is_told(self, path: Path) -> None:
        log(path).unlink()
        log(path).mkdir()
        with pytest.raises(FileFault, match=r"db\.history\.jsonl: cannot be read"):
            Store.open(path)


class TestCrashes:
    @pytest.mark.parametrize(
        ("make", "left"),
        [
            (lambda store: store.put(C, group("C")), {A, B, C}),
            (lambda store: store.put(A, group("A2")), {A, B}),
            (lambda store: store.delete(A), {B}),
            (lambda store: store.undo(), {A}),
        ],
    )
    def test_a_change_logged_but_not_saved_is_completed_on_opening(
        self, path: Path, make: Callable[[Store], object], left: set[str]
    ) -> None:
        unsaved = path.with_name("before.json")
        shutil.copy(path, unsaved)
        store = Store.open(path)
        make(store)
        expected = contents(store)
        shutil.copy(unsaved, path)

        again = Store.open(path)
        assert contents(again) == expected
        assert set(expected) == left
        assert again.meta.revision == 3
        again.put("group:more", group("More"))
        assert contents(Store.open(path)) == expected | {"group:more": group("More")}
        assert [each.rev for each in again.history()] == [1, 2, 3, 4]

    def test_a_completed_change_can_be_taken_back(self, path: Path) -> None:
        unsaved = path.with_name("before.json")
        shutil.copy(path, unsaved)
        Store.open(path).put(C, group("C"))
        shutil.copy(unsaved, path)
        Store.open(path).undo()
        assert set(contents(Store.open(path))) == {A, B}

    def test_a_file_that_has_moved_on_is_not_changed_back(self, path: Path) -> None:
        other = path.with_name("other.json")
        raw = json.loads(path.read_bytes())
        raw["group"]["a"]["name"] = "edited by hand"
        other.write_text(json.dumps(raw), encoding="utf-8")
        Store.open(path).put(A, group("A2"))
        shutil.copy(other, path)
        assert contents(Store.open(path))[A] == group("edited by hand")


class TestFailedSaves:
    @pytest.mark.parametrize(
        "step", ["os.fsync", "tempfile.mkstemp", "os.fdopen", "pathlib.Path.replace"]
    )
    @pytest.mark.parametrize(
        "make",
        [
            lambda store: store.put(C, group("C")),
            lambda store: store.put(A, group("A2")),
            lambda store: store.delete(A),
            lambda store: store.undo(),
        ],
    )
    def test_memory_file_and_history_stay_as_they_were(
        self,
        path: Path,
        monkeypatch: pytest.MonkeyPatch,
        step: str,
        make: Callable[[Store], object],
    ) -> None:
        store = Store.open(path)
        told: list[object] = []
        store.subscribe(told.append)
        records, file, history = contents(store), path.read_bytes(), log(path).read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(step, disk_full)
            with pytest.raises(NotSaved, match=r"cannot be written \(No space left on device\)"):
                make(store)
        assert contents(store) == records
        assert store.meta.revision == 2
        assert path.read_bytes() == file
        assert log(path).read_bytes() == history
        assert told == []
        assert not list(path.parent.glob("*.tmp"))
        assert not list(path.parent.glob(".*.tmp"))

    def test_the_next_change_goes_through(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.open(path)
        with monkeypatch.context() as patch:
            patch.setattr("pathlib.Path.replace", disk_full)
            with pytest.raises(NotSaved):
                store.put(C, group("C"))
        assert store.put(C, group("C again")).rev == 3
        assert contents(Store.open(path))[C] == group("C again")
        assert [each.rev for each in Store.open(path).history()] == [1, 2, 3]

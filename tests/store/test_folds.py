"""Checkpoints: db.json is replaced in one step, and no concurrent change is lost."""

import difflib
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from stores import (
    A,
    B,
    C,
    backup,
    disk_full,
    files,
    held,
    lines,
    log,
    said,
)

from briefing.store.backends.jsonfile import backend as disk
from briefing.store.errors import NotSaved
from briefing.store.store import Store
from invented import TALON, contents, group


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A briefing with one pending change."""
    store = Store.open(path)
    store.put(C, group("C"))
    yield store
    store.close()


class TestWhatItDoes:
    def test_the_file_holds_everything_afterwards(self, path: Path, store: Store) -> None:
        assert set(held(path)) == {A, B}
        assert store.pending == 1
        assert store.checkpoint()
        assert held(path) == contents(store)
        assert json.loads(path.read_bytes())["meta"]["revision"] == store.meta.revision == 3
        assert store.pending == 0

    def test_closing_folds(self, path: Path, store: Store) -> None:
        expected = contents(store)
        store.close()
        assert held(path) == expected
        assert said(path)[-1] == "folded 3"

    def test_the_history_says_before_and_after_which_file_it_makes(
        self, path: Path, store: Store
    ) -> None:
        store.checkpoint()
        before, after = (json.loads(line) for line in lines(path)[-2:])
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert list(before) == ["rev", "at", "fold", "prev", "crc"]
        assert list(after) == ["rev", "at", "folded", "prev", "crc"]
        assert (before["rev"], before["fold"]) == (after["rev"], after["folded"]) == (3, digest)

    def test_what_the_file_held_before_is_kept_beside_it(self, path: Path, store: Store) -> None:
        for _ in range(3):
            before = path.read_bytes()
            store.put(C, group(f"C{store.meta.revision}"))
            store.checkpoint()
            assert backup(path).read_bytes() == before != path.read_bytes()

    def test_it_is_kept_too_where_a_file_can_have_one_name_only(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "link", disk_full)
        before = path.read_bytes()
        store.checkpoint()
        assert backup(path).read_bytes() == before

    def test_without_room_for_that_it_folds_all_the_same(
        self, path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(disk, "keep_copy", disk_full)
        assert store.checkpoint()
        assert held(path) == contents(store)

    def test_an_edit_of_one_field_is_a_diff_of_one_line_and_the_revision(
        self, briefing_file: Path
    ) -> None:
        before = briefing_file.read_text(encoding="utf-8")
        store = Store.open(briefing_file)
        talon = store.need(TALON)
        store.put(TALON, msgspec.structs.replace(talon, position="Amir"))
        store.close()
        after = briefing_file.read_text(encoding="utf-8")
        assert [line.strip(" ,") for line in changed_lines(before, after)] == [
            '-    "revision": 1',
            '+    "revision": 2',
            '-      "position": "Commander"',
            '+      "position": "Amir"',
        ]

    def test_a_change_taken_back_leaves_only_the_revision(self, briefing_file: Path) -> None:
        before = briefing_file.read_text(encoding="utf-8")
        store = Store.open(briefing_file)
        store.put("group:new", group("New"))
        store.undo()
        store.close()
        assert len(changed_lines(before, briefing_file.read_text(encoding="utf-8"))) == 2

    def test_undo_continues_behind_it(self, store: Store) -> None:
        store.checkpoint()
        store.undo()
        store.checkpoint()
        store.undo()
        assert set(contents(store)) == {A}
        store.redo()
        store.redo()
        assert set(contents(store)) == {A, B, C}


class TestWhereThereIsNothingToDo:
    def test_nothing_is_written(self, path: Path) -> None:
        store = Store.open(path)
        before = {each: each.stat() for each in path.parent.glob("db*") if each.suffix != ".lock"}
        assert not store.checkpoint()
        store.close()
        for each, state in before.items():
            now = each.stat()
            assert (now.st_ino, now.st_mtime_ns) == (state.st_ino, state.st_mtime_ns)

    def test_nothing_is_written_for_what_has_no_effect(self, path: Path) -> None:
        before = files(path)
        store = Store.open(path)
        store.put(A, group("A – أ"))
        store.close()
        assert files(path) == before

    def test_in_memory_there_never_is(self) -> None:
        store = Store.in_memory()
        store.put(A, group("A"))
        assert (store.pending, store.checkpoint(), store.is_checkpoint_due()) == (0, False, False)


class TestHowTheFileIsWritten:
    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o644])
    def test_permissions_are_kept(self, path: Path, store: Store, mode: int) -> None:
        path.chmod(mode)
        store.checkpoint()
        assert stat.S_IMODE(path.stat().st_mode) == mode
        assert stat.S_IMODE(backup(path).stat().st_mode) == mode

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
    )
    def test_the_owner_is_kept(self, path: Path, store: Store) -> None:
        os.chown(path, 12345, 23456)
        store.checkpoint()
        assert (path.stat().st_uid, path.stat().st_gid) == (12345, 23456)

    def test_a_symbolic_link_is_followed_and_stays_one(self, tmp_path: Path, path: Path) -> None:
        link = tmp_path / "elsewhere" / "link.json"
        link.parent.mkdir()
        link.symlink_to(path)
        store = Store.open(link)
        store.put(C, group("C"))
        store.close()
        assert link.is_symlink()
        assert list(link.parent.iterdir()) == [link]
        assert held(path) == contents(Store.open(path))
        assert said(path)[-1] == "folded 3"

    def test_only_the_briefing_and_what_belongs_to_it_is_left(
        self, path: Path, store: Store
    ) -> None:
        for number in range(5):
            store.put(C, group(f"New {number}"))
            store.checkpoint()
        left = {each.name for each in path.parent.iterdir()}
        assert left - {"db.json.lock"} == {"db.json", "db.history.jsonl", "db.json.bak"}


def test_it_is_due_when_more_is_unfolded_than_the_file_holds(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "CHECKPOINT_BYTES", 1000)
    assert not store.is_checkpoint_due()
    for number in range(20):
        store.put(C, group(f"C{number}"))
    assert log(path).stat().st_size > 2000 + path.stat().st_size
    assert store.is_checkpoint_due()
    assert store.checkpoint()
    assert (store.pending, store.is_checkpoint_due()) == (0, False)


def test_a_fold_that_cannot_be_written_leaves_everything_in_the_history(
    path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", disk_full)
        with pytest.raises(NotSaved, match="No space left"):
            store.checkpoint()
        store.close()
    assert files(path) == before
    assert set(contents(Store.open(path))) == {A, B, C}

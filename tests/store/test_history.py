"""The history: one line for each change, append-only, read from its end."""

import errno
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import A, B, C, failing, lines, log, reopened, said

from briefing.model.kinds.group import Group
from briefing.store.backends.jsonfile import log as history
from briefing.store.backends.jsonfile.log_codec import decode_line
from briefing.store.errors import FileFault
from briefing.store.store import Store
from invented import contents, group, record


class TestLines:
    def test_one_change_is_one_line_that_says_all_about_it(self, path: Path) -> None:
        first = json.loads(lines(path)[1])
        assert list(first) == ["rev", "at", "by", "why", "changes", "prev", "crc"]
        assert (first["rev"], first["by"], first["why"]) == (1, "analyst", "first")
        assert first["changes"] == [{"ref": A, "before": None, "after": {"name": "A – أ"}}]

    def test_a_transaction_of_many_changes_is_one_line(self, path: Path) -> None:
        before = len(lines(path))
        with Store.open(path).transaction("many") as change:
            for number in range(20):
                change.put(f"group:{number}", group("x"))
        (line,) = lines(path)[before:]
        assert len(json.loads(line)["changes"]) == 20

    def test_the_first_line_says_which_file_the_history_begins_with(self, tmp_path: Path) -> None:
        path = tmp_path / "db.json"
        store = Store.create(path, "x")
        assert not log(path).exists()
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        store.put(A, group("A"))
        first = json.loads(lines(path)[0])
        assert list(first) == ["rev", "at", "folded", "prev", "crc"]
        assert (first["rev"], first["folded"]) == (0, digest)
        store.close()

    def test_lines_of_changes_and_of_folds_stand_in_the_order_of_things(self, path: Path) -> None:
        folded = ["folded 0", "change 1", "change 2", "fold 2", "folded 2"]
        assert said(path) == folded
        store = Store.open(path)
        store.put(C, group("C"))
        assert said(path) == [*folded, "change 3"]
        store.close()
        assert said(path) == [*folded, "change 3", "fold 3", "folded 3"]

    def test_every_line_carries_a_checksum_of_all_that_comes_before_it(self, path: Path) -> None:
        for line in lines(path):
            body, _, tail = line.rpartition(b',"crc":"')
            assert tail == b'%08x"}\n' % zlib.crc32(body)

    def test_taking_back_is_a_line_too(self, path: Path) -> None:
        Store.open(path).undo()
        assert json.loads(lines(path)[-1])["undoes"] == 2

    def test_lines_are_only_ever_added(self, path: Path) -> None:
        before = log(path).read_bytes()
        store = Store.open(path)
        store.delete(A)
        store.undo()
        store.close()
        assert log(path).read_bytes().startswith(before)

    def test_what_was_refused_leaves_no_line(self, path: Path) -> None:
        before = log(path).read_bytes()
        store = Store.open(path)
        wrong = record("link", type="allied", from_=A, to="group:nobody")
        with pytest.raises(Exception, match="does not exist"):
            store.put("link:x", wrong)
        assert log(path).read_bytes() == before

    def test_the_history_is_read_as_it_was_written(self, path: Path) -> None:
        store = Store.open(path)
        third = store.put(A, group("A2"), "third")
        again = Store.open(path).history()
        assert [each.why for each in again] == ["first", "second", "third"]
        assert again[-1] == third
        assert [each.rev for each in again] == [1, 2, 3]


class TestAnEdit:
    def test_is_on_the_disk_before_it_is_acknowledged(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        flushed: list[bytes] = []
        fsync = os.fsync

        def note(descriptor: int) -> None:
            fsync(descriptor)
            if os.fstat(descriptor).st_ino == log(path).stat().st_ino:
                flushed.append(log(path).read_bytes())

        store = Store.open(path)
        monkeypatch.setattr(os, "fsync", note)
        store.put(C, group("C"))
        assert flushed == [log(path).read_bytes()]
        assert said(path)[-1] == "change 3"

    def test_leaves_the_file_as_it_is(self, path: Path) -> None:
        store = Store.open(path)
        before, state = path.read_bytes(), path.stat()
        for number in range(5):
            store.put(C, group(f"C{number}"))
        assert path.read_bytes() == before
        assert path.stat() == state
        assert store.pending == 5

    def test_is_seen_by_the_next_to_open_the_briefing(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        store.delete(B)
        assert contents(Store.open(path)) == contents(store)

    def test_is_written_whole_however_little_the_system_takes_at_once(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pwrite = os.pwrite
        monkeypatch.setattr(os, "pwrite", lambda file, data, at: pwrite(file, data[:7], at))
        Store.open(path).put(C, group("C"))
        assert Store.open(path).get(C) == group("C")


class TestWhenItIsGone:
    def test_a_briefing_opens_and_continues(self, path: Path) -> None:
        log(path).unlink()
        store = Store.open(path)
        assert store.history() == []
        assert store.notices == []
        assert store.put(C, group("C")).rev == 3
        store.undo()
        assert set(contents(store)) == {A, B}

    def test_meanwhile_it_is_started_again(self, path: Path) -> None:
        store = Store.open(path)
        log(path).rename(path.with_name("kept.jsonl"))
        assert store.history() == []
        store.put(C, group("C"))
        assert [each.rev for each in store.history()] == [3]
        assert contents(Store.open(path)) == contents(store)

    def test_meanwhile_what_was_not_in_db_json_is_put_there(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        log(path).unlink()
        store.put(A, group("A2"))
        assert contents(store) == {A: group("A2"), B: group("B"), C: group("C")}
        assert contents(Store.open(path)) == contents(store)

    def test_meanwhile_closing_saves_what_it_held(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C"))
        log(path).unlink()
        store.close()
        assert Store.open(path).get(C) == group("C")


class TestReading:
    @pytest.fixture
    def long(self, path: Path) -> Store:
        """A briefing with changes of very different sizes."""
        store = Store.open(path)
        for number in range(12):
            store.put(f"group:{number % 4}", group("Ä" * 3**number if number < 8 else "B"), "x")
        return store

    @pytest.mark.parametrize("chunk", [1, 2, 7, 64, 1000, 1 << 16])
    def test_it_is_the_same_in_whatever_parts_it_is_read(
        self, long: Store, monkeypatch: pytest.MonkeyPatch, chunk: int
    ) -> None:
        expected = long.history()
        monkeypatch.setattr(history, "CHUNK", chunk)
        assert list(long.newest_first()) == expected[::-1]
        assert contents(Store.open(long.location)) == contents(long)

    def test_it_is_read_only_as_far_as_it_is_asked_for(self, path: Path) -> None:
        damaged = log(path).read_bytes().replace(b"first", b"fir5t")
        log(path).write_bytes(damaged)
        store = Store.open(path)
        found = store.newest_first()
        assert next(found).rev == 2
        with pytest.raises(FileFault, match="line 2 is damaged"):
            next(found)

    def test_of_one_record_only_its_own_changes_are_read(self, path: Path) -> None:
        store = Store.open(path)
        store.put("link:x", record("link", type="allied", from_=A, to=B), f'{{"ref":"{A}"}}')
        store.put(A, group("A2"))
        store.put(f"{A}2", group("another"))
        store.undo(4)
        assert [each.rev for each in store.newest_first(A)] == [6, 4, 1]
        assert [each.rev for each in store.newest_first("link:x")] == [3]
        assert list(store.newest_first("group:nobody")) == []

    def test_a_record_in_any_script_is_found(self, path: Path) -> None:
        store = Store.open(path)
        store.put("group:غرب", group("West"))
        assert [each.rev for each in store.newest_first("group:غرب")] == [3]

    def test_a_line_of_many_megabytes_is_a_line_like_any_other(self, path: Path) -> None:
        store = Store.open(path)
        store.put(C, group("C", summary="أ" * 1_000_000), "long")
        store.put(C, group("C"), "short")
        store.undo()
        again = Store.open(path)
        held = again.need(C)
        assert isinstance(held, Group)
        assert len(held.summary) == 1_000_000
        assert [each.why for each in again.newest_first(C)] == ["undo short", "short", "long"]
        again.undo(5)
        assert again.get(C) == group("C")

    def test_a_long_history_is_opened_from_its_end(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store = Store.open(path)
        for number in range(50):
            store.put(C, group(f"C{number}"))
        store = reopened(store)
        store.put(C, group("last"))
        read: list[bytes] = []
        decode = decode_line

        def note(line: bytes) -> object:
            read.append(line)
            return decode(line)

        monkeypatch.setattr(history, "decode_line", note)
        assert Store.open(path).get(C) == group("last")
        assert len(read) <= 5


class TestPermissions:
    @pytest.fixture(autouse=True)
    def umask(self) -> Iterator[None]:
        """The usual umask: others may read, not write."""
        before = os.umask(0o022)
        yield
        os.umask(before)

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o664, 0o666])
    @pytest.mark.parametrize("name", ["db.json", "mali.book"])
    def test_a_new_history_may_be_read_and_written_by_those_who_may_the_briefing(
        self, tmp_path: Path, name: str, mode: int
    ) -> None:
        path = tmp_path / name
        store = Store.create(path, "x")
        path.chmod(mode)
        store.put(A, group("A"))
        (made,) = tmp_path.glob("*.history.jsonl")
        assert stat.S_IMODE(made.stat().st_mode) == mode
        store.close()

    @pytest.mark.parametrize("mode", [0o600, 0o660, 0o666])
    def test_whoever_may_write_the_briefing_may_lock_it(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "db.json"
        store = Store.create(path, "x")
        path.chmod(mode)
        store.put(A, group("A"))
        assert stat.S_IMODE((tmp_path / "db.json.lock").stat().st_mode) == mode
        store.close()

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
    )
    def test_a_new_history_belongs_to_whom_the_briefing_does(self, tmp_path: Path) -> None:
        path = tmp_path / "db.json"
        store = Store.create(path, "x")
        os.chown(path, 12345, 23456)
        store.put(A, group("A"))
        assert (log(path).stat().st_uid, log(path).stat().st_gid) == (12345, 23456)
        store.close()

    @pytest.mark.parametrize("mode", [0o600, 0o644])
    def test_those_of_an_existing_history_are_kept(self, path: Path, mode: int) -> None:
        log(path).chmod(mode)
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        assert stat.S_IMODE(log(path).stat().st_mode) == mode


def test_a_history_that_cannot_be_opened_is_reported(path: Path) -> None:
    store = Store.open(path)
    with failing("os.pread", errno.EIO), pytest.raises(FileFault, match=r"cannot be read \(Input"):
        store.history()
    assert len(store.history()) == 2

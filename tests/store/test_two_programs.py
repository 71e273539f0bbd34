"""Several programs on one file: each sees the others' changes, nobody overwrites anybody."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from briefing.store import disk
from briefing.store.changes import Change
from briefing.store.errors import BrokenReference, CannotUndo, Conflict, FileFault, NotSaved
from briefing.store.store import Store
from invented import contents, group, record

A, B, C = "group:a", "group:b", "group:c"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "db.json"
    store = Store.create(path, "x")
    store.put(A, group("A"))
    store.close()
    return path


def edit_by_hand(path: Path, edit: dict[str, Any]) -> None:
    raw = json.loads(path.read_bytes())
    raw["group"] |= edit
    path.write_text(json.dumps(raw), encoding="utf-8")


def test_each_sees_the_others_change_on_its_next_write(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    mine.put(B, group("B"))
    assert yours.get(B) is None
    yours.put(C, group("C"))
    assert yours.get(B) == group("B")
    assert list(mine.catch_up()) == [Change(C, None, group("C"))]
    assert contents(mine) == contents(yours) == contents(Store.open(path))


def test_revisions_are_counted_on_by_all(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    revisions = [
        store.put(f"group:{who}-{number}", group("x")).rev
        for number in range(3)
        for who, store in (("mine", mine), ("yours", yours))
    ]
    assert revisions == [2, 3, 4, 5, 6, 7]
    assert [each.rev for each in mine.history()] == [each.rev for each in yours.history()]


def test_what_another_changed_is_told_to_those_who_listen(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    told: list[Change] = []

    def listen(changes: Sequence[Change]) -> None:
        told.extend(changes)

    mine.subscribe(listen)
    yours.put(A, group("A2"))
    yours.put(B, group("B"))
    mine.catch_up()
    assert told == [Change(A, group("A"), group("A2")), Change(B, None, group("B"))]
    mine.catch_up()
    assert len(told) == 2


@pytest.mark.parametrize("theirs", ["edits", "deletes"])
def test_an_edit_of_what_another_changed_is_refused(path: Path, theirs: str) -> None:
    mine, yours = Store.open(path), Store.open(path)
    if theirs == "edits":
        yours.put(A, group("yours"))
    else:
        yours.delete(A)
    expected = contents(yours)
    with pytest.raises(Conflict, match="group:a was changed by another program"):
        mine.put(A, group("mine"), base=group("A"))
    assert contents(mine) == contents(Store.open(path)) == expected
    mine.put(B, group("B"))
    assert contents(Store.open(path)) == expected | {B: group("B")}


def test_the_same_new_name_given_by_two_is_refused_to_the_second(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    yours.put(B, group("yours"))
    with pytest.raises(Conflict):
        mine.put(B, group("mine"))
    assert contents(Store.open(path))[B] == group("yours")


def test_a_mention_of_what_another_deleted_is_refused(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    mine.put(B, group("B"))
    yours.catch_up()
    yours.delete(B)
    with pytest.raises(BrokenReference, match="group:b, which does not exist"):
        mine.put("link:x", record("link", type="allied", from_=A, to=B))


def test_undo_takes_back_the_last_change_whoever_made_it(path: Path) -> None:
    mine, yours = Store.open(path), Store.open(path)
    yours.put(B, group("B"))
    mine.undo()
    assert set(contents(mine)) == {A}
    yours.redo()
    assert set(contents(Store.open(path))) == {A, B}


class TestEditedByHand:
    def test_it_is_taken_in_not_overwritten(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {"b": {"name": "by hand"}})
        store.put(C, group("C"))
        assert contents(Store.open(path)) == {
            A: group("A"),
            B: group("by hand"),
            C: group("C"),
        }

    def test_a_new_title_is_taken_in_too(self, path: Path) -> None:
        store = Store.open(path)
        raw = json.loads(path.read_bytes())
        raw["meta"]["title"] = "by hand"
        path.write_text(json.dumps(raw), encoding="utf-8")
        store.put(C, group("C"))
        assert Store.open(path).meta.title == store.meta.title == "by hand"

    def test_a_mention_left_broken_does_not_keep_its_record_from_being_edited(
        self, path: Path
    ) -> None:
        edit_by_hand(path, {"b": {"name": "B", "cites": [{"source": "source:gone"}]}})
        store = Store.open(path)
        store.put(B, group("B2", cites=[{"source": "source:gone"}]))
        with pytest.raises(BrokenReference):
            store.put(C, group("C", cites=[{"source": "source:gone"}]))
        assert set(contents(Store.open(path))) == {A, B}

    def test_an_edit_of_the_same_record_is_refused(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {"a": {"name": "by hand"}})
        with pytest.raises(Conflict):
            store.put(A, group("mine"), base=group("A"))
        assert contents(Store.open(path))[A] == group("by hand")

    def test_what_it_changed_is_not_undone_with_what_was_before_it(self, path: Path) -> None:
        store = Store.open(path)
        edit_by_hand(path, {"a": {"name": "by hand"}})
        with pytest.raises(CannotUndo, match="group:a was changed again by an edit of the file"):
            store.undo()
        assert contents(Store.open(path))[A] == group("by hand")

    @pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"meta": {"format": 99}}'])
    def test_damage_is_told_and_left_for_the_reader_to_mend(
        self, path: Path, damage: bytes
    ) -> None:
        store = Store.open(path)
        history = path.with_suffix(".history.jsonl").read_bytes()
        whole = path.read_bytes()
        path.write_bytes(damage)
        with pytest.raises(FileFault):
            store.put(B, group("B"))
        assert path.read_bytes() == damage
        assert path.with_suffix(".history.jsonl").read_bytes() == history
        assert store.get(B) is None
        path.write_bytes(whole)
        store.put(B, group("B"))
        assert set(contents(Store.open(path))) == {A, B}

    def test_a_file_that_is_gone_is_not_quietly_made_again(self, path: Path) -> None:
        store = Store.open(path)
        path.unlink()
        with pytest.raises(FileFault, match="there is no such file"):
            store.put(B, group("B"))
        assert not path.exists()


def test_while_another_holds_the_lock_a_change_waits_and_is_then_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LOCK_SECONDS", 0.01)
    store = Store.open(path)
    before = path.read_bytes()
    with FileLock(f"{path}.lock"), pytest.raises(NotSaved, match="another program has been"):
        store.put(B, group("B"))
    assert path.read_bytes() == before
    store.put(B, group("B"))
    assert set(contents(Store.open(path))) == {A, B}


WRITER = """
import sys
from pathlib import Path
from briefing.model.records import Group
from briefing.store.store import Store

store = Store.open(Path(sys.argv[1]))
for number in range(15):
    store.put(f"group:{sys.argv[2]}-{number}", Group(name="x"))
"""


def test_of_two_writers_at_once_no_change_is_lost(path: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in ("a", "b")
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    store = Store.open(path)
    assert len(contents(store)) == 31
    assert [each.rev for each in store.history()] == list(range(1, 32))
    assert store.meta.revision == 31

"""A read-only briefing: it opens and shows everything, and nothing is written."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import A, B, C, edit_by_hand, files, held, log

from briefing.store.errors import ReadOnly
from briefing.store.store import Store
from invented import contents, group

PROTECTED = {"file": (0o444, "file"), "history": (0o444, "file"), "folder": (0o555, "folder")}


@pytest.fixture(params=PROTECTED)
def protected(path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A write-protected briefing with a pending change."""
    Store.open(path).put(C, group("C"))
    path.with_name("db.json.lock").unlink()
    what = {"file": path, "history": log(path), "folder": path.parent}[request.param]
    before = what.stat().st_mode
    what.chmod(PROTECTED[request.param][0])
    yield path
    what.chmod(before)


def test_it_opens_and_says_why_it_cannot_be_changed(protected: Path) -> None:
    store = Store.open(protected)
    assert set(contents(store)) == {A, B, C}
    assert store.read_only.endswith("is write-protected, so the briefing can only be read")
    assert str(protected.parent) in store.read_only
    assert [each.rev for each in store.history()] == [1, 2, 3]


def test_every_change_is_refused_and_nothing_written(protected: Path) -> None:
    before, names = files(protected), sorted(protected.parent.iterdir())
    store = Store.open(protected)
    store.keeps_waiting = True
    for change in (
        lambda: store.put(A, group("A2")),
        lambda: store.delete(A),
        store.undo,
        lambda: store.undo_with_later(1),
    ):
        with pytest.raises(ReadOnly, match=r"write-protected.*; nothing was changed"):
            change()
    assert not store.checkpoint()
    assert store.waiting == ()
    assert set(contents(store)) == {A, B, C}
    store.close()
    assert files(protected) == before
    assert sorted(protected.parent.iterdir()) == names


def test_others_changes_are_seen(protected: Path) -> None:
    """Others may still write; here that is the same user before the protection."""
    store = Store.open(protected)
    line = log(protected).read_bytes()
    modes = {each: each.stat().st_mode for each in (protected.parent, protected, log(protected))}
    for each in modes:
        each.chmod(0o777)
    other = Store.open(protected)
    other.put(A, group("A2"))
    for each, mode in modes.items():
        each.chmod(mode)
    assert store.has_news()
    assert [change.ref for change in store.catch_up()] == [A]
    assert store.get(A) == group("A2")
    assert not store.has_news()
    assert log(protected).read_bytes().startswith(line)


@pytest.mark.parametrize("folder", [False, True])
def test_what_was_changed_outside_is_shown_and_not_written(path: Path, folder: bool) -> None:
    Store.open(path).put(C, group("C"))
    edit_by_hand(path, {A: "by hand"})
    (path.parent if folder else path).chmod(0o555 if folder else 0o444)
    before = files(path)
    store = Store.open(path)
    assert contents(store) == {A: group("by hand"), B: group("B"), C: group("C")}
    assert "changed outside the program" in store.notices[0]
    store.catch_up()
    store.catch_up()
    assert len(store.notices) == 1
    store.close()
    assert files(path) == before
    path.parent.chmod(0o755)


def test_a_torn_history_is_reported_and_left(path: Path) -> None:
    with log(path).open("ab") as file:
        file.write(b'{"rev":3')
    log(path).chmod(0o444)
    before = files(path)
    store = Store.open(path)
    assert "breaks off" in store.notices[0]
    store.close()
    assert files(path) == before


def test_strays_of_others_stay(path: Path) -> None:
    stray = path.with_name(f".db.json.{os.getpid()}.x.tmp")
    stray.write_bytes(b"x")
    os.utime(stray, (1_000_000_000, 1_000_000_000))
    path.chmod(0o444)
    Store.open(path)
    assert stray.exists()


def test_without_a_history_it_opens_too(path: Path) -> None:
    log(path).unlink()
    path.chmod(0o444)
    store = Store.open(path)
    assert contents(store) == held(path)
    assert store.history() == []


def test_a_link_to_a_protected_file_is_protected(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    path.chmod(0o444)
    assert str(path) in Store.open(link).read_only


def test_no_briefing_is_begun_in_a_protected_folder(tmp_path: Path) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o555)
    with pytest.raises(Exception, match=r"write-protected|cannot be written"):
        Store.create(folder / "db.json")
    assert list(folder.iterdir()) == []

"""In a shared folder, links and pipes of others are not followed, and their files not truncated."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from stores import C, lines, log

from briefing.search.cache import TableCache, folder_for
from briefing.search.entries import SearchEntry
from briefing.store.backends.jsonfile.paths import Paths
from briefing.store.backends.jsonfile.repair.repair import examine
from briefing.store.backends.jsonfile.verify import verify
from briefing.store.errors import FileFault, NotSaved
from briefing.store.files import private_folder, write_private
from briefing.store.store import Store
from briefing.tui.forms.drafts import Drafts
from invented import contents, group

SECRET = b"a file of somebody else, without any line of a history\n"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file that does not belong to the program."""
    other = tmp_path / "other.txt"
    other.write_bytes(SECRET)
    return other


def plant(place: Path, other: Path) -> None:
    """Replace one of our files by a link to another."""
    place.unlink(missing_ok=True)
    place.symlink_to(other)


READERS: list[Callable[[Path], object]] = [
    Store.open,
    lambda path: verify(Paths(path)),
    lambda path: examine(Paths(path)),
]


class TestALink:
    @pytest.mark.parametrize("read", READERS)
    def test_in_the_place_of_the_history_is_refused(
        self, path: Path, other: Path, read: Callable[[Path], object]
    ) -> None:
        plant(log(path), other)
        with pytest.raises(FileFault, match=r"history\.jsonl: .*link"):
            read(path)
        assert other.read_bytes() == SECRET

    def test_put_there_meanwhile_is_not_written_through(self, path: Path, other: Path) -> None:
        store = Store.open(path)
        other.write_bytes(b"")
        plant(log(path), other)
        with pytest.raises((FileFault, NotSaved)):
            store.put(C, group("C"))
        assert other.read_bytes() == b""

    def test_in_the_place_of_a_new_history_is_not_written_through(
        self, tmp_path: Path, other: Path
    ) -> None:
        store = Store.create(tmp_path / "db.json")
        plant(log(tmp_path / "db.json"), tmp_path / "nowhere")
        with pytest.raises((FileFault, NotSaved)):
            store.put(C, group("C"))
        assert not (tmp_path / "nowhere").exists()
        assert other.read_bytes() == SECRET

    def test_in_the_place_of_the_lock_is_not_followed(self, path: Path, other: Path) -> None:
        plant(path.with_name("db.json.lock"), other)
        with pytest.raises(NotSaved, match=r"db\.json\.lock is not a regular file"):
            Store.open(path).put(C, group("C"))
        assert other.read_bytes() == SECRET

    def test_in_the_place_of_the_backup_is_replaced(self, path: Path, other: Path) -> None:
        plant(path.with_name("db.json.bak"), other)
        store = Store.open(path)
        store.put(C, group("C"))
        store.close()
        assert other.read_bytes() == SECRET
        assert not path.with_name("db.json.bak").is_symlink()

    def test_to_db_json_itself_goes_on_working(self, path: Path, tmp_path: Path) -> None:
        link = tmp_path / "link.json"
        link.symlink_to(path)
        store = Store.open(link)
        store.put(C, group("C"))
        store.close()
        assert link.is_symlink()
        assert C in contents(Store.open(path))


class TestAPipeOrADevice:
    @pytest.mark.parametrize("name", ["db.json", "db.history.jsonl"])
    @pytest.mark.parametrize("read", READERS)
    def test_is_refused_at_once(
        self, path: Path, name: str, read: Callable[[Path], object]
    ) -> None:
        path.with_name(name).unlink()
        os.mkfifo(path.with_name(name))
        with pytest.raises(FileFault, match="not a regular file"):
            read(path)

    def test_in_the_place_of_the_lock_is_refused_at_once(self, path: Path) -> None:
        path.with_name("db.json.lock").unlink(missing_ok=True)
        os.mkfifo(path.with_name("db.json.lock"))
        with pytest.raises(NotSaved, match="not a regular file"):
            Store.open(path).put(C, group("C"))

    def test_without_an_end_is_refused_at_once(self) -> None:
        with pytest.raises(FileFault, match="not a regular file"):
            Store.open(Path("/dev/zero"))


class TestAFileOfSomethingElse:
    @pytest.mark.parametrize("said", [b"a letter", b'{"name": "Ali"}', b"\xff\xfe\0\1"])
    def test_without_a_line_of_ours_is_never_cut_off(self, path: Path, said: bytes) -> None:
        log(path).write_bytes(said)
        with pytest.raises(FileFault, match="is not a history"):
            Store.open(path).put(C, group("C"))
        assert log(path).read_bytes() == said

    @pytest.mark.parametrize("said", [b'{"rev":0,"at":"2026', b'{"re', b"\0" * 40])
    def test_that_is_our_first_line_begun_is(self, path: Path, said: bytes) -> None:
        log(path).write_bytes(said)
        Store.open(path, keep="theirs").put(C, group("C"))
        assert all(line.startswith(b'{"rev":') for line in lines(path))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestWhatOthersMayNotRead:
    def test_is_a_draft(self, tmp_path: Path, path: Path) -> None:
        folder = tmp_path / "state" / "drafts"
        folder.mkdir(parents=True, mode=0o755)
        Drafts(folder, path).keep("group:a", None, {"name": "A witness"})
        (draft,) = folder.iterdir()
        assert (mode(folder), mode(draft)) == (0o700, 0o600)

    def test_are_the_names_the_search_keeps(self, tmp_path: Path) -> None:
        folder = tmp_path / "cache"
        folder.mkdir(mode=0o755)
        TableCache(folder, least=1).tables([SearchEntry("group:a", "group", ("A witness",), ())])
        (tables,) = folder.iterdir()
        assert (mode(folder), mode(tables)) == (0o700, 0o600)

    def test_is_not_written_into_a_folder_of_somebody_else(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = tmp_path / "cache"
        folder.mkdir()
        monkeypatch.setattr("os.geteuid", lambda: 4242)
        with pytest.raises(OSError, match="somebody else's"):
            private_folder(folder)
        TableCache(folder, least=1).tables([SearchEntry("group:a", "group", ("A witness",), ())])
        assert list(folder.iterdir()) == []

    def test_replaces_a_link_and_does_not_follow_it(self, tmp_path: Path, other: Path) -> None:
        plant(tmp_path / "private", other)
        write_private(tmp_path / "private", b"x")
        assert other.read_bytes() == SECRET

    def test_is_a_history_of_what_they_may_not(self, tmp_path: Path) -> None:
        store = Store.create(path := tmp_path / "db.json")
        path.chmod(0o600)
        store.put(C, group("C"))
        store.close()
        for name in ("db.json", "db.history.jsonl", "db.json.bak", "db.json.lock"):
            assert mode(path.with_name(name)) & 0o077 == 0


@pytest.mark.usefixtures("home")
def test_a_file_beside_a_briefing_keeps_its_names_out_of_the_cache(path: Path) -> None:
    assert folder_for(path) is not None
    path.with_name("db.no-cache").touch()
    assert folder_for(path) is None
    assert folder_for("") is None

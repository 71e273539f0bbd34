"""What `verify` and `backup` give to scripts, and to anyone who must trust a briefing."""

import stat
from pathlib import Path

import pytest

from briefing.store.store import Store
from briefing.tui.forms.drafts import Drafts
from commandline import Run
from invented import TALON, contents


@pytest.fixture
def briefing_file(home: Path, briefing_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented briefing, as the one that commands are about."""
    assert home.is_dir()
    monkeypatch.setenv("BRIEFING_DB", str(briefing_file))
    return briefing_file


def files(path: Path) -> dict[str, bytes]:
    """All files in the folder of a briefing."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir() if each.is_file()}


def history_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.history.jsonl")


def tamper(path: Path) -> None:
    """Take a line out of a history."""
    lines = history_of(path).read_bytes().splitlines(keepends=True)
    history_of(path).write_bytes(b"".join(lines[:1] + lines[2:]))


class TestVerify:
    def test_prints_the_head_and_that_all_is_proved(self, run: Run, briefing_file: Path) -> None:
        done = run("verify", "--db", briefing_file)
        assert (done.status, done.err) == (0, "")
        first, *_, last = done.out.splitlines()
        assert first == f"head {run('verify', '--json').json['head']}"
        assert last == "proved"

    def test_writes_nothing(self, run: Run, briefing_file: Path) -> None:
        before = files(briefing_file)
        assert run("verify").status == 0
        assert files(briefing_file) == before

    def test_of_tampering_ends_with_1_and_says_where(self, run: Run, briefing_file: Path) -> None:
        tamper(briefing_file)
        done = run("verify")
        assert done.status == 1
        assert "fault: db.history.jsonl: line 2: it does not follow" in done.out
        assert done.out.splitlines()[-1].endswith("faults")

    def test_json_has_it_all(self, run: Run, briefing_file: Path) -> None:
        tamper(briefing_file)
        found = run("verify", "--json").json
        assert not found["proved"]
        assert len(found["faults"]) >= 1
        assert set(found) == {
            "proved",
            "head",
            "revision",
            "lines",
            "chained_from",
            "faults",
            "notes",
        }

    @pytest.mark.usefixtures("briefing_file")
    def test_takes_a_head_noted_before(self, run: Run) -> None:
        head = run("verify", "--json").json["head"]
        run("undo")
        assert run("verify", "--head", head).status == 0
        assert run("verify", "--head", "0" * 64).status == 1

    @pytest.mark.usefixtures("briefing_file")
    @pytest.mark.parametrize("head", ["", " ", "abc", "g" * 64])
    def test_refuses_a_head_that_is_none(self, run: Run, head: str) -> None:
        assert "64 digits" in run("verify", "--head", head).refusal

    @pytest.mark.usefixtures("briefing_file")
    def test_is_part_of_check(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.delete(TALON, unlink=True)
        store.close()
        assert "error" not in run("check").out.replace("0 errors", "")
        history = history_of(briefing_file)
        lines = history.read_bytes().splitlines(keepends=True)
        history.write_bytes(b"".join(lines[:2] + lines[3:]))
        done = run("check")
        assert done.status == 1
        assert "error: db.history.jsonl: line 3: it does not follow" in done.out


class TestBackup:
    @pytest.mark.parametrize(
        ("destination", "place"),
        [("copies/today", "copies/today/db.json"), ("copy.json", "copy.json")],
    )
    def test_is_the_whole_briefing(
        self, run: Run, briefing_file: Path, destination: str, place: str
    ) -> None:
        done = run("backup", destination)
        assert done.status == 0
        assert done.out.splitlines()[-1] == f"copied to {place}"
        copy, store = Store.open(Path(place)), Store.open(briefing_file)
        assert contents(copy) == contents(store)
        assert copy.history() == store.history()

    def test_has_what_waits_for_a_fold(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.undo()
        assert run("backup", "copy").status == 0
        assert contents(Store.open(Path("copy/db.json"))) == contents(store)

    def test_leaves_out_a_line_that_breaks_off(self, run: Run, briefing_file: Path) -> None:
        with history_of(briefing_file).open("ab") as file:
            file.write(b'{"rev":2,"at"')
        assert run("backup", "copy", "--json").json["notes"] == []

    def test_overwrites_nothing(self, run: Run, briefing_file: Path) -> None:
        assert "there is a file already" in run("backup", briefing_file.parent).refusal
        Path("copy").mkdir()
        Path("copy/db.history.jsonl").write_text("mine")
        assert "there is a file already" in run("backup", "copy").refusal
        assert [each.name for each in Path("copy").iterdir()] == ["db.history.jsonl"]

    def test_of_what_was_tampered_with_says_so(self, run: Run, briefing_file: Path) -> None:
        tamper(briefing_file)
        done = run("backup", "copy")
        assert done.status == 1
        assert "does not follow" in done.out
        assert Path("copy/db.json").exists()

    def test_is_readable_by_nobody_else(self, run: Run, briefing_file: Path) -> None:
        for each in (briefing_file, history_of(briefing_file)):
            each.chmod(0o600)
        run("backup", "copy")
        for name in ("db.json", "db.history.jsonl"):
            assert stat.S_IMODE(Path("copy", name).stat().st_mode) == 0o600

    @pytest.mark.usefixtures("briefing_file")
    def test_that_cannot_be_written_leaves_nothing(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        assert "No space left" in run("backup", "copy").refusal
        assert list(Path("copy").iterdir()) == []


class TestCache:
    @pytest.mark.usefixtures("briefing_file")
    def test_clear_deletes_what_the_search_kept(self, run: Run, home: Path) -> None:
        folder = home / "cache" / "briefing"
        folder.mkdir(parents=True)
        for name in ("one.tables", ".two.tables.99.x.tmp", "notes.txt"):
            (folder / name).touch()
        assert run("cache", "clear").out.startswith("2 files deleted from ")
        assert [each.name for each in folder.iterdir()] == ["notes.txt"]
        assert run("cache", "clear").out.startswith("0 files deleted")

    def test_is_kept_of_a_large_briefing_only_where_that_is_wanted(
        self, run: Run, home: Path, briefing_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("briefing.search.cache.TableCache.__init__.__defaults__", (1,))
        folder = home / "cache" / "briefing"
        (home / "config" / "briefing").mkdir(parents=True)
        config = home / "config" / "briefing" / "config.toml"
        config.write_text('cache = "off"')
        run("search", "talon")
        assert not folder.exists()
        config.write_text('cache = "on"')
        briefing_file.with_name("db.no-cache").touch()
        run("search", "talon")
        assert not folder.exists()
        briefing_file.with_name("db.no-cache").unlink()
        run("search", "talon")
        assert len(list(folder.iterdir())) == 1


class TestForget:
    def test_asks_first_and_says_what_goes(self, run: Run, briefing_file: Path) -> None:
        before = files(briefing_file)
        done = run("forget", TALON, stdin="n\n")
        assert done.refusal.endswith("stopped") or done.status == 2
        assert f"will be deleted: {TALON} (Idris Talon)" in done.out
        assert "will lose its reference: " in done.out
        assert files(briefing_file) == before

    @pytest.mark.parametrize(("args", "stdin"), [((), "y\n"), (("--yes",), "")])
    def test_leaves_nothing_in_folder_drafts_and_cache(
        self, run: Run, home: Path, briefing_file: Path, args: tuple[str, ...], stdin: str
    ) -> None:
        cache, drafts = home / "cache" / "briefing", home / "state" / "briefing" / "drafts"
        cache.mkdir(parents=True)
        (cache / "one.tables").write_text("Idris Talon")
        Drafts(drafts, briefing_file).keep(TALON, None, {"name": "Idris Talon"})
        Drafts(drafts, home / "other.json").keep(TALON, None, {"name": "of another briefing"})
        done = run("forget", TALON, *args, stdin=stdin)
        assert done.status == 0
        assert "copies elsewhere, such as backups and git, are not cleared" in done.err
        assert list(cache.iterdir()) == []
        assert ["another" in each.read_text() for each in drafts.iterdir()] == [True]
        assert TALON.encode() not in b"".join(files(briefing_file).values())
        assert TALON not in contents(Store.open(briefing_file))
        assert run("verify").status == 0

    @pytest.mark.usefixtures("briefing_file")
    def test_tells_what_never_was(self, run: Run) -> None:
        assert "there is no leader:nobody" in run("forget", "leader:nobody", "--yes").refusal

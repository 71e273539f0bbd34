"""`briefing repair` shows what is readable and writes a copy; in place only if asked to."""

import json
from pathlib import Path

import pytest

from briefing.store.store import Store
from commandline import Run, run_program
from invented import FRONT, TALON, TITLE, contents, group

HOSTILE = "Evil\x1b]0;owned\x07 \u202etxt.exe\u200b [bold]x[/]"


def spoil(path: Path, what: bytes = b'"Idris Talon"') -> None:
    """Put a zero before something in a file."""
    data = path.read_bytes()
    assert what in data
    path.write_bytes(data.replace(what, b"\0" + what[1:], 1))


def alone(path: Path) -> None:
    """Leave nothing but db.json."""
    path.with_name("db.history.jsonl").unlink()
    path.with_name("db.json.bak").unlink(missing_ok=True)


def names(path: Path) -> set[str]:
    """The files beside a briefing, without its lock."""
    return {each.name for each in path.parent.iterdir() if each.is_file()} - {"db.json.lock"}


class TestNothingWrong:
    def test_is_said_and_nothing_written(self, run: Run, briefing_file: Path) -> None:
        before = names(briefing_file)
        done = run("repair", "--db", briefing_file)
        assert (done.status, done.err) == (0, "")
        assert done.out.splitlines()[-1] == "No repair needed."
        assert "db.json: whole, revision 1\n  read: 3 groups, 1 leader, 2 events" in done.out
        assert names(briefing_file) == before

    @pytest.mark.parametrize("args", [("--in-place",), ("--in-place", "--json")])
    def test_is_nothing_to_replace(
        self, run: Run, briefing_file: Path, args: tuple[str, ...]
    ) -> None:
        before = briefing_file.read_bytes(), names(briefing_file)
        assert run("repair", briefing_file, *args).status == 0
        assert (briefing_file.read_bytes(), names(briefing_file)) == before

    def test_gives_a_copy_where_one_is_asked_for(self, run: Run, briefing_file: Path) -> None:
        assert run("repair", briefing_file, "-o", "copy.json").status == 0
        assert contents(Store.open(Path("copy.json"))) == contents(Store.open(briefing_file))


class TestADamagedFile:
    def test_is_shown_and_saved_in_a_copy(self, run: Run, briefing_file: Path) -> None:
        before = contents(Store.open(briefing_file))
        spoil(briefing_file)
        damaged = briefing_file.read_bytes()
        done = run("repair", briefing_file)
        assert (done.status, done.err) == (0, "")
        assert "db.json: damaged: not JSON" in done.out
        assert f"  not read: 1\n    {TALON} (line " in done.out
        assert "Everything is saved." in done.out
        assert briefing_file.read_bytes() == damaged
        copy = briefing_file.with_name("db.repaired.json")
        assert contents(Store.open(copy)) == before
        assert run("check", "--db", copy).status == 0
        assert "the invented briefing" in run("history", "--db", copy).out

    def test_of_which_something_is_lost_ends_with_1(self, run: Run, briefing_file: Path) -> None:
        spoil(briefing_file)
        alone(briefing_file)
        done = run("repair", "--db", briefing_file)
        assert (done.status, done.err) == (1, "")
        assert f"Lost:\n  {TALON}\n" in done.out
        assert f"link:talon-leads-front from: {TALON} does not exist" in done.out
        kept = json.loads(briefing_file.with_name("db.repaired.unreadable.json").read_bytes())
        assert [each["ref"] for each in kept] == [TALON]
        assert "Idriss Tallon" in kept[0]["raw"]

    def test_is_told_to_a_program_as_json(self, run: Run, briefing_file: Path) -> None:
        spoil(briefing_file)
        alone(briefing_file)
        done = run("repair", briefing_file, "--json", "-o", "saved.json")
        assert done.status == 1
        told = done.json
        assert (told["needed"], told["saved"], told["lost"]) == (True, False, [TALON])
        main, backup = told["files"]
        assert main["not_read"][0]["ref"] == TALON
        assert main["read"]["group"] == 3
        assert (backup["there"], told["history"]["there"]) == (False, False)
        assert {each["missing"] for each in told["broken_references"]} == {TALON}
        assert told["written"]["path"] == "saved.json"
        assert set(contents(Store.open(Path("saved.json")))) >= {FRONT}

    def test_is_replaced_where_that_is_said(self, run: Run, briefing_file: Path) -> None:
        before = contents(Store.open(briefing_file))
        spoil(briefing_file)
        done = run("repair", briefing_file, "--in-place")
        assert done.status == 0
        assert done.out.count("Kept as it was: ") == 2
        assert contents(Store.open(briefing_file)) == before
        kept = [name for name in names(briefing_file) if ".damaged-" in name]
        stems = {"db", "db.json", "db.history.jsonl"}
        assert {name.partition(".damaged-")[0] for name in kept} == stems
        assert run("repair", briefing_file).out.endswith("No repair needed.\n")

    def test_that_is_gone_is_made_anew(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.put("group:new", group("New"))
        store.close()
        before = contents(store)
        briefing_file.unlink()
        said = run("show", FRONT, "--db", briefing_file).refusal
        assert "`briefing repair`" in said
        assert run("repair", briefing_file, "--in-place").status == 0
        assert contents(Store.open(briefing_file)) == before
        assert Store.open(briefing_file).meta.title == TITLE

    def test_of_many_lines_the_first_are_told(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "many.json"
        many = {f"g{number}": {"nam": "x"} for number in range(99)}
        path.write_text(json.dumps({"meta": {"format": 1}, "group": many}))
        done = run("repair", path)
        assert done.status == 1
        assert "    and 79 more; --json has them all" in done.out
        assert done.out.count("\n") < 70
        assert len(json.loads(path.with_name("many.repaired.unreadable.json").read_bytes())) == 99


class TestADamagedHistory:
    def test_is_shown_by_line_and_revision(self, run: Run, briefing_file: Path) -> None:
        store = Store.open(briefing_file)
        store.put("group:new", group("New"))
        store.put("group:new", group("Newer"))
        store.close()
        spoil(briefing_file.with_name("db.history.jsonl"), b'"New"}}')
        done = run("repair", briefing_file)
        assert done.status == 1
        assert "db.history.jsonl: damaged: " in done.out
        assert "(revision 2) is left out: the checksum does not fit" in done.out
        assert "what it changed is in db.json" in done.out


class TestRefused:
    def test_where_there_is_no_such_file(self, run: Run, tmp_path: Path) -> None:
        assert "there is no such file" in run("repair", tmp_path / "no.json").refusal
        assert names(tmp_path / "no.json") == set()

    @pytest.mark.parametrize("data", [b"", b"\0" * 999, b"garbage"])
    def test_where_nothing_is_readable(self, run: Run, tmp_path: Path, data: bytes) -> None:
        path = tmp_path / "junk.json"
        path.write_bytes(data)
        assert "nothing in it can be read" in run("repair", path).refusal
        assert names(path) - {"junk.json.lock"} == {"junk.json"}

    def test_where_the_copy_would_overwrite_a_file(self, run: Run, briefing_file: Path) -> None:
        spoil(briefing_file)
        before = names(briefing_file)
        assert "exists already" in run("repair", briefing_file, "-o", briefing_file).refusal
        assert names(briefing_file) == before

    def test_both_ways_at_once(self, run: Run, briefing_file: Path) -> None:
        said = run("repair", briefing_file, "-o", "x.json", "--in-place").refusal
        assert said == "give either -o OUT or --in-place"

    def test_in_place_what_is_write_protected(self, run: Run, briefing_file: Path) -> None:
        spoil(briefing_file)
        before = briefing_file.read_bytes()
        briefing_file.chmod(0o444)
        assert "write-protected" in run("repair", briefing_file, "--in-place").refusal
        assert briefing_file.read_bytes() == before
        assert run("repair", briefing_file, "-o", "copy.json").status == 0


class TestHostileText:
    @pytest.fixture
    def hostile(self, tmp_path: Path) -> Path:
        """A file that would steer the terminal by its ids, tables and values."""
        path = tmp_path / "hostile.json"
        raw = {
            "meta": {"format": 1, "title": HOSTILE, HOSTILE: 1},
            HOSTILE: {"x": {}},
            "group": {HOSTILE: {HOSTILE: HOSTILE}, "b": {"name": HOSTILE, "kind": HOSTILE, "x": 1}},
        }
        path.write_text(json.dumps(raw)[:-1] + ', "event": {"\\ud800": {"title": "\\ud800"}}}')
        return path

    def test_is_printed_harmless(self, run: Run, hostile: Path) -> None:
        done = run("repair", hostile)
        assert done.status == 1
        assert all(mark.isprintable() or mark == "\n" for mark in done.out)

    def test_is_escaped_in_json(self, run: Run, hostile: Path) -> None:
        done = run("repair", hostile, "--json")
        assert "\x1b" not in done.out
        assert done.out.count("\n") == 1
        assert done.json["needed"]

    @pytest.mark.usefixtures("home")
    def test_in_the_name_of_a_file_is_no_text_at_all(self, tmp_path: Path) -> None:
        path = Path(f"{tmp_path}/\udcff\x1b[31m.json")
        path.write_text('{"meta": {"format": 1}, "group": {"a": {"name": "A"}, "b": {"nam": ""}}')
        for args in ((), ("--json", "-o", f"{tmp_path}/\udcfe.json")):
            done = run_program("repair", path, *args)
            assert (done.status, done.err) == (1, "")
            assert "\x1b" not in done.out

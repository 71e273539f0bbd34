"""In any environment, the program does its work or reports the problem in one line."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.store.store import Store
from commandline import PROGRAM, Answer, Run
from invented import ARMY, FRONT, TALON, group

pytestmark = pytest.mark.skipif(os.name != "posix", reason="streams and bytes as POSIX has them")


def shell(command: str, path: Path, **environment: str) -> Answer:
    """Run the program as a shell does, `$B` being its name and `$DB` a briefing."""
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        timeout=60,
        env=os.environ | {"B": str(PROGRAM), "BRIEFING_DB": str(path)} | environment,
        cwd=path.parent / "home",
    )
    out, err = (each.decode(errors="backslashreplace") for each in (done.stdout, done.stderr))
    return Answer(done.returncode, out, err)


NO_TEXT = os.fsdecode(b"\xff")


@pytest.mark.usefixtures("home")
class TestArgumentsThatAreNoText:
    @pytest.mark.parametrize(
        "args",
        [
            ("show", f"group:{NO_TEXT}"),
            ("--db", f"missing{NO_TEXT}.json", "check"),
            ("new", "n.json", "--title", NO_TEXT),
            ("forget", "--yes", NO_TEXT),
            (NO_TEXT,),
            ("verify", "--head", NO_TEXT),
        ],
    )
    def test_are_refused_in_one_line(
        self, run: Run, briefing_file: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
    ) -> None:
        monkeypatch.setenv("BRIEFING_DB", str(briefing_file))
        assert run(*args).refusal

    @pytest.mark.parametrize("flags", [(), ("--json",)])
    def test_are_looked_for_and_read_like_any(
        self, run: Run, briefing_file: Path, flags: tuple[str, ...]
    ) -> None:
        assert run("search", NO_TEXT, *flags, "--db", briefing_file).status == 0
        read = run("parse", "date", NO_TEXT, *flags, "--db", briefing_file)
        assert (read.status, "Traceback" in read.err) == (1, False)

    def test_name_a_file_all_the_same(self, briefing_file: Path) -> None:
        done = shell(r"$B new $'\xff.json' --title x && $B --db $'\xff.json' check", briefing_file)
        assert (done.status, done.err) == (0, "")


@pytest.mark.usefixtures("home")
class TestStreams:
    @pytest.mark.parametrize(
        "command", ["$B apply - <&-", "$B search --queries - <&-", "$B check >&-", "$B check 2>&-"]
    )
    def test_that_are_closed_are_empty(self, briefing_file: Path, command: str) -> None:
        done = shell(command, briefing_file)
        assert (done.status, "Traceback" in done.err) == (0, False)

    @pytest.mark.parametrize("command", ["$B <&-", f"$B forget {TALON} <&-"])
    def test_that_must_be_there_are_missed_in_one_line(
        self, briefing_file: Path, command: str
    ) -> None:
        assert shell(command, briefing_file).refusal

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
    def test_of_terminals_with_few_letters_lose_none(
        self, run: Run, briefing_file: Path, encoding: str
    ) -> None:
        store = Store.open(briefing_file)
        store.put(ARMY, group("Army – جيش"))
        store.close()
        shown = shell(f"$B show {ARMY}", briefing_file, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert (shown.status, "Traceback" in shown.err) == (0, False)
        assert "جيش" in shown.out or r"\u062c\u064a\u0634" in shown.out
        assert isinstance(sys.stdout, io.TextIOWrapper)
        sys.stdout.reconfigure(encoding=encoding)
        for args in (("history",), ("check",), ("search", ARMY)):
            assert run(*args, "--db", briefing_file).status == 0


def test_no_message_quotes_more_than_a_line(run: Run, briefing_file: Path) -> None:
    done = run("show", "x" * 20_000, "--db", briefing_file)
    assert len(done.refusal) < 600
    assert "`briefing search` finds records by name" in done.refusal


@pytest.mark.parametrize("nested", ["[" * 100_000, "{b=" * 50_000])
def test_settings_nested_too_deep_are_told(
    run: Run, briefing_file: Path, monkeypatch: pytest.MonkeyPatch, nested: str
) -> None:
    Path("config.toml").write_text(f"a = {nested}")
    monkeypatch.setenv("BRIEFING_CONFIG", "config.toml")
    assert "nested too deep" in run("check", "--db", briefing_file).refusal


@pytest.mark.parametrize("character", ["\u180e", "\U0001d173", "\U0001d17a", "\u202e"])
def test_json_escapes_what_a_terminal_would_obey(
    run: Run, briefing_file: Path, character: str
) -> None:
    store = Store.open(briefing_file)
    store.put(ARMY, group(f"A{character}B"))
    store.close()
    shown = run("show", ARMY, "--json", "--db", briefing_file)
    assert character not in shown.out
    assert shown.json["record"]["name"] == f"A{character}B"


@pytest.fixture
def two_versions(briefing_file: Path) -> Path:
    """A briefing changed in db.json itself while a change waits in its history."""
    Store.open(briefing_file).put(ARMY, group("Mine"))
    raw = json.loads(briefing_file.read_bytes())
    raw["group"]["northern-front"]["name"] = "Theirs"
    briefing_file.write_text(json.dumps(raw), encoding="utf-8")
    return briefing_file


class TestWhileTwoVersionsWait:
    @pytest.mark.parametrize(
        ("args", "text"),
        [
            (("show", ARMY), "Mine"),
            (("show", FRONT), "Theirs"),
            (("search", "Mine"), ARMY),
            (("search", "Theirs"), FRONT),
            (("history",), "Mine"),
        ],
    )
    def test_both_can_be_read(
        self, run: Run, two_versions: Path, args: tuple[str, ...], text: str
    ) -> None:
        names = {each: each.read_bytes() for each in two_versions.parent.glob("db.*")}
        done = run(*args, "--db", two_versions)
        assert done.status == 0
        assert text in done.out
        assert "briefing: note: " in done.err
        assert "briefing checkpoint --keep both" in done.err
        assert {each: each.read_bytes() for each in two_versions.parent.glob("db.*")} == names

    def test_nothing_can_be_changed(self, run: Run, two_versions: Path) -> None:
        assert "briefing checkpoint --keep both" in run("undo", "--db", two_versions).refusal

"""The main job in a real terminal: find somebody, follow a link, correct a field, undo."""

import json
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from briefing.model.labels import label
from briefing.store.store import Store
from onscreen import sample_file
from terminal import Terminal, in_terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """The installed program, started on a copy of the shipped briefing."""
    path = sample_file(tmp_path)
    script = which("briefing", path=str(Path(sys.executable).parent))
    if script is None:
        pytest.skip("the program is not installed beside this Python")
    with Terminal.running([script, str(path)], tmp_path) as terminal:
        yield terminal


@in_terminal
def test_the_main_job(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "db.json"
    before = json.loads(path.read_bytes())
    terminal.wait_for("1 Groups", "2 Leaders", "3 Events", "4 Quotes", "African forces", r"\? help")

    terminal.press("/")
    terminal.wait_for("Jump to", "any spelling")
    terminal.press("belmoktar")
    terminal.wait_for("7 found", "▌leader ", "also Belmoktar")
    terminal.press("\r")
    terminal.wait_for("─ Leader ─", "also Belmoktar")

    terminal.press("f")
    place = _line_with(terminal, "│ a ")
    name = place.split("│ a ")[-1]
    assert "al-Qaeda" in name or "Signatories" in name, name
    terminal.press("a")
    terminal.wait_for("─ Group ─")

    terminal.press("e")
    terminal.wait_for(r"Name \*", r"ctrl\+s save")
    terminal.press("\x1b[F changed")
    terminal.wait_for(" changed")
    terminal.press("\x13")
    terminal.wait_for(r"saved \d\d:\d\d:\d\d", r"\? help", "space lens")
    # Acknowledged is what the history has; db.json follows when the program rests.
    changed = Store.open(path)
    assert changed.meta.revision == 1
    assert any(label(group).endswith(" changed") for group in changed.all("group").values())

    terminal.press("u")
    terminal.wait_for("undid: ")
    terminal.press("q")
    assert terminal.wait_for_the_end() == 0

    after = json.loads(path.read_bytes())
    assert after.pop("meta") == {**before.pop("meta"), "revision": 2}
    assert {kind: table for kind, table in after.items() if table} == before
    history = (tmp_path / "db.history.jsonl").read_text("utf-8").splitlines()
    edits = [line for line in map(json.loads, history) if line.get("changes")]
    assert [edit["rev"] for edit in edits] == [1, 2]
    assert edits[1]["undoes"] == 1


def _line_with(terminal: Terminal, text: str) -> str:
    terminal.wait_for(re.escape(text))
    return next(line for line in terminal.lines if text in line)


@in_terminal
def test_ended_by_a_signal_it_gives_the_terminal_back_and_keeps_the_form(
    terminal: Terminal, tmp_path: Path
) -> None:
    terminal.wait_for("1 Groups", "African forces", r"\? help")
    terminal.press("e")
    terminal.wait_for(r"Name \*", r"ctrl\+s save")
    terminal.press("\x1b[F half typed")
    terminal.wait_for(" half typed")
    terminal.process.kill(signal.SIGTERM)
    assert terminal.wait_for_the_end() == 2
    said = terminal.said
    assert b"\x1b[?1049l" in said, "the screen of before is back"
    assert b"briefing: ended by SIGTERM" in said
    (draft,) = (tmp_path / ".local" / "state" / "briefing" / "drafts").iterdir()
    assert b"half typed" in draft.read_bytes()


@in_terminal
def test_it_ends_when_its_terminal_is_gone(terminal: Terminal) -> None:
    terminal.wait_for("1 Groups", "African forces", r"\? help")
    terminal.process.kill(signal.SIGHUP)
    assert terminal.wait_for_the_end() == 2


@in_terminal
def test_the_sample_opens_beside_an_empty_briefing_and_q_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    Store.create(path, "Mine").close()
    script = which("briefing", path=str(Path(sys.executable).parent))
    assert script is not None
    with Terminal.running([script, str(path)], tmp_path) as terminal:
        terminal.wait_for("An empty briefing", "F2", "add a source")
        terminal.press("\x1bOQ")
        terminal.wait_for("Mali, January 2014", "African forces", "in memory")
        terminal.press("q")
        terminal.wait_for("Mine", "An empty briefing")
        terminal.press("q")
        assert terminal.wait_for_the_end() == 0

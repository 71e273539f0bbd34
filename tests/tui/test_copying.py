"""Records copied from the keyboard: by the terminal, and by a tool where there is one."""

import stat
from pathlib import Path

import pytest

from briefing.citing import citation
from briefing.store.store import Store
from briefing.tui.dialogs.menu import MenuScreen
from briefing.tui.input.clipboard import hand_over, held, tool
from filling_in import choices
from invented import QUOTE, TALON
from onscreen import NARROW, opened


def make_tool(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


async def test_a_record_is_copied_as_a_citation_by_the_terminal(book: Store) -> None:
    async with opened(book, NARROW) as reader:
        reader.main.visit(QUOTE)
        await reader.rest()
        await reader.press("y")
        assert reader.app.clipboard == citation(book, QUOTE)
        await reader.until(reader.told)
        assert reader.told()[-1].endswith("as citation, by the terminal (OSC 52)")


async def test_a_tool_of_the_machine_gets_it_too(
    book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_tool(tmp_path, "xclip", f'cat > "{tmp_path}/copied"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    async with opened(book) as reader:
        reader.main.visit(TALON)
        await reader.rest()
        await reader.press("Y")
        assert choices(reader) == ["citation", "ref", "markdown", "json", "plain"]
        await reader.press("j", "enter")
        await reader.until(reader.told)
        assert reader.told()[-1].endswith("as ref, by the terminal (OSC 52) and by xclip")
        assert (tmp_path / "copied").read_text() == TALON


async def test_there_must_be_a_record() -> None:
    async with opened(Store.in_memory("t")) as reader:
        await reader.press("y")
        assert "there is no record here to copy" in reader.told()[-1]
        await reader.press("Y")
        assert isinstance(reader.app.screen, MenuScreen)
        await reader.press("enter")
        assert "there is no record here to copy" in reader.told()[-1]


@pytest.mark.parametrize(
    ("variable", "name"),
    [("TMUX", "tmux"), ("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip"), ("DISPLAY", "xsel")],
)
def test_the_tool_is_that_of_the_screen_there_is(tmp_path: Path, variable: str, name: str) -> None:
    make_tool(tmp_path, name, "cat > /dev/null")
    assert tool({"PATH": str(tmp_path), variable: "1"})[0] == name
    assert tool({"PATH": str(tmp_path)}) == ()
    assert tool({"PATH": str(tmp_path / "none"), variable: "1"}) == ()


@pytest.mark.parametrize("script", ["exit 1", "exec sleep 60"])
def test_a_tool_that_fails_is_not_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    monkeypatch.setattr("briefing.tui.input.clipboard._PATIENCE", 0.05)
    assert not hand_over("x", [str(make_tool(tmp_path, "tool", script))])
    assert not hand_over("x", [str(tmp_path / "missing")])


def test_what_was_copied_elsewhere_is_read_where_a_tool_can_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = {"PATH": f"{tmp_path}:/bin:/usr/bin"}
    assert held(path) == ""
    monkeypatch.setenv("PATH", path["PATH"])
    make_tool(tmp_path, "wl-paste", "printf 'passage\\377'")
    assert held({**path, "WAYLAND_DISPLAY": "1"}) == "passage\N{REPLACEMENT CHARACTER}"
    make_tool(tmp_path, "wl-paste", "echo no clipboard; exit 1")
    assert held({**path, "WAYLAND_DISPLAY": "1"}) == ""
    monkeypatch.setattr("briefing.tui.input.clipboard._AT_ONCE", 0.05)
    make_tool(tmp_path, "wl-paste", "exec sleep 60")
    assert held({**path, "WAYLAND_DISPLAY": "1"}) == ""

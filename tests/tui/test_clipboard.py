"""Clipboard tools: copying to them and pasting from them."""

import stat
from pathlib import Path

import pytest

from briefing.tui.input.clipboard import hand_over, held, tool


def make_tool(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


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

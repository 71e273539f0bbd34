"""A paste is text: nothing in it acts as a key, in whatever pieces it arrives."""

import os
import select
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from shutil import which
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from briefing.store.store import Store
from briefing.tui.input.paste_guard import END, SHOWN, START, PasteGuard
from onscreen import sample_file

if sys.platform != "win32":
    import fcntl
    import termios

AT_MOST = 30.0
"""Seconds to wait for something before failing."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")

LONG = "\x1b" + "d" * 40 + "y"


def read(*pieces: str) -> list[events.Event]:
    """The result of input that arrives in pieces."""
    guard, parser = PasteGuard(), XTermParser()
    return [
        event
        for piece in pieces
        for event in parser.feed(guard.clean(piece))
        if isinstance(event, events.Event)
    ]


def pasted(found: list[events.Event]) -> str:
    """The only event, which must be a paste."""
    (only,) = found
    assert isinstance(only, events.Paste)
    return only.text


@pytest.mark.parametrize("text", [LONG, "\x1b]52;c;aGFjaw==\x07", "\x1b[A\x1b[200~", "a\x1b"])
def test_what_is_pasted_presses_no_key(text: str) -> None:
    assert pasted(read(f"{START}{text}{END}")) == text.replace("\x1b", SHOWN)


def test_keys_before_and_behind_a_paste_are_keys() -> None:
    found = read(f"a\x1b[A{START}{LONG}{END}b")
    kinds = [event.key if isinstance(event, events.Key) else "paste" for event in found]
    assert kinds == ["a", "up", "paste", "b"]


@given(
    text=st.text(alphabet="a\x1b[201~0é", max_size=40).filter(
        lambda text: END not in text + END[:-1]
    ),
    cuts=st.lists(st.integers(0, 60), max_size=6),
)
def test_it_does_not_matter_in_which_pieces_it_comes(text: str, cuts: list[int]) -> None:
    whole = f"{START}{text}{END}"
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    guard = PasteGuard()
    pieces = [whole[a:b] for a, b in pairwise(places)]
    cleaned = "".join(guard.clean(piece) for piece in pieces)
    assert cleaned == f"{START}{text.replace(chr(27), SHOWN)}{END}"


@given(st.text(alphabet="a\x1b[20~", max_size=30))
def test_what_is_no_paste_is_passed_on_at_once(text: str) -> None:
    if START not in text:
        assert PasteGuard().clean(text) == text


@contextmanager
def program(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The program on a terminal of which it is not told when that goes away."""
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm-256color"}
    script = which("briefing", path=str(Path(sys.executable).parent))
    assert script is not None
    command = [script, str(sample_file(folder))]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    try:
        yield process, master
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            os.close(master)


def wait_for(master: int, words: bytes) -> None:
    """Read output until some words appear."""
    shown, late = b"", monotonic() + AT_MOST
    while words not in shown:
        assert monotonic() < late, shown[-500:]
        if select.select([master], [], [], 0.1)[0]:
            shown += os.read(master, 65_536)


@posix
def test_the_program_ends_when_its_terminal_is_gone(tmp_path: Path) -> None:
    with program(tmp_path) as (process, master):
        wait_for(master, b"saved")
        os.close(master)
        assert process.wait(AT_MOST) == 0


@posix
def test_a_paste_into_a_terminal_deletes_nothing(tmp_path: Path) -> None:
    with program(tmp_path) as (process, master):
        wait_for(master, b"saved")
        os.write(master, f"{START}{LONG}{END}?".encode())
        wait_for(master, b"In every list")
        os.write(master, b"\x1b")
        wait_for(master, b"Groups")
        os.write(master, b"q")
        while process.poll() is None and select.select([master], [], [], AT_MOST)[0]:
            with suppress(OSError):
                os.read(master, 65_536)
        assert process.wait(AT_MOST) == 0
    assert not Store.open(tmp_path / "db.json").history()

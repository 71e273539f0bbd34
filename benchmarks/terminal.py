"""Runs a program in a pseudo-terminal and finds when a text appears on its screen.

Emulating a terminal takes longer than what is measured. So while the clock runs, the output is only
stored in pieces, each with its time; an emulator reads them afterwards, one by one, to find the one
that brought the text to the screen.
"""

import contextlib
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import pyte

COLUMNS, LINES = 140, 40

LAST_LINE = f"\x1b[{LINES};1H"
"""What is printed before the last line of a frame that fills the screen."""

_READ = 1 << 16
_QUERIES = {
    # What the program asks, and what a terminal of today answers: it can hold a frame back until
    # the frame is whole (2026), and it reports a new size by a signal, not in band (2048).
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[6n": b"\x1b[1;1R",
}
_UNSET = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "COLORFGBG", "PYTHONDONTWRITEBYTECODE")


class Chunk(NamedTuple):
    """Some bytes a program printed, and when they came, in seconds since it was started."""

    at: float
    data: bytes


class Frame(NamedTuple):
    """The screen after a chunk.

    Attributes:
        at: When, in seconds since the program was started.
        lines: The characters on it.
        is_whole: Whether every cell was painted at least once.
    """

    at: float
    lines: tuple[str, ...]
    is_whole: bool

    def has(self, *texts: str) -> bool:
        """Whether each of the texts is on one line of it."""
        return all(any(text in line for line in self.lines) for text in texts)


class Emulator:
    """The screen of a terminal.

    Args:
        columns: Its width in cells.
        lines: Its height.
    """

    def __init__(self, columns: int = COLUMNS, lines: int = LINES) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)

    def frames(self, chunks: Sequence[Chunk]) -> Iterator[Frame]:
        """Feed what was printed; the screen after each piece."""
        for chunk in chunks:
            self._stream.feed(chunk.data)
            yield Frame(chunk.at, tuple(self._screen.display), self._is_whole())

    def _is_whole(self) -> bool:
        screen = self._screen
        return all(len(screen.buffer[y]) >= screen.columns for y in range(screen.lines))


class Terminal:
    """A program in a terminal; the clock starts with it.

    Args:
        command: The program and its arguments.
        cwd: The folder it runs in.
        columns: Width in cells.
        lines: Height.

    Attributes:
        chunks: All it printed so far.
        has_ended: Whether it was seen to end.
    """

    def __init__(
        self,
        command: Sequence[str],
        cwd: Path | None = None,
        columns: int = COLUMNS,
        lines: int = LINES,
    ) -> None:
        self.chunks: list[Chunk] = []
        self.has_ended = False
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (lines, columns))
        self._poll = select.poll()
        self._poll.register(self._master, select.POLLIN)
        environment = _environment(os.environ)
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def now(self) -> float:
        """Seconds since the program was started."""
        return time.perf_counter() - self._started

    def press(self, keys: bytes) -> float:
        """Type; returns when, in seconds since the program was started."""
        while self._read(0):  # what came meanwhile, such as a blink, is no answer to the keys
            pass
        at = self.now
        os.write(self._master, keys)
        return at

    def read_until(self, texts: Sequence[str], timeout: float = 60.0, quiet: float = 0.15) -> bool:
        """Keep what is printed until the texts were, and then nothing more for a while.

        Only the bytes are looked at: whether the texts stand on the screen is for `Emulator`.

        Args:
            texts: What to wait for; each must be printed in one go.
            timeout: Seconds to wait for them.
            quiet: Seconds without output after which all is taken to be painted.

        Returns:
            Whether all of them were printed.
        """
        missing = [text.encode() for text in texts]
        longest = max((len(text) for text in missing), default=0)
        tail = b""
        deadline = self.now + timeout
        while self.now < deadline:
            data = self._read(quiet if not missing else min(1.0, deadline - self.now))
            if data is None:
                if not missing:
                    return True
                continue
            if data == b"":
                break
            tail = tail[-longest:] + data if longest else b""
            missing = [text for text in missing if text not in tail]
        return not missing

    def settle(self, quiet: float = 0.15, timeout: float = 5.0) -> list[Chunk]:
        """Wait for output, then for `quiet` seconds without any; returns what was printed."""
        before = len(self.chunks)
        if self._read(timeout):
            self.read_until((), timeout, quiet)
        return self.chunks[before:]

    def _read(self, seconds: float) -> bytes | None:
        """Wait for output; None when none came, empty when there will be no more."""
        if not self._poll.poll(max(0.0, seconds) * 1000):
            return None
        try:
            data = os.read(self._master, _READ)
        except OSError:  # nobody holds the other end any more
            self.has_ended = True
            return b""
        self.chunks.append(Chunk(self.now, data))
        self._answer(data)
        return data

    def _answer(self, data: bytes) -> None:
        if b"\x1b[" in data:
            for query, answer in _QUERIES.items():
                if query in data:
                    with contextlib.suppress(OSError):
                        os.write(self._master, answer)


def end_programs_on_signals() -> None:
    """Exit on signals that would kill this process, so that it ends the programs it started."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))


def first(frames: Sequence[Frame], wanted: Callable[[Frame], bool]) -> Frame | None:
    """The first frame of which something is true."""
    return next((frame for frame in frames if wanted(frame)), None)


def _environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """What a program finds in a terminal of today, whatever this one is."""
    kept = {name: value for name, value in inherited.items() if name not in _UNSET}
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}

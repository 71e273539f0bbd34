"""A program in an emulated terminal, as a user has it."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar, cast

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])

COLUMNS, LINES = 100, 30
AT_MOST = 30.0
"""Seconds to wait for something before failing."""


class Terminal:
    """A program in an emulated terminal.

    Args:
        command: The program and its arguments.
        folder: Where it runs; also its home.

    Attributes:
        said: All that it has written.
    """

    def __init__(self, command: list[str], folder: Path) -> None:
        import pexpect
        import pyte

        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG")}
        environment = {
            **kept,
            "TERM": "xterm-256color",
            "HOME": str(folder),
            "PYTHONUTF8": "1",
        }
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)
        self._closed = pexpect.EOF
        self._quiet = pexpect.TIMEOUT
        self.said = b""
        self.process = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(folder),
            env=environment,
            dimensions=(LINES, COLUMNS),
            timeout=AT_MOST,
        )

    @classmethod
    @contextmanager
    def running(cls, command: list[str], folder: Path) -> "Iterator[Terminal]":
        """A terminal that is closed in the end, whatever the program does."""
        terminal = cls(command, folder)
        try:
            yield terminal
        finally:
            terminal.process.close(force=True)

    @property
    def lines(self) -> list[str]:
        """The text on the screen."""
        return list(self._screen.display)

    def press(self, keys: str) -> None:
        """Type."""
        self.process.send(keys)

    def wait_for(self, *texts: str) -> None:
        """Read output until each pattern matches a line of the screen."""
        late = monotonic() + AT_MOST
        while not all(any(re.search(text, line) for line in self.lines) for text in texts):
            shown = "\n".join(self.lines)
            assert self._read(), f"it ended before {texts} came:\n{shown}"
            assert monotonic() < late, f"{texts} never came:\n{shown}"

    def wait_for_the_end(self) -> int | None:
        """Read until the program ends; its exit status."""
        late = monotonic() + AT_MOST
        while self._read():
            assert monotonic() < late, "it does not end"
        self.process.close()
        status = self.process.exitstatus
        return None if status is None else int(status)

    def _read(self) -> bool:
        try:
            part = self.process.read_nonblocking(65536, timeout=0.2)
            self.said += part
            self._stream.feed(part)
        except self._quiet:
            return True
        except self._closed:
            return False
        return True


_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
# A forked child is replaced at once by the program, whatever threads other tests have left.
_FORKS = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")


def in_terminal(test: Test) -> Test:
    """Mark a test that runs a program in a terminal."""
    return cast(Test, _POSIX(_FORKS(test)))

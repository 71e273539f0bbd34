"""A progress line at the bottom of the terminal."""

import os
import stat
import sys
from collections.abc import Iterator
from time import monotonic
from types import TracebackType
from typing import BinaryIO, Self

from briefing.model.plurals import plural

BETWEEN = 0.1
"""Seconds between two updates of the line."""


class Progress:
    """Counts the lines of an open file as they are processed.

    The progress line goes to stderr, if that is a terminal and the file is not.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._is_on = sys.stderr.isatty() and not file.isatty()
        self._shares_terminal = self._is_on and sys.stdout.isatty()
        self._total = _size(file)
        self._began = monotonic()
        self._shown_at = 0.0
        self._is_shown = False
        self._lines = 0
        self._bytes = 0

    def lines(self) -> Iterator[bytes]:
        """Yield the lines of the file, counting them."""
        for line in self._file:
            self._lines += 1
            self._bytes += len(line)
            yield line
            self._show()

    def make_way(self) -> None:
        """Remove the progress line before something else is printed on the same terminal."""
        if self._shares_terminal:
            self.take_away()

    def take_away(self) -> None:
        """Remove the progress line until the next line of the file."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.take_away()

    def _show(self) -> None:
        now = monotonic()
        if self._is_on and now - self._shown_at > BETWEEN:
            share = f"  {self._bytes / self._total:.0%}" if self._total else ""
            rate = self._lines / max(now - self._began, 0.001)
            lines = f"{self._lines:,} {plural(self._lines, 'line')}"
            sys.stderr.write(f"\r\x1b[K{lines}{share}  {rate:,.0f} a second")
            sys.stderr.flush()
            self._shown_at, self._is_shown = now, True


def _size(file: BinaryIO) -> int:
    """Bytes in a file; 0 if it has no size, such as a pipe."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0

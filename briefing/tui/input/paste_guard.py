"""Guards terminal input: a paste is only text, and a closed terminal ends the program.

Textual also parses escape sequences inside a bracketed paste and turns unknown ones into keys, so a
copied page could press keys. The guard defuses them first.
"""

import os
import selectors
import sys
from codecs import getincrementaldecoder
from contextlib import suppress

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.driver import Driver

START, END = "\x1b[200~", "\x1b[201~"
"""The marks around a paste (xterm control sequences, bracketed paste mode)."""

ESCAPE, SHOWN = "\x1b", "\N{SYMBOL FOR ESCAPE}"

_AT_ONCE = 64 * 1024
"""Bytes read at a time."""


class PasteGuard:
    """Replaces escape characters within pastes, in whatever pieces they arrive."""

    def __init__(self) -> None:
        self._is_inside = False
        self._held = ""
        self._seen = ""

    def clean(self, data: str) -> str:
        """Return a piece of input with pastes defused."""
        out: list[str] = []
        data = self._held + data
        self._held = ""
        while data:
            data = self._inside(data, out) if self._is_inside else self._outside(data, out)
        return "".join(out)

    def _outside(self, data: str, out: list[str]) -> str:
        """Pass on everything up to a paste at once: an escape key must not wait."""
        seen, self._seen = self._seen, ""
        at = (seen + data).find(START)
        if at < 0:
            self._seen = _beginning(seen + data, START)
            out.append(data)
            return ""
        end = at + len(START) - len(seen)
        out.append(data[:end])
        self._is_inside = True
        return data[end:]

    def _inside(self, data: str, out: list[str]) -> str:
        at = data.find(END)
        if at < 0:
            self._held = _beginning(data, END)
            out.append(data[: len(data) - len(self._held)].replace(ESCAPE, SHOWN))
            return ""
        out.append(data[:at].replace(ESCAPE, SHOWN) + END)
        self._is_inside = False
        return data[at + len(END) :]


def _beginning(data: str, mark: str) -> str:
    """The end of some data that may start a mark."""
    sizes = range(min(len(mark) - 1, len(data)), 0, -1)
    return next((mark[:size] for size in sizes if data.endswith(mark[:size])), "")


def guarded(driver: type[Driver]) -> type[Driver]:
    """Return a guarded version of the Linux driver; others are returned unchanged."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    class GuardedDriver(LinuxDriver):
        """Reads the terminal, and ends the program when it is closed."""

        def run_input_thread(self) -> None:
            """Wait for input until the program ends."""
            decode = getincrementaldecoder("utf-8")("replace").decode
            guard, parser = PasteGuard(), XTermParser(self._debug)
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(0.1):
                        given = self._read()
                        if not given:
                            # Must not block: the ending program waits for this thread.
                            self._loop.call_soon_threadsafe(self._app.exit)
                            break
                        for event in parser.feed(guard.clean(decode(given))):
                            self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

        def _read(self) -> bytes:
            """Read from the terminal; returns nothing when it is closed."""
            try:
                return os.read(self.fileno, _AT_ONCE)
            except OSError:
                return b""

    return GuardedDriver if driver is LinuxDriver else driver

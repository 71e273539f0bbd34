"""What comes from the terminal: a paste is text, whatever it holds, and a terminal may be gone.

Textual looks for escape sequences inside a bracketed paste as well, and hands on as keys what it
does not know. A page copied from somewhere could so press keys here: they are made harmless before.
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
"""What stands around a paste (xterm control sequences, bracketed paste mode)."""

ESCAPE, SHOWN = "\x1b", "\N{SYMBOL FOR ESCAPE}"

_AT_ONCE = 64 * 1024
"""Bytes read at a time."""


class PasteGuard:
    """Lets no escape character of a paste through, in whatever pieces it comes."""

    def __init__(self) -> None:
        self._is_inside = False
        self._held = ""
        self._seen = ""

    def clean(self, data: str) -> str:
        """Return what is to be read instead of a piece of input."""
        out: list[str] = []
        data = self._held + data
        self._held = ""
        while data:
            data = self._inside(data, out) if self._is_inside else self._outside(data, out)
        return "".join(out)

    def _outside(self, data: str, out: list[str]) -> str:
        """Pass everything on up to a paste; an escape key must not wait for what follows it."""
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
    """The end of some data with which a mark may begin."""
    sizes = range(min(len(mark) - 1, len(data)), 0, -1)
    return next((mark[:size] for size in sizes if data.endswith(mark[:size])), "")


def guarded(driver: type[Driver]) -> type[Driver]:
    """Return the driver to use instead of the one Textual would: that of other systems is kept."""
    if sys.platform == "win32":
        return driver
    from textual.drivers.linux_driver import LinuxDriver

    class GuardedDriver(LinuxDriver):
        """Reads the terminal; ends the program when that is gone."""

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
                            # Nobody may wait here: the program that ends waits for this thread.
                            self._loop.call_soon_threadsafe(self._app.exit)
                            break
                        for event in parser.feed(guard.clean(decode(given))):
                            self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

        def _read(self) -> bytes:
            """What the terminal gives; nothing when there is none any more."""
            try:
                return os.read(self.fileno, _AT_ONCE)
            except OSError:
                return b""

    return GuardedDriver if driver is LinuxDriver else driver

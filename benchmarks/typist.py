"""Types into a program in a terminal, and reads the clock at the frames that follow."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from benchmarks.terminal import Emulator, Frame, Terminal

CLEAR: Final = b"\x15"  # ctrl+u empties an input
QUIET: Final = 0.15
"""Seconds without output after which a key has its answer."""
_STEADY = 0.4  # seconds; a cursor blinks every half second


class Answer(NamedTuple):
    """What followed one key, in seconds after it.

    Attributes:
        typed: What the input contained after it.
        results: The first frame that shows what stays: the letter, the results, their number.
        last: The last frame that changed anything, the preview of the first result included.
    """

    typed: str
    results: float
    last: float


class Typist:
    """Types into a program and reads the clock at the frames that follow.

    Args:
        terminal: Where the program runs.
        part: How many columns from the left are the answer.
    """

    def __init__(self, terminal: Terminal, part: int) -> None:
        self._terminal = terminal
        self._part = part
        self._emulator = Emulator()
        self._before: tuple[str, ...] = ()

    def wait(self, text: str, lines: int = 1, timeout: float = 60.0) -> None:
        """Wait until a text is on so many lines of the screen, and nothing more is painted.

        Raises:
            TimeoutError: It does not come.
        """
        terminal = self._terminal
        while sum(text in line for line in self._before) < lines:
            if terminal.now > timeout:
                raise TimeoutError(f"the program never showed “{text}”")
            for frame in self._emulator.frames(terminal.settle(_STEADY)):
                self._before = frame.lines

    def press(self, keys: bytes, text: str, lines: int = 1) -> None:
        """Press keys and wait for a text; how long that takes is not measured."""
        self._terminal.press(keys)
        self.wait(text, lines)

    def timed(self, keys: bytes, quiet: float = QUIET) -> Answer:
        """Press a key, and time what follows.

        Args:
            keys: The key.
            quiet: Seconds without output after which nothing more follows.
        """
        return self._answer(keys, keys.decode("ascii", "replace"), quiet)

    def type(self, query: str) -> list[Answer]:
        """Type a query key by key, each after the answer to the last; then empty the input."""
        answers = [
            self._answer(letter.encode(), query[: place + 1]) for place, letter in enumerate(query)
        ]
        self._answer(CLEAR, "")
        return answers

    def _answer(self, keys: bytes, typed: str, quiet: float = QUIET) -> Answer:
        pressed = self._terminal.press(keys)
        frames = list(self._emulator.frames(self._terminal.settle(quiet)))
        results = self._first_settled(frames) - pressed
        last = pressed
        for frame in frames:
            if frame.lines != self._before:
                last = frame.at
            self._before = frame.lines
        return Answer(typed, results, last - pressed)

    def _first_settled(self, frames: Sequence[Frame]) -> float:
        """When the answer was final."""
        if not frames:
            raise TimeoutError("nothing was painted after a key")
        settled = self._cut(frames[-1])
        return next(frame.at for frame in frames if self._cut(frame) == settled)

    def _cut(self, frame: Frame) -> list[str]:
        return [line[: self._part] for line in frame.lines]

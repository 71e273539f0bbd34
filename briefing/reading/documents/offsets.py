"""Where the characters of a cleaned text stand in the text it was made from."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Edit(NamedTuple):
    """Characters that are replaced.

    Attributes:
        start: The first of them.
        end: The character after the last.
        instead: What takes their place; empty if nothing does.
    """

    start: int
    end: int
    instead: str = ""


class Offsets:
    """The way back from a text to the one that it was made from, through each step between."""

    def __init__(self) -> None:
        # Of each step, the last first: where stretches begin now, where they began before, and
        # whether their characters go on there (1) or all stand for the first (0).
        self._steps: list[tuple[array[int], array[int], bytearray]] = []

    def origin(self, offset: int) -> int:
        """Where a character stood before all steps; for the end of the text, the end of that.

        Args:
            offset: From 0 to the length of the text, in characters.
        """
        for now, before, goes_on in self._steps:
            at = bisect_right(now, offset) - 1
            offset = before[at] + (offset - now[at] if goes_on[at] else 0)
        return offset

    def edited(self, text: str, edits: Iterable[Edit]) -> str:
        """Make edits, which must be in order and apart, and note them as a step."""
        pieces: list[str] = []
        now, before, goes_on = array("q"), array("q"), bytearray()
        length = at = 0

        def add(piece: str, origin: int, is_kept: int) -> None:
            nonlocal length
            now.append(length)
            before.append(origin)
            goes_on.append(is_kept)
            pieces.append(piece)
            length += len(piece)

        for edit in edits:
            if edit.start > at:
                add(text[at : edit.start], at, 1)
            if edit.instead:
                add(edit.instead, edit.start, 0)
            at = edit.end
        if not pieces and not at:
            return text
        add(text[at:], at, 1)
        self._steps.insert(0, (now, before, goes_on))
        return "".join(pieces)


def begins(pieces: Sequence[str], between: str) -> list[int]:
    """Where each of some pieces begins once they are joined."""
    found, at = [], 0
    for piece in pieces:
        found.append(at)
        at += len(piece) + len(between)
    return found
